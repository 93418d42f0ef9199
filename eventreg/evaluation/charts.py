"""Answers as bars; the table beside them has the same numbers."""

from flask_babel import gettext

from eventreg.evaluation.results import QuestionResult, choices_of
from eventreg.figures.bar_chart import BarChart, bar_chart
from eventreg.language import locale


def chart_of(result: QuestionResult) -> BarChart | None:
    """Bars for what can be chosen, in the language of the page; None for texts and too few."""
    language = locale.current()
    named = [choice.in_(language) for choice in choices_of(result.question)]
    title = gettext("Bar chart: %(title)s.", title=result.question.label.in_(language).rstrip("?."))
    counts = list(zip(named, result.counts, strict=False))
    return bar_chart(counts, title=title, language=language)
