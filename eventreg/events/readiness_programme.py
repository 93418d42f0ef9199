"""What the agenda, the visits and the invitations of an event still need."""

from collections.abc import Iterator, Sequence
from itertools import islice

from flask_babel import lazy_gettext, lazy_ngettext
from sqlalchemy import func, select

from eventreg.agenda.conflict_wording import said
from eventreg.agenda.conflicts import conflicts_in
from eventreg.agenda.days import Agenda
from eventreg.database import db
from eventreg.events.models import Admission, Event
from eventreg.events.readiness_check import Check
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.models import Delegation
from eventreg.visits.planned import PlannedVisit

AGENDA, ITEM = "organise_agenda.overview", "organise_agenda.edit"
VISITS, VISIT = "organise_visits.overview", "organise_visits.edit"
INVITATIONS = "organise_invitations.overview"
# More of one kind would only hide the others; those not shown come up once these are mended.
MOST_CONFLICTS = 5


def of_agenda(
    agenda: Agenda, event: Event, visits: Sequence[PlannedVisit], language: str
) -> Iterator[Check]:
    """Emptiness, conflicts, titles in one language only."""
    yield Check(lazy_gettext("The agenda is empty."), bool(agenda.items), endpoint=AGENDA)
    for conflict in islice(conflicts_in(agenda, event, visits), MOST_CONFLICTS):
        yield Check(said(conflict, language), endpoint=ITEM, uid=conflict.to_mend.uid)
    untitled = {
        language: [item for item in agenda.everything() if language not in item.title]
        for language in ("lv", "en")
    }
    if items := untitled["lv"]:
        sentence = lazy_ngettext(
            "%(num)s agenda item has no title in Latvian.",
            "%(num)s agenda items have no title in Latvian.",
            len(items),
        )
        yield Check(sentence, endpoint=ITEM, uid=items[0].uid, anchor="title")
    if items := untitled["en"]:
        sentence = lazy_ngettext(
            "%(num)s agenda item has no title in English.",
            "%(num)s agenda items have no title in English.",
            len(items),
        )
        yield Check(sentence, endpoint=ITEM, uid=items[0].uid, anchor="title")


def of_visits(visits: Sequence[PlannedVisit], language: str) -> Iterator[Check]:
    """Visits without seats, without a number of seats, without a time."""
    for visit in visits:
        name = visit.host.name.in_(language)
        if visit.choosable and not visit.capacity:
            sentence = (
                lazy_gettext("The number of seats of the visit “%(name)s” is not said.", name=name)
                if visit.capacity is None
                else lazy_gettext("The visit “%(name)s” has no seats.", name=name)
            )
            yield Check(sentence, endpoint=VISIT, uid=visit.uid, anchor="capacity")
        if not any(occasion.day for occasion in visit.occasions):
            sentence = lazy_gettext("It is not said when the visit “%(name)s” is.", name=name)
            yield Check(sentence, endpoint=VISITS)


def of_invitations(event: Event) -> Iterator[Check]:
    """Nobody invited where only the invited come; invitations that were not sent."""
    of_event = Delegation.event_id == event.id
    invited, unsent = db.session.execute(
        select(func.count(), func.count().filter(Delegation.invited_at.is_(None))).where(of_event)
    ).one()
    if unsent:
        sentence = lazy_ngettext(
            "%(num)s invitation is not sent yet.", "%(num)s invitations are not sent yet.", unsent
        )
        yield Check(sentence, endpoint=INVITATIONS)
    if event.admission is Admission.INVITATION and not invited and not _personally(event):
        sentence = lazy_gettext("Only the invited may come, and nobody is invited.")
        yield Check(sentence, endpoint=INVITATIONS)


def _personally(event: Event) -> int:
    of_event = PersonalInvitation.event_id == event.id
    return db.session.scalar(select(func.count(PersonalInvitation.id)).where(of_event)) or 0
