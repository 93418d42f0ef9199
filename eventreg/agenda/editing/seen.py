"""Marks by which a page says which state of an item it showed, so that nobody overwrites blindly.

A mark is made of all that is kept about an item; nothing is stored. What only the order changes, or
a part beside others, is no other item.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from eventreg.agenda.days import Item

LENGTH = 20


def mark_of(item: Item) -> str:
    """The mark of an item with its parts."""
    facts = (_bare(item), *(_bare(part) for part in item.parts))
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:LENGTH]


def mark_of_all(items: Iterable[Item]) -> str:
    """The mark of several items together, whatever their order."""
    marks = "".join(sorted(item.uid + mark_of(item) for item in items))
    return hashlib.sha256(marks.encode()).hexdigest()[:LENGTH]


def _bare(item: Item) -> tuple[Item, str]:
    visit = item.visit.visit_uid if item.visit else ""
    return replace(item, position=0, visit=None, parts=()), visit
