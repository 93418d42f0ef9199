"""What an event still needs before it can be published, and what would be better."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, lazy_gettext

from eventreg.agenda.service import agenda_of
from eventreg.events import readiness_programme as programme
from eventreg.events.models import Admission, Event
from eventreg.events.readiness_check import ORGANISATION, Check
from eventreg.language import locale
from eventreg.registration.deadlines import begins_at
from eventreg.visits.service import visits_of


@dataclass(frozen=True)
class Readiness:
    """All checks; the agenda's items and the visits are counted on the way.

    `seats` are those of all visits together, None where one has no limit.
    """

    checks: tuple[Check, ...]
    agenda_items: int
    visits: int
    seats: int | None

    @property
    def missing(self) -> list[Check]:
        """What must be there and is not."""
        return [check for check in self.checks if check.is_needed and not check.is_done]

    @property
    def advice(self) -> list[Check]:
        """What would help and is not there."""
        return [check for check in self.checks if not check.is_needed and not check.is_done]

    @property
    def is_ready(self) -> bool:
        return not self.missing


def readiness_of(event: Event, *, now: datetime) -> Readiness:
    """Look at everything that people will want to know of the event; seven statements at most."""
    language = locale.current()
    agenda, visits = agenda_of(event), visits_of(event)
    seats = [visit.capacity for visit in visits]
    return Readiness(
        checks=(
            *needed_by(event, now),
            *_advised(event),
            *programme.of_agenda(agenda, event, visits, language),
            *programme.of_visits(visits, language),
            *programme.of_invitations(event),
            *_of_organisation(event),
        ),
        agenda_items=sum(1 for _item in agenda.everything()),
        visits=len(visits),
        seats=None if None in seats else sum(each or 0 for each in seats),
    )


def needed_by(event: Event, now: datetime) -> Iterator[Check]:
    """What prevents publishing, done or not; asks the database nothing."""
    closes = event.registration_closes_at
    open_to_all = event.admission is not Admission.INVITATION
    ahead = closes is None or closes > now or event.ends_on < now.date()
    yield _must(lazy_gettext("The title is missing in Latvian."), "lv" in event.title, "title")
    yield _must(
        lazy_gettext("It is not said where: choose the host municipality or name the place."),
        event.host_territory_id or event.place,
        "host_territory",
    )
    yield _must(
        lazy_gettext("There is no e-mail address for questions."),
        event.contact_email or event.organisation.email,
        "contact_email",
    )
    yield _must(
        lazy_gettext("Registration closes in the past."),
        ahead or not open_to_all,
        "registration_closes_at",
    )


def missing_texts(event: Event) -> list[Check]:
    """Texts of the event itself that a language lacks; asks the database nothing."""
    return [check for check in _texts(event) if not check.is_done]


def _texts(event: Event) -> Iterator[Check]:
    yield _better(lazy_gettext("The title is missing in English."), "en" in event.title, "title")
    yield _better(lazy_gettext("The aim is not said in Latvian."), "lv" in event.aim, "aim")
    yield from _half_translated(event)


def _advised(event: Event) -> Iterator[Check]:
    closes = event.registration_closes_at
    yield from _texts(event)
    yield _better(
        lazy_gettext("The number of places is not limited."),
        event.capacity is not None,
        "capacity",
    )
    yield _better(
        lazy_gettext("It is not said until when one may register."),
        closes is not None,
        "registration_closes_at",
    )
    yield _better(
        lazy_gettext("Registration closes only after the event has begun."),
        closes is None or closes <= begins_at(event),
        "registration_closes_at",
    )


def _half_translated(event: Event) -> Iterator[Check]:
    """Texts that are said in one language only."""
    names = {
        "aim": lazy_gettext("Aim"),
        "description": lazy_gettext("Description"),
        "practical": lazy_gettext("Practical matters"),
        "photo_notice": lazy_gettext("Photographs"),
    }
    for field, name in names.items():
        said = getattr(event, field)
        if set(said) == {"lv"}:
            sentence = lazy_gettext("“%(text)s” is missing in English.", text=name)
            yield Check(sentence, anchor=field)
        elif set(said) == {"en"} and field != "aim":
            sentence = lazy_gettext("“%(text)s” is missing in Latvian.", text=name)
            yield Check(sentence, anchor=field)


def _of_organisation(event: Event) -> Iterator[Check]:
    organisation = event.organisation
    yield Check(
        lazy_gettext("The organisation names no contact for data protection."),
        bool(organisation.data_protection_contact),
        endpoint=ORGANISATION,
        anchor="data_protection_contact",
    )
    yield Check(
        lazy_gettext("The organisation has no privacy notice of its own: only the common one."),
        bool(organisation.privacy_notice),
        endpoint=ORGANISATION,
        anchor="privacy_notice",
    )


def _must(sentence: LazyString, done: object, anchor: str) -> Check:
    return Check(sentence, is_done=bool(done), is_needed=True, anchor=anchor)


def _better(sentence: LazyString, done: object, anchor: str) -> Check:
    return Check(sentence, is_done=bool(done), anchor=anchor)
