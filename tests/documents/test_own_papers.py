"""Papers of one person, as they come from their addresses: without fault, whatever is in them."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.attendance import service as attendance
from eventreg.attendance.certificates.service import issue_certificates
from eventreg.database import db, reading
from eventreg.documents.own.errors import NobodyOfThisReference, NoTicket
from eventreg.documents.own.service import OwnPaper, paper_for_staff
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.registration.links import token_of
from tests.documents.conftest import words_of
from tests.documents.faults import faults
from tests.documents.matrix import AWKWARD_NAMES
from tests.factories import NOON, a_registration, a_waiting, an_open_event

pytestmark = [pytest.mark.usefixtures("one_press"), pytest.mark.database("sqlite")]

DAY = NOON.date() - timedelta(days=1)
PAPERS = ("ticket.pdf", "my-data.pdf", "certificate.pdf")


@pytest.fixture
def event(app):
    title = LocalText(lv="Tikšanās par skolām", en="Meeting on schools")
    return an_open_event(slug="tiksanas", starts_on=DAY, ends_on=DAY, title=title)


def who_was_there(event, name, **more):
    first, _, last = name.rpartition(" ")
    person = a_registration(event=event, first_name=first or name, last_name=last, **more)
    attendance.note_attendance(
        event,
        occasion=attendance.occasion_named(event, str(DAY)),
        present=[person.uid],
        absent=[],
        actor=COMMAND,
        now=NOON,
    )
    issue_certificates(event, actor=COMMAND, now=NOON)
    return person


@pytest.mark.parametrize("language", ["lv", "en"])
def test_a_paper_of_ones_own_is_without_fault(client, event, language, tmp_path):  # R19
    person = who_was_there(event, "Līga Ķirse", institution="Limbažu 3. vidusskola")

    for paper in PAPERS:
        answer = client.get(f"/{language}/r/{token_of(person)}/{paper}")
        title = event.title.in_(language)
        found = faults(answer.data, tmp_path / paper, language=language, title=title)
        assert (paper, found) == (paper, [])
        assert "Līga Ķirse" in words_of(answer.data, tmp_path)


@pytest.mark.slow
def test_awkward_names_do_no_harm_to_a_paper_of_ones_own(client, event, tmp_path):  # R19
    for number, name in enumerate(AWKWARD_NAMES):
        person = who_was_there(event, name, institution=AWKWARD_NAMES[number - 1])
        paper = PAPERS[number % len(PAPERS)]
        answer = client.get(f"/lv/r/{token_of(person)}/{paper}")
        found = faults(answer.data, tmp_path / paper, language="lv", title=event.title.in_("lv"))
        assert (name, found) == (name, [])


def taken(event, paper, *, as_json, reference, language="lv"):
    """The paper as the command line takes it: the database is read, only the log is written."""
    db.session.commit()
    with reading():
        made = paper_for_staff(
            event,
            reference=reference,
            paper=paper,
            as_json=as_json,
            language=language,
            actor=COMMAND,
            now=NOON,
        )
    db.session.rollback()
    return made


def test_what_the_ticket_says_as_json_stands_on_the_paper(event, tmp_path):  # R19
    reference = who_was_there(event, "Līga Ķirse", institution="3. vidusskola").reference

    said = json.loads(taken(event, OwnPaper.TICKET, as_json=True, reference=reference.lower()))
    paper = taken(event, OwnPaper.TICKET, as_json=False, reference=reference)
    words = words_of(paper, tmp_path)

    title = said["event"]["title"]["text"]
    assert (title, said["person"], said["institution"], said["reference"]) == (
        "Tikšanās par skolām", "Līga Ķirse", "3. vidusskola", reference,
    )  # fmt: skip
    for each in (title, said["person"], said["institution"], said["role"], reference):
        assert each in words


def test_my_data_as_json_stand_on_the_paper_and_that_staff_took_them_in_the_log(
    event, tmp_path, session
):  # R23, R28
    reference = who_was_there(event, "Līga Ķirse", institution="3. vidusskola").reference
    asked = {"reference": reference, "language": "en"}

    said = json.loads(taken(event, OwnPaper.MY_DATA, as_json=True, **asked))
    words = words_of(taken(event, OwnPaper.MY_DATA, as_json=False, **asked), tmp_path)

    entries = [entry for chapter in said["chapters"] for entry in chapter["entries"]]
    values = [row["value"] for entry in entries for row in entry]
    assert {"Līga", "Ķirse", "3. vidusskola"} <= set(values)
    assert [value for value in values if value.split()[0] not in words] == []
    noted = select(LogEntry.subject_uid).where(LogEntry.action == "taken").order_by(LogEntry.id)
    assert session.scalars(noted).all() == [f"my-data-{reference}.json", f"my-data-{reference}.pdf"]


def test_nobody_and_somebody_without_a_place_have_no_ticket(event):
    full = an_open_event(capacity=1, waiting_list=True)
    a_registration(event=full)
    waiting = a_waiting(event=full).reference

    with pytest.raises(NoTicket):
        taken(full, OwnPaper.TICKET, as_json=False, reference=waiting)
    with pytest.raises(NobodyOfThisReference):
        taken(event, OwnPaper.MY_DATA, as_json=False, reference="AAAA-AAAA")
