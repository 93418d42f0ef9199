"""From the database to an event file: the questionnaire of the evaluation."""

from eventreg.evaluation.models import EvaluationQuestion
from eventreg.evaluation.service import evaluation_of
from eventreg.events.event_file.evaluation import EvaluationQuestionShape, EvaluationShape
from eventreg.events.models import Event


def compose(event: Event) -> EvaluationShape | None:
    """The event's questionnaire, if it has one."""
    row = evaluation_of(event)
    if row is None:
        return None
    return EvaluationShape(
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        asks=row.asks,
        questions=tuple(_question(each) for each in row.questions),
    )


def _question(row: EvaluationQuestion) -> EvaluationQuestionShape:
    return EvaluationQuestionShape(
        kind=row.kind,
        label=row.label,
        low=row.low,
        high=row.high,
        choices=tuple(row.choices),
        required=row.required,
    )
