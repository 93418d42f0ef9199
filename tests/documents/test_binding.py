"""Long and uniform documents: stamped and bound, and as if WeasyPrint had laid out each page."""

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import outloud
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from eventreg.documents import bookbinder
from eventreg.documents.bookbinder import Bookbinder
from eventreg.documents.facts.cards import (
    Badge,
    BadgeFacts,
    BadgeFormat,
    Certificate,
    CertificateFacts,
)
from eventreg.documents.facts.participants import Group
from eventreg.documents.facts.report import ByTopic
from eventreg.documents.part_cache import PartCache
from eventreg.documents.press import RenderingFailed
from eventreg.documents.printing import book_of
from tests.documents import structure
from tests.documents.conftest import opened, words_of
from tests.documents.matrix import awkward, sign_in_of_a_day
from tests.documents.people_samples import participant, participant_list
from tests.documents.report_samples import PRACTICE, report
from tests.documents.samples import FIRST, event_facts, letterhead, lv

AWKWARD = {
    3: "Anna-Marija Elizabete Krastiņa-Šķēle-Ļaudobele-Dzirnavniece",
    4: "Тарас Шевченко",
    5: "漢字 👍",
    6: "Nesadalāmsuzvārds" * 6,
    7: 'O\'Nīls & <b>"Dēls"</b> 100% \\ (x)',
    8: "A\u0304bolin\u0327a",
}
# Rows of a sample list are alike but for their numbers, which this rule takes for running lines.
ALIKE = "PAG-001"


def crowd(count):
    people = [
        participant(
            number,
            group=list(Group)[min(number * 5 // count, 3)],
            visits=(1 + number % 2,),
            consents=number % 7 != 0,
            sample=number % 11 == 0,
            may_be_photographed=number % 5 != 0,
            phone="" if number % 13 == 0 else f"+371 2{number:07}",
            email=f"persona{number:04}@example.org",
        )
        for number in range(count)
    ]
    for number, name in AWKWARD.items():
        people[number] = replace(people[number], name=name, consents=True)
    return people


def a_list(count=160, audience="organisers", language="lv"):
    people = crowd(count)
    return participant_list(people, audience=audience, language=language)


def badges(form, count=13):
    names = [AWKWARD.get(number, participant(number).name) for number in range(count)]
    return BadgeFacts(
        language="lv",
        letterhead=letterhead(),
        event=event_facts(),
        format=form,
        badges=tuple(
            Badge(
                name=name,
                institution=participant(number).institution,
                place="Limbažu novads",
                role="rīkotājs" if number % 5 == 0 else "",
                code=f"https://events.example.org/t/{number}",
            )
            for number, name in enumerate(names)
        ),
    )


def certificates(language="lv", count=9):
    return CertificateFacts(
        language=language,
        letterhead=letterhead(),
        event=event_facts(),
        place_of_issue=lv("Rīgā"),
        signatory_name="Žanete Šķēle",
        signatory_job=lv("vecākā eksperte"),
        certificates=tuple(
            Certificate(
                name=AWKWARD.get(number, participant(number).name),
                institution=participant(number).institution,
                days=(date(2017, 11, 21), date(2017, 11, 22)),
                hours=12,
                dated_on=date(2017, 11, 23),
                number=f"LIM-{number:04}",
                address=f"https://events.example.org/lv/c/{number}",
            )
            for number in range(count)
        ),
    )


def long_report(language="lv", topics=7):
    practices = tuple(
        ByTopic(
            topic=lv(f"joma {topic}"),
            contributions=tuple(
                replace(PRACTICE, title=lv(f"Prakse {topic}.{number}")) for number in range(9)
            ),
        )
        for topic in range(topics)
    )
    return report(language, good_practices=practices)


def sign_in(count=120):
    return sign_in_of_a_day("lv", count, awkward(), bare=False)


BOUND = {
    "public-list": lambda: a_list(audience="public"),
    "participants-list-in-English": lambda: a_list(audience="participants", language="en"),
    "organisers-list": a_list,
    "long-report": long_report,
    "sign-in": sign_in,
    "badges": lambda: badges(BadgeFormat.CARD),
    "lanyards": lambda: badges(BadgeFormat.LANYARD),
    "certificates": certificates,
    "certificates-in-English": lambda: certificates("en"),
}


@pytest.fixture(scope="session")
def binder(press, tmp_path_factory):
    return Bookbinder(press, PartCache(tmp_path_factory.mktemp("parts")), at_once=1)


@pytest.fixture(scope="session")
def bound(binder, words):
    """Binds facts, once in a run; `stamped=False` lets WeasyPrint lay out every page."""
    made = {}

    def bound(facts, *, stamped=True):
        if (facts, stamped) not in made:
            with words.app_context():
                book = book_of(facts, FIRST)
                made[facts, stamped] = binder.bind(book if stamped else bookbinder._laid_out(book))
        return made[facts, stamped]

    return bound


@pytest.fixture(params=BOUND)
def document(request, bound):
    facts = BOUND[request.param]()
    return facts, bound(facts)


def test_it_passes_qpdf_and_a_checker_of_pdf_ua(document, tmp_path):  # R19
    file = tmp_path / "document.pdf"
    file.write_bytes(document[1].pdf)

    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
    found = outloud.check(file).findings

    assert [(each.rule, each.message) for each in found if each.rule != ALIKE] == []


def test_it_is_tagged_and_embedded_and_names_both_standards(document):  # R19
    facts, printed = document
    with opened(printed.pdf) as pdf:
        assert pdf.Root.Lang == facts.language
        assert str(pdf.docinfo.Title).endswith(facts.event.title.text)
        assert len(pdf.pages) == printed.pages
        fonts = structure.fonts(pdf)
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert len({str(font.BaseFont) for font in fonts}) == len(fonts)
        headers = structure.tagged(pdf, "TH")
        assert {str(header.A.Scope) for header in headers} <= {"/Column", "/Row"}
        assert all(str(figure.Alt).strip() for figure in structure.tagged(pdf, "Figure"))
        with pdf.open_metadata() as about:
            standards = [about[key] for key in ("pdfuaid:part", "pdfaid:part")]
    assert standards == ["1", "2"]


def test_every_marked_piece_of_every_page_has_its_element(document):  # R19
    with opened(document[1].pdf) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        for page in pdf.pages:
            of_page = parents[int(page.StructParents)]
            marks = [
                int(operands[1].MCID)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "BDC" and "/MCID" in operands[1]
            ]
            assert sorted(marks) == list(range(len(of_page)))
            for mark in marks:
                assert mark in list(of_page[mark].K)
                assert of_page[mark].Pg.objgen == page.objgen


def test_its_pages_are_counted(bound, tmp_path):
    text = words_of(bound(a_list()).pdf, tmp_path)

    pages = bound(a_list()).pages
    assert all(f"{page}. lpp. no {pages}" in text for page in range(1, pages + 1))


def test_a_table_over_many_pages_is_one_table(bound):
    facts = a_list()
    with opened(bound(facts).pdf) as pdf:
        tables = [each for each in structure.tagged(pdf, "Table") if "/THead" in _kinds(each)]

        rows = [len(_of_kind(table, "/TBody").K) for table in tables if _columns(table) > 4]
        assert rows == [len(group.lines) for group in facts.groups]


def _kinds(element):
    return [str(kid.S) for kid in element.K]


def _of_kind(element, kind):
    return next(kid for kid in element.K if str(kid.S) == kind)


def _columns(table):
    return len(_of_kind(table, "/THead").K[0].K)


@pytest.mark.parametrize("paper", ["public-list", "organisers-list", "sign-in"])
def test_stamped_pages_look_as_weasyprint_lays_them_out(bound, paper, tmp_path):
    facts = BOUND[paper]()

    ours = pictures(bound(facts), tmp_path / "stamped")
    theirs = pictures(bound(facts, stamped=False), tmp_path / "laid-out")

    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        changed = ImageChops.difference(one, other).point(lambda value: 255 if value > 48 else 0)
        assert changed.histogram()[255] < 0.01 * one.width * one.height


def pictures(printed, folder: Path):
    folder.mkdir()
    file = folder / "document.pdf"
    file.write_bytes(printed.pdf)
    subprocess.run(["pdftoppm", "-r", "60", "-gray", str(file), str(folder / "page")], check=True)
    found = [Image.open(page) for page in sorted(folder.glob("*.pgm"))]
    for page in found:
        page.load()  # and so let go of the file
    return found


def test_the_same_facts_give_the_same_bytes(binder, bound, words):  # R17
    facts = a_list()
    first = bound(facts).pdf
    with words.app_context():
        assert binder.bind(book_of(facts, FIRST)).pdf == first


def test_letters_that_cannot_be_stamped_are_laid_out_and_told(bound, tmp_path):
    text = words_of(bound(a_list()).pdf, tmp_path)

    assert "Тарас Шевченко" in text
    assert "Āboliņa" in text
    assert 'O\'Nīls & <b>"Dēls"</b> 100% \\ (x)' in text
    assert bound(a_list()).unprintable == "字漢👍"


def test_the_contents_of_a_long_report_lead_to_true_pages(bound):
    with opened(bound(long_report()).pdf) as pdf:
        links = [link for link in pdf.pages[0].Annots if "/Dest" in link]
        places = {str(link.Contents): link.Dest[0].objgen for link in links}
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        numbers = [str(link.Contents) for link in links if str(link.Contents).isdigit()]

        assert "5. Labā prakse" in places
        assert [pages[places[number]] for number in numbers] == [int(n) for n in numbers]
        assert "5. Labā prakse" in structure.bookmarks(pdf)


def test_after_a_change_only_the_changed_part_is_laid_out(binder, bound, words, monkeypatch):
    facts = long_report()
    bound(facts)
    first, *others = facts.good_practices
    said = (replace(first.contributions[0], title=lv("Cita")), *first.contributions[1:])
    laid = []
    whole = binder._press.lay_out
    monkeypatch.setattr(
        binder._press, "lay_out", lambda html, **more: laid.append(html) or whole(html, **more)
    )

    with words.app_context():
        changed = replace(facts, good_practices=(replace(first, contributions=said), *others))
        binder.bind(book_of(changed, FIRST))

    assert len(laid) == 1
    assert "Cita" in laid[0]


def test_blocks_that_cannot_be_stamped_do_not_keep_a_document_back(press, words, tmp_path):
    class Choosy:
        def __getattr__(self, name):
            return getattr(press, name)

        def lay_out(self, html, *, work, **more):
            if work == "blocks" and "data-slot" in html:
                raise RenderingFailed("NotStampable: a test says so")
            return press.lay_out(html, work=work, **more)

    binder = Bookbinder(Choosy(), PartCache(tmp_path / "parts"))
    with words.app_context():
        printed = binder.bind(book_of(a_list(140), FIRST))

    assert "persona0139@example.org" in words_of(printed.pdf, tmp_path)


def test_progress_is_told_and_nothing_is_told_back_to_front(binder, words):
    told = []
    with words.app_context():
        binder.bind(book_of(a_list(600), FIRST), lambda done, total: told.append((done, total)))

    assert told
    assert all(0 < done <= total for done, total in told)


NAMES = st.text(
    st.characters(codec="utf-8", min_codepoint=32, max_codepoint=0x24F, categories=("L", "N")),
    min_size=1,
    max_size=30,
)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(names=st.lists(NAMES, min_size=1, max_size=6))
def test_each_name_comes_back_from_the_file_in_order(names, binder, words, tmp_path):
    people = [participant(number) for number in range(130)]
    for number, name in enumerate(names):
        people[number] = replace(people[number], name=f"Vārds {name}", sort=f"{number}")
    facts = participant_list(people, audience="participants")
    with words.app_context():
        printed = binder.bind(book_of(facts, FIRST))

    text = words_of(printed.pdf, tmp_path).replace(" ", "")
    at = 0
    for line in (line for group in facts.groups for line in group.lines):
        said = "".join(each for each in line.name if each not in printed.unprintable)
        place = text.find("".join(said.split()), at) if said == line.name else at
        assert place >= at
        at = place


def test_a_qr_code_of_a_badge_holds_its_own_address(bound):
    with opened(bound(badges(BadgeFormat.CARD)).pdf) as pdf:
        described = [str(figure.Alt) for figure in structure.tagged(pdf, "Figure")]

    assert len(described) == len(set(described)) == 13
