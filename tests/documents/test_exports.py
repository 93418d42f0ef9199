"""The report as DOCX and as a page: of the facts of the PDF, to whom the PDF is given."""

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from eventreg.documents.exports.docx import report_as_docx
from eventreg.documents.exports.page import report_as_file
from eventreg.language.local_text import LocalText
from eventreg.reports import service
from eventreg.reports.models import ReportStatus
from tests.documents.report_samples import report, written
from tests.documents.samples import FIRST
from tests.factories import an_account, an_open_event
from tests.reports.builders import BY, WHOLE

LINKED = "Sk. [lapu](https://example.org/a) un **labo** praksi.\n\n1. Viens\n2. Divi\n\n> Teikts"


@pytest.fixture
def made(words):
    def made(facts):
        with words.app_context():
            return report_as_docx(facts, made_at=FIRST.made_at)

    return made


def sections(**by_key):
    return tuple(
        each.__class__(**{**vars(each), "written": by_key.get(each.key, each.written)})
        for each in report().sections
    )


def test_the_docx_has_the_headings_of_the_sections_and_their_language(made):
    document = docx.Document(BytesIO(made(report())))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]

    assert headings[:2] == ["1. Vispārīga informācija", "2. Mērķis un uzdevumi"]
    assert headings[-2:] == ["1. pielikums. Darba kārtība", "2. pielikums. Dalībnieku saraksts"]
    assert document.core_properties.language == "lv-LV"


def test_the_docx_has_a_contents_field_and_heads_of_tables(made):
    body = docx.Document(BytesIO(made(report()))).element.body
    codes = [each.text for each in body.iter(qn("w:instrText"))]

    assert codes == [r'TOC \o "1-2" \h \z \u']
    assert len(list(body.iter(qn("w:tblHeader")))) > 3


def test_the_docx_keeps_links_lists_and_emphasis(made):
    facts = report(sections=sections(conclusions=written(LINKED)))
    document = docx.Document(BytesIO(made(facts)))
    addresses = [each.target_ref for each in document.part.rels.values() if each.is_external]
    styles = {each.text: each.style.name for each in document.paragraphs}

    assert addresses == ["https://example.org/a"]
    assert (styles["Viens"], styles["Teikts"]) == ("List Number", "Intense Quote")
    assert "Sk. lapu un labo praksi." in styles


def test_the_same_facts_give_the_same_docx(made):  # R17
    assert made(report()) == made(report())


def test_the_html_file_needs_nothing_from_elsewhere(words):
    with words.app_context():
        html = report_as_file(report(), made_at=FIRST.made_at)

    assert "<link" not in html
    assert "src=" not in html
    assert "@font-face" not in html
    assert "--accent: #7a1f2b" in html


@pytest.mark.database("sqlite")
def test_it_is_given_to_everybody_once_it_is_out_and_to_staff_before(client, session, latvia):
    event = an_open_event(slug="limbazi", title=LocalText(lv="Tikšanās"))
    session.commit()
    forms = [f"/lv/e/limbazi/report.{form}" for form in ("docx", "html")]
    assert [client.get(form).status_code for form in forms] == [404, 404]

    client.sign_in(an_account(organisation=event.organisation))
    draft = docx.Document(BytesIO(client.get("/lv/organise/e/limbazi/report.docx").data))
    assert "PROJEKTS" in [each.text for each in draft.paragraphs]

    service.set_requisites(event=event, requisites=WHOLE, **BY)
    service.move_report(event=event, to=ReportStatus.FINAL, **BY)
    service.publish_report(event=event, **BY)
    session.commit()
    client.sign_out()
    final, page = (client.get(form) for form in forms)
    assert "PROJEKTS" not in [each.text for each in docx.Document(BytesIO(final.data)).paragraphs]
    assert page.heading == "Tikšanās"
