"""Small things of good typesetting: where lines end, and what a reader gets of them."""

import subprocess
from dataclasses import replace

import pytest

from eventreg.documents.binding.shaping import broken, shaped
from eventreg.documents.models import DocumentKind
from eventreg.documents.typesetting import typeset
from eventreg.language.spacing import NBSP
from tests.documents.conftest import words_of
from tests.documents.people_samples import participant, participant_list
from tests.documents.samples import FIRST, full_agenda, lv

SOFT_HYPHEN = "\u00ad"
LONG_WORDS = "Nepārtrauktas pašvaldību speciālistu tālākizglītošanās nodrošināšana. " * 12


def raw_text(pdf, folder):
    file = folder / "raw.pdf"
    file.write_bytes(pdf)
    told = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True, text=True
    )
    return told.stdout


@pytest.fixture
def agenda(printed):
    return lambda **changes: printed(DocumentKind.AGENDA, full_agenda(**changes)).pdf


def test_words_of_running_text_are_parted_where_their_language_parts_them(agenda, tmp_path):
    pdf = agenda(aim=lv(LONG_WORDS))

    parted = [line for line in raw_text(pdf, tmp_path).splitlines() if line.endswith(SOFT_HYPHEN)]
    assert parted
    assert "tālākizglītošanās nodrošināšana" in words_of(pdf, tmp_path)
    heads = {"Nepārtraukt", "pašvaldī", "speciālis", "tālākizglīto", "nodroši", "nodrošinā"}
    assert {line.split()[-1].rstrip(SOFT_HYPHEN) for line in parted} & heads


def test_a_name_is_never_parted_with_a_hyphen(printed, tmp_path):
    names = "Elizabete Konstantīna Krastiņa Dzirnavniece Birznieka Ozolkalna Zvaigznīte"
    people = [participant(0, name=names, institution=f"{names} skola", sample=False)]
    printed_list = printed(DocumentKind.PARTICIPANTS, participant_list(people))

    assert SOFT_HYPHEN not in raw_text(printed_list.pdf, tmp_path)


def test_a_name_within_running_text_is_not_parted_either(agenda, tmp_path):
    pdf = agenda(aim=lv("Ierodas Konstantinopolē, Dienvidkurzemē un Ziemeļvidzemē kopā. " * 12))

    parted = [line for line in raw_text(pdf, tmp_path).splitlines() if line.endswith(SOFT_HYPHEN)]
    assert [line for line in parted if line.split()[-1][:1].isupper()] == []


def test_what_people_typed_keeps_its_figures_and_words_together(words):
    said = "Tiekamies 2027. gada 9. martā plkst. 8.30 pie skolas Nr. 2, to vada A. Bērziņš."
    facts = full_agenda(aim=lv(said))

    with words.app_context():
        html = typeset(DocumentKind.AGENDA, facts, FIRST).html

    for kept in ("2027._gada_9._martā", "plkst._8.30", "Nr._2", "A._Bērziņš"):
        assert kept.replace("_", NBSP) in html
    assert said == facts.aim.text  # the facts stay as they were typed


def test_a_stamped_line_ends_where_a_laid_out_one_would():
    words = "Limbažu pirmsskolas iestāde Nr. 2"
    room = shaped("Limbažu pirmsskolas iestāde Nr.", "sans-regular").width + 1

    lines = broken(words, "sans-regular", room, 3)

    assert lines == ("Limbažu pirmsskolas iestāde", f"Nr.{NBSP}2")


def test_a_hyphen_that_was_typed_is_not_taken_for_one_of_ours(agenda, tmp_path):
    typed = replace(lv("x"), text="Rīgas\u2010Pleskavas šoseja")

    assert "Rīgas-Pleskavas šoseja" in words_of(agenda(aim=typed), tmp_path)
