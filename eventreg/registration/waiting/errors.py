"""What may stand against a move in the waiting list, each named after the fact."""

from flask_babel import lazy_gettext, lazy_ngettext

from eventreg.errors import DomainError


class OfferOver(DomainError):
    """The offer has lapsed, was answered, or there was none."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "This offer is no longer open. Your registration's page shows how things stand now."
            )
        )


class ReasonMissing(DomainError):
    """An organiser who gives somebody a place out of turn must write why (R8)."""

    field = "reason"

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Write the reason. It is kept in the log."))


class NotWaiting(DomainError):
    """The person does not wait for it, or no longer."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This person is not on that waiting list any more."))


class PartyNotFound(DomainError):
    """Nobody with that reference waits for the same event; whether somebody exists is not told."""

    field = "reference"

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "Nobody with this reference is on the waiting list of this event. Please check the"
                " reference; it stands in your colleague's mail."
            )
        )


class PartyTooLarge(DomainError):
    """So many people are never offered places together."""

    field = "reference"

    def __init__(self, most: int) -> None:
        super().__init__(
            lazy_ngettext(
                "At most %(num)s person can wait together.",
                "At most %(num)s people can wait together.",
                most,
            )
        )
