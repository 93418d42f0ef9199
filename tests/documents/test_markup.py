"""What the templates write is read quickly and rightly."""

from pathlib import Path

import pytest
from flask import Flask
from weasyprint import HTML

from eventreg.documents import sandbox
from eventreg.documents.markup import Markup, _well_formed
from eventreg.documents.part_cache import PartCache
from eventreg.documents.press import Press
from tests.documents.matrix import KINDS, awkward, print_paper


class _Listening(Press):
    """A press that remembers the HTML it was given."""

    def lay_out(self, html, **more):
        self.heard.append(html)
        return super().lay_out(html, **more)


@pytest.fixture(scope="module")
def listening():
    press = _Listening(processes=1)
    yield press
    press.close()


def flat(element):
    """Names, attributes and words of a tree, whatever the white space between them."""
    for each in element.iter():
        about = {name: " ".join(value.split()) for name, value in each.attrib.items()}
        about.pop("{http://www.w3.org/2000/xmlns/}xmlns", None)  # is in the names for XML
        yield each.tag, about, (each.text or "").split(), (each.tail or "").split()


@pytest.mark.parametrize("kind", KINDS)
def test_each_paper_is_read_as_an_html_parser_would(
    kind: str, listening: Press, words: Flask, tmp_path: Path
) -> None:
    listening.heard = []
    facts = KINDS[kind]("lv", 2, awkward(), False)
    print_paper(kind, facts, words=words, press=listening, cache=PartCache(tmp_path))

    assert listening.heard
    for html in listening.heard:
        root = _well_formed(html)
        assert root is not None
        assert list(flat(root)) == list(flat(HTML(string=html).etree_element))


def test_what_only_an_html_parser_can_read_is_read_by_one() -> None:
    table = sandbox.Table({})

    root = Markup("<!doctype html><html lang=lv><p>Rīga<p>Ķekava", table).etree_element

    assert [" ".join(each.itertext()) for each in root.iter("p")] == ["Rīga", "Ķekava"]
