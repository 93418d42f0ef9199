"""Writing a table of people as a file that spreadsheets and programs open rightly and safely."""

import io
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from eventreg.language import dates
from eventreg.registration.people_files.cells import as_csv
from eventreg.registration.people_files.table import Cell, Table, Word

FORMAT = "eventreg.people/1"
WIDEST, NARROWEST = 50, 9


class FileKind(StrEnum):
    """The kinds of file, named by their ending."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


MEDIA_TYPES = {
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.JSON: "application/json",
}


def written(table: Table, kind: FileKind, *, title: str, language: str) -> bytes:
    """The table as a file of that kind; `title` names the sheet, or the event in JSON."""
    writer: Callable[[Table, str, str], bytes] = {
        FileKind.CSV: _as_csv,
        FileKind.XLSX: _as_xlsx,
        FileKind.JSON: _as_json,
    }[kind]
    return writer(table, title, language)


def _as_csv(table: Table, _title: str, language: str) -> bytes:
    rows = (table.headings, *table.rows)
    words = ((in_words(cell, language) for cell in row) for row in rows)
    return as_csv(words, language=language).encode()


def in_words(cell: Cell, language: str) -> str:
    """The cell as people read it, days as the language writes them."""
    if isinstance(cell, datetime):
        return dates.plain(dates.short_date(cell.date(), language))
    return cell


def _as_json(table: Table, title: str, _language: str) -> bytes:
    """Fields and values that programs know are the same in every language; answers are words."""
    people = [_person(table, row) for row in table.rows]
    document = {"format": FORMAT, "event": title, "people": people}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _person(table: Table, row: Sequence[Cell]) -> dict[str, Any]:
    known = len(table.keys)
    answers = zip(table.headings[known:], row[known:], strict=True)
    return {
        **{key: _plain(cell) for key, cell in zip(table.keys, row, strict=False)},
        "answers": [{"question": asked, "answer": said} for asked, said in answers if said],
    }


def _plain(cell: Cell) -> str:
    if isinstance(cell, Word):
        return cell.code
    return cell.isoformat() if isinstance(cell, datetime) else cell


def _as_xlsx(table: Table, title: str, language: str) -> bytes:
    """Real dates, a heading that stays, columns as wide as their words; text is never a formula."""
    import xlsxwriter  # type: ignore[import-untyped]  # costs start-up time

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": title})
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"valign": "top", "num_format": "@"})
        moment = "dd.mm.yyyy hh:mm" if language == "lv" else "d mmm yyyy hh:mm"
        day = book.add_format({"valign": "top", "num_format": moment})
        for column, heading in enumerate(table.headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(table.rows, start=1):
            _write_row(sheet, number, row, text, day)
        for column, width in enumerate(_widths(table)):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, len(table.rows), max(0, len(table.headings) - 1))
        sheet.set_landscape()
    return content.getvalue()


def _write_row(sheet: Any, number: int, row: Sequence[Cell], text: Any, day: Any) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, datetime):
            sheet.write_datetime(number, column, cell, day)
        elif cell:
            sheet.write_string(number, column, cell, text)


def _widths(table: Table) -> Sequence[int]:
    columns = zip(table.headings, *table.rows, strict=True)
    return [
        max(NARROWEST, min(WIDEST, max(_width(cell) for cell in cells) + 2)) for cells in columns
    ]


def _width(cell: Cell) -> int:
    if isinstance(cell, datetime):
        return 16
    return max((len(line) for line in cell.splitlines()), default=0)
