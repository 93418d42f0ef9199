"""Questions and answers in the event file."""

import pytest
from sqlalchemy import select

from eventreg.events.event_file import composing, consistency, text
from eventreg.events.event_file.errors import EventFileFaulty
from eventreg.events.event_file.importing import import_event
from eventreg.history.service import COMMAND
from eventreg.registration.questions.models import Question, QuestionOption
from tests.event_file.files import person, read, with_people
from tests.factories import NOON


def asking(**answer):
    """The first event with a dinner for one, a question after it, and a person who answers."""
    values = with_people()
    values["questions"] = [
        {
            "key": "dinner",
            "kind": "choice",
            "label": {"lv": "Vakariņas?"},
            "options": [
                {"key": "yes", "label": {"lv": "Jā"}, "capacity": 1},
                {"key": "no", "label": {"lv": "Nē"}},
            ],
        },
        {
            "key": "how",
            "kind": "short_text",
            "label": {"lv": "Ar ko?"},
            "condition": {"question": "dinner", "option": "yes"},
        },
    ]
    given = {"key": "a1", "question": "dinner", "asked": {"lv": "Vakariņas?"}}
    given["options"] = [{"option": "yes", "label": {"lv": "Jā"}, "held": True}]
    values["registrations"][0]["answers"] = [given | answer]
    return values


def faults_of(values):
    return [
        (".".join(map(str, each.path)), each.reason) for each in consistency.faults(read(values))
    ]


def bring_in(values):
    return import_event(read(values), actor=COMMAND, now=NOON).event


def test_it_keeps_questions_and_answers_exactly(latvia):
    event = bring_in(asking())
    written = text.write(composing.compose(event, with_people=True))

    assert import_event(text.read(written), actor=COMMAND, now=NOON).changed is False
    assert text.write(composing.compose(event, with_people=True)) == written


def test_an_option_that_is_held_is_counted(latvia, session):  # R6
    bring_in(asking())

    assert session.scalars(select(QuestionOption.taken).order_by(QuestionOption.uid)).all() == [
        0,
        1,
    ]


def test_an_option_cannot_be_held_by_more_than_its_limit(latvia, session):  # R6
    values = asking()
    answer = values["registrations"][0]["answers"][0]
    values["registrations"][1]["answers"] = [answer | {"key": "a2"}]

    with pytest.raises(EventFileFaulty) as faulty:
        bring_in(values)
    assert [each.reason for each in faulty.value.faults] == ["no place is left"]
    assert session.scalars(select(Question)).all() == []


def test_a_file_without_a_question_archives_it_when_it_has_answers(latvia, session):
    bring_in(asking())
    values = asking()
    values["questions"], values["registrations"] = [], [person("ieva")]
    bring_in(values)

    kept = session.scalars(select(Question)).all()
    assert [(each.uid, each.archived_at) for each in kept] == [("dinner", NOON)]


def test_a_file_without_people_has_no_answers(latvia):
    event = bring_in(asking())

    assert '"answers"' not in text.write(composing.compose(event, with_people=False))


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ({"question": "other"}, "registrations.0.answers.0.question"),
        ({"text": "Jā"}, "registrations.0.answers.0.text"),
        ({"options": []}, "registrations.0.answers.0.options"),
        (
            {"options": [{"option": "maybe", "label": {"lv": "Varbūt"}}]},
            "registrations.0.answers.0.options.0.option",
        ),
        (
            {"options": [{"option": each, "label": {"lv": each}} for each in ("yes", "no")]},
            "registrations.0.answers.0.options",
        ),
    ],
)
def test_it_names_the_answer_that_does_not_fit(answer, fault):
    assert fault in [path for path, _reason in faults_of(asking(**answer))]


def test_it_lets_nobody_hold_an_option_without_a_place():
    values = asking()
    values["registrations"][0]["state"] = "waiting"
    values["registrations"][0]["visits"] = []

    found = dict(faults_of(values))
    assert list(found) == ["registrations.0.answers.0.options.0.held"]


def test_it_refuses_a_question_that_may_not_be_asked():  # R20
    values = asking()
    values["questions"][1]["label"] = {"lv": "Jūsu tautība"}

    assert faults_of(values) == [("questions.1.label", "may not be asked (R20): jusu tautiba")]


def test_it_refuses_a_condition_on_a_later_question():
    values = asking()
    values["questions"].reverse()

    assert "questions.0.condition.question" in dict(faults_of(values))
