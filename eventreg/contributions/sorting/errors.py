"""What may stand against sorting."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class NoSuchPlace(DomainError):
    """A topic, visit or session that is not of this event."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("There is no such place any more. Please look again."))


class TagEmpty(DomainError):
    """A tag without a letter."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Write a word."), field="name")
