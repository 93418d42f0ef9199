"""Which institutions people of an organisation's events come from, and how they are written."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from eventreg.accounts.models import Organisation
from eventreg.contributions.models import Contribution
from eventreg.database import db
from eventreg.events.models import Event, Network, NetworkMember
from eventreg.language.collation import sort_key
from eventreg.language.search import folded
from eventreg.registration.institutions.models import Institution
from eventreg.registration.institutions.spelling import key_of, look_alike
from eventreg.registration.models import Delegation, Registration

# Where an institution is named: the column, and the way to the row that says whose it is.
WHERE_NAMED: Sequence[tuple[InstrumentedAttribute[str], Any, type[Event | Network]]] = (
    (Registration.institution, Registration.event, Event),
    (Delegation.institution, Delegation.event, Event),
    (Contribution.institution, Contribution.event, Event),
    (NetworkMember.institution, NetworkMember.network, Network),
)
# Only what is at least so alike as a whole, of 100, is looked at word by word.
CLOSE = 75
# More names than this are compared with each other only when one looks for some of them.
MOST_COMPARED = 1000
MOST_GROUPS = 20
MOST_SHOWN = 200


@dataclass(frozen=True)
class Named:
    """An institution as it is written: `key` names it, `writings` are the ways, most used first.

    `people` are registrations. `kept` is the institution where the organisation keeps its name.
    """

    key: str
    writings: tuple[str, ...]
    people: int
    kept: Institution | None

    @property
    def name(self) -> str:
        """The kept name, else how most write it."""
        return self.kept.name if self.kept else self.writings[0]

    @property
    def otherwise(self) -> tuple[str, ...]:
        """The other ways to write it."""
        known = [each.written for each in self.kept.spellings] if self.kept else []
        return tuple(dict.fromkeys(each for each in (*self.writings, *known) if each != self.name))


def names_of(organisation: Organisation) -> Sequence[Named]:
    """All institutions that are kept or were named, by name (R5); three statements."""
    kept = db.session.scalars(
        select(Institution)
        .where(Institution.organisation_id == organisation.id)
        .options(selectinload(Institution.spellings))
    ).all()
    by_key = {spelling.key: each for each in kept for spelling in each.spellings}
    writings: dict[str, Counter[str]] = defaultdict(Counter)
    for written, people in written_at(organisation).items():
        key = key_of(written)
        if key:
            institution = by_key.get(key)
            writings[key_of(institution.name) if institution else key][written] += people
    for institution in kept:
        writings.setdefault(key_of(institution.name), Counter())
    found = [_named(key, used, by_key.get(key)) for key, used in writings.items()]
    return sorted(found, key=lambda each: sort_key(each.name, "lv"))


def _named(key: str, used: Counter[str], kept: Institution | None) -> Named:
    return Named(key, tuple(written for written, _times in used.most_common()), used.total(), kept)


def written_at(organisation: Organisation) -> Mapping[str, int]:
    """Every way an institution is written at the organisation's events, with how many people."""
    people, *others = (
        select(column, func.count() if column is Registration.institution else literal(0))
        .join(of)
        .where(owner.organisation_id == organisation.id, column != "")
        .group_by(column)
        for column, of, owner in WHERE_NAMED
    )
    found = Counter[str]()
    for written, number in db.session.execute(union_all(people, *others)):
        found[written] += number
    return found


def with_words(names: Sequence[Named], words: str) -> Sequence[Named]:
    """Those in one of whose spellings all the words stand, however they are written."""
    wanted = folded(words).split()
    return [
        each
        for each in names
        if all(
            any(word in folded(written) for written in (each.name, *each.otherwise))
            for word in wanted
        )
    ]


def alike_of(names: Sequence[Named]) -> Sequence[Sequence[Named]]:
    """The first groups of names likely to be of one institution; no two kept ones are in a group.

    More than `MOST_COMPARED` names are not compared.
    """
    if len(names) > MOST_COMPARED:
        return []
    groups = dict[str, list[Named]]()
    for one, close in _close(names):
        group = next((groups[each.key] for each in close if each.key in groups), [])
        if not (one.kept and any(each.kept for each in group)):
            group.append(one)
            groups[one.key] = group
    found = [group for key, group in groups.items() if group[0].key == key and len(group) > 1]
    return found[:MOST_GROUPS]


def _close(names: Sequence[Named]) -> Iterator[tuple[Named, Sequence[Named]]]:
    """Each name with those that look like it."""
    in_order = [" ".join(sorted(each.key.split())) for each in names]
    for one, words in zip(names, in_order, strict=True):
        near = process.extract(words, in_order, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=None)
        candidates = [names[place] for _words, _score, place in near]
        yield one, [each for each in candidates if look_alike(one.key, each.key)]
