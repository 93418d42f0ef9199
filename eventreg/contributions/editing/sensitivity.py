"""Finds sentences that may link a named person to ethnicity, health or belief (R25).

It warns and never decides: names and phrases are told by their look, from a list of words.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from eventreg.language.local_text import LANGUAGES, LocalText
from eventreg.language.search import folded
from eventreg.paths import DATA

# An initial does not end a sentence.
_SENTENCE = re.compile(r"(?<=[\w][\w][.!?…])\s+|(?<=[^\w\s][.!?…])\s+|\n+")
# Two words, or an initial and a word, wherever such a pair begins.
_PAIR = re.compile(r"\b(?=([^\W\d_][\w-]*\.?\s+[^\W\d_][\w-]+))")
_WORD = re.compile(r"\w+")


class Finding(NamedTuple):
    """A sentence, and the name and the word in it that make it sensitive."""

    sentence: str
    name: str
    word: str


class _Words(NamedTuple):
    whole: frozenset[str]
    stems: tuple[str, ...]


@cache
def _words(language: str) -> _Words:
    found = json.loads((DATA / "sensitive_words.json").read_text("utf-8"))[language]
    return _Words(frozenset(map(folded, found["words"])), tuple(map(folded, found["stems"])))


def findings(texts: Iterable[LocalText]) -> list[Finding]:
    """The sentences of the texts that want a second look, in order."""
    return [
        found
        for text in texts
        for language, said in text.items()
        for sentence in _SENTENCE.split(said)
        if (found := _finding(sentence, language))
    ]


def sensitive_words(text: str) -> list[str]:
    """The words of a text in whatever language that speak of ethnicity, health or belief."""
    found = (word for language in LANGUAGES for word in _sensitive(text, language))
    return list(dict.fromkeys(found))


def _finding(sentence: str, language: str) -> Finding | None:
    word = next(_sensitive(sentence, language), None)
    name = next(_names(sentence), None) if word else None
    return Finding(sentence.strip(), name, word) if word and name else None


def _sensitive(sentence: str, language: str) -> Iterator[str]:
    known = _words(language)
    for found in _WORD.finditer(sentence):
        plain = folded(found[0])
        rest = folded(sentence[found.start() :])
        if plain in known.whole or any(rest.startswith(stem) for stem in known.stems):
            yield found[0]


def _names(sentence: str) -> Iterator[str]:
    for found in _PAIR.finditer(sentence):
        first, last = found[1].split()
        if first[0].isupper() and last[0].isupper():
            yield f"{first} {last}"
