"""What states, roles and affiliations are called, and what happened to a registration."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from flask_babel import LazyString, lazy_gettext, lazy_pgettext

from eventreg.history.models import ActorKind, LogEntry
from eventreg.registration.models import (
    Affiliation,
    ChoiceState,
    ParticipantRole,
    RegistrationState,
)

# The state of a registration, and the kind of its tag.
STATES: dict[RegistrationState, tuple[LazyString, str]] = {
    RegistrationState.PENDING: (lazy_pgettext("registration", "awaits approval"), "info"),
    RegistrationState.WAITING: (lazy_pgettext("registration", "on the waiting list"), "info"),
    RegistrationState.OFFERED: (lazy_pgettext("registration", "a place is offered"), "warn"),
    RegistrationState.CONFIRMED: (lazy_pgettext("registration", "confirmed"), "good"),
    RegistrationState.DECLINED: (lazy_pgettext("registration", "declined"), "bad"),
    RegistrationState.CANCELLED: (lazy_pgettext("registration", "cancelled"), "plain"),
    RegistrationState.EXPIRED: (lazy_pgettext("registration", "lapsed"), "plain"),
}

ROLES: dict[ParticipantRole, LazyString] = {
    ParticipantRole.EXPERT: lazy_gettext("Expert"),
    ParticipantRole.HOST: lazy_gettext("Representative of the host"),
    ParticipantRole.ORGANISER: lazy_gettext("Organiser"),
    ParticipantRole.SPEAKER: lazy_gettext("Speaker"),
    ParticipantRole.GUEST: lazy_gettext("Guest"),
    ParticipantRole.OBSERVER: lazy_gettext("Observer"),
}

AFFILIATIONS: dict[Affiliation, LazyString] = {
    Affiliation.MUNICIPALITY: lazy_gettext("A municipality or its institution"),
    Affiliation.STATE: lazy_gettext("A state institution"),
    Affiliation.ORGANISATION: lazy_gettext("Another organisation, or only myself"),
}

CHOICES: dict[ChoiceState, LazyString] = {
    ChoiceState.CONFIRMED: lazy_pgettext("visit", "seat kept"),
    ChoiceState.WAITING: lazy_pgettext("visit", "no seat yet"),
    ChoiceState.OFFERED: lazy_pgettext("visit", "a seat is offered"),
    ChoiceState.CANCELLED: lazy_pgettext("visit", "given up"),
    ChoiceState.EXPIRED: lazy_pgettext("visit", "lapsed"),
}

# What an organiser is told who has approved somebody.
APPROVED: dict[RegistrationState, LazyString] = {
    RegistrationState.CONFIRMED: lazy_gettext(
        "The registration is confirmed; the person gets a mail."
    ),
    RegistrationState.WAITING: lazy_gettext(
        "All places are taken; the person is on the waiting list now and gets a mail."
    ),
}

# What an organiser is told who has entered somebody by hand.
ENTERED: dict[RegistrationState, LazyString] = {
    RegistrationState.CONFIRMED: lazy_gettext("The person is registered and gets a mail."),
    RegistrationState.WAITING: lazy_gettext("The person is on the waiting list and gets a mail."),
}

ACTIONS: dict[str, LazyString] = {
    "registered": lazy_pgettext("history", "Registered"),
    "changed": lazy_pgettext("history", "Details changed"),
    "visits chosen": lazy_pgettext("history", "Visits chosen"),
    "consents changed": lazy_pgettext("history", "Consents changed"),
    "acknowledged": lazy_pgettext("history", "Confirmed by the person"),
    "certificate issued": lazy_pgettext("history", "Certificate of attendance issued"),
    "certificate withdrawn": lazy_pgettext("history", "Certificate of attendance withdrawn"),
    "link sent again": lazy_pgettext("history", "Link sent again"),
    "visit offered": lazy_pgettext("history", "A seat on a visit offered"),
    "visit confirmed": lazy_pgettext("history", "The seat on a visit taken up"),
    "visit given up": lazy_pgettext("history", "The seat on a visit given up"),
    "visit offer ended": lazy_pgettext("history", "Waiting for a visit ended"),
    "vehicle given": lazy_pgettext("history", "Vehicle on a visit"),
    "moved ahead": lazy_pgettext("history", "Moved ahead on the waiting list"),
    "waits together": lazy_pgettext("history", "Waits together with colleagues"),
    "waits alone": lazy_pgettext("history", "Waits alone again"),
    "handed over": lazy_pgettext("history", "Handed over"),
    "change asked for": lazy_pgettext("history", "A change asked for"),
    "request accepted": lazy_pgettext("history", "The change asked for was made"),
    "request refused": lazy_pgettext("history", "The change asked for was refused"),
    "note written": lazy_pgettext("history", "A note written"),
    "note removed": lazy_pgettext("history", "A note removed"),
    "merged": lazy_pgettext("history", "Another registration of the person merged into this one"),
    "merged away": lazy_pgettext("history", "Merged into another registration of the person"),
    "told apart": lazy_pgettext("history", "Said to be another person than a namesake"),
    "noted as present": lazy_pgettext("history", "Checked in"),
    "noted as absent": lazy_pgettext("history", "Check-in undone"),
    RegistrationState.WAITING: lazy_pgettext("history", "On the waiting list"),
    RegistrationState.OFFERED: lazy_pgettext("history", "A place offered"),
    RegistrationState.EXPIRED: lazy_pgettext("history", "The offer or the waiting lapsed"),
    RegistrationState.CONFIRMED: lazy_pgettext("history", "Confirmed"),
    RegistrationState.DECLINED: lazy_pgettext("history", "Declined"),
    RegistrationState.CANCELLED: lazy_pgettext("history", "Cancelled"),
}

ACTORS: dict[ActorKind, LazyString] = {
    ActorKind.STAFF: lazy_gettext("organiser"),
    ActorKind.PARTICIPANT: lazy_gettext("the person"),
    ActorKind.TASK: lazy_gettext("the system"),
    ActorKind.COMMAND: lazy_gettext("the system's administrator"),
    ActorKind.COORDINATOR: lazy_gettext("the coordinator of the delegation"),
}

FIELDS: dict[str, LazyString] = {
    "first_name": lazy_gettext("First name"),
    "last_name": lazy_gettext("Surname"),
    "position": lazy_gettext("Position"),
    "institution": lazy_gettext("Institution"),
    "affiliation": lazy_gettext("Represents"),
    "territory": lazy_gettext("Municipality"),
    "phone": lazy_gettext("Telephone"),
    "role": lazy_gettext("Role"),
    "email": lazy_gettext("E-mail"),
    "visits": lazy_gettext("Visits"),
    "consents": lazy_gettext("Consents"),
    "reason": lazy_gettext("Reason"),
    "needs": lazy_gettext("What you need"),
    "answers": lazy_gettext("Answers"),
    "vehicle": lazy_gettext("Vehicle"),
}


class Happening(NamedTuple):
    """A line of a registration's history: when, what, by whom, what changed."""

    at: datetime
    what: str
    who: str
    changes: Sequence[str]


def history_in_words(entries: Iterable[LogEntry]) -> Sequence[Happening]:
    """What happened to a registration, in the language of the page."""
    return [
        Happening(
            entry.at,
            str(ACTIONS.get(entry.action, entry.action)),
            str(ACTORS[entry.actor_kind]),
            _changes(entry),
        )
        for entry in entries
    ]


def _changes(entry: LogEntry) -> Sequence[str]:
    if not entry.before and "reason" not in entry.after:
        return []
    return [
        str(FIELDS[name])
        for name in (*FIELDS,)
        if name in entry.after and entry.after[name] != entry.before.get(name)
    ]
