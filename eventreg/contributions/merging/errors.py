"""What can stand against merging."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class NothingToMerge(DomainError):
    """At least one other text is merged into the one that stays."""

    status = 422

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Choose at least one other text."), field="others")


class NotForMerging(DomainError):
    """Only texts of one event and kind that are sent or in the report are merged."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "These texts cannot become one: somebody has decided about one of them meanwhile."
            )
        )
