"""The working papers of the day: who may take them, what they hold and what they must not."""

import subprocess
from datetime import date, time
from io import BytesIO

import outloud
import pytest
from PIL import Image
from sqlalchemy import select

from eventreg.accounts.branding import set_logo
from eventreg.accounts.models import StaffRole
from eventreg.database import db
from eventreg.documents.gather.sheets import catering_facts, manifest_facts
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.registration.models import PracticalNeeds
from eventreg.registration.people_table.columns import Column
from eventreg.visits.models import Vehicle
from tests.documents.conftest import opened, words_of
from tests.documents.structure import tagged
from tests.factories import (
    NOON,
    a_host,
    a_registration,
    a_visit,
    an_account,
    an_item,
    an_open_event,
)

pytestmark = pytest.mark.usefixtures("one_press")

SHEETS = "/organise/e/limbazi/sheets/"
PAPERS = (
    "sign-in/2026-05-05.pdf",
    "manifest.pdf",
    "catering.pdf",
    "badges-card.pdf",
    "badges-lanyard.pdf",
    "people.pdf",
)


@pytest.fixture
def event(app):
    return an_open_event(slug="limbazi", starts_on=date(2026, 5, 5), ends_on=date(2026, 5, 6))


@pytest.fixture
def people(event):
    school = a_host(organisation=event.organisation, name="Parauga pamatskola")
    visit = a_visit(event=event, host=school, meeting_point=LocalText(lv="Pie domes", en="Council"))
    bus = Vehicle(visit=visit, position=0, name="Mikroautobuss", capacity=8, taken=1)
    seated = a_registration(
        event=event, first_name="Līga", last_name="Ķirse", phone="29111222", visits=[visit]
    )
    seated.visit_choices[0].vehicle = bus
    walking = a_registration(
        event=event, first_name="Ģirts", last_name="Žagars", phone="29333444", visits=[visit]
    )
    for person, diet in ((seated, "Veģetārs"), (walking, "veģetārs")):
        person.needs = PracticalNeeds(diet=diet)
    db.session.add(bus)
    db.session.flush()
    return seated, walking


@pytest.fixture
def editor(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def text_of(answer, folder) -> str:
    return words_of(answer.data, folder)


@pytest.mark.parametrize("language", ["lv", "en"])
@pytest.mark.parametrize("paper", PAPERS)
def test_each_paper_passes_the_checkers(editor, people, paper, language, tmp_path):  # R19
    answer = editor.get(f"/{language}{SHEETS}{paper}")

    assert answer.status_code == 200
    file = tmp_path / "paper.pdf"
    file.write_bytes(answer.data)
    assert [finding.message for finding in outloud.check(file).findings] == []
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
    assert str(opened(answer.data).Root.Lang).startswith(language)


def test_who_signs_sees_no_contacts(editor, people, tmp_path):
    words = text_of(editor.get("/lv" + SHEETS + PAPERS[0]), tmp_path)

    assert "Līga Ķirse" in words
    assert "Ģirts Žagars" in words
    assert "Paraksts" in words
    assert "Signature" in words
    assert "29111222" not in words
    assert "@example.org" not in words


def test_the_sheet_has_five_blank_rows_for_those_who_just_come(editor, people):
    rows = tagged(opened(editor.get("/lv" + SHEETS + PAPERS[0]).data), "TR")

    signed = 1 + 2  # the heading and two people
    assert len(rows) >= signed + 5


def test_the_manifest_says_who_rides_where_with_telephones(editor, event, people, tmp_path):
    facts = manifest_facts(event, language="lv", now=NOON)

    (visit,) = facts.visits
    rides = {ride.name: [each.name for each in ride.passengers] for ride in visit.rides}
    assert rides == {"Mikroautobuss": ["Līga Ķirse"], "": ["Ģirts Žagars"]}
    assert "29111222" in text_of(editor.get("/lv" + SHEETS + "manifest.pdf"), tmp_path)


def test_the_caterer_gets_counts_and_no_names(editor, event, people, tmp_path):  # R20
    facts = catering_facts(event, language="lv", now=NOON)

    assert [(each.words, each.people) for each in facts.portions] == [("Veģetārs", 2)]
    assert facts.without_wishes == 0
    words = text_of(editor.get("/lv" + SHEETS + "catering.pdf"), tmp_path)
    assert "Veģetārs" in words
    assert "Ķirse" not in words


def test_badges_bear_names_and_a_code_that_opens_nothing(editor, people, tmp_path):  # R11
    words = text_of(editor.get("/lv" + SHEETS + "badges-card.pdf"), tmp_path)

    assert "Līga" in words
    assert "Ķirse" in words
    assert "/r/" not in words


@pytest.mark.parametrize("paper", PAPERS)
def test_that_a_paper_was_taken_stands_in_the_log(editor, people, paper):  # R28
    editor.get("/lv" + SHEETS + paper)

    taken = db.session.scalars(select(LogEntry).where(LogEntry.action == "taken")).all()
    assert len(taken) == 1


def test_the_back_of_a_badge_tells_the_day_the_own_visits_and_whom_to_ask(
    editor, event, people, tmp_path
):
    event.contact_name, event.contact_phone = "Ilze Kalniņa", "+371 60000000"
    an_item(event=event, title="Atklāšana", day=event.starts_on, starts_at=time(10))

    front = editor.get("/lv" + SHEETS + "badges-card.pdf").data
    both = editor.get("/lv" + SHEETS + "badges-card.pdf?backs=1").data

    words = words_of(both, tmp_path)
    for said in ("10.00 Atklāšana", "Mani apmeklējumi:", "Ilze Kalniņa, +371 60000000"):
        assert said in words
    with opened(front) as one, opened(both) as two:
        assert len(two.pages) == 2 * len(one.pages)


def test_what_is_no_day_and_no_format_is_not_found(editor, people):
    for paper in ("sign-in/2026-05-09.pdf", "badges-round.pdf"):
        assert editor.get("/lv" + SHEETS + paper).status_code == 404


@pytest.mark.parametrize("paper", PAPERS)
def test_the_desk_takes_only_what_it_needs(client, event, people, paper):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.DESK))
    allowed = paper.startswith(("sign-in", "badges"))

    assert client.get("/lv" + SHEETS + paper).status_code == (200 if allowed else 403)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_reader_takes_none(client, event, people, paper):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))

    assert client.get("/lv" + SHEETS + paper).status_code == 403


def test_the_papers_bear_the_organisations_logo(editor, event, people):
    file = BytesIO()
    Image.new("RGB", (600, 200), "darkred").save(file, "PNG")
    set_logo(event.organisation, data=file.getvalue(), actor=COMMAND, now=NOON)

    for paper in ("/lv" + SHEETS + "catering.pdf", "/lv/organise/e/limbazi/agenda.pdf"):
        pdf = opened(editor.get(paper).data)
        (figure,) = [
            each for each in tagged(pdf, "Figure") if str(each.get("/Alt", "")).startswith("Org")
        ]
        assert str(figure.Alt) == "Organizācijas „Kultūras ministrija” logotips"
        assert len(list(pdf.pages[0].get_images())) == 1


def test_what_the_table_shows_is_a_paper_with_its_columns_and_its_filter(editor, people, tmp_path):
    asked = "people-files/shown?q=ķirse&col=institution&col=phone&order=-name"
    answer = editor.submit(f"/en/organise/e/limbazi/{asked}", {"kind": "pdf"})
    words = text_of(answer, tmp_path)

    assert "Līga Ķirse" in words
    assert "29111222" in words
    assert "Search: ķirse" in words
    assert "For organisers only" in words
    assert "Žagars" not in words
    assert "@example.org" not in words


def test_many_people_with_all_columns_come_on_larger_sheets(editor, event, tmp_path):
    for number in range(130):
        a_registration(event=event, last_name=f"Ozols{number:03}")
    asked = "&".join(f"col={column}" for column in Column)
    answer = editor.get(f"/lv{SHEETS}people.pdf?{asked}")
    words, paper = text_of(answer, tmp_path), opened(answer.data)

    width, height = (float(side) for side in paper.pages[-1].MediaBox[2:])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)
    assert all(f"Ozols{number:03}" in words for number in range(130))
