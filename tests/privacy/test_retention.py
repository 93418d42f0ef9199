from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventreg import clock
from eventreg.events.models import Event
from eventreg.history.service import TASK
from eventreg.privacy import tasks
from eventreg.privacy.retention import Forgotten, forget_due
from eventreg.registration.models import PracticalNeeds, Registration
from tests.factories import NOON, a_registration, an_open_event, an_organisation

TODAY = NOON.date()


def ended(*, days_ago: int, keeps_days: int = 730) -> Event:
    """An event that ended so many days ago, of an organisation that keeps people so long."""
    day = TODAY - timedelta(days=days_ago)
    return an_open_event(
        starts_on=day, ends_on=day, organisation=an_organisation(retention_days=keeps_days)
    )


def with_needs(event: Event) -> Registration:
    person = a_registration(event=event)
    person.needs = PracticalNeeds(diet="veģetārs")
    return person


def due(*, dry_run: bool = False) -> list[Forgotten]:
    return list(forget_due(actor=TASK, now=NOON, dry_run=dry_run))


def people_known(session: Session) -> int:
    known = select(func.count()).select_from(Registration).where(Registration.email != "")
    return session.scalar(known) or 0


def needs_known(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(PracticalNeeds)) or 0


def test_needs_are_forgotten_thirty_days_after_the_event(session: Session):  # R22
    event = ended(days_ago=30)
    with_needs(event)

    assert due() == [Forgotten(event.slug, needs=1, people=0)]
    assert (needs_known(session), people_known(session)) == (0, 1)


def test_needs_are_kept_until_then(session: Session):
    with_needs(ended(days_ago=29))

    assert due() == []
    assert needs_known(session) == 1


def test_people_are_forgotten_after_the_time_of_their_organisation(session: Session):  # R22
    event = ended(days_ago=100, keeps_days=100)
    with_needs(event)

    assert due() == [Forgotten(event.slug, needs=1, people=1)]
    assert (needs_known(session), people_known(session)) == (0, 0)


def test_people_are_kept_until_then(session: Session):
    a_registration(event=ended(days_ago=99, keeps_days=100))

    assert due() == []
    assert people_known(session) == 1


def test_an_event_still_to_come_keeps_everything(session: Session):
    with_needs(an_open_event(starts_on=date(2026, 5, 5)))

    assert due() == []


def test_samples_of_a_demonstration_stay(session: Session):
    with_needs(ended(days_ago=3000)).sample = True

    assert due() == []
    assert (needs_known(session), people_known(session)) == (1, 1)


def test_a_second_run_finds_nothing(session: Session):
    with_needs(ended(days_ago=3000))
    due()

    assert due() == []


def test_a_dry_run_says_the_same_and_changes_nothing(session: Session):
    event = ended(days_ago=3000)
    with_needs(event)

    assert due(dry_run=True) == [Forgotten(event.slug, needs=1, people=1)]
    assert (needs_known(session), people_known(session)) == (1, 1)


def test_counts_of_the_event_stay(session: Session):  # R22
    event = ended(days_ago=3000)
    a_registration(event=event)
    due()

    assert event.taken == 1


@pytest.mark.database("sqlite")
def test_the_worker_forgets_once_a_day(session: Session, time_stands):
    with_needs(ended(days_ago=3000))
    session.commit()
    tasks.forget_once_a_day()
    with_needs(ended(days_ago=3000))
    session.commit()
    tasks.forget_once_a_day()
    assert people_known(session) == 1

    time_stands(NOON + timedelta(days=1))
    tasks.forget_once_a_day()

    assert people_known(session) == 0


@pytest.mark.database("sqlite")
def test_the_worker_knows_of_it(app: Flask):
    queue = app.extensions["eventreg.tasks"]

    assert "sweep_retention" in str(queue.huey._registry.periodic_tasks)
    assert clock.now() == NOON
