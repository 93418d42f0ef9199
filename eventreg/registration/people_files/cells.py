"""Cells that no spreadsheet takes for a formula, and back; tables of them as CSV."""

import csv
import io
from collections.abc import Iterable

# By this spreadsheets know that a CSV file is in UTF-8.
UTF8_MARK = "\ufeff"

# A cell that begins with one of these could be read as a formula, however it is spaced.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_QUOTE = "'"


def as_csv(rows: Iterable[Iterable[object]], *, language: str) -> str:
    """Rows as CSV that spreadsheets set to `language` open rightly; no text is a formula.

    An empty cell stands for None; numbers stay numbers.
    """
    file = io.StringIO()
    file.write(UTF8_MARK)
    lines = csv.writer(file, delimiter=";" if language == "lv" else ",", lineterminator="\r\n")
    for row in rows:
        lines.writerow(neutral(cell) if isinstance(cell, str) else cell for cell in row)
    return file.getvalue()


def neutral(cell: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula."""
    return f"{_QUOTE}{cell}" if _looks_like_formula(cell) else cell


def plain(cell: str) -> str:
    """The text that `neutral` made the cell of."""
    marked = cell.startswith(_QUOTE) and _looks_like_formula(cell[1:])
    return cell[1:] if marked else cell


def _looks_like_formula(cell: str) -> bool:
    bare = cell.lstrip(_QUOTE)
    return bare.startswith(_FORMULA) or bare.lstrip().startswith(_FORMULA)
