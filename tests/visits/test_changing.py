from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eventreg.agenda.days import Direction
from eventreg.agenda.models import AgendaItem
from eventreg.agenda.service import agenda_of
from eventreg.events.models import Event
from eventreg.registration.models import ChoiceState
from eventreg.visits import errors
from eventreg.visits.hosts import hosts_of
from eventreg.visits.models import HostInstitution, SiteVisit
from eventreg.visits.service import (
    move_visit,
    remove_visit,
    visits_of,
)
from tests.conftest import NOON
from tests.factories import a_host, an_item
from tests.visits.builders import LATER, MORNING, ORGANISER, a_choice, added, edited, log


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
