"""People come in from a table: columns are known, all is done or nothing."""

import pytest
from sqlalchemy import select

from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language import locale
from eventreg.messages.models import Message
from eventreg.registration.models import Registration
from eventreg.registration.people_files import columns, importing, sheets
from eventreg.registration.people_files.errors import ColumnsUnclear, FileNotReadable, RowsFaulty
from eventreg.registration.people_files.planning import Duplicates
from eventreg.registration.people_files.writing import FileKind
from tests.factories import (
    NOON,
    a_municipality,
    a_registration,
    a_visit,
    an_open_event,
    an_organisation,
)
from tests.registration.people_files.tables import (
    HEADS,
    exported,
    faults,
    imported,
    mapped,
    people,
    table,
)


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

    [fault] = faults(event, table("A;B;a@example.org", "C;D;c@example.org"))

    assert fault.startswith("3. rinda: Visas vietas šajā pasākumā ir aizņemtas.")


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


def test_a_page_takes_fewer_rows_than_the_command(event, session):
    rows = "\n".join(f"Anna;Kalniņa;a{number}@example.org;Skola" for number in range(301))
    data = f"Vārds;Uzvārds;E-pasts;Iestāde\n{rows}\n".encode()

    assert len(sheets.read(data).rows) == 301
    with pytest.raises(FileNotReadable) as refused:
        importing.upload(event=event, data=data, name="a.csv", actor=COMMAND, now=NOON)
    assert "300" in str(refused.value)
