"""Every kind of paper, in each language, for one person or many, whatever is in it."""

import json
import subprocess
import unicodedata
from itertools import pairwise

import outloud
import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from eventreg.documents.facts.cards import BadgeFacts, CertificateFacts
from eventreg.documents.facts.head import as_json
from eventreg.documents.part_cache import PartCache
from tests.documents import structure
from tests.documents.conftest import opened, words_of
from tests.documents.matrix import KINDS, awkward, people, plain, print_paper

# Rows of a sample list are alike but for their numbers, which this rule takes for running lines.
ALIKE = "PAG-001"
DATA = {"plain": (plain, False), "awkward": (awkward, False), "bare": (plain, True)}
# All pairs of language, size and data come up; six hundred of what is made of people.
CASES = (
    ("lv", 1, "plain"),
    ("en", 1, "awkward"),
    ("en", 1, "bare"),
    ("en", 12, "plain"),
    ("lv", 12, "awkward"),
    ("lv", 12, "bare"),
)
# Sheets of badges are checked in test_binding and test_sheets.
CARDS = ("badges", "lanyards")
LARGE = {
    "list for everybody": ("lv", 600, "awkward"),
    "list for organisers": ("en", 600, "awkward"),
    "sign-in of a day": ("lv", 600, "awkward"),
    "manifest": ("en", 600, "plain"),
    "certificates": ("lv", 600, "plain"),
}


@pytest.fixture(scope="session")
def paper(press, words, tmp_path_factory):
    """Prints a kind of paper."""
    cache = PartCache(tmp_path_factory.mktemp("matrix"))
    return lambda kind, facts: print_paper(kind, facts, words=words, press=press, cache=cache)


def facts_of(kind, language, size, data):
    say, bare = DATA[data]
    return KINDS[kind](language, size, say(), bare)


def faults(printed, facts, file):
    """All that is wrong with a PDF, in words."""
    file.write_bytes(printed.pdf)
    checked = subprocess.run(
        ["qpdf", "--check", str(file)], check=False, capture_output=True, text=True
    )
    found = [checked.stdout + checked.stderr] if checked.returncode else []
    found += [
        f"{each.rule}: {each.message}"
        for each in outloud.check(file).findings
        if each.rule != ALIKE
    ]
    found += printed.complaints
    with opened(printed.pdf) as pdf:
        return found + list(_faults(pdf, facts, printed.unprintable))


def _faults(pdf, facts, unprintable):
    if pdf.Root.Lang != facts.language:
        yield "the language is another"
    title = "".join(each for each in _composed(facts.event.title.text) if each not in unprintable)
    if _letters(title) not in _letters(str(pdf.docinfo.Title)):
        yield "the title is another"
    if not (bool(pdf.Root.MarkInfo.Marked) and bool(pdf.Root.ViewerPreferences.DisplayDocTitle)):
        yield "it is not marked, or does not show its title"
    with pdf.open_metadata() as about:
        if [about.get(key) for key in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")] != [
            "1",
            "2",
            "A",
        ]:
            yield "it does not name both standards"
    if not all(str(each.get("/Alt", "")).strip() for each in structure.tagged(pdf, "Figure")):
        yield "a figure has no words"
    if not {str(each.A.Scope) for each in structure.tagged(pdf, "TH")} <= {"/Column", "/Row"}:
        yield "a header cell has no scope"
    levels = structure.heading_levels(pdf)
    if levels and (levels[0] != 1 or any(after - before > 1 for before, after in pairwise(levels))):
        yield f"headings skip a level: {levels}"
    if not all("/FontFile2" in each.FontDescriptor for each in structure.fonts(pdf)):
        yield "a font is not embedded"
    yield from _unmarked(pdf)


def _unmarked(pdf):
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for number, page in enumerate(pdf.pages, start=1):
        marks = [
            int(operands[1].MCID)
            for operands, operator in pikepdf.parse_content_stream(page, "BDC")
            if len(operands) > 1 and "/MCID" in operands[1]
        ]
        of_page = parents.get(int(page.get("/StructParents", -1)), [])
        if any(mark >= len(of_page) or of_page[mark] is None for mark in marks):
            yield f"page {number} has marks outside the tree"


def _composed(words):
    return unicodedata.normalize("NFC", words)


def _letters(words):
    """The letters that a file and its source have in common: no spaces, hyphens, hidden marks."""
    return "".join(
        each for each in _composed(words).casefold() if unicodedata.category(each)[0] in "LN"
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in CARDS])
def test_a_paper_is_without_fault_in_each_language_size_and_with_awkward_data(
    paper, kind, tmp_path
):  # R19
    found = {}
    for case in [*CASES, *filter(None, [LARGE.get(kind)])]:
        facts = facts_of(kind, *case)
        found[case] = faults(paper(kind, facts), facts, tmp_path / "paper.pdf")

    assert {case: said for case, said in found.items() if said} == {}


LETTERS = st.text("aāčģķņšžĀŠwxy039 -–&<>'\"%ЖЯшщ", min_size=1, max_size=24)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@settings(
    max_examples=2,
    phases=(Phase.explicit, Phase.generate),  # to shrink takes minutes of printing
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_each_fact_comes_back_from_the_file_in_its_order(kind, data, paper, tmp_path):
    written = {}

    def say(what):
        number = len(written)
        written[f"z{number}q {data.draw(LETTERS)} q{number}z"] = what
        return list(written)[-1]

    size = data.draw(st.integers(1, 9))
    language = data.draw(st.sampled_from(("lv", "en")))
    facts = KINDS[kind](language, size, say, data.draw(st.booleans()))

    text = _letters(words_of(paper(kind, facts).pdf, tmp_path))
    said = json.loads(as_json(facts))
    if isinstance(facts, BadgeFacts | CertificateFacts):  # a card has no head
        said = [said.get("badges"), said.get("certificates")]
    held = [words for words in _strings(said) if words in written]
    assert [(written[words], words) for words in held if _letters(words) not in text] == []
    leading = [words for words in held if written[words] in ("vārds", "nosaukums", "vēlme")]
    places = [text.find(_letters(words)) for words in leading]
    assert kind == "report" or places == sorted(places)


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


@pytest.mark.parametrize("audience", ["everybody", "participants", "organisers"])
def test_an_audience_reads_nothing_that_is_not_for_it(audience, paper, tmp_path):  # R18
    count = 0

    def say(what):
        nonlocal count
        count += 1
        return f"z{count}q"

    everybody = people(12, say, bare=False)
    count = 0
    facts = KINDS[f"list for {audience}"]("lv", 12, say, bare=False)
    text = words_of(paper(f"list for {audience}", facts).pdf, tmp_path)

    for one in everybody:
        assert (one.name in text) == one.consents
        assert (one.position in text) == (one.consents and audience != "everybody")
        for contact in (one.email, one.phone):
            assert (contact in text) == (one.consents and audience == "organisers")
