from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from eventreg.accounts.models import Organisation
from eventreg.capacity import limits_in_order, release_place, take_place
from eventreg.database import db, insert_unless_there, reading
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.ports.tasks import Lease
from tests.factories import NOON

MOMENT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def an_organisation(**values):
    return Organisation(
        **{"slug": "km", "name": LocalText(lv="Kultūras ministrija"), "created_at": MOMENT} | values
    )


def an_event(session, **values):
    event = Event(
        organisation=an_organisation(),
        slug="limbazi",
        title=LocalText(lv="Tikšanās Limbažos"),
        starts_on=date(2026, 5, 4),
        ends_on=date(2026, 5, 5),
        created_at=MOMENT,
        updated_at=MOMENT,
        **values,
    )
    session.add(event)
    session.commit()
    return event


def test_it_refuses_to_write_while_reading(session):
    session.add(an_organisation())
    with reading(), pytest.raises(DBAPIError):
        session.commit()
    session.rollback()

    assert session.scalars(select(Organisation)).all() == []


def test_it_writes_again_after_reading(session):
    with reading():
        session.scalars(select(Organisation)).all()
        session.rollback()
    session.add(an_organisation())
    session.commit()

    assert session.scalar(select(Organisation.slug)) == "km"


def test_it_keeps_a_text_in_both_languages_with_its_letters(session):
    session.add(an_organisation(name=LocalText(lv="Āčēģīķļņšūž", en="Letters")))
    session.commit()
    session.expire_all()

    assert session.scalar(select(Organisation.name)) == LocalText(lv="Āčēģīķļņšūž", en="Letters")


def test_it_gives_moments_back_aware_and_in_utc(session):
    session.add(an_organisation())
    session.commit()
    session.expire_all()

    assert session.scalar(select(Organisation.created_at)) == MOMENT


def test_it_refuses_a_moment_without_a_zone(session):
    session.add(an_organisation(created_at=datetime(2026, 3, 2, 10, 0)))  # noqa: DTZ001 - the fault

    with pytest.raises(StatementError, match="naive datetime"):
        session.commit()


def test_it_takes_places_until_none_is_left(session):  # R6, R7
    event = an_event(session, capacity=2)

    assert [take_place(db.session, event) for _ in range(3)] == [True, True, False]
    assert (event.taken, event.free, event.is_full) == (2, 0, True)


def test_it_takes_places_without_end_where_there_is_no_limit(session):
    event = an_event(session)

    assert all(take_place(db.session, event) for _ in range(3))
    assert (event.taken, event.free, event.is_full) == (3, None, False)


def test_a_place_given_back_can_be_taken_again(session):
    event = an_event(session, capacity=1, taken=1)
    release_place(db.session, event)

    assert take_place(db.session, event)


def test_a_place_beyond_the_capacity_needs_a_grant(session):  # R6
    event = an_event(session, capacity=1, taken=1, granted_beyond=1)

    assert [take_place(db.session, event) for _ in range(2)] == [True, False]


@pytest.mark.parametrize("wrong", [{"taken": 3}, {"taken": -1}, {"capacity": 1, "taken": 2}])
def test_the_database_is_the_last_wall_behind_a_limit(session, wrong):  # R7
    with pytest.raises(IntegrityError):
        an_event(session, **({"capacity": 2} | wrong))


def test_limits_are_always_taken_in_the_same_order(session):  # R7
    event = an_event(session)
    other = Event(id=event.id + 1)

    assert limits_in_order([other, event]) == limits_in_order([event, other]) == [event, other]


def test_a_row_is_added_once_and_it_is_known_which_time(app):
    row = {"name": "once", "until": NOON}

    assert [insert_unless_there(db.session(), Lease, **row) for _ in range(2)] == [True, False]
