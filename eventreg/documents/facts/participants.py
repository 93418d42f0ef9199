"""What the participant list says to its audience (R18)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from eventreg.documents.facts.head import Facts
from eventreg.events.models import Audience


class Group(StrEnum):
    """The groups of the list, in the order they print."""

    MUNICIPAL = "municipal"
    STATE = "state"
    HOST = "host"
    OTHER = "other"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A territory as the list needs it: `code` finds it on the map, `sort` puts it in order.

    Longitude and latitude are degrees, both or neither: where its number stands on the map.
    """

    code: str
    name: str
    sort: str
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A person before the audience is considered; `sort` puts the names in order.

    `consents` tells whether this audience may see the name.
    """

    group: Group
    place: Place | None
    name: str
    sort: str
    institution: str
    position: str = ""
    email: str = ""
    phone: str = ""
    state: str = ""
    visits: tuple[int, ...] = ()
    may_be_photographed: bool = True
    sample: bool = False
    consents: bool = True


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the list: one person with a name, or `people` without.

    `first` and `last` are running numbers within the list. `opens_place` says that the line is the
    first of its territory.
    """

    first: int
    last: int
    people: int
    name: str
    institution: str
    position: str
    place: str
    email: str
    phone: str
    state: str
    visits: tuple[int, ...]
    may_be_photographed: bool
    sample: bool
    opens_place: bool


@dataclass(frozen=True, kw_only=True)
class ListGroup:
    """One group of the list with its lines."""

    key: Group
    people: int
    lines: tuple[Line, ...]
    has_places: bool


@dataclass(frozen=True, kw_only=True)
class PlaceCount:
    """How many people came from a territory, and where its number stands on the map."""

    code: str
    name: str
    people: int
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, kw_only=True)
class MapFrame:
    """Which map is drawn: of what country, as it was on which day, with which host outlined."""

    country: str
    day: date
    host_code: str | None


@dataclass(frozen=True, kw_only=True)
class ParticipantListFacts(Facts):
    """The whole list; every number in it is counted from the people (R3)."""

    audience: str
    total: int
    named: int
    groups: tuple[ListGroup, ...]
    places: tuple[PlaceCount, ...]
    institutions: int
    visits: tuple[str, ...]
    samples: bool
    map: MapFrame

    @property
    def unnamed(self) -> int:
        return self.total - self.named

    @property
    def municipalities(self) -> int:
        return len(self.places)

    @property
    def for_organisers(self) -> bool:
        return self.audience == "organisers"


def listed(people: Iterable[Participant], *, audience: Audience) -> tuple[ListGroup, ...]:
    """The people as groups of lines, in the order given by the sort keys (R5).

    Those who did not consent are counted after the named ones of the same territory. A line for
    the public keeps name, institution and territory, one for participants the position too, and
    only organisers see contacts and visits (R18).
    """
    groups: list[ListGroup] = []
    number = 1
    waiting = list(people)
    for key in Group:
        mine = sorted((p for p in waiting if p.group is key), key=_order)
        if mine:
            lines = tuple(_lines(mine, number, audience))
            has_places = any(line.place for line in lines)
            groups.append(ListGroup(key=key, people=len(mine), lines=lines, has_places=has_places))
            number += len(mine)
    return tuple(groups)


def counted_by_place(people: Iterable[Participant]) -> tuple[PlaceCount, ...]:
    """The municipalities that sent somebody, in order; hosts and waiting people do not count."""
    places: dict[str, Place] = {}
    counts: dict[str, int] = {}
    for person in people:
        if person.place is not None and person.group is Group.MUNICIPAL:
            places[person.place.code] = person.place
            counts[person.place.code] = counts.get(person.place.code, 0) + 1
    ordered = sorted(places.values(), key=lambda place: (place.sort, place.code))
    return tuple(
        PlaceCount(
            code=place.code,
            name=place.name,
            people=counts[place.code],
            longitude=place.longitude,
            latitude=place.latitude,
        )
        for place in ordered
    )


def _order(person: Participant) -> tuple[str, str, bool, str, str]:
    place = person.place
    return (
        place.sort if place else "~",
        place.code if place else "",
        not person.consents,
        person.sort,
        person.email,
    )


def _lines(people: Sequence[Participant], number: int, audience: Audience) -> Iterable[Line]:
    index = 0
    before: str | None = None
    while index < len(people):
        person = people[index]
        place = person.place.code if person.place else ""
        count = 1 if person.consents else _unnamed_from(people, index)
        yield _line(
            person,
            first=number + index,
            count=count,
            opens_place=place != before,
            audience=audience,
        )
        before = place
        index += count


def _unnamed_from(people: Sequence[Participant], index: int) -> int:
    place = people[index].place
    alike = 0
    for person in people[index:]:
        if person.place != place or person.consents:
            break
        alike += 1
    return alike


def _line(
    person: Participant, *, first: int, count: int, opens_place: bool, audience: Audience
) -> Line:
    named = person.consents
    known = named and audience is not Audience.PUBLIC
    more = named and audience is Audience.ORGANISERS
    return Line(
        first=first,
        last=first + count - 1,
        people=count,
        name=person.name if named else "",
        institution=person.institution if named else "",
        position=person.position if known else "",
        place=person.place.name if person.place else "",
        email=person.email if more else "",
        phone=person.phone if more else "",
        state=person.state if more else "",
        visits=person.visits if more else (),
        may_be_photographed=person.may_be_photographed or not more,
        sample=person.sample and named,
        opens_place=opens_place,
    )
