"""People as files: out, in, all or nothing; cells that are never formulas."""

import csv
import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language import locale
from eventreg.messages.models import Message
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.people_files import columns, importing, sheets
from eventreg.registration.people_files.cells import neutral, plain
from eventreg.registration.people_files.errors import (
    ColumnsUnclear,
    FileNotReadable,
    RowsFaulty,
)
from eventreg.registration.people_files.exporting import export_people
from eventreg.registration.people_files.planning import Choices, Duplicates, planned
from eventreg.registration.people_files.writing import FileKind
from tests.factories import (
    NOON,
    a_municipality,
    a_question,
    a_registration,
    a_visit,
    an_open_event,
    an_organisation,
)

HEADS = "Vārds;Uzvārds;E-pasts"
LETTERS = "āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def event(app):
    with locale.using("lv"):
        yield an_open_event(slug="cesis", capacity=10)


def table(*rows, heads=HEADS):
    return "\n".join([heads, *rows]).encode()


def mapped(event, data):
    sheet = sheets.read(data)
    return sheet, columns.guessed(event, sheet)


def imported(event, data, **choices):
    sheet, meant = mapped(event, data)
    return importing.import_people(
        event=event, sheet=sheet, mapped=meant, choices=Choices(**choices), actor=COMMAND, now=NOON
    )


def faults(event, data, **choices):
    sheet, meant = mapped(event, data)
    return [str(each) for each in planned(event, sheet, meant, Choices(**choices)).faults]


def people(session, event):
    rows = session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id)
        .order_by(Registration.name_sort)
    )
    return [row.full_name for row in rows]


def exported(event, kind, *, with_needs=False):
    return export_people(event=event, kind=kind, with_needs=with_needs, actor=COMMAND, now=NOON)


# --- cells


@given(st.text(max_size=20))
def test_no_cell_is_ever_a_formula(text):
    assert not neutral(text).lstrip().startswith(FORMULA)


@given(st.text(max_size=20))
def test_a_neutral_cell_is_read_back_as_it_was(text):
    assert plain(neutral(text)) == text


# --- reading


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


# --- columns


def test_it_knows_its_own_headings_in_both_languages(event):
    for language in ("lv", "en"):
        with locale.using(language):
            a_registration(event=event)
            _sheet, meant = mapped(event, exported(event, FileKind.XLSX))

            assert {
                "email",
                "last_name",
                "first_name",
                "institution",
                "territory",
                "visits",
            } <= set(meant.values())


def test_it_remembers_what_a_column_meant_for_the_organisation(event, session):
    sheet = sheets.read(table("Anna;x;anna@example.org", heads="Kas;Ko;Kur"))
    meant = {0: "first_name", 1: "last_name", 2: "email"}
    columns.remember(event.organisation, sheet, meant, now=NOON)
    session.flush()

    assert columns.guessed(event, sheet) == meant
    assert columns.guessed(an_open_event(organisation=an_organisation()), sheet) == {}


@pytest.mark.parametrize("meant", [{}, {0: "email"}, {0: "email", 1: "email", 2: "full_name"}])
def test_columns_must_be_clear(event, meant):
    with pytest.raises(ColumnsUnclear):
        columns.require_usable(event, meant)


# --- bringing people in


def test_everybody_is_registered_and_told(event, session):
    done = imported(event, table("Anna;Ķirse;anna@example.org", "Jānis;Āboliņš;j@example.org"))

    assert done == {"added": 2, "waiting": 0, "changed": 0, "skipped": 0}
    assert people(session, event) == ["Jānis Āboliņš", "Anna Ķirse"]
    assert session.query(Message).count() == 2
    assert event.taken == 2


def test_nobody_is_told_where_that_was_chosen(event, session):
    imported(event, table("Anna;Ķirse;anna@example.org"), told=False)

    assert session.query(Message).count() == 0


def test_nobody_has_consented_by_a_table(event, session):  # R21
    imported(event, table("Anna;Ķirse;anna@example.org"))

    assert session.scalars(select(Registration)).one().consents == []


def test_one_fault_and_nobody_is_registered(event, session):
    data = table("Anna;Ķirse;anna@example.org", "Jānis;;j@example.org")

    with pytest.raises(RowsFaulty) as no:
        imported(event, data)

    assert [(each.row, each.column) for each in no.value.faults] == [(3, "Uzvārds")]
    assert people(session, event) == []


def test_every_fault_is_told_by_row_and_column(event):
    a_municipality("Limbažu novads", "0041000")
    rows = (
        "Anna;Ķirse;anna at example;Limbažu novads",
        f"{'x' * 101};Liepa;liepa@example.org;Limbažu",
    )

    found = faults(event, table(*rows, heads=f"{HEADS};Pašvaldība"))

    assert len(found) == 3
    assert found[0].startswith("2. rinda, sleja „E-pasts”")
    assert "Limbažu novads" in found[1]
    assert found[2].startswith("3. rinda, sleja „Vārds”")


def test_a_full_event_is_known_before(event, session):  # R6
    event.capacity = 1
    session.flush()

    assert faults(event, table("A;B;a@example.org", "C;D;c@example.org")) == [
        "3. rinda: Visas vietas ir aizņemtas."
    ]


def test_who_finds_no_place_waits_where_that_was_chosen(event, session):  # R8
    event.capacity, event.waiting_list = 1, True
    session.flush()

    done = imported(event, table("A;B;a@example.org", "C;D;c@example.org"), wait=True)

    assert (done["added"], done["waiting"]) == (2, 1)


def test_a_full_visit_is_known_before(event):  # R6
    visit = a_visit(event=event, capacity=1)
    a_registration(event=event, visits=[visit])
    rows = ("Anna;Ķirse;anna@example.org;Pamatskola",)

    [fault] = faults(event, table(*rows, heads=f"{HEADS};Apmeklējumi"))

    assert fault.startswith("2. rinda, sleja „Apmeklējumi”")


def test_who_is_registered_is_left_as_they_are(event, session):  # R9
    a_registration(event=event, email="anna@example.org", first_name="Anna", last_name="Ķirse")

    done = imported(event, table("Ieva;Liepa;ANNA@example.org"))

    assert (done["skipped"], people(session, event)) == (1, ["Anna Ķirse"])


def test_who_is_registered_is_changed_where_that_was_chosen(event, session):
    anna = a_registration(event=event, email="anna@example.org", position="direktore")

    imported(
        event,
        table("Ieva;Liepa;anna@example.org;"),
        duplicates=Duplicates.UPDATE,
    )

    assert (anna.full_name, anna.position) == ("Ieva Liepa", "direktore")


def test_who_is_registered_can_be_a_fault(event):
    a_registration(event=event, email="anna@example.org")

    [fault] = faults(event, table("Ieva;Liepa;anna@example.org"), duplicates=Duplicates.REFUSE)

    assert fault.startswith("2. rinda, sleja „E-pasts”")


@pytest.mark.parametrize(
    ("duplicates", "names"),
    [(Duplicates.SKIP, ["Anna Ķirse"]), (Duplicates.UPDATE, ["Ieva Ķirse"])],
)
def test_who_stands_twice_in_the_table_is_one_person(event, session, duplicates, names):
    heads = "E-pasts;Vārds;Uzvārds"
    data = table("anna@example.org;Anna;Ķirse", "Anna@example.org;Ieva;Ķirse", heads=heads)

    imported(event, data, duplicates=duplicates)

    assert people(session, event) == names


def test_an_import_is_in_the_log(event, session):  # R28
    imported(event, table("Anna;Ķirse;anna@example.org"))
    session.flush()

    entry = session.query(LogEntry).filter_by(action="people imported").one()
    assert entry.after == {"added": 1, "waiting": 0, "changed": 0, "skipped": 0, "told": True}


# --- exporting


def test_a_sheet_holds_text_dates_and_no_formula(event):
    a_registration(event=event, first_name="=1+1", last_name=f"Ķirse {LETTERS}")

    sheet = openpyxl.load_workbook(io.BytesIO(exported(event, FileKind.XLSX))).active

    heads = [cell.value for cell in sheet[1]]
    cells = dict(zip(heads, sheet[2], strict=True))
    assert (cells["Vārds"].value, cells["Vārds"].data_type) == ("=1+1", "s")
    assert cells["Uzvārds"].value == f"Ķirse {LETTERS}"
    assert isinstance(cells["Reģistrēšanās diena"].value, datetime)
    assert sheet.freeze_panes == "A2"


def test_a_csv_file_is_marked_and_holds_no_formula(event):
    a_registration(event=event, first_name="=cmd", institution='Skola "Ā"\nfiliāle; 1')

    text = exported(event, FileKind.CSV).decode("utf-8")

    assert text.startswith("\ufeff")
    [_heads, row] = csv.reader(io.StringIO(text[1:]), delimiter=";")
    assert "'=cmd" in row
    assert 'Skola "Ā"\nfiliāle; 1' in row


def test_programs_read_the_same_words_in_every_language(event):
    a_registration(event=event)
    found = []
    for language in ("lv", "en"):
        with locale.using(language):
            [person] = json.loads(exported(event, FileKind.JSON))["people"]
            found.append((person["state"], person["role"], person["represents"]))

    assert found == [("confirmed", "expert", "state")] * 2


@pytest.mark.parametrize("kind", FileKind)
@pytest.mark.parametrize("with_needs", [False, True])
def test_needs_go_out_only_when_asked_for(event, session, kind, with_needs):  # R20
    from eventreg.registration.models import PracticalNeeds

    person = a_registration(event=event)
    person.needs = PracticalNeeds(diet="bez-riekstiem", access="")
    session.flush()

    data = exported(event, kind, with_needs=with_needs)
    if kind is FileKind.XLSX:
        book = openpyxl.load_workbook(io.BytesIO(data)).active
        data = str([[cell.value for cell in row] for row in book]).encode()

    assert (b"bez-riekstiem" in data) is with_needs


def test_each_export_is_in_the_log(event, session):  # R28
    exported(event, FileKind.CSV, with_needs=True)
    session.flush()

    entry = session.query(LogEntry).filter_by(action="people exported").one()
    assert entry.after == {"file": "csv", "people": 0, "with_needs": True}


@pytest.mark.parametrize("kind", [FileKind.CSV, FileKind.XLSX])
def test_what_goes_out_comes_in_again(event, session, kind):
    municipality = a_municipality("Limbažu novads", "0041000")
    answer = a_question(event=event, label="Komentārs", kind="short_text")
    copy = an_open_event(organisation=event.organisation)
    a_visit(event=copy), a_question(event=copy, label="Komentārs", kind="short_text")
    from tests.factories import answer_to

    a_registration(
        event=event,
        email="anna@example.org",
        first_name="-Anna",
        institution='Skola "Ā"; \'+1',
        affiliation="municipality",
        territory=municipality,
        visits=[a_visit(event=event)],
        phone="+371 20000000",
        answers=(answer_to(answer, text="=1+1; jā"),),
    )

    imported(copy, exported(event, kind))

    [sheet, again] = [sheets.read(exported(each, kind)) for each in (event, copy)]
    ours = {"Atsauces numurs", "Reģistrēšanās diena"}
    kept = [place for place, heading in enumerate(sheet.headings) if heading not in ours]
    assert [sheet.rows[0].cell(place) for place in kept] == [
        again.rows[0].cell(place) for place in kept
    ]
    assert session.scalars(
        select(Registration.state).where(Registration.event_id == copy.id)
    ).all() == [RegistrationState.CONFIRMED]
