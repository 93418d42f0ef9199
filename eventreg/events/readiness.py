"""What an event still needs before it can be published, and what would be better."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import func, select

from eventreg.agenda.models import AgendaItem
from eventreg.database import db
from eventreg.events.models import Admission, Event
from eventreg.visits.models import SiteVisit

DETAILS = "organise.edit"
AGENDA = "organise_agenda.overview"
ORGANISATION = "organisation.edit"


@dataclass(frozen=True)
class Check:
    """A thing that should be there; `endpoint` and `anchor` lead to where it is entered."""

    sentence: LazyString
    is_done: bool
    is_needed: bool = True
    endpoint: str = DETAILS
    anchor: str = ""


@dataclass(frozen=True)
class Readiness:
    """All checks; the agenda's items and the visits are counted on the way."""

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
    """Look at everything that people will want to know of the event; two statements."""
    counted = select(func.count()).select_from(AgendaItem)
    items = db.session.scalar(counted.where(AgendaItem.event_id == event.id)) or 0
    visits, seats, without_limit = db.session.execute(
        select(
            func.count(),
            func.sum(SiteVisit.capacity),
            func.count().filter(SiteVisit.capacity.is_(None)),
        ).where(SiteVisit.event_id == event.id)
    ).one()
    checks = (*_needed(event, now), *_advised(event, items))
    return Readiness(checks, items, visits, None if without_limit else int(seats or 0))


def _needed(event: Event, now: datetime) -> tuple[Check, ...]:
    contact = event.contact_email or event.organisation.email
    closes = event.registration_closes_at
    open_to_all = event.admission is not Admission.INVITATION
    ahead = closes is None or closes > now or event.ends_on < now.date()
    return (
        Check(
            lazy_gettext("The title is missing in Latvian."),
            is_done="lv" in event.title,
            anchor="title",
        ),
        Check(
            lazy_gettext("It is not said where: choose the host municipality or name the place."),
            is_done=bool(event.host_territory_id or event.place),
            anchor="host_territory",
        ),
        Check(
            lazy_gettext("There is no e-mail address for questions."),
            is_done=bool(contact),
            anchor="contact_email",
        ),
        Check(
            lazy_gettext("Registration closes in the past."),
            is_done=ahead or not open_to_all,
            anchor="registration_closes_at",
        ),
    )


def _advised(event: Event, items: int) -> tuple[Check, ...]:
    organisation = event.organisation
    return (
        _advice(lazy_gettext("The title is missing in English."), "en" in event.title, "title"),
        _advice(lazy_gettext("The aim is not said in Latvian."), "lv" in event.aim, "aim"),
        _advice(
            lazy_gettext("The number of places is not limited."),
            event.capacity is not None,
            "capacity",
        ),
        _advice(
            lazy_gettext("It is not said until when one may register."),
            event.registration_closes_at is not None,
            "registration_closes_at",
        ),
        _advice(lazy_gettext("The agenda is empty."), items > 0, "", AGENDA),
        _advice(
            lazy_gettext("The organisation names no contact for data protection."),
            bool(organisation.data_protection_contact),
            "data_protection_contact",
            ORGANISATION,
        ),
    )


def _advice(sentence: LazyString, done: object, anchor: str, endpoint: str = DETAILS) -> Check:
    return Check(sentence, is_done=bool(done), is_needed=False, endpoint=endpoint, anchor=anchor)
