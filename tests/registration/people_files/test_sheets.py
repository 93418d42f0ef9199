"""What a table file may be, and what is read of it: cells that are never formulas."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventreg.registration.people_files import sheets
from eventreg.registration.people_files.cells import neutral, plain
from eventreg.registration.people_files.errors import (
    FileNotReadable,
)

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@given(st.text(max_size=20))
def test_no_cell_is_ever_a_formula(text):
    assert not neutral(text).lstrip().startswith(FORMULA)


@given(st.text(max_size=20))
def test_a_neutral_cell_is_read_back_as_it_was(text):
    assert plain(neutral(text)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1257"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_it_reads_every_kind_of_csv(encoding, separator):
    line = separator.join(["Vārds", "Uzvārds", "E-pasts"]) + "\r\n"
    row = separator.join(["Āris", "Ķēniņš", "aris@example.org"])

    sheet = sheets.read((line + row).encode(encoding))

    assert (sheet.headings, sheet.rows[0].cells) == (
        ["Vārds", "Uzvārds", "E-pasts"],
        ["Āris", "Ķēniņš", "aris@example.org"],
    )


def test_it_reads_a_sheet_with_values_of_every_kind():
    book = openpyxl.Workbook()
    book.active.append(["Vārds", "Diena", "Skaits", "Formula"])
    book.active.append(["Ķirse", date(2026, 5, 5), 40, "=1+1"])
    content = io.BytesIO()
    book.save(content)

    assert sheets.read(content.getvalue()).rows[0].cells[:3] == ["Ķirse", "2026-05-05", "40"]


def test_it_counts_rows_as_a_spreadsheet_does():
    sheet = sheets.read(b'a;b\n\n"x\ny";2\n3;4\n')

    assert [row.number for row in sheet.rows] == [3, 4]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a;b\n",
        b"PK\x03\x04 no archive",
        b"\xd0\xcf\x11\xe0 old",
        b"a;b\n" + b"1;2\n" * 5001,
        b";".join([b"a"] * 101) + b"\n1\n",
        b"a\n" + b"x" * 10_001,
        b"x" * (5 * 1024 * 1024 + 1),
        b"a;b\nx\x00y;2\n",
    ],
    ids=["empty", "heads", "zip", "old", "rows", "columns", "cell", "size", "nul"],
)
def test_it_refuses_what_is_no_table_of_people(app, data):
    with pytest.raises(FileNotReadable):
        sheets.read(data)


def a_packed(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def test_it_refuses_a_file_that_unpacks_to_too_much(app):
    bomb = a_packed({"xl/workbook.xml": "", "xl/sheet.xml": b" " * (81 * 1024 * 1024)})
    assert len(bomb) < sheets.MOST_BYTES

    with pytest.raises(FileNotReadable):
        sheets.read(bomb)


@pytest.mark.parametrize("place", ["A1048576", "XFD1", "&#65;1"])
def test_it_refuses_a_cell_far_out(app, place):
    sheet = f'<worksheet><sheetData><row r="1"><c r="{place}"/></row></sheetData></worksheet>'

    with pytest.raises(FileNotReadable):
        sheets.read(a_packed({"xl/workbook.xml": "", "xl/worksheets/sheet1.xml": sheet}))
