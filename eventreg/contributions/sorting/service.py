"""Contributions in columns side by side, filtered, and moved from one column to another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from eventreg.agenda.models import AgendaItem
from eventreg.agenda.service import wholes_of
from eventreg.contributions.editing.sensitivity import findings
from eventreg.contributions.editing.service import TEXTS, contributions_of
from eventreg.contributions.log import note
from eventreg.contributions.merging.service import near_pairs
from eventreg.contributions.models import Contribution, ContributionKind, ContributionState
from eventreg.contributions.sorting.errors import NoSuchPlace
from eventreg.contributions.sorting.models import ContributionTag
from eventreg.contributions.sorting.tags import tags_at
from eventreg.contributions.wording import KINDS
from eventreg.database import db
from eventreg.events.models import Event, Topic
from eventreg.history.service import Actor
from eventreg.language import locale
from eventreg.language.search import folded
from eventreg.visits.models import SiteVisit
from eventreg.visits.service import site_visits_of

NOWHERE = ""  # the column of those without a topic, or from no visit
Place = Topic | SiteVisit | AgendaItem


class By(StrEnum):
    """What the columns are."""

    TOPIC = "topic"
    VISIT = "visit"
    KIND = "kind"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is shown: columns, words in any text, a state, a kind, a tag's key; empty is all."""

    by: By = By.TOPIC
    words: str = ""
    state: str = ""
    kind: str = ""
    tag: str = ""

    def in_address(self) -> dict[str, str]:
        """The same as an address says it."""
        asked = {"by": self.by.value if self.by is not By.TOPIC else "", "q": self.words}
        asked |= {"state": self.state, "kind": self.kind, "tag": self.tag}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, kw_only=True)
class Card:
    """A contribution; whether it wants a second look (R25) and is nearly the same as another."""

    row: Contribution
    tags: Sequence[ContributionTag]
    is_doubtful: bool
    is_near: bool


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column; its `key` is the name by which something is moved into it."""

    key: str
    name: str
    cards: Sequence[Card]


def columns_of(event: Event, asked: Asked) -> Sequence[Column]:
    """The columns with what fits, the event's own first; a fixed number of statements."""
    rows = [row for state in contributions_of(event).values() for row in state]
    near, tags = near_pairs(rows), tags_at(event)
    cards: dict[str, list[Card]] = {}
    for row in rows:
        own = tags.get(row.id, ())
        if _fits(row, own, asked):
            card = Card(row=row, tags=own, is_doubtful=_is_doubtful(row), is_near=row.uid in near)
            cards.setdefault(_key_of(row, asked.by), []).append(card)
    return [
        Column(key=key, name=name, cards=cards.get(key, []))
        for key, name in _names(event, rows, asked.by).items()
        if key != NOWHERE or cards.get(key)
    ]


def places_of(event: Event, by: By) -> Sequence[tuple[str, str]]:
    """Where something can be moved to: names in addresses, and in the language of the page."""
    return [(place.uid, _named(place)) for place in _places(event, by)]


def place(contribution: Contribution, *, by: By, key: str, actor: Actor, now: datetime) -> None:
    """Move it into the column of that key; raises NoSuchPlace."""
    found = {each.uid: each for each in _places(contribution.event, by)}
    if key not in found and key != NOWHERE:
        raise NoSuchPlace
    db.session.refresh(contribution, with_for_update={"of": Contribution})
    to = found.get(key)
    if by is By.TOPIC:
        contribution.topic = to if isinstance(to, Topic) else None
    else:
        contribution.visit = to if isinstance(to, SiteVisit) else None
        contribution.agenda_item = to if isinstance(to, AgendaItem) else None
    db.session.flush()
    note("sorted", contribution, actor=actor, now=now)


def _places(event: Event, by: By) -> Iterator[Place]:
    if by is By.TOPIC:
        yield from event.topics
    elif by is By.VISIT:
        yield from site_visits_of(event)
        yield from (item for item in wholes_of(event) if item.visit_id is None)


def _names(event: Event, rows: Sequence[Contribution], by: By) -> Mapping[str, str]:
    """The columns by their keys: those of the event, others that something is in, nowhere."""
    if by is By.KIND:
        return {kind.value: str(KINDS[kind]) for kind in ContributionKind}
    names = dict(places_of(event, by))
    for row in rows:
        place = _place_of(row, by)
        if place is not None:
            names.setdefault(place.uid, _named(place))
    return {**names, NOWHERE: ""}


def _named(place: Place) -> str:
    language = locale.current()
    if isinstance(place, Topic):
        return place.name.in_(language)
    if isinstance(place, SiteVisit):
        return place.host_institution.name.in_(language)
    return place.title.in_(language)


def _key_of(row: Contribution, by: By) -> str:
    if by is By.KIND:
        return row.kind.value
    place = _place_of(row, by)
    return place.uid if place else NOWHERE


def _place_of(row: Contribution, by: By) -> Place | None:
    return row.topic if by is By.TOPIC else row.visit or row.agenda_item


def _fits(row: Contribution, tags: Sequence[ContributionTag], asked: Asked) -> bool:
    return (
        asked.state in ("", row.state.value)
        and asked.kind in ("", row.kind.value)
        and (not asked.tag or asked.tag in {tag.name_key for tag in tags})
        and folded(asked.words) in folded(_words_of(row))
    )


def _words_of(row: Contribution) -> str:
    return " ".join(said for name in TEXTS for said in getattr(row, name).values())


def _is_doubtful(row: Contribution) -> bool:
    """Whether a sentence may link a named person to ethnicity or health (R25)."""
    waits = row.state is not ContributionState.SET_ASIDE
    return waits and bool(findings([getattr(row, name) for name in TEXTS]))
