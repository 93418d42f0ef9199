"""The one filter of people: conditions joined by all, any and none."""

from datetime import timedelta

import pytest

from eventreg.attendance.models import Attendance
from eventreg.database import db
from eventreg.registration import service
from eventreg.registration.models import ConsentPurpose, ParticipantRole
from eventreg.registration.people_filter.conditions import select_people
from eventreg.registration.people_filter.errors import FilterUnreadable
from eventreg.registration.people_filter.model import (
    EVERYBODY,
    Comparison,
    Condition,
    Field,
    Group,
    Join,
    as_json,
    from_json,
    joined,
)
from eventreg.registration.questions.models import QuestionKind
from eventreg.registration.remarks.models import StaffNote, Tag, TagGiven
from eventreg.registration.service import Actor
from tests.factories import (
    NOON,
    a_contribution,
    a_municipality,
    a_question,
    a_registration,
    a_visit,
    an_open_event,
    answer_to,
)


@pytest.fixture
def event(app):
    return an_open_event()


@pytest.fixture
def anna(event):
    return a_registration(event=event, last_name="Ķirse", first_name="Anna", email="anna@x.lv")


@pytest.fixture
def juris(event):
    return a_registration(event=event, last_name="Liepa", first_name="Juris", email="juris@x.lv")


def a_condition(field, comparison, *values):
    return Condition(Field(field), Comparison(comparison), values)


def all_of(*parts):
    return Group(Join.ALL, parts)


def found(event, *parts, join=Join.ALL):
    people = db.session.scalars(select_people(event.id, Group(join, parts)))
    return sorted(person.first_name for person in people)


@pytest.mark.usefixtures("anna", "juris")
def test_an_empty_filter_is_true_of_everybody_of_the_event_and_of_nobody_else(event):
    a_registration(event=an_open_event(), first_name="Svešā")

    assert found(event) == ["Anna", "Juris"]


@pytest.mark.usefixtures("anna", "juris")
def test_words_are_found_without_diacritics(event):
    assert found(event, a_condition("words", "contains", "ķīrse anna")) == ["Anna"]
    assert found(event, a_condition("words", "lacks", "KIRSE")) == ["Juris"]


@pytest.mark.usefixtures("juris")
def test_all_any_and_none_join_conditions_and_groups(event, anna):
    anna.role = ParticipantRole.GUEST
    guest = a_condition("role", "is", "guest")
    liepa = a_condition("words", "contains", "liepa")

    assert found(event, guest, liepa) == []
    assert found(event, guest, liepa, join=Join.ANY) == ["Anna", "Juris"]
    assert found(event, guest, liepa, join=Join.NONE) == []
    assert found(event, Group(Join.NONE, (guest,))) == ["Juris"]
    assert found(event, Group(Join.ANY, (guest, all_of(liepa)))) == ["Anna", "Juris"]


def test_is_not_is_true_of_those_too_of_whom_nothing_is_known(event, anna, juris):
    place = a_municipality()
    anna.territory = place

    assert found(event, a_condition("municipality", "is", str(place.id))) == ["Anna"]
    assert found(event, a_condition("municipality", "is_not", str(place.id))) == ["Juris"]
    assert found(event, a_condition("municipality", "empty")) == ["Juris"]
    assert found(event, Group(Join.NONE, (a_condition("delegation", "filled"),))) == [
        "Anna",
        "Juris",
    ]


def test_days_are_those_of_the_events_own_time(event, anna, juris):
    juris.created_at = NOON + timedelta(hours=13)  # 01:00 of the next day in Riga

    assert found(event, a_condition("registered", "until", "2026-03-02")) == ["Anna"]
    assert found(event, a_condition("registered", "from", "2026-03-03")) == ["Juris"]


def test_visits_are_asked_by_seat_and_by_waiting(event, anna):
    visit = a_visit(event=event, capacity=1)
    event.waiting_list = True
    service.choose_visits(anna, visits=[visit.uid], actor=Actor("task"), now=NOON)
    waiting = a_registration(event=event, first_name="Zane", email="zane@x.lv")
    service.choose_visits(
        waiting, visits=[visit.uid], waits_for=[visit.uid], actor=Actor("task"), now=NOON
    )

    assert found(event, a_condition("visit", "is", visit.uid)) == ["Anna"]
    assert found(event, a_condition("visit_line", "is", visit.uid)) == ["Zane"]
    assert found(event, a_condition("visit", "empty")) == ["Zane"]
    assert found(event, a_condition("vehicle", "empty")) == ["Anna", "Zane"]


def test_staffs_tags_and_notes_can_be_asked_for(event, anna, juris, session):
    tag = Tag(event=event, name="VIP", name_key="vip")
    session.add_all([tag, StaffNote(registration=juris, text="Zvanīt", written_at=NOON)])
    session.flush()
    session.add(TagGiven(tag=tag, registration_id=anna.id, given_at=NOON))
    session.flush()

    assert found(event, a_condition("tag", "is", tag.uid)) == ["Anna"]
    assert found(event, a_condition("tag", "empty")) == ["Juris"]
    assert found(event, a_condition("note", "filled")) == ["Juris"]


def test_answers_consents_presence_and_contributions_can_be_asked_for(event, anna, juris, session):
    question = a_question(event=event, kind=QuestionKind.CHOICE, options=["Jā", "Nē"])
    eats = a_registration(event=event, first_name="Zane", answers=[answer_to(question, 0)])
    service.set_consents(
        juris, wanted=[ConsentPurpose.PHOTOGRAPHS], language="lv", actor=Actor("task"), now=NOON
    )
    session.add(Attendance(registration=anna, day=event.starts_on, noted_at=NOON))
    a_contribution(event=event, registration=eats)
    session.flush()

    assert found(event, a_condition("answer", "is", question.options[0].uid)) == ["Zane"]
    assert found(event, a_condition("consent", "is", "photographs")) == ["Juris"]
    assert found(event, a_condition("present", "is", event.starts_on.isoformat())) == ["Anna"]
    assert found(event, a_condition("present", "empty")) == ["Juris", "Zane"]
    assert found(event, a_condition("contribution", "empty")) == ["Anna", "Juris"]


def test_it_is_kept_as_json_and_read_again():
    wanted = Group(
        Join.ANY,
        (a_condition("state", "is", "pending", "waiting"), all_of(a_condition("note", "filled"))),
    )

    assert as_json(wanted) == {
        "any": [["state", "is", ["pending", "waiting"]], {"all": [["note", "filled", []]]}]
    }
    assert from_json(as_json(wanted)) == wanted


@pytest.mark.parametrize(
    "kept",
    [
        *(None, {}, [], {"some": []}, {"all": [], "any": []}, {"all": [["diet", "is", ["x"]]]}),
        *({"all": [["state", "contains", ["x"]]]}, {"all": [["state", "is", []]]}),
        *({"all": [["registered", "from", ["soon"]]]}, {"all": [["municipality", "is", ["1;"]]]}),
        {"all": [["registered", "until", ["9999-12-31"]]]},
        *({"all": [["note", "filled", []]] * 41}, {"all": [{"all": [{"all": [{"all": [{}]}]}]}]}),
    ],
)
def test_what_it_does_not_understand_is_no_filter_at_all(kept):
    with pytest.raises(FilterUnreadable):
        from_json(kept)


def test_filters_are_joined_and_conditions_left_out():
    one, other = (
        all_of(a_condition("words", "contains", "a")),
        all_of(a_condition("note", "empty")),
    )

    assert joined(EVERYBODY, one) == one
    assert joined(one, other) == all_of(one, other)
    assert not joined(one, other).without([Field.WORDS, Field.NOTE])
