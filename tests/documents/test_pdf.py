"""What every document is as a file: tagged, whole, readable (R19)."""

import re
import subprocess
from dataclasses import replace
from itertools import pairwise

import outloud
import pikepdf
import pytest

from eventreg.documents.models import DocumentKind
from tests.documents import structure
from tests.documents.conftest import opened, words_of
from tests.documents.people_samples import participant, participant_list, people_of_first_event
from tests.documents.report_samples import report
from tests.documents.samples import agenda_of_first_event, event_facts, full_agenda

DOCUMENTS = {
    "first agenda": (DocumentKind.AGENDA, agenda_of_first_event()),
    "full agenda": (DocumentKind.AGENDA, full_agenda()),
    "English agenda": (DocumentKind.AGENDA, full_agenda("en")),
    "public list": (DocumentKind.PARTICIPANTS, participant_list(people_of_first_event())),
    "organisers' list": (
        DocumentKind.PARTICIPANTS,
        participant_list(people_of_first_event(), audience="organisers"),
    ),
    "empty list": (DocumentKind.PARTICIPANTS, participant_list([])),
    "report": (DocumentKind.REPORT, report()),
    "English report": (DocumentKind.REPORT, report("en")),
}


@pytest.fixture(params=DOCUMENTS, ids=lambda name: name.replace(" ", "-"))
def document(request, printed):
    kind, facts = DOCUMENTS[request.param]
    return facts, printed(kind, facts)


def test_it_passes_a_checker_of_pdf_ua(document, tmp_path):
    _, printed = document
    file = tmp_path / "document.pdf"
    file.write_bytes(printed.pdf)

    report = outloud.check(file)

    assert [f"{finding.rule}: {finding.message}" for finding in report.findings] == []


def test_it_passes_the_check_of_qpdf(document, tmp_path):
    _, printed = document
    file = tmp_path / "document.pdf"
    file.write_bytes(printed.pdf)

    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)


def test_weasyprint_has_nothing_to_complain_about(document):
    _, printed = document

    assert printed.complaints == ()
    assert printed.unprintable == ""


def test_it_has_its_language_title_and_marks(document):
    facts, printed = document
    with opened(printed.pdf) as pdf:
        assert pdf.Root.Lang == facts.language
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title).endswith(facts.event.title.text)


def test_it_names_both_standards(document):
    _, printed = document
    with opened(printed.pdf) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert pdf.Root.Metadata.read_bytes().count(b"</rdf:RDF>") == 1


def test_every_figure_has_an_alternative_text(document):
    _, printed = document
    with opened(printed.pdf) as pdf:
        figures = structure.tagged(pdf, "Figure")

        assert figures
        assert all(str(figure.Alt).strip() for figure in figures)


def test_every_header_cell_has_a_scope(document):
    _, printed = document
    with opened(printed.pdf) as pdf:
        headers = structure.tagged(pdf, "TH")

        assert headers
        assert {str(header.A.Scope) for header in headers} <= {"/Column", "/Row"}
        assert all("/ID" not in header for header in headers)


def test_headings_begin_with_one_h1_and_skip_no_level(document):
    _, printed = document
    with opened(printed.pdf) as pdf:
        levels = structure.heading_levels(pdf)

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_font_is_embedded(document):
    _, printed = document
    with opened(printed.pdf) as pdf:
        fonts = structure.fonts(pdf)

        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert all("Paper" in str(font.BaseFont) for font in fonts)


def test_every_marked_piece_is_in_the_tree_or_an_artifact(document):
    _, printed = document
    with opened(printed.pdf) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        for page in pdf.pages:
            of_page = parents[int(page.StructParents)]
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "BDC" and "/MCID" in operands[1]:
                    mark = int(operands[1].MCID)
                    assert mark in structure.marks(of_page[mark])
                    assert str(operands[0]) != "/Artifact"


def test_what_holds_nothing_but_text_holds_it_itself(document):
    _, printed = document
    with opened(printed.pdf) as pdf:
        assert any(structure.marks(each) for each in structure.tagged(pdf, "P"))
        for span in structure.tagged(pdf, "Span"):
            assert structure.tags_within(span) != ["Span"]


def test_running_lines_and_page_numbers_are_artifacts(document):
    _, printed = document
    with opened(printed.pdf) as pdf:
        for page in pdf.pages:
            marked = [
                operands
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and str(operands[0]) == "/Artifact"
            ]
            assert len(marked) >= 2


def test_pages_are_counted_in_the_words_of_the_language(document, tmp_path):
    facts, printed = document
    last = f"{printed.pages}. lpp. no {printed.pages}"
    if facts.language == "en":
        last = f"page {printed.pages} of {printed.pages}"

    assert last in words_of(printed.pdf, tmp_path)


def test_it_says_which_version_it_is_and_of_what_moment(document, tmp_path):  # R16
    facts, printed = document
    moment = "20.11.2017. plkst. 10.05" if facts.language == "lv" else "20 Nov 2017, 10:05"

    assert moment in words_of(printed.pdf, tmp_path)


def test_the_letters_of_latvian_come_back_from_the_file(printed, tmp_path):
    people = [participant(0, name="āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ")]

    text = words_of(printed(DocumentKind.PARTICIPANTS, participant_list(people)).pdf, tmp_path)

    assert "āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ" in text


def test_a_name_in_cyrillic_prints_in_a_font_of_its_own(printed, tmp_path):
    people = [participant(0, name="Тарас Шевченко")]
    document = printed(DocumentKind.PARTICIPANTS, participant_list(people))

    assert "Тарас Шевченко" in words_of(document.pdf, tmp_path)
    with opened(document.pdf) as pdf:
        assert any("Cyrillic" in str(font.BaseFont) for font in structure.fonts(pdf))


def test_a_passage_in_another_language_says_so(printed):
    with opened(printed(DocumentKind.AGENDA, full_agenda("en")).pdf) as pdf:
        languages = {str(element.Lang) for element in structure.elements(pdf) if "/Lang" in element}

    assert languages == {"lv"}


def test_a_draft_bears_its_mark_in_the_tags_too(printed, tmp_path):
    draft = full_agenda(event=event_facts(draft=True))
    public = full_agenda(event=event_facts(draft=False))

    text = words_of(printed(DocumentKind.AGENDA, draft).pdf, tmp_path)

    assert re.search(r"PROJEKTS .*PROJEKTS", text)
    assert "PROJEKTS" not in words_of(printed(DocumentKind.AGENDA, public).pdf, tmp_path)


def test_a_report_is_a_draft_until_it_is_final(printed, tmp_path):
    draft = report(requisites=replace(report().requisites, status="for_comments"))

    assert "PROJEKTS" in words_of(printed(DocumentKind.REPORT, draft).pdf, tmp_path)


def test_it_has_bookmarks_of_its_headings(printed):
    with opened(printed(DocumentKind.REPORT, report()).pdf) as pdf:
        titles = structure.bookmarks(pdf)

    assert titles[0] == "Ekspertu tikšanās Limbažu novadā"
    assert "5. Labā prakse" in titles
