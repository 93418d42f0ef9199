"""Recognising an institution by how its name is written."""

import re

from rapidfuzz import fuzz
from sqlalchemy import select

from eventreg.database import db
from eventreg.language.search import folded
from eventreg.registration.institutions.models import Institution, InstitutionSpelling

LONGEST = 200
# How alike what differs in two names must be, of 100: endings and slips of the pen, no other word.
ALIKE = 75

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def key_of(written: str) -> str:
    """A name without what people vary: capitals, diacritics, quotes, dashes, dots and spaces.

    Empty where nothing is left, such as of a lone dash; at most `LONGEST` characters.
    """
    return _BETWEEN_WORDS.sub(" ", folded(written)).strip()[:LONGEST]


def known_as(organisation_id: int, written: str) -> str:
    """The name that the organisation keeps for it, or what was written; one statement at most."""
    key = key_of(written)
    if not key:
        return written
    kept = db.session.scalar(
        select(Institution.name)
        .join(Institution.spellings)
        .where(
            InstitutionSpelling.organisation_id == organisation_id, InstitutionSpelling.key == key
        )
    )
    return kept or written


def look_alike(one: str, other: str) -> bool:
    """Whether two keys are likely to be of one institution.

    What both have is left out; the rest must be nearly the same. Numbers must be the same: the 1st
    school is not the 2nd. So are "Limbazu dome" and "Limbazi dome" alike, "Alojas" and "Aluksnes"
    not, nor a name with a word more.
    """
    words, others = one.split(), other.split()
    rest = [word for word in words if word not in others]
    other_rest = [word for word in others if word not in words]
    if not rest and not other_rest:
        return True
    if _numbers(rest) != _numbers(other_rest) or not (rest and other_rest):
        return "".join(words) == "".join(others)
    return fuzz.ratio(" ".join(rest), " ".join(other_rest)) >= ALIKE


def _numbers(words: list[str]) -> list[str]:
    return [word for word in words if any(letter.isdigit() for letter in word)]
