"""What publishing a version says no to."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class NothingChanged(DomainError):
    """The agenda is as the latest version has it, or there is none."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The agenda has not changed since the latest version."))


class VersionOutdated(DomainError):
    """The agenda was changed, or a version published, since the page was shown."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "The agenda has changed since you opened the page. Look at the changes as they"
                " are now, then publish."
            )
        )
