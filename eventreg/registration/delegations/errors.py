"""What may stand against an invitation or a coordinator's wish, each named after the fact."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class InvitedAlready(DomainError):
    """The municipality, the institution or the person is invited to this event."""

    def __init__(self, name: str):
        super().__init__(lazy_gettext("An invitation to %(name)s stands already.", name=name))


class InvitationsNotOpen(DomainError):
    """The event is not published, or it is over: nobody is invited to it."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("People can be invited while the event is published and not over.")
        )


class DeadlinePassed(DomainError):
    """The deadline lies behind, where one ahead is needed."""

    field = "answer_until"

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The deadline must lie ahead."))


class PlacesMissing(DomainError):
    """More places would be kept than the event has left (R6)."""

    field = "reserves"

    def __init__(self, wanted: int, left: int):
        super().__init__(
            lazy_gettext(
                "%(wanted)s places cannot be kept: the event has %(left)s left. Lower the numbers "
                "or invite without keeping places.",
                wanted=wanted,
                left=left,
            )
        )


class DelegationClosed(DomainError):
    """The coordinator may only look: the deadline has passed or the event takes no changes."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "The time for changes is over. Please write to the organiser, who can still help."
            )
        )


class AddressNotPossible(DomainError):
    """The coordinator cannot enter this address; it is not said where it stands (R9, R11)."""

    field = "email"

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "Nobody can be added with this e-mail address. Check it with the person, or ask "
                "the organiser."
            )
        )


class AddressIsThePersons(DomainError):
    """The person has taken over the registration; the address is no longer the coordinator's."""

    field = "email"

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "The person has opened the link already. Only the person or the organiser can "
                "change the e-mail address now."
            )
        )


class EnoughForToday(DomainError):
    """The coordinator has caused as many mails as are allowed in a day (R12)."""

    status = 429

    def __init__(self, most: int):
        super().__init__(
            lazy_gettext(
                "You have made %(most)s changes within a day, which is as many as are possible. "
                "Please go on tomorrow, or write to the organiser.",
                most=most,
            )
        )


class DelegationHasPeople(DomainError):
    """Nobody can say that no one comes while people of the delegation are registered."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("People of your delegation are registered. Withdraw them first.")
        )


class NothingUnused(DomainError):
    """The delegation keeps no places that could be given back."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This invitation keeps no unused places."))


class CoordinatorUnknown(DomainError):
    """Nobody can be written to: the invitation has no coordinator's address."""

    field = "coordinator_email"

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Enter the coordinator's e-mail address first."))


class InvitationAnswered(DomainError):
    """The person has accepted; there is nothing to remind of or to refuse."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "This invitation has been accepted. The link to the registration is in the mail "
                "that was sent then."
            )
        )


class InvitationLapsed(DomainError):
    """The deadline of the person's invitation has passed."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This invitation has lapsed. Please write to the organiser."))
