"""The room of figures: each count as a chart with its table, as a file, and in the report."""

import json
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.attendance.service import note_attendance, occasions_of
from eventreg.documents.gather.report import report_facts
from eventreg.event_figures.gathering import room_of
from eventreg.history.service import COMMAND
from eventreg.language import locale
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Affiliation, ParticipantRole
from eventreg.registration.questions.models import QuestionKind
from eventreg.registration.service import cancel_registration
from eventreg.reports import sections
from eventreg.reports.names import Counted
from eventreg.territories.service import territory_by_code
from tests.factories import (
    NOON,
    a_question,
    a_registration,
    a_visit,
    an_account,
    an_open_event,
    an_organisation,
    answer_to,
)
from tests.public.statements import counted_statements

ROOM = "/lv/organise/e/cesis/figures/"
SVG = "{http://www.w3.org/2000/svg}"
BY = {"actor": COMMAND, "now": NOON}


@pytest.fixture
def event(latvia):
    return an_open_event(
        organisation=an_organisation(slug="ministrija"),
        slug="cesis",
        starts_on=date(2026, 3, 23),
        ends_on=date(2026, 3, 24),
        capacity=400,
    )


@pytest.fixture
def reader(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))


def comes(event, code="0026000", **values):
    """Somebody from a municipality, that of Cēsis where no other is named."""
    territory = territory_by_code(code)
    return a_registration(
        event=event, affiliation=Affiliation.MUNICIPALITY, territory=territory, **values
    )


def figures(event, language="lv"):
    with locale.using(language):
        room = room_of(event, language=language, now=NOON)
    return {each.name: each for each in room.figures}


def rows(figure):
    return [(each.name, *each.numbers) for each in figure.series.counts]


def answered(event, label, people, kind=QuestionKind.YES_NO, **values):
    """A question that the people answer, each by what the function says of the number."""
    question = a_question(event=event, kind=kind, label=label, **values)
    for answer in people:
        a_registration(event=event, answers=(answer(question),))
    return question


def said(*options, **value):
    return lambda question: answer_to(question, *options, **value)


def test_an_event_without_people_says_so(client, event, reader):
    a_visit(event=event)
    page = client.get(ROOM)

    assert "Pagaidām nevienam nav apstiprinātas vietas." in page.words
    assert not list(page.document.iter("figure"))


def test_each_figure_has_chart_table_and_files(client, event, reader):
    comes(event, institution="Cēsu novada pašvaldība")
    page = client.get(ROOM)

    assert page.all("h2") == [
        "Reģistrēšanās gaita",
        "Dalībnieki pa pašvaldībām",
        "Dalībnieki pa reģioniem",
        "Dalībnieki pa grupām",
        "Dalībnieki pa lomām",
        "Dalībnieki pa iestādēm",
    ]
    assert len(list(page.document.iter("figure"))) == 6
    assert "Cēsu novads 1" in page.all("tr")
    assert f"{ROOM}participants-by-role.svg" in page.links.values()
    assert f"{ROOM}participants-by-role.csv" in page.links.values()


def test_who_withdrew_stands_beside_who_registered(client, event, reader, session):
    for moment in (NOON - timedelta(days=3), NOON - timedelta(days=3), NOON):
        comes(event).created_at = moment
    cancel_registration(comes(event), **BY)
    session.flush()
    table = client.get(f"{ROOM}registrations-over-time.csv")

    assert table.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "cesis-registresanas-gaita.csv" in table.headers["Content-Disposition"]
    assert table.text == (
        "\ufeffDiena;Reģistrējušies;Kopā;Atteikušies\r\n27.02.2026.;2;2;0\r\n02.03.2026.;1;3;1\r\n"
    )


def test_people_are_counted_by_region_role_and_institution(event):  # R3
    comes(event, "0026000", institution="Cēsu novada  pašvaldība")
    comes(event, "0026000", institution="Cēsu Novada pašvaldība")
    comes(event, "0026000", institution="Cēsu Novada pašvaldība", role=ParticipantRole.SPEAKER)
    comes(event, "0001000", institution="")
    found = figures(event)

    assert rows(found["participants-by-region"]) == [
        ("Rīgas plānošanas reģions", 1),
        ("Vidzemes plānošanas reģions", 3),
    ]
    assert rows(found["participants-by-role"]) == [("Eksperts", 3), ("Runātājs", 1)]
    assert rows(found["participants-by-institution"]) == [
        ("Cēsu Novada pašvaldība", 3),
        ("Iestāde nav norādīta", 1),
    ]


def test_of_many_institutions_the_chart_draws_the_first_and_the_table_has_all(event):
    for number in range(20):
        comes(event, institution=f"{number}. iestāde")
    figure = figures(event)["participants-by-institution"]

    assert len(figure.picture.bars) == 13
    assert (figure.picture.bars[-1].name, figure.picture.bars[-1].number) == ("Vēl 8 citas", "8")
    assert len(rows(figure)) == figure.total == 20


def test_seats_and_attendance_stand_against_what_there_was(event):
    visit = a_visit(event=event, capacity=4, choosable=True)
    person = comes(event, visits=[visit])
    comes(event)
    assert "attendance-by-day" not in figures(event)

    first, *_rest = occasions_of(event)
    note_attendance(event, occasion=first, present=[person.uid], absent=[], **BY)
    found = figures(event)

    assert rows(found["attendance-by-day"]) == [("23.03.2026.", 1, 2), ("24.03.2026.", 0, 2)]
    assert [bar.number for bar in found["attendance-by-day"].picture.bars] == ["1 / 2", "0 / 2"]
    assert [each.numbers for each in found["seats-on-visits"].series.counts] == [(1, 4, 0)]


def test_visits_without_a_limit_are_measured_against_none(event):
    comes(event, visits=[a_visit(event=event, choosable=True)])
    figure = figures(event)["seats-on-visits"]

    assert (figure.series.heads[1:], figure.notes) == (("Aizņemtas", "Gaida"), ())
    assert [bar.number for bar in figure.picture.bars] == ["1"]


def test_answers_are_counted_from_five_people_on(client, event, reader):  # R24
    dinner = answered(event, "Vai būsiet vakariņās?", [said(yes=True)] * 4 + [said(yes=False)])
    answered(event, "Vai brauksiet ar autobusu?", [said(yes=True)] * 4)
    found = [each for name, each in figures(event).items() if name.startswith("answers-")]

    assert [(each.title, rows(each)) for each in found] == [
        (dinner.label.in_("lv"), [("Jā", 4), ("Nē", 1)])
    ]
    assert "Vai brauksiet ar autobusu?" in client.get(ROOM).all("li")


def test_choices_and_numbers_are_counted_and_texts_never(event):
    kinds = QuestionKind
    options = {"options": [("Vakariņas", 40), "Bez vakariņām"]}
    answered(event, "Ko izvēlaties?", [said(0)] * 5 + [said(0, 1)], kinds.CHOICES, **options)
    answered(event, "Cik grāmatu?", [said(number=n) for n in (1, 1, 2.5, 3, 3)], kinds.NUMBER)
    answered(event, "Cik km?", [said(number=7 * n) for n in range(1, 15)], kinds.NUMBER)
    answered(event, "Ko gaidāt?", [said(text="Sarunas")] * 6, kinds.SHORT_TEXT)
    found = {each.title: each for name, each in figures(event).items() if "answers" in name}

    assert rows(found["Ko izvēlaties?"]) == [("Vakariņas", 6, 40), ("Bez vakariņām", 1, None)]
    assert found["Ko izvēlaties?"].total is None
    assert rows(found["Cik grāmatu?"]) == [("1", 2), ("2,5", 1), ("3", 2)]
    assert "Kopā 10,5, vidēji 2,1." in found["Cik grāmatu?"].notes
    assert rows(found["Cik km?"])[0] == ("no 0, bet mazāk par 10", 1)
    assert sum(number for _name, number in rows(found["Cik km?"])) == 14
    assert "Ko gaidāt?" not in found


@pytest.mark.parametrize(
    "label",
    ["Vai nepieciešams asistents?", "Do you need sign language?", "Vai lietojat veģetāru ēdienu?"],
)
def test_what_people_need_is_not_counted(client, event, reader, label):  # R20
    answered(event, LocalText(lv=label, en=label), [said(yes=True)] * 6)
    page = client.get(ROOM)

    assert label not in page.words
    assert "1 jautājums ir par dalībnieku vajadzībām" in page.words


def test_a_picture_is_a_file_that_needs_nothing_else(client, event, reader):
    for code in ("0026000", "0001000"):
        comes(event, code, institution="SIA „Liepa & <Bērzs>”")
    names = [*figures(event)]
    for name in names:
        answer = client.get(f"/en/organise/e/cesis/figures/{name}.svg")
        root = ET.fromstring(answer.data)

        assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert root.tag == f"{SVG}svg"
        assert root.findtext(f"{SVG}title")
        assert root.findtext(f"{SVG}desc")
        assert "href" not in answer.text
        assert "url(" not in answer.text
    assert len(names) == 6


def test_there_is_no_figure_of_another_name(client, event, reader):
    comes(event)

    assert client.get(f"{ROOM}participants-by-shoe.csv").status_code == 404
    assert client.get(f"{ROOM}attendance-by-day.svg").status_code == 404


def test_the_report_says_the_same_numbers(event):  # R3
    visit = a_visit(event=event, capacity=4, choosable=True)
    person = comes(event, visits=[visit])
    comes(event, "0001000", role=ParticipantRole.HOST)
    for occasion in occasions_of(event):
        note_attendance(event, occasion=occasion, present=[person.uid], absent=[], **BY)
    placed = "\n\n".join(f"{{{{table: {name}}}}}" for name in Counted)
    sections.write_section(event=event, name="course", text=LocalText(lv=placed, en=placed), **BY)
    for language in ("lv", "en"):
        found = figures(event, language)
        facts = report_facts(event, language=language, now=NOON)

        assert {each.name: each for each in facts.series} == {
            name: each.series for name, each in found.items() if each.placeable
        }
        assert len(facts.series) == 8


def test_what_is_not_placed_is_no_part_of_the_report(event):
    comes(event)
    before = report_facts(event, language="lv", now=NOON)

    assert before.series == ()
    assert "registrations-over-time" not in json.dumps(str(before))


@pytest.mark.database("sqlite")
def test_many_people_take_no_more_statements_than_few(client, event, reader):
    question = a_question(event=event)

    def asked():
        with counted_statements() as seen:
            client.get(ROOM)
        return len(seen)

    def more(number):
        for _one in range(number):
            comes(event, institution=f"{number}", answers=(answer_to(question, yes=True),))

    more(10)
    few = asked()
    more(190)

    assert asked() == few


def test_whoever_writes_the_report_finds_its_name_and_meaning(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    words = client.get("/lv/organise/e/cesis/report/sections/course").words

    assert "{{figure: attendance-by-day}} Klātbūtne pa dienām" in words
    assert "{{table: participants-by-region}} Dalībnieki pa reģioniem" in words
