"""Answers are forgotten in time, and with the person (R22)."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from eventreg.history.service import COMMAND
from eventreg.ports import files
from eventreg.privacy.retention import Forgotten, forget_due
from eventreg.privacy.service import erase_person, forget_files
from eventreg.privacy.stored import delete_withdrawn
from eventreg.privacy.traces import find_traces
from eventreg.registration.questions import uploads
from eventreg.registration.questions.models import Answer, DiscardedFile, QuestionKind
from eventreg.registration.questions.tasks import remove_files
from tests.factories import NOON, a_question, a_registration, an_open_event, answer_to

PDF = b"%PDF-1.7 Agnese"


@pytest.fixture
def ended(app):
    return an_open_event(starts_on=date(2026, 2, 23), ends_on=date(2026, 2, 24))


def asked(event, days, **values):
    return a_question(event=event, kind=QuestionKind.SHORT_TEXT, kept_days=days, **values)


def forget(now=NOON, **values):
    return forget_due(actor=COMMAND, now=now, **values)


def answers(session):
    return [each.text for each in session.scalars(select(Answer).order_by(Answer.id))]


def with_a_file(event, email="agnese@example.org"):
    question = a_question(event=event, kind=QuestionKind.FILE, label="Prezentācija")
    given = uploads.keep(PDF, "Agnese.pdf", now=NOON)
    return a_registration(event=event, email=email, answers=(answer_to(question, file=given),))


def test_answers_go_when_their_questions_time_is_over(ended, session):
    short, long = asked(ended, 5, label="Īsi"), asked(ended, 40, label="Ilgi")
    kept = asked(ended, None, label="Vienmēr")
    given = [answer_to(each, text=each.label.in_("lv")) for each in (short, long, kept)]
    a_registration(event=ended, answers=tuple(given))

    assert forget() == [Forgotten(ended.slug, 0, 0, 1)]
    assert answers(session) == ["Ilgi", "Vienmēr"]


def test_answers_stay_on_the_day_before(ended, session):
    question = asked(ended, 6)
    a_registration(event=ended, answers=(answer_to(question, text="Vēl ne"),))
    assert NOON.date() == ended.ends_on + timedelta(days=6)

    assert forget(NOON - timedelta(days=1)) == []
    assert forget() == [Forgotten(ended.slug, 0, 0, 1)]


def test_nothing_is_forgotten_on_the_last_day(app, session):
    event = an_open_event(starts_on=NOON.date(), ends_on=NOON.date())
    question = asked(event, 0)
    a_registration(event=event, answers=(answer_to(question, text="Šodien"),))

    assert forget() == []
    assert [each.answers for each in forget(NOON + timedelta(days=1))] == [1]


def test_a_dry_run_changes_nothing(ended, session):
    question = asked(ended, 5)
    a_registration(event=ended, answers=(answer_to(question, text="Paliek"),))

    assert forget(dry_run=True) == [Forgotten(ended.slug, 0, 0, 1)]
    assert answers(session) == ["Paliek"]


def test_answers_of_samples_stay(ended, session):
    question = asked(ended, 5)
    a_registration(event=ended, answers=(answer_to(question, text="Paraugs"),)).sample = True

    assert forget() == []


def test_forgotten_options_are_given_back(ended, session):  # R7
    dinner = a_question(
        event=ended, kind=QuestionKind.CHOICE, options=[("Jā", 4), "Nē"], kept_days=3
    )
    for _ in range(3):
        a_registration(event=ended, answers=(answer_to(dinner, 0),))
    forget()

    assert dinner.options[0].taken == 0


def test_erasing_a_person_reaches_answers_and_files(app, session):
    event = an_open_event()
    text = asked(event, None, label="Kas Jūs esat?")
    person = with_a_file(event)
    a_registration(
        event=event, email="cita@example.org", answers=(answer_to(text, text="Agnese mani zina"),)
    )
    key = session.scalars(select(Answer.file_key).where(Answer.registration_id == person.id)).one()
    session.commit()

    erase_person(email="agnese@example.org", actor=COMMAND, now=NOON)
    session.commit()
    forget_files(email="agnese@example.org")

    assert [trace.table for trace in find_traces(["Agnese.pdf"])] == []
    assert key not in set(files.store().all_keys())
    assert session.scalars(select(DiscardedFile)).all() == []
    assert answers(session) == ["Agnese mani zina"]


def test_a_file_stays_until_its_erasure_is_committed(app, session):
    person = with_a_file(an_open_event())
    session.commit()
    erase_person(email=person.email, actor=COMMAND, now=NOON)
    session.rollback()
    delete_withdrawn()

    key = session.scalars(select(Answer.file_key)).one()
    assert files.store().get(key) == PDF


def test_a_file_that_was_never_sent_goes_after_a_day(app, time_stands):
    given = uploads.keep(PDF, "Agnese.pdf", now=NOON)
    time_stands(NOON + timedelta(hours=23))
    remove_files()
    assert given.key in set(files.store().all_keys())

    time_stands(NOON + timedelta(hours=26))
    remove_files()

    assert given.key not in set(files.store().all_keys())


def test_a_file_that_was_sent_stays(app, session, time_stands):
    with_a_file(an_open_event())
    session.commit()
    key = session.scalars(select(Answer.file_key)).one()
    time_stands(NOON + timedelta(days=3))
    remove_files()

    assert files.store().get(key) == PDF


def test_the_sweep_leaves_other_files_alone(app, time_stands):
    files.store().put("documents/2026.pdf", b"%PDF")
    time_stands(datetime(2030, 1, 1, tzinfo=NOON.tzinfo))
    remove_files()

    assert "documents/2026.pdf" in set(files.store().all_keys())
