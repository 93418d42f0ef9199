"""The agenda in other forms: in both languages on one sheet, lying, small."""

from datetime import time

import pikepdf
import pytest

from eventreg.documents.agenda_forms.service import AgendaForm, agenda_in_form
from eventreg.documents.facts.agenda import AgendaFacts
from eventreg.documents.facts.bilingual import paired
from eventreg.documents.facts.head import as_json
from eventreg.documents.gather.agenda import agenda_facts
from eventreg.language.local_text import LocalText
from tests.documents.conftest import opened, words_of
from tests.documents.faults import faults
from tests.factories import NOON, a_host, a_speaker, a_visit, an_account, an_item, an_open_event

pytestmark = pytest.mark.usefixtures("one_press")


@pytest.fixture
def event(latvia):
    event = an_open_event(
        slug="limbazi",
        title=LocalText(lv="Ekspertu tikšanās", en="Expert meeting"),
        place=LocalText(lv="Kultūras nams", en="House of Culture"),
    )
    opening = an_item(
        event=event,
        title=LocalText(lv="Atklāšana", en="Opening"),
        day=event.starts_on,
        starts_at=time(10),
    )
    a_speaker(item=opening)
    an_item(event=event, title=LocalText(lv="Tikai latviski"), day=event.starts_on)
    host = a_host(organisation=event.organisation)
    an_item(event=event, title="Skola", day=event.ends_on, visit=a_visit(event=event, host=host))
    return event


def paper(event, form, language="lv"):
    return agenda_in_form(event, form=AgendaForm(form), language=language, now=NOON)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("language", ["lv", "en"])
def test_a_bilingual_one_says_everything_in_both_languages(event, language, tmp_path):
    words = words_of(paper(event, "bilingual", language).pdf, tmp_path)

    for said in ("Ekspertu tikšanās", "Expert meeting", "Atklāšana", "Opening", "Laiks", "Time"):
        assert said in words
    assert words.count("Tikai latviski") == 1


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("form", AgendaForm)
def test_each_passes_the_checkers(event, form, tmp_path):
    pdf = paper(event, form).pdf

    assert faults(pdf, tmp_path / "agenda.pdf", language="lv", title="Ekspertu tikšanās") == []


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(("form", "size"), [("landscape", (842, 595)), ("a5", (420, 595))])
def test_it_stands_on_the_sheet_that_was_asked_for(event, form, size):
    with opened(paper(event, form).pdf) as pdf:
        boxes = {tuple(round(float(side)) for side in page.MediaBox[2:]) for page in pdf.pages}

    assert boxes == {size}


@pytest.mark.database("sqlite")
def test_the_other_language_is_marked_for_those_who_hear_it(event):
    with opened(paper(event, "bilingual").pdf) as pdf:
        languages = {
            str(each.Lang)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/Lang" in each and "/S" in each
        }

    assert "en" in languages


@pytest.mark.database("sqlite")
def test_what_is_the_same_in_both_is_said_once(event):
    lv, en = (agenda_facts(event, language=each, now=NOON) for each in ("lv", "en"))
    both: AgendaFacts = paired(lv, en)

    (opening, only_latvian) = (row.items[0].title for row in both.days[0].rows)
    assert (opening.text, opening.second) == ("Atklāšana", "Opening")
    assert (only_latvian.text, only_latvian.second) == ("Tikai latviski", "")


def test_one_language_says_nothing_of_another(event):
    assert "second" not in as_json(agenda_facts(event, language="lv", now=NOON))


@pytest.mark.database("sqlite")
def test_organisers_take_it_from_the_documents_page(client, event):
    client.sign_in(an_account(organisation=event.organisation))
    page = client.get("/lv/organise/e/limbazi/documents/")

    answer = client.get(page.links["abās valodās"])

    assert answer.mimetype == "application/pdf"
    assert client.get("/lv/organise/e/limbazi/documents/agenda/a3.pdf").status_code == 404
