"""Between an event file and the database: the questionnaire of the evaluation."""

from eventreg.database import db
from eventreg.evaluation.models import Evaluation, EvaluationQuestionKind
from eventreg.evaluation.ready_made import QuestionFacts
from eventreg.evaluation.service import FEWEST_CHOICES, evaluation_of, question_made_of
from eventreg.events.event_file.evaluation import EvaluationQuestionShape
from eventreg.events.event_file.landing import Landing


def land(landing: Landing) -> None:
    """Make the questionnaire what the file says; one that people have answered stays as it is."""
    shape, row = landing.file.evaluation, evaluation_of(landing.event)
    if shape is None or (row is not None and row.answered):
        return
    if shape.closes_on < shape.opens_on:
        landing.fault(("evaluation", "closes_on"), "is before opens_on")
        return
    for place, question in enumerate(shape.questions):
        if (
            question.kind is EvaluationQuestionKind.CHOICE
            and len(question.choices) < FEWEST_CHOICES
        ):
            landing.fault(("evaluation", "questions", place, "choices"), "are fewer than two")
            return
    row = row or Evaluation(event=landing.event)
    row.opens_on, row.closes_on, row.asks = shape.opens_on, shape.closes_on, shape.asks
    row.questions = [
        question_made_of(_facts(each), position) for position, each in enumerate(shape.questions)
    ]
    db.session.add(row)
    db.session.flush()


def _facts(shape: EvaluationQuestionShape) -> QuestionFacts:
    return QuestionFacts(
        kind=shape.kind,
        label=shape.label,
        low=shape.low,
        high=shape.high,
        choices=shape.choices,
        required=shape.required,
    )
