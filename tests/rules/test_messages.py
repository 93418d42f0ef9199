"""Every text that a person reads goes through gettext and is there in Latvian."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eventreg.language import catalogue
from eventreg.paths import TEMPLATES

READ_ALOUD = {"alt", "title", "placeholder", "aria-label", "content", "value"}
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?\bendtrans\s*-?%\}", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names of languages are written in the language itself; the product's name is a name.
NAMES = {"Latviešu", "English", "LV", "EN", "eventreg", "PDF", "UA"}


class Texts(HTMLParser):
    """Collects what a template says outside any expression."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self._keep(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            return
        for name, value in attrs:
            submits = name != "value" or ("type", "submit") in attrs
            if name in READ_ALOUD and value and submits:
                self._keep(value)

    def _keep(self, text: str) -> None:
        if set(LETTERS.findall(text)) - NAMES:
            self.found.append(" ".join(text.split()))


def said_outside_gettext(path: Path) -> list[str]:
    source = path.read_text(encoding="utf-8")
    parser = Texts()
    parser.feed(JINJA.sub("", TRANSLATED.sub("", source)))
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
