"""Papers with their data inside: PDF/A-3 and PDF/UA, the same bytes, nothing for other eyes."""

import csv
import io
import json

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.database import db
from eventreg.documents.attachments.service import DataForm, with_data
from eventreg.documents.attachments.tables import as_csv
from eventreg.documents.facts.head import as_json
from eventreg.documents.models import DocumentKind
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from tests.documents.conftest import opened
from tests.documents.faults import faults
from tests.documents.people_samples import participant, participant_list
from tests.documents.report_samples import report
from tests.documents.samples import FIRST, full_agenda
from tests.factories import a_registration, an_account, an_open_event

WITH_DATA = "/lv/organise/e/limbazi/documents/with-data/"
PAPERS = {
    "agenda": (DocumentKind.AGENDA, full_agenda()),
    "list": (DocumentKind.PARTICIPANTS, participant_list([participant(n) for n in range(130)])),
    "report": (DocumentKind.REPORT, report("en")),
}


@pytest.fixture
def filled(printed, words, press):
    """The paper with data inside, and its facts."""

    def filled(paper, form):
        kind, facts = PAPERS[paper]
        words.extensions["eventreg.press"] = press
        with words.app_context():
            pdf = printed(kind, facts).pdf
            return with_data(pdf, facts, form, stem="limbazi", made_at=FIRST.made_at), facts

    return filled


@pytest.mark.parametrize("form", DataForm)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_with_data_keeps_both_standards(filled, paper, form, tmp_path):  # R19
    pdf, facts = filled(paper, form)

    title = facts.event.title.text
    found = faults(pdf, tmp_path / "p.pdf", language=facts.language, title=title, standard="3")
    assert found == []


def test_the_file_is_the_data_of_the_whole_paper(filled):
    pdf, facts = filled("agenda", DataForm.JSON)

    with opened(pdf) as whole:
        (held,) = whole.Root.AF
        name, same = whole.Root.Names.EmbeddedFiles.Names
        assert str(name) == "limbazi.json"
        assert same.objgen == held.objgen
        assert str(held.AFRelationship) == "/Data"
        assert (str(held.F), str(held.UF)) == ("limbazi.json", "limbazi.json")
        assert str(held.Desc) == "Šī dokumenta dati programmām"
        assert str(held.EF.F.Subtype) == "/application/json"
        assert str(held.EF.F.Params.ModDate) == "D:20171120080500Z"
        data = held.EF.F.read_bytes()
        assert int(held.EF.F.Params.Size) == len(data)
    assert data.decode() == as_json(facts)


def test_the_same_data_give_the_same_bytes(filled):  # R17
    assert filled("report", DataForm.CSV)[0] == filled("report", DataForm.CSV)[0]


@pytest.fixture
def rows(words):
    def rows(facts):
        with words.app_context():
            text = as_csv(facts)
        assert text.startswith("\ufeff")
        return list(csv.reader(io.StringIO(text[1:]), delimiter=";"))

    return rows


def test_a_table_of_a_list_has_a_row_for_each_line(rows):
    people = [participant(0, name="=HYPERLINK(1)"), participant(1, name="Anna; Liepa")]
    head, *lines = rows(participant_list(people, audience="organisers"))

    assert head[:3] == ["Nr. p. k.", "Grupa", "Vārds, uzvārds"]
    assert sorted(line[2] for line in lines) == ["'=HYPERLINK(1)", "Anna; Liepa"]
    assert all(len(line) == len(head) for line in lines)


def test_a_table_of_an_agenda_has_days_and_times(rows):
    head, *lines = rows(full_agenda())

    assert head[0] == "Diena"
    assert ["2027-03-09", "10:15", "12:30"] in [line[:3] for line in lines]
    assert all(len(line) == len(head) for line in lines)


def test_a_table_of_a_report_has_what_experts_said(rows):
    head, *lines = rows(report())

    assert {line[0] for line in lines} == {"Labā prakse", "Viedokļi", "Problēmas", "Priekšlikumi"}
    assert all(len(line) == len(head) for line in lines)


@pytest.fixture
def editor(client, app):
    event = an_open_event(slug="limbazi", title=LocalText(lv="Tikšanās", en="Meeting"))
    a_registration(event=event, last_name="Ķirse", email="k@example.org")
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


@pytest.mark.database("sqlite")
@pytest.mark.usefixtures("one_press")
def test_an_organiser_takes_a_paper_with_its_data_from_the_page(editor):
    page = editor.get("/lv/organise/e/limbazi/documents/")
    assert WITH_DATA + "csv/agenda-public.pdf" in page.text

    answer = editor.get(WITH_DATA + "json/participants-organisers.pdf")

    with opened(answer.data) as whole:
        facts = json.loads(whole.Root.AF[0].EF.F.read_bytes())
    assert facts["groups"][0]["lines"][0]["email"] == "k@example.org"
    taken = db.session.scalars(select(LogEntry.action).where(LogEntry.action == "taken")).all()
    assert taken == ["taken"]  # R28
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.database("sqlite")
def test_there_is_no_other_form_of_data(editor):
    for wrong in ("xml/agenda-public", "csv/badges-public", "csv/agenda-everybody"):
        assert editor.get(f"{WITH_DATA}{wrong}.pdf").status_code == 404
