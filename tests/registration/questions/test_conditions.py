"""Which questions are asked: compared with a plain definition, for any answers."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventreg.registration.models import ParticipantRole
from eventreg.registration.questions.conditions import asked
from eventreg.registration.questions.given import GivenAnswer
from eventreg.registration.questions.models import Question, QuestionCondition, QuestionOption

ROLES = (None, ParticipantRole.EXPERT, ParticipantRole.SPEAKER)


@dataclass
class Plan:
    """A question as a test draws it: what it hangs on, and what was answered."""

    role: ParticipantRole | None
    hangs_on: int | None
    needs_option: bool
    answered_yes: bool | None
    chose_option: bool


@st.composite
def plans(draw):
    found = []
    for number in range(draw(st.integers(0, 7))):
        hangs_on = draw(st.one_of(st.none(), st.integers(0, number - 1))) if number else None
        found.append(
            Plan(
                role=draw(st.sampled_from(ROLES)),
                hangs_on=hangs_on,
                needs_option=draw(st.booleans()),
                answered_yes=draw(st.sampled_from([None, True, False])),
                chose_option=draw(st.booleans()),
            )
        )
    return found


def is_asked(plans, number, role):
    """The plain definition."""
    plan = plans[number]
    if plan.role not in {None, role}:
        return False
    if plan.hangs_on is None:
        return True
    before = plans[plan.hangs_on]
    met = before.chose_option if plan.needs_option else before.answered_yes is True
    return met and is_asked(plans, plan.hangs_on, role)


def as_rows(plans):
    options = [QuestionOption(uid=f"option-{number}") for number in range(len(plans))]
    questions = [
        Question(uid=f"question-{number}", shown_to_role=plan.role)
        for number, plan in enumerate(plans)
    ]
    for number, plan in enumerate(plans):
        if plan.hangs_on is not None:
            questions[number].condition = QuestionCondition(
                depends_on=questions[plan.hangs_on],
                option=options[plan.hangs_on] if plan.needs_option else None,
            )
    return questions


def as_answers(plans):
    return {
        f"question-{number}": GivenAnswer(
            question=f"question-{number}",
            yes=plan.answered_yes,
            options=(f"option-{number}",) if plan.chose_option else (),
        )
        for number, plan in enumerate(plans)
    }


@pytest.mark.usefixtures("registry")
@given(plans(), st.sampled_from(ROLES))
def test_it_asks_just_what_the_plain_definition_says(plans, role):
    found = asked(as_rows(plans), role=role, given=as_answers(plans))

    wanted = [f"question-{n}" for n in range(len(plans)) if is_asked(plans, n, role)]
    assert [question.uid for question in found] == wanted


@pytest.fixture(scope="module")
def registry():
    """Every table is known, so that rows can be made."""
    import eventreg.registry
    from eventreg.database import Base

    for capability in eventreg.registry.TABLES:
        __import__(f"eventreg.{capability}.models")
    Base.registry.configure()
