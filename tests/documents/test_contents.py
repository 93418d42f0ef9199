"""What the documents say on paper."""

import time

import pytest

from eventreg.documents.facts.participants import Group
from eventreg.documents.facts.report import Section
from eventreg.documents.models import DocumentKind
from tests.documents import structure
from tests.documents.conftest import opened, words_of
from tests.documents.people_samples import participant, participant_list, people_of_first_event
from tests.documents.report_samples import report
from tests.documents.samples import agenda_of_first_event, event_facts, full_agenda, lv


@pytest.fixture
def text_of(printed, tmp_path):
    return lambda kind, facts: words_of(printed(kind, facts).pdf, tmp_path)


def test_the_agenda_of_the_first_event_says_when_it_was(text_of):  # R15
    text = text_of(DocumentKind.AGENDA, agenda_of_first_event())

    assert "2017. gada 21. un 22. novembrī" in text.replace("\u00a0", " ")


def test_an_agenda_whose_times_nobody_wrote_down_fits_one_page(printed):  # R14
    assert printed(DocumentKind.AGENDA, agenda_of_first_event()).pages == 1


def test_past_times_are_not_recorded_and_coming_ones_will_be_told(text_of):  # R14
    past = text_of(DocumentKind.AGENDA, full_agenda(event=event_facts(over=True)))
    coming = text_of(DocumentKind.AGENDA, full_agenda())

    assert "laiks nav norādīts" in past
    assert "laiks tiks precizēts" in coming


def test_times_are_written_as_the_language_writes_them(text_of):
    assert "10.15–12.30" in text_of(DocumentKind.AGENDA, full_agenda())
    assert "10:15–12:30" in text_of(DocumentKind.AGENDA, full_agenda("en"))


def test_an_agenda_tells_all_one_needs_to_come(text_of):
    text = text_of(DocumentKind.AGENDA, full_agenda())

    for said in (
        "1. diena – 2027. gada 9. marts, otrdiena",
        "Mentoru programma vidusskolā",
        "VIENLAIKUS",
        "Kafejnīca „Uguntiņa”",
        "izbraukšana plkst. 15.00",
        "zanete.skele@example.org",
        "Pasākuma laikā var tikt fotografēts un filmēts.",
        "https://events.example.org/lv/privacy",
        "Tiesības, vienlīdzība un pilsonība",
    ):
        assert said in text.replace("\u00a0", " ")


def test_the_qr_code_leads_to_the_live_page(printed):
    with opened(printed(DocumentKind.AGENDA, full_agenda()).pdf) as pdf:
        (figure,) = structure.tagged(pdf, "Figure")

        assert str(figure.Alt).endswith("https://events.example.org/lv/e/limbazi-2017/")


def test_foreign_texts_are_marked_and_explained(text_of):
    text = text_of(DocumentKind.AGENDA, full_agenda("en"))

    assert "Texts marked LV have no English version and are shown in Latvian." in text


def test_the_list_counts_municipalities_and_names_its_samples(text_of):  # R3
    text = text_of(DocumentKind.PARTICIPANTS, participant_list(people_of_first_event()))

    assert "18 dalībnieku" in text
    assert "12 pārstāvētu pašvaldību" in text
    assert "paraugs" in text
    assert "iestādes pārstāvis" in text


@pytest.mark.parametrize(
    ("count", "called"), [(1, "dalībnieks"), (21, "dalībnieks"), (12, "dalībnieku")]
)
def test_the_words_fit_the_number(text_of, count, called):
    people = [participant(number, institution="Dome") for number in range(count)]

    assert f" {called} " in text_of(DocumentKind.PARTICIPANTS, participant_list(people))


def test_a_list_of_nobody_says_so(text_of):
    text = text_of(DocumentKind.PARTICIPANTS, participant_list([]))

    assert "Neviens dalībnieks vēl nav apstiprināts." in text


def test_six_hundred_people_make_one_table_with_its_head_on_each_page(printed, tmp_path):
    people = [participant(number, name=f"Persona Nr{number:04}") for number in range(600)]

    started = time.monotonic()
    document = printed(DocumentKind.PARTICIPANTS, participant_list(people))
    took = time.monotonic() - started

    text = words_of(document.pdf, tmp_path)
    assert all(f"Nr{number:04}" in text for number in range(600))
    assert text.count("Vārds, uzvārds") >= document.pages - 2
    with opened(document.pdf) as pdf:
        assert len(structure.tagged(pdf, "THead")) == len(structure.tagged(pdf, "Table")) - 1
    assert took < 60


def test_long_names_stay_inside_their_column(text_of):
    name = "Anna-Marija Elizabete Krastiņa-Šķēle-Ļaudobele-Dzirnavniece"
    long = "Ļotigarasbezatstarpesiestādesnosaukums" * 3
    people = [participant(0, name=name, institution=long)]

    text = text_of(DocumentKind.PARTICIPANTS, participant_list(people))

    assert "Dzirnavniece" in text
    assert long[:20] in text


def test_the_organisers_list_warns_and_shows_contacts(text_of):
    people = [participant(0, visits=(2,), may_be_photographed=False)]

    text = text_of(DocumentKind.PARTICIPANTS, participant_list(people, audience="organisers"))

    for said in ("Tikai rīkotājiem", "persona0@example.org", "+371 20000000", "nefotografēt"):
        assert said in text


def test_the_organisers_list_says_where_the_unconfirmed_stand(text_of):
    people = [participant(0, group=Group.UNCONFIRMED, state="waiting")]

    text = text_of(DocumentKind.PARTICIPANTS, participant_list(people, audience="organisers"))

    assert "Vēl nav apstiprināti" in text


def test_the_report_has_its_requisites_and_numbered_sections(text_of):
    text = text_of(DocumentKind.REPORT, report()).replace("\u00a0", " ")

    for said in (
        "Rīgā, 2017. gada 15. decembris",
        "4.1-6/12",
        "1. Vispārīga informācija",
        "8. Priekšlikumi",
        "Pusslodze palīgam",
        "Palīga slodzi paredzēt pašvaldības budžetā",
        "01.09.2018.",
        "1. pielikums",
    ):
        assert said in text


def test_the_contents_of_the_report_lead_to_their_pages(printed):
    with opened(printed(DocumentKind.REPORT, report()).pdf) as pdf:
        named = pdf.Root.Names.Dests.Names
        places = {str(named[i]): named[i + 1][0] for i in range(0, len(named), 2)}
        links = [link for link in pdf.pages[0].Annots if "/Dest" in link]

        assert {str(link.Dest) for link in links} == {*Section, "annex-1", "annex-2"}
        assert all(str(link.Dest) in places for link in links)
        assert "5. Labā prakse" in {str(link.Contents) for link in links}


def test_no_report_says_it_is_signed(text_of):
    assert "PARAKSTĪTS" not in text_of(DocumentKind.REPORT, report()).upper()


def test_what_people_write_is_text_and_never_markup(printed, tmp_path):
    hostile = full_agenda(aim=lv('<img src="file:///etc/passwd"><script>alert(1)</script>'))

    text = words_of(printed(DocumentKind.AGENDA, hostile).pdf, tmp_path)

    assert "<script>alert(1)</script>" in text
