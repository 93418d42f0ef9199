"""Which questions are asked of somebody: by role, and by what was answered before."""

from collections.abc import Iterable, Mapping, Sequence

from eventreg.registration.models import ParticipantRole
from eventreg.registration.questions.given import GivenAnswer
from eventreg.registration.questions.models import Question, QuestionCondition


def asked(
    questions: Iterable[Question],
    *,
    role: ParticipantRole | None,
    given: Mapping[str, GivenAnswer],
) -> Sequence[Question]:
    """Of the questions, in their order, those that are asked of a person in that role.

    `given` are the answers by the question's public name. A question whose condition hangs on one
    that is not asked is not asked either, whatever was answered there.
    """
    found: dict[str, Question] = {}
    for question in questions:
        if question.shown_to_role not in {None, role}:
            continue
        condition = question.condition
        if condition is None or (
            condition.depends_on.uid in found
            and _holds(condition, given.get(condition.depends_on.uid))
        ):
            found[question.uid] = question
    return list(found.values())


def _holds(condition: QuestionCondition, answer: GivenAnswer | None) -> bool:
    if answer is None:
        return False
    if condition.option is None:
        return answer.yes is True
    return condition.option.uid in answer.options
