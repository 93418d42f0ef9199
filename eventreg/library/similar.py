"""Which practices say much the same, by their words alone: nothing is asked of a service outside.

Words are cut to their beginnings, because Latvian changes their ends.
"""

from collections.abc import Mapping
from typing import NamedTuple

from rapidfuzz import fuzz, process

MOST = 3
ALIKE_ENOUGH = 56.0
SAME_TOPIC = 8.0  # what the same topic adds, of a hundred
_SHORTEST, _BEGINNING = 4, 6


class Said(NamedTuple):
    """What a practice says, folded, and the number of its topic."""

    words: str
    topic: int | None


def similar_to(number: int, texts: Mapping[int, Said]) -> list[int]:
    """The numbers of up to three others that are most alike, the most alike first."""
    own = texts[number]
    others = {other: beginnings(said.words) for other, said in texts.items() if other != number}
    scored = process.extract(beginnings(own.words), others, scorer=fuzz.token_set_ratio, limit=None)
    ranked = sorted((-_score(score, own, texts[other]), other) for _words, score, other in scored)
    return [other for score, other in ranked if -score >= ALIKE_ENOUGH][:MOST]


def beginnings(words: str) -> str:
    """The beginnings of the words that say something, each once."""
    said = {
        word.strip('.,;:!?()"')[:_BEGINNING] for word in words.split() if len(word) >= _SHORTEST
    }
    return " ".join(sorted(said))


def _score(score: float, own: Said, other: Said) -> float:
    together = own.topic is not None and own.topic == other.topic
    return score + (SAME_TOPIC if together else 0.0)
