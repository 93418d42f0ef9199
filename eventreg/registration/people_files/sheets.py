"""Reading a table that somebody sends in: CSV as spreadsheets write it, or XLSX.

Nothing in the file is trusted: its size, its rows and columns and what it unpacks to are bounded
before it is read, and no formula is evaluated (a sheet brings the value that was last computed).
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext

from eventreg.registration.people_files.cells import plain
from eventreg.registration.people_files.errors import FileNotReadable

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 5_000
# What is imported while somebody waits for the page; the command takes more.
MOST_ROWS_FOR_A_PAGE = 300
MOST_COLUMNS = 100
LONGEST_CELL = 10_000

_ZIP, _OLD_SHEET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ";,\t"
_SEPARATOR_LINE = re.compile(r"\Asep=(.)\r?\n", re.IGNORECASE)
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{0,4})(\d{0,12})([^"']?)""")

TOO_LARGE = lazy_gettext("The file is too large: at most 5 MB can be read.")
TOO_MANY_ROWS = lazy_gettext("The table has more than 5000 rows. Import it in parts.")
TOO_MANY_FOR_A_PAGE = lazy_gettext(
    "The table has more than 300 rows. Import it in parts, or have it imported by command."
)
TOO_MANY_COLUMNS = lazy_gettext("The table has more than 100 columns.")
CELL_TOO_LONG = lazy_gettext("A cell of the table is longer than 10 000 characters.")
UNPACKS_TOO_LARGE = lazy_gettext("The file unpacks to far more than a table of people can be.")
OLD_OR_LOCKED = lazy_gettext(
    "This is an old Excel file, or one with a password. Save it as XLSX without a password."
)
NO_ROWS = lazy_gettext("The table has no rows below its headings.")


@dataclass(frozen=True)
class Row:
    """A row of the table; `number` is as a spreadsheet counts it."""

    number: int
    cells: Sequence[str]

    def cell(self, column: int) -> str:
        """What stands in the column; empty where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """A table: its headings and the rows below them that are not empty."""

    headings: Sequence[str]
    rows: Sequence[Row]

    def heading(self, column: int) -> str:
        """The column's name; its letter where it has none."""
        return self.headings[column] or letter_of(column)

    def examples(self, column: int, number: int = 3) -> Sequence[str]:
        """The first values of a column."""
        found = dict.fromkeys(value for row in self.rows if (value := row.cell(column)))
        return list(found)[:number]


def read(data: bytes) -> Sheet:
    """The table in a file; raises FileNotReadable with what is wrong."""
    if len(data) > MOST_BYTES:
        raise FileNotReadable(TOO_LARGE)
    if data.startswith(_OLD_SHEET):
        raise FileNotReadable(OLD_OR_LOCKED)
    lines = _of_xlsx(data) if data.startswith(_ZIP) else _of_csv(data)
    return _sheet(lines)


def letter_of(column: int) -> str:
    """A column as spreadsheets call it: A, B … Z, AA."""
    letters = ""
    number = column + 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _sheet(lines: Iterable[Sequence[str]]) -> Sheet:
    headings: Sequence[str] = ()
    rows: list[Row] = []
    for number, cells in enumerate(lines, start=1):
        if not any(cells):
            continue
        if len(cells) > MOST_COLUMNS:
            raise FileNotReadable(TOO_MANY_COLUMNS)
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise FileNotReadable(CELL_TOO_LONG)
        if not headings:
            headings = cells
            continue
        rows.append(Row(number, cells))
        if len(rows) > MOST_ROWS:
            raise FileNotReadable(TOO_MANY_ROWS)
    if not rows:
        raise FileNotReadable(NO_ROWS)
    width = max(len(headings), *(len(row.cells) for row in rows))
    return Sheet([*headings, *[""] * (width - len(headings))], rows)


def _of_csv(data: bytes) -> Iterator[Sequence[str]]:
    text = _decoded(data)
    if "\0" in text:
        raise FileNotReadable
    separator = None
    if named := _SEPARATOR_LINE.match(text):
        separator, text = named[1], text[named.end() :]
    if not separator or separator in '"\r\n':
        separator = _separator(text)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in table:
            yield _trimmed(plain(cell.strip()) for cell in cells)
    except csv.Error as error:
        raise FileNotReadable from error


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_text(data, encoding) or ""
    if b"\0" in data[:200]:
        return _as_text(data, "utf-16-be" if data[:1] == b"\0" else "utf-16-le") or ""
    return _as_text(data, "utf-8") or _as_text(data, "windows-1257") or ""


def _as_text(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _separator(text: str) -> str:
    """The sign that parts the first line into most cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    widths = {sign: len(next(csv.reader([first], delimiter=sign), [])) for sign in _SEPARATORS}
    return max(_SEPARATORS, key=lambda sign: widths[sign])


def _of_xlsx(data: bytes) -> Iterator[Sequence[str]]:
    # Costs start-up time.
    from python_calamine import CalamineError, SheetVisibleEnum, load_workbook

    _require_bounded(data)
    try:
        book = load_workbook(io.BytesIO(data))
        visible = SheetVisibleEnum.Visible
        shown = [each.name for each in book.sheets_metadata if each.visible == visible]
        table = book.get_sheet_by_name(shown[0] if shown else book.sheet_names[0])
        before = [()] * (table.start[0] if table.start else 0)
        yield from before
        for cells in table.iter_rows():
            yield _trimmed(plain(_text_of(cell)) for cell in cells)
    except (CalamineError, IndexError, ValueError, OSError) as error:
        raise FileNotReadable from error


def _require_bounded(data: bytes) -> None:
    """Raise FileNotReadable unless what unpacks, and the area it covers, is that of a table."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise FileNotReadable(UNPACKS_TOO_LARGE)
            if "xl/workbook.xml" not in archive.namelist():
                raise FileNotReadable
            left = MOST_UNPACKED
            for part in parts:
                text = _unpacked(archive, part, left)
                left -= len(text)
                if b"sheetData" in text:
                    _require_small(text)
    except (zipfile.BadZipFile, RuntimeError, OSError) as error:
        raise FileNotReadable from error


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """What the part really unpacks to, whatever it says of itself."""
    with archive.open(part) as content:
        text = content.read(most + 1)
    if len(text) > most:
        raise FileNotReadable(UNPACKS_TOO_LARGE)
    return text


def _require_small(text: bytes) -> None:
    """Raise FileNotReadable for a cell far out: a sheet is laid out as far as its last cell."""
    for letters, number, further in _PLACE.findall(text):
        if further == b"&" or len(number) > 6 or int(number or 0) > MOST_ROWS * 4:
            raise FileNotReadable(TOO_MANY_ROWS)
        if len(letters) > 2 or (len(letters) == 2 and letters > b"IV"):
            raise FileNotReadable(TOO_MANY_COLUMNS)


def _text_of(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value).replace("\0", "").strip()


def _trimmed(cells: Iterable[str]) -> Sequence[str]:
    """Without the empty cells at the end."""
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return found
