"""The results as a table that spreadsheets open rightly and safely."""

from collections.abc import Iterator

from flask_babel import gettext

from eventreg.evaluation.results import QuestionResult, Results, choices_of
from eventreg.language import locale
from eventreg.registration.people_files.cells import as_csv


def results_csv(results: Results) -> str:
    """A line for each answer that can be chosen, with its number, and for each text shown."""
    heads = [gettext("Question"), gettext("Answer"), gettext("Number")]
    rows = (row for result in results.questions for row in _rows(result))
    return as_csv([heads, *rows], language=locale.current())


def _rows(result: QuestionResult) -> Iterator[list[str]]:
    language = locale.current()
    asked = result.question.label.in_(language)
    for choice, number in zip(choices_of(result.question), result.counts, strict=False):
        yield [asked, choice.in_(language), str(number)]
    for opinion in result.texts:
        if not opinion.aside:
            yield [asked, opinion.text, ""]
