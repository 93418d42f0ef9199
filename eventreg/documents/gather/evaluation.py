"""What the report says of the evaluation: numbers alone, for texts may name somebody."""

from eventreg.documents.facts.head import shown
from eventreg.documents.facts.report import Count, Evaluated, Evaluation
from eventreg.evaluation.results import choices_of, results_of
from eventreg.evaluation.service import evaluation_of
from eventreg.events.models import Event


def evaluation(event: Event, language: str) -> Evaluation | None:
    """The questions that five or more people answered; None where there are none (R24)."""
    results = results_of(evaluation_of(event))
    if results is None:
        return None
    questions = tuple(
        Evaluated(
            question=shown(each.question.label, language),
            answers=each.answers,
            counts=tuple(
                Count(name=choice.in_(language), number=number)
                for choice, number in zip(choices_of(each.question), each.counts, strict=True)
            ),
            mean=each.mean,
        )
        for each in results.questions
        if each.counts
    )
    if not questions:
        return None
    return Evaluation(answered=results.counted, invited=results.invited, questions=questions)
