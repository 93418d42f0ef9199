"""Words by which a question asks for what may not be asked, or might (R20).

Ethnicity, health, religion, gender, birth date and personal code are never asked for: a question
that plainly does is refused. Words that only might point there, such as the topic of health, are
shown to the organiser as a warning. Neither these are counted in figures nor questions about what
somebody needs, which is for those who arrange it.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.paths import DATA

_FILE = DATA / "question_words.json"


def forbidden_words(texts: Iterable[LocalText]) -> Sequence[str]:
    """The words in the texts that ask for what nobody may be asked, as they stand there."""
    return _found("forbidden", texts)


def doubtful_words(texts: Iterable[LocalText]) -> Sequence[str]:
    """The words in the texts that might make people write what nobody may be asked."""
    return _found("doubtful", texts)


def is_counted(texts: Iterable[LocalText]) -> bool:
    """Whether answers may stand in figures: nothing in the texts points to what is protected."""
    asked = list(texts)
    return not any(_found(name, asked) for name in _lists())


def _found(list_name: str, texts: Iterable[LocalText]) -> Sequence[str]:
    found: dict[str, None] = {}
    for text in texts:
        for language, words in text.items():
            found.update(dict.fromkeys(_matches(_pattern(list_name, language), words)))
    return list(found)


def _matches(pattern: re.Pattern[str], words: str) -> Iterable[str]:
    """What is found, to the end of the word, in lower case and without diacritics compared."""
    return (found[0] for found in pattern.finditer(folded(words)))


@lru_cache
def _pattern(list_name: str, language: str) -> re.Pattern[str]:
    """Each phrase stands at the beginning of a word and may go on to its end."""
    phrases = sorted((folded(each) for each in _lists()[list_name][language]), key=len)[::-1]
    return re.compile(rf"\b(?:{'|'.join(re.escape(each) for each in phrases)})\w*")


@lru_cache
def _lists() -> Mapping[str, Mapping[str, Sequence[str]]]:
    given: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return given
