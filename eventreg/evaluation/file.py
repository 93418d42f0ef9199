"""The results as a table that spreadsheets open rightly and safely."""

import csv
import io
from collections.abc import Iterator

from flask_babel import gettext

from eventreg.evaluation.results import QuestionResult, Results, choices_of
from eventreg.language import locale
from eventreg.registration.people_files.cells import UTF8_MARK, neutral


def results_csv(results: Results) -> str:
    """A line for each answer that can be chosen, with its number, and for each text shown."""
    file = io.StringIO()
    file.write(UTF8_MARK)
    delimiter = ";" if locale.current() == "lv" else ","
    lines = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    lines.writerow([gettext("Question"), gettext("Answer"), gettext("Number")])
    for result in results.questions:
        lines.writerows([[neutral(cell) for cell in row] for row in _rows(result)])
    return file.getvalue()


def _rows(result: QuestionResult) -> Iterator[list[str]]:
    language = locale.current()
    asked = result.question.label.in_(language)
    for choice, number in zip(choices_of(result.question), result.counts, strict=False):
        yield [asked, choice.in_(language), str(number)]
    for opinion in result.texts:
        if not opinion.aside:
            yield [asked, opinion.text, ""]
