"""Every text that a person reads goes through gettext and is there in Latvian."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eventreg.language import catalogue
from eventreg.paths import TEMPLATES

READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "content"}
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?\bendtrans\s*-?%\}", re.DOTALL)
# Blocks that fill an attribute of the layout, not its text.
ATTRIBUTES = re.compile(
    r"\{%-?\s*block\s+(?:sheet|\w+_attributes)\b.*?\bendblock\s*-?%\}", re.DOTALL
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names of languages are written in the language itself; the product's name is a name.
NAMES = {"Latviešu", "English", "LV", "EN", "eventreg", "PDF", "UA"}


class Texts(HTMLParser):
    """Collects what a template says outside any expression."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in != "style":
            self._keep(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in = tag
        if tag == "meta":
            return
        submits = tag == "input" and ("type", "submit") in attrs
        for name, value in attrs:
            if value and (name in READ_ALOUD or (name == "value" and submits)):
                self._keep(value)

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def _keep(self, text: str) -> None:
        if set(LETTERS.findall(text)) - NAMES:
            self.found.append(" ".join(text.split()))


def said_outside_gettext(path: Path) -> list[str]:
    source = path.read_text(encoding="utf-8")
    parser = Texts()
    for pattern in (TRANSLATED, ATTRIBUTES, JINJA):
        source = pattern.sub("", source)
    parser.feed(source)
    return parser.found


@pytest.mark.parametrize(
    "path",
    sorted(TEMPLATES.rglob("*.html")),
    ids=lambda path: path.relative_to(TEMPLATES).as_posix(),
)
def test_a_template_says_nothing_outside_gettext(path):
    assert said_outside_gettext(path) == []


def test_every_message_is_translated_and_none_is_left_over():
    assert catalogue.check() == []
