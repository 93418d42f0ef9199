from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event as sql_events
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventreg.agenda.days import Direction
from eventreg.agenda.errors import DayOutsideEvent
from eventreg.agenda.models import AgendaItem, ItemKind
from eventreg.agenda.occasions import Occasion
from eventreg.agenda.service import agenda_of
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import Actor
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Affiliation, ChoiceState, Registration, VisitChoice
from eventreg.registration.models import RegistrationState as State
from eventreg.visits import errors
from eventreg.visits.hosts import HostFacts, hosts_of
from eventreg.visits.models import HostInstitution, InstitutionKind, SiteVisit
from eventreg.visits.planned import Host, PlannedVisit
from eventreg.visits.service import (
    VisitFacts,
    add_visit,
    edit_visit,
    facts_of,
    move_visit,
    overlapping,
    remove_visit,
    visit_of,
    visits_of,
)
from tests.conftest import NOON
from tests.factories import a_host, a_visit, an_event, an_item

TUESDAY, WEDNESDAY = date(2026, 5, 5), date(2026, 5, 6)
ORGANISER = Actor(ActorKind.STAFF, 7)
LATER = NOON + timedelta(minutes=5)
UNKNOWN = Occasion()
MORNING = Occasion(day=TUESDAY, starts_at=time(10), ends_at=time(12))


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(starts_on=TUESDAY, ends_on=WEDNESDAY)


@pytest.fixture
def host(event: Event) -> HostInstitution:
    return a_host(organisation=event.organisation, name="Lādezera pamatskola")


def added(
    event: Event,
    host: HostInstitution | HostFacts,
    occasion: Occasion | None = UNKNOWN,
    **facts: Any,
) -> SiteVisit:
    return add_visit(
        event=event,
        facts=VisitFacts(host=host, **facts),
        occasion=occasion,
        actor=ORGANISER,
        now=NOON,
    )


def edited(visit: SiteVisit, **values: Any) -> None:
    edit_visit(visit=visit, facts=replace(facts_of(visit), **values), actor=ORGANISER, now=LATER)


def a_choice(visit: SiteVisit, state: ChoiceState = ChoiceState.CONFIRMED) -> VisitChoice:
    """Somebody who chose the visit; a seat is counted when it is confirmed."""
    person = Registration(
        event=visit.event,
        state=State.CONFIRMED,
        first_name="Anna",
        last_name="Liepa",
        name_sort="ANNA",
        affiliation=Affiliation.STATE,
        email=f"{len(db.session.scalars(select(Registration)).all())}@example.org",
        email_key=f"{len(db.session.scalars(select(Registration)).all())}@example.org",
        language="lv",
        created_at=NOON,
        updated_at=NOON,
    )
    choice = VisitChoice(registration=person, visit=visit, state=state, created_at=NOON)
    if state is ChoiceState.CONFIRMED:
        visit.taken += 1
    db.session.add_all([person, choice])
    db.session.flush()
    return choice


def log(session: Session, action: str, subject: str = "site_visit") -> LogEntry:
    return session.scalars(
        select(LogEntry).where(LogEntry.action == action, LogEntry.subject == subject)
    ).one()


# --- adding


def test_a_new_visit_stands_in_the_agenda_at_once(event: Event, host: HostInstitution) -> None:
    visit = added(event, host, MORNING)

    (item,) = agenda_of(event).items
    assert (item.kind, item.occasion) == (ItemKind.SITE_VISIT, MORNING)
    assert item.title == LocalText(lv="Lādezera pamatskola")
    assert item.visit is not None
    assert item.visit.visit_uid == visit.uid


def test_a_visit_whose_time_is_unknown_stands_in_the_agenda_too(
    event: Event, host: HostInstitution
) -> None:
    added(event, host)

    assert [item.occasion for item in agenda_of(event).items] == [UNKNOWN]  # R14


def test_a_visit_can_be_added_without_the_agenda(event: Event, host: HostInstitution) -> None:
    added(event, host, None)

    assert agenda_of(event).days == ()


def test_a_visit_on_a_day_that_is_not_the_event_s_is_refused(
    event: Event, host: HostInstitution
) -> None:
    with pytest.raises(DayOutsideEvent):
        added(event, host, Occasion(day=date(2026, 5, 7)))


def test_a_new_visit_comes_behind_the_others(event: Event, host: HostInstitution) -> None:
    other = a_host(organisation=event.organisation, name="Jauniešu centrs")
    added(event, host)
    added(event, other)

    assert [visit.host.name.in_("lv") for visit in visits_of(event)] == [
        "Lādezera pamatskola",
        "Jauniešu centrs",
    ]


def test_a_new_institution_is_added_to_the_organisation_s_list(event: Event) -> None:
    facts = HostFacts(name=LocalText(lv="Bibliotēka"), kind=InstitutionKind.LIBRARY)
    visit = added(event, facts)

    (kept,) = hosts_of(event.organisation, language="lv")
    assert (kept.host, kept.visits) == (visit.host_institution, 1)


def test_adding_a_visit_is_in_the_log(
    event: Event, host: HostInstitution, session: Session
) -> None:
    visit = added(event, host, capacity=12)

    entry = log(session, "added")  # R28
    assert (entry.subject_uid, entry.after["capacity"]) == (visit.uid, 12)
    assert (entry.actor_id, entry.event_id) == (7, event.id)
    assert event.updated_at == NOON


# --- reading


def test_a_visit_takes_place_when_its_agenda_items_say(event: Event, host: HostInstitution) -> None:
    visit = added(event, host, None)
    an_item(event=event, visit=visit, day=WEDNESDAY)
    an_item(event=event, visit=visit)
    an_item(event=event, visit=visit, day=TUESDAY, starts_at=time(10), ends_at=time(12))

    (planned,) = visits_of(event)
    assert planned.occasions == (MORNING, Occasion(day=WEDNESDAY), UNKNOWN)


def test_a_visit_shows_its_free_seats(event: Event, host: HostInstitution) -> None:
    a_choice(added(event, host, capacity=2))

    (planned,) = visits_of(event)
    assert (planned.capacity, planned.taken, planned.free, planned.is_full) == (2, 1, 1, False)


def test_a_visit_without_a_limit_is_never_full(event: Event, host: HostInstitution) -> None:
    a_choice(added(event, host))

    (planned,) = visits_of(event)
    assert (planned.free, planned.is_full) == (None, False)


def test_what_everybody_may_see_of_an_institution_holds_no_contact_person(event: Event) -> None:
    host = a_host(
        organisation=event.organisation,
        contact_name="Ilze Ozola",
        contact_email="ilze@example.org",
        contact_phone="+371 20000000",
    )
    added(event, host)

    shown = repr(visits_of(event))
    assert not [
        secret for secret in ("Ilze", "ilze@example.org", "+371 20000000") if secret in shown
    ]  # R20


@pytest.mark.parametrize("rows", [1, 3])
def test_visits_are_read_in_two_statements(
    event: Event, host: HostInstitution, session: Session, rows: int
) -> None:
    for _ in range(rows):
        added(event, host)
    session.commit()
    event.id  # noqa: B018 - read anew before the count begins

    assert statements_in(lambda: visits_of(event)) == 2


def statements_in(reading: Callable[[], object]) -> int:
    counted: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        counted.append(statement)

    sql_events.listen(db.engine, "before_cursor_execute", count)
    try:
        reading()
    finally:
        sql_events.remove(db.engine, "before_cursor_execute", count)
    return len(counted)


def test_a_visit_is_only_found_in_its_own_event(event: Event) -> None:
    visit = a_visit(event=an_event())

    assert visit_of(event, visit.uid) is None
    assert visit_of(visit.event, visit.uid) is visit
    assert visits_of(event) == ()


# --- overlaps


def planned(*occasions: Occasion) -> PlannedVisit:
    host = Host(
        uid="host",
        name=LocalText(lv="Skola"),
        kind=InstitutionKind.SCHOOL,
        address="",
        territory=None,
        latitude=None,
        longitude=None,
    )
    return PlannedVisit(
        uid="visit",
        host=host,
        occasions=occasions,
        choosable=True,
        capacity=None,
        taken=0,
        free=None,
        meeting_point=LocalText(),
        departs_at=None,
        transport=LocalText(),
        accompanying="",
        good_to_know=LocalText(),
    )


hours = st.integers(0, 22)
some_visits = st.lists(
    st.builds(
        lambda day, start, length: Occasion(
            day=day,
            starts_at=time(start) if day else None,
            ends_at=time(min(start + length, 23)) if day and length else None,
        ),
        st.none() | st.sampled_from([TUESDAY, WEDNESDAY]),
        hours,
        st.integers(0, 5),
    ),
    max_size=3,
).map(lambda occasions: planned(*occasions))


@given(some_visits, some_visits)
def test_overlapping_visits_overlap_whichever_is_asked_first(
    one: PlannedVisit, other: PlannedVisit
) -> None:
    assert one.overlaps(other) == other.overlaps(one)  # R10


@given(some_visits)
def test_a_visit_of_unknown_time_overlaps_with_none(visit: PlannedVisit) -> None:
    unknown = planned(UNKNOWN, Occasion(day=TUESDAY))

    assert overlapping([visit, unknown]) == ()  # R10


def test_it_names_each_pair_that_cannot_both_be_chosen() -> None:
    first, second = planned(MORNING), planned(replace(MORNING, starts_at=time(11)))
    third = planned(replace(MORNING, day=WEDNESDAY))

    assert overlapping([first, second, third]) == ((first, second),)


# --- editing


def test_an_edited_visit_says_so_in_the_log(
    event: Event, host: HostInstitution, session: Session
) -> None:
    visit = added(event, host)
    edited(visit, capacity=9, departs_at=datetime(2026, 5, 5, 6, 30, tzinfo=UTC))

    entry = log(session, "changed")
    assert entry.before == {"capacity": None, "departs_at": None}
    assert entry.after == {"capacity": 9, "departs_at": "2026-05-05T06:30:00+00:00"}
    assert event.updated_at == LATER


def test_saving_a_visit_without_a_change_is_not_logged(event: Event, host: HostInstitution) -> None:
    edited(added(event, host, capacity=3))

    assert event.updated_at == NOON


def test_seats_cannot_become_fewer_than_those_taken(event: Event, host: HostInstitution) -> None:
    visit = added(event, host, capacity=3)
    a_choice(visit)
    a_choice(visit)

    with pytest.raises(errors.SeatsBelowTaken) as refused:
        edited(visit, capacity=1)

    assert (refused.value.taken, refused.value.field) == (2, "capacity")  # R6


def test_seats_can_become_as_few_as_those_taken(event: Event, host: HostInstitution) -> None:
    visit = added(event, host, capacity=3)
    a_choice(visit)
    edited(visit, capacity=1)

    assert visits_of(event)[0].is_full


def test_a_limit_can_be_lifted(event: Event, host: HostInstitution) -> None:
    visit = added(event, host, capacity=1)
    a_choice(visit)
    edited(visit, capacity=None)

    assert visits_of(event)[0].free is None


def test_the_database_itself_refuses_fewer_seats_than_taken(
    event: Event, host: HostInstitution, session: Session
) -> None:
    visit = added(event, host, capacity=3)
    a_choice(visit)
    a_choice(visit)

    with pytest.raises(IntegrityError):  # R7
        session.execute(update(SiteVisit).values(capacity=1))


def test_another_institution_gives_its_name_to_the_agenda(
    event: Event, host: HostInstitution
) -> None:
    visit = added(event, host)
    edited(visit, host=a_host(organisation=event.organisation, name="Viļķenes pamatskola"))

    assert [item.title.in_("lv") for item in agenda_of(event).items] == ["Viļķenes pamatskola"]


def test_a_title_that_the_organiser_wrote_stays(event: Event, host: HostInstitution) -> None:
    visit = added(event, host, None)
    an_item(event=event, visit=visit, title="Mācību stundu vērošana")
    edited(visit, host=a_host(organisation=event.organisation, name="Viļķenes pamatskola"))

    assert [item.title.in_("lv") for item in agenda_of(event).items] == ["Mācību stundu vērošana"]


# --- order and removal


@pytest.mark.parametrize(
    ("which", "direction", "order"),
    [
        (1, Direction.UP, "BAC"),
        (1, Direction.DOWN, "ACB"),
        (0, Direction.UP, "ABC"),
        (2, Direction.DOWN, "ABC"),
    ],
)
def test_a_visit_moves_in_the_list(
    event: Event, which: int, direction: Direction, order: str
) -> None:
    visits = [added(event, a_host(organisation=event.organisation, name=name)) for name in "ABC"]
    move_visit(visit=visits[which], direction=direction, actor=ORGANISER, now=LATER)

    assert "".join(visit.host.name.in_("lv") for visit in visits_of(event)) == order


def test_a_removed_visit_leaves_the_agenda(
    event: Event, host: HostInstitution, session: Session
) -> None:
    visit = added(event, host, MORNING)
    remove_visit(visit=visit, actor=ORGANISER, now=LATER)

    assert visits_of(event) == ()
    assert session.scalars(select(AgendaItem)).all() == []
    assert log(session, "removed").subject_uid == visit.uid


def test_the_institution_of_a_removed_visit_stays(event: Event, host: HostInstitution) -> None:
    remove_visit(visit=added(event, host), actor=ORGANISER, now=LATER)

    assert [kept.visits for kept in hosts_of(event.organisation, language="lv")] == [0]


@pytest.mark.parametrize("state", [ChoiceState.CONFIRMED, ChoiceState.WAITING, ChoiceState.OFFERED])
def test_a_visit_that_somebody_chose_is_not_removed(
    event: Event, host: HostInstitution, state: ChoiceState
) -> None:
    visit = added(event, host)
    a_choice(visit, state)

    with pytest.raises(errors.VisitChosen) as refused:
        remove_visit(visit=visit, actor=ORGANISER, now=LATER)

    assert refused.value.people == 1


def test_a_visit_whose_choice_was_cancelled_can_be_removed(
    event: Event, host: HostInstitution
) -> None:
    visit = added(event, host)
    a_choice(visit, ChoiceState.CANCELLED)
    remove_visit(visit=visit, actor=ORGANISER, now=LATER)

    assert visits_of(event) == ()
