"""What can stand against noting attendance."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class OccasionUnknown(DomainError):
    """The event has no such day and no such visit."""

    status = 404

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The event has no such day or visit."))
