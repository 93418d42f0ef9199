"""Finding active registrations of an event that are likely to be of one person."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language.search import folded
from eventreg.registration.duplicates.models import TwinVerdict, Verdict
from eventreg.registration.models import ACTIVE_STATES, Registration

# More people of one name than this are namesakes that nobody can tell apart from a list.
MOST_ALIKE = 12
MOST_GROUPS = 50

_LEFT_OUT = re.compile(r"[^a-z0-9]")


@dataclass(frozen=True)
class Alike:
    """Registrations that may be of one person, the one with the most to lose first."""

    people: Sequence[Registration]

    @property
    def kept(self) -> Registration:
        return self.people[0]


def email_root(key: str) -> str:
    """An address without what people vary in it: case, dots, dashes and `+something`."""
    local, _, domain = key.partition("@")
    return f"{_LEFT_OUT.sub('', folded(local.split('+')[0]))}@{domain}"


def name_root(first_name: str, last_name: str) -> str:
    """A name without diacritics, whichever of its words is written first."""
    return " ".join(sorted(re.split(r"[\s-]+", folded(f"{first_name} {last_name}"))))


def alike_at(event: Event) -> Sequence[Alike]:
    """The first groups of registrations that look like one person's; three statements.

    Those of whom somebody has said that they are two people are not suggested again.
    """
    apart = _said_to_be_two(event)
    groups = [group for group in _groups(event) if not _all_apart(group, apart)][:MOST_GROUPS]
    people = {
        person.id: person
        for person in db.session.scalars(
            select(Registration)
            .where(Registration.id.in_([number for group in groups for number in group]))
            .options(joinedload(Registration.territory))
        )
    }
    return [Alike(best_first(people[number] for number in group)) for group in groups]


def best_first(people: Iterable[Registration]) -> Sequence[Registration]:
    """Who holds a place before who waits or applies, then the earlier before the later."""
    ranks = {state: rank for rank, state in enumerate(reversed(ACTIVE_STATES))}
    last = len(ranks)
    return sorted(people, key=lambda one: (ranks.get(one.state, last), one.created_at, one.id))


def _groups(event: Event) -> Iterator[Sequence[int]]:
    """Numbers of people joined by a name or an address, in order of names."""
    rows = db.session.execute(
        select(
            Registration.id,
            Registration.first_name,
            Registration.last_name,
            Registration.email_key,
        )
        .where(Registration.event_id == event.id, Registration.state.in_(ACTIVE_STATES))
        .order_by(Registration.name_sort, Registration.id)
    ).all()
    by_root: dict[str, list[int]] = {}
    for number, first_name, last_name, email_key in rows:
        by_root.setdefault(name_root(first_name, last_name), []).append(number)
        by_root.setdefault(email_root(email_key), []).append(number)
    together = _joined(group for group in by_root.values() if 1 < len(group) <= MOST_ALIKE)
    seen = set[int]()
    for number, *_more in rows:
        group = together.get(number)
        if group and number not in seen:
            seen.update(group)
            yield sorted(group)


def _joined(groups: Iterable[Sequence[int]]) -> Mapping[int, set[int]]:
    """Each number with all that any chain of groups joins it to."""
    together: dict[int, set[int]] = {}
    for group in groups:
        whole = set(group).union(*(together.get(number, ()) for number in group))
        together.update(dict.fromkeys(whole, whole))
    return together


def _said_to_be_two(event: Event) -> frozenset[frozenset[int]]:
    found = db.session.execute(
        select(TwinVerdict.kept_id, TwinVerdict.other_id)
        .join(TwinVerdict.kept)
        .where(Registration.event_id == event.id, TwinVerdict.verdict == Verdict.APART)
    )
    return frozenset(frozenset(pair) for pair in found)


def _all_apart(group: Sequence[int], apart: frozenset[frozenset[int]]) -> bool:
    return all(frozenset(pair) in apart for pair in combinations(group, 2))
