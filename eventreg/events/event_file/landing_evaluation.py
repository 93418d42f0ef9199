"""Between an event file and the database: the questionnaire of the evaluation."""

from eventreg.database import db
from eventreg.evaluation.models import Evaluation, EvaluationQuestion
from eventreg.evaluation.service import evaluation_of
from eventreg.events.event_file.evaluation import EvaluationQuestionShape
from eventreg.events.event_file.landing import Landing
from eventreg.identity import new_uid


def land(landing: Landing) -> None:
    """Make the questionnaire what the file says; one that people have answered stays as it is."""
    shape, row = landing.file.evaluation, evaluation_of(landing.event)
    if shape is None or (row is not None and row.answered):
        return
    if shape.closes_on < shape.opens_on:
        landing.fault(("evaluation", "closes_on"), "is before opens_on")
        return
    row = row or Evaluation(event=landing.event)
    row.opens_on, row.closes_on, row.asks = shape.opens_on, shape.closes_on, shape.asks
    row.questions = [_row(each, position) for position, each in enumerate(shape.questions)]
    db.session.add(row)
    db.session.flush()


def _row(shape: EvaluationQuestionShape, position: int) -> EvaluationQuestion:
    return EvaluationQuestion(
        uid=new_uid(),
        position=position,
        kind=shape.kind,
        label=shape.label,
        low=shape.low,
        high=shape.high,
        options={"labels": [dict(each) for each in shape.choices]} if shape.choices else {},
        required=shape.required,
        counts={},
        waiting={},
    )
