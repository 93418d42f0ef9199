"""What is written in the report: numbers, figures by name, references."""

import pytest

from eventreg.contributions.models import ContributionKind, ContributionState
from eventreg.documents.gather.report import report_facts
from eventreg.documents.models import DocumentKind
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.reports import sections
from eventreg.reports.blocks import What, said
from eventreg.reports.markdown import read
from tests.documents.conftest import words_of
from tests.factories import NOON, a_contribution, a_registration, an_open_event

BY = {"actor": COMMAND, "now": NOON}
COUNTED = (
    "Sk. {{see: proposals}}, {{see: participants-by-group}} un {{see: opinions}}.\n\n"
    "{{figure: participants-by-group | Kas mēs bijām}}\n\n{{table: participants-by-group}}\n\n"
    "{{figure: participants-by-group}}"
)


@pytest.fixture
def event(latvia):
    event = an_open_event()
    a_registration(event=event)
    a_contribution(event=event, kind=ContributionKind.PROPOSAL, state=ContributionState.ACCEPTED)
    return event


def write(event, name, **text):
    sections.write_section(event=event, name=name, text=LocalText(**text), **BY)


def section_of(event, name, language="lv"):
    facts = report_facts(event, language=language, now=NOON)
    return next((each for each in facts.sections if each.key == name), None)


def test_a_section_that_was_added_is_numbered_among_the_others(event):
    name = sections.add_section(event=event, title=LocalText(lv="Kas tālāk"), **BY)
    assert section_of(event, name) is None  # nothing is written in it yet

    write(event, name, lv="Tiksimies rudenī.")
    section = section_of(event, name)

    facts = report_facts(event, language="lv", now=NOON)
    assert [each.number for each in facts.sections] == list(range(1, section.number + 1))
    assert section.title.text == "Kas tālāk"


def test_a_hidden_section_is_not_printed_and_the_others_close_up(event):
    before = section_of(event, "proposals").number
    sections.show_section(event=event, name="participants", hidden=True, **BY)

    assert section_of(event, "participants") is None
    assert section_of(event, "proposals").number == before - 1


def test_references_become_numbers_and_things_are_placed_once(event):
    write(event, "course", lv=COUNTED)
    blocks = section_of(event, "course").written.blocks
    proposals = section_of(event, "proposals").number

    assert said(blocks[0]) == f"Sk. {proposals}. nod., 1. att. un Viedokļi."
    assert [run.link for run in blocks[0].runs if run.link] == [
        "#proposals",
        "#figure-participants-by-group",
    ]
    placed = [(block.what, block.number) for block in blocks[1:]]
    assert placed == [(What.FIGURE, 1), (What.PLACED_TABLE, 1)]


def test_what_is_placed_is_printed_with_its_numbers(event, printed, tmp_path):
    write(event, "course", lv=COUNTED)
    facts = report_facts(event, language="lv", now=NOON)

    text = words_of(printed(DocumentKind.REPORT, facts).pdf, tmp_path).replace("\u00a0", " ")

    assert "1. attēls. Kas mēs bijām" in text
    assert "1. tabula. Dalībnieki pa grupām" in text


def test_words_of_the_other_language_are_marked(event):
    write(event, "conclusions", lv="Sadarbība turpināsies.")

    assert section_of(event, "conclusions", "en").written.language == "lv"


def test_markdown_is_read_into_blocks_and_never_into_markup():
    text = "# Virsraksts\n\n<b>Treknais</b> [slikti](javascript:x)\n\n- a\n  - b\n\n|x|\n|-|\n|1|"
    heading, paragraph, bullets, table = read(text)

    assert (heading.what, heading.level) == (What.HEADING, 3)
    assert said(paragraph) == "<b>Treknais</b> [slikti](javascript:x)"
    assert said(bullets) == "a\nb"
    assert said(table) == "x\n1"
