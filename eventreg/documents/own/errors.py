"""Refusals about papers of one's own, named after the fact."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class NoTicket(DomainError):
    """Who has no place has no ticket."""

    status = 404

    def __init__(self) -> None:
        super().__init__(lazy_gettext("There is a ticket only for a confirmed place."))


class NobodyOfThisReference(DomainError):
    """No registration of the event has this reference."""

    status = 404

    def __init__(self, reference: str):
        super().__init__(
            lazy_gettext("No registration has the reference %(reference)s.", reference=reference)
        )
