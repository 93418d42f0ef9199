"""What may stand against a registration, each named after the fact."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext, lazy_ngettext
from sqlalchemy.exc import IntegrityError

from eventreg.errors import DomainError
from eventreg.events.registration_window import RegistrationWindow
from eventreg.language.local_text import LocalText

if TYPE_CHECKING:
    from eventreg.registration.models import RegistrationState


class EventFull(DomainError):
    """No place is left at the event (R8)."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "All places at this event are taken. If you are registered already, "
                "ask for your link to be sent again."
            )
        )


class VisitFull(DomainError):
    """No seat is left on a visit (R8); `visit_uid` says which, `has_line` if one may wait."""

    field = "visits"

    def __init__(self, visit_uid: str, name: LocalText, *, has_line: bool = False):
        shown = Shown(name)
        super().__init__(
            lazy_gettext(
                "No seats are left on the visit to %(visit)s. Please choose another, or tick to "
                "join its waiting list.",
                visit=shown,
            )
            if has_line
            else lazy_gettext(
                "No seats are left on the visit to %(visit)s. Please choose another.", visit=shown
            )
        )
        self.visit_uid = visit_uid


class QuotaFull(DomainError):
    """A delegation has used all its places."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("All places of this delegation are taken."))


class QuotaBelowTaken(DomainError):
    """More places of a delegation are held than its quota would have; `taken` says how many."""

    field = "capacity"

    def __init__(self, taken: int):
        super().__init__(
            lazy_ngettext(
                "%(num)s person holds a place of this delegation; the quota cannot be smaller.",
                "%(num)s people hold places of this delegation; the quota cannot be smaller.",
                taken,
            )
        )
        self.taken = taken


class QuotaNeedsNumber(DomainError):
    """Only a quota with a number of places can be kept free."""

    field = "capacity"

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Say how many places are kept for this delegation."))


class VisitsOverlap(DomainError):
    """Two of the chosen visits are at the same time (R10)."""

    field = "visits"

    def __init__(self, one: LocalText, other: LocalText):
        super().__init__(
            lazy_gettext(
                "The visits to %(one)s and %(other)s are at the same time. Please choose one.",
                one=Shown(one),
                other=Shown(other),
            )
        )


class VisitNotOffered(DomainError):
    """A chosen visit is not one that participants of this event choose."""

    field = "visits"

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This visit can no longer be chosen. Please choose again."))


class AlreadyRegistered(DomainError):
    """An active registration stands for this address (R9); said to staff, never to strangers."""

    field = "email"

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("A person with this e-mail address is registered for the event already.")
        )


class FormSentAlready(DomainError):
    """The form's one-time key was used, with other answers (R9)."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "This form was sent before, with other answers. To change your registration, use "
                "the link in the mail we sent you. To register another person, send the form again."
            )
        )


class RegistrationNotOpen(DomainError):
    """Nobody registers at this moment; `window` says why."""

    def __init__(self, window: RegistrationWindow):
        super().__init__(_WINDOWS[window])
        self.window = window


class PrivacyNoticeChanged(DomainError):
    """The privacy notice is not the one that the person was shown."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "The privacy notice has been updated. Please read it and send the form again."
            )
        )


class FreezeDatePassed(DomainError):
    """The person can no longer change the registration without the organiser (R11)."""

    def __init__(self, frozen_at: datetime | None = None) -> None:
        super().__init__(
            lazy_gettext(
                "The time for changes is over. Please write to the organiser, who can still help."
            )
        )
        self.frozen_at = frozen_at


class RegistrationNotActive(DomainError):
    """The registration was cancelled, declined or has lapsed."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This registration is no longer valid."))


class MoveNotAllowed(DomainError):
    """The table of states does not know this move."""

    def __init__(self, before: "RegistrationState", after: "RegistrationState"):
        super().__init__(
            lazy_gettext("The registration has changed meanwhile, so that this cannot be done now.")
        )
        self.before = before
        self.after = after


class HandOverNotAllowed(DomainError):
    """Only a confirmed place is handed over; where people are approved, by the organiser."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "This place cannot be handed over here. Please write to the organiser, who can "
                "still help."
            )
        )


class TooManyHandOvers(DomainError):
    """The place has changed hands as often as the people themselves may let it (R12)."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "This place has been handed over several times already. Please write to the "
                "organiser, who can still help."
            )
        )


class AddressCannotTakeOver(DomainError):
    """The place cannot go to this address; why is not told to whoever asks (R11)."""

    field = "email"

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext(
                "The place cannot be handed over to this e-mail address. Please give another one, "
                "or write to the organiser."
            )
        )


class TerritoryNotOfTheDay(DomainError):
    """The municipality does not stand on the event's first day (R1), or none was named."""

    field = "territory"

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Choose the municipality you come from."))


class Shown:
    """A text in the language in which the message is read."""

    def __init__(self, text: LocalText):
        self._text = text

    def __str__(self) -> str:
        from eventreg.language import locale  # the language is known when it is read

        return self._text.in_(locale.current())


_WINDOWS = {
    RegistrationWindow.NOT_YET: lazy_gettext("Registration for this event has not opened yet."),
    RegistrationWindow.CLOSED: lazy_gettext("Registration for this event is closed."),
    RegistrationWindow.INVITATION: lazy_gettext("Places at this event are given by invitation."),
    RegistrationWindow.CANCELLED: lazy_gettext("This event has been cancelled."),
    RegistrationWindow.OVER: lazy_gettext("This event is over."),
    RegistrationWindow.FULL: lazy_gettext("All places at this event are taken."),
    RegistrationWindow.WAITING: lazy_gettext("All places at this event are taken."),
}

# What a broken constraint means for the person. PostgreSQL names the constraint; SQLite names a
# CHECK too, but of a unique index only its columns.
_CONSTRAINTS: dict[str, Callable[[], DomainError]] = {
    "uq_registration_active_email": AlreadyRegistered,
    "registration.event_id, registration.email_key": AlreadyRegistered,
    "pk_form_submission": FormSentAlready,
    "form_submission.key": FormSentAlready,
    "ck_event_within_capacity": EventFull,
    "ck_delegation_within_capacity": QuotaFull,
    "ck_registration_municipality_named": TerritoryNotOfTheDay,
}


def from_constraint(error: IntegrityError) -> DomainError | None:
    """The fact behind a constraint that the database found broken; None for an unforeseen one."""
    named = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    text = named or str(error.orig)
    for name, fact in _CONSTRAINTS.items():
        if text == name or text.endswith(f": {name}"):
            return fact()
    return None
