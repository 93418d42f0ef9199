"""People go out as a file that programs and spreadsheets open rightly."""

import csv
import io
import json
from datetime import datetime

import openpyxl
import pytest
from sqlalchemy import select

from eventreg.history.models import LogEntry
from eventreg.language import locale
from eventreg.registration.models import (
    Affiliation,
    PracticalNeeds,
    Registration,
    RegistrationState,
)
from eventreg.registration.people_files import sheets
from eventreg.registration.people_files.writing import FileKind
from tests.factories import (
    a_municipality,
    a_question,
    a_registration,
    a_visit,
    an_open_event,
    answer_to,
)
from tests.registration.people_files.tables import (
    exported,
    imported,
)

LETTERS = "āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ"


def test_a_sheet_holds_text_dates_and_no_formula(event):
    a_registration(event=event, first_name="=1+1", last_name=f"Ķirse {LETTERS}")

    sheet = openpyxl.load_workbook(io.BytesIO(exported(event, FileKind.XLSX))).active

    heads = [cell.value for cell in sheet[1]]
    cells = dict(zip(heads, sheet[2], strict=True))
    assert (cells["Vārds"].value, cells["Vārds"].data_type) == ("=1+1", "s")
    assert cells["Uzvārds"].value == f"Ķirse {LETTERS}"
    assert isinstance(cells["Reģistrācijas laiks"].value, datetime)
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
    a_registration(
        event=event,
        email="anna@example.org",
        first_name="-Anna",
        institution='Skola "Ā"; \'+1',
        affiliation=Affiliation.MUNICIPALITY,
        territory=municipality,
        visits=[a_visit(event=event)],
        phone="+371 20000000",
        answers=(answer_to(answer, text="=1+1; jā"),),
    )

    imported(copy, exported(event, kind))

    [sheet, again] = [sheets.read(exported(each, kind)) for each in (event, copy)]
    ours = {"Reģistrācijas numurs", "Reģistrācijas laiks"}
    kept = [place for place, heading in enumerate(sheet.headings) if heading not in ours]
    assert [sheet.rows[0].cell(place) for place in kept] == [
        again.rows[0].cell(place) for place in kept
    ]
    assert session.scalars(
        select(Registration.state).where(Registration.event_id == copy.id)
    ).all() == [RegistrationState.CONFIRMED]
