"""Every kind of paper, in each language, for one person or many, whatever is in it."""

import json
import unicodedata

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from eventreg.documents.facts.cards import BadgeFacts, CertificateFacts
from eventreg.documents.facts.head import as_json
from eventreg.documents.part_cache import PartCache
from tests.documents import structure
from tests.documents.conftest import opened, words_of
from tests.documents.faults import letters, of_printed
from tests.documents.matrix import KINDS, awkward, people, plain, print_paper

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
LARGE = {
    "list for everybody": ("lv", 600, "awkward"),
    "list for organisers": ("en", 600, "awkward"),
    "sign-in of a day": ("lv", 600, "awkward"),
    "manifest": ("en", 600, "plain"),
    "badges": ("lv", 600, "plain"),
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


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_without_fault_in_each_language_size_and_with_awkward_data(
    paper, kind, tmp_path
):  # R19
    found = {}
    for case in [*CASES, *filter(None, [LARGE.get(kind)])]:
        facts = facts_of(kind, *case)
        printed = paper(kind, facts)
        title = facts.heading.text
        found[case] = [
            *of_printed(printed, tmp_path / "paper.pdf", language=facts.language, title=title),
            *_codes_of_others(printed.pdf, facts),
        ]

    assert {case: said for case, said in found.items() if said} == {}


def _codes_of_others(pdf, facts):
    """The QR codes of badges that are not described by the name they belong to."""
    if not isinstance(facts, BadgeFacts):
        return []
    with opened(pdf) as whole:
        described = [str(figure.Alt) for figure in structure.tagged(whole, "Figure")]
    names = [unicodedata.normalize("NFC", badge.name) for badge in facts.badges]
    return [
        said
        for said, name in zip(described, names, strict=True)
        if not (said.endswith(name) and said != name)
    ]


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

    text = letters(words_of(paper(kind, facts).pdf, tmp_path))
    said = json.loads(as_json(facts))
    if isinstance(facts, BadgeFacts | CertificateFacts):  # a card has no head
        said = [said.get("badges"), said.get("certificates")]
    held = [words for words in _strings(said) if words in written]
    assert [(written[words], words) for words in held if letters(words) not in text] == []
    leading = [words for words in held if written[words] in ("vārds", "nosaukums", "vēlme")]
    places = [text.find(letters(words)) for words in leading]
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
