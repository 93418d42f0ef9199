"""A filter of people as plain values: conditions in groups that are joined by all, any or none.

It is the one language in which rooms say which people they mean (the table, messages, figures). It
is kept as JSON by `as_json` and read by `from_json`; `conditions.select_people` asks the database.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from eventreg import clock
from eventreg.registration.people_filter.errors import FilterUnreadable

MOST_CONDITIONS = 40
DEEPEST = 4
LONGEST_VALUE = 200
MOST_VALUES = 100


class Join(StrEnum):
    """How the parts of a group are joined: all of them, any of them, or none of them."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


class Comparison(StrEnum):
    """How a field is compared."""

    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    LACKS = "lacks"
    FROM = "from"
    UNTIL = "until"
    FILLED = "filled"
    EMPTY = "empty"


class Field(StrEnum):
    """What can be asked of a registration; needs are not among it (R20)."""

    WORDS = "words"
    STATE = "state"
    ROLE = "role"
    AFFILIATION = "affiliation"
    MUNICIPALITY = "municipality"
    INSTITUTION = "institution"
    DELEGATION = "delegation"
    LANGUAGE = "language"
    REGISTERED = "registered"
    VISIT = "visit"
    VISIT_LINE = "visit_line"
    VEHICLE = "vehicle"
    TAG = "tag"
    NOTE = "note"
    ANSWER = "answer"
    CONSENT = "consent"
    PRESENT = "present"
    CONTRIBUTION = "contribution"


_C = Comparison
UNVALUED = frozenset({_C.FILLED, _C.EMPTY})
_ONE_OF = (_C.IS, _C.IS_NOT)
_IF_ANY = (_C.IS, _C.IS_NOT, _C.FILLED, _C.EMPTY)
_WHETHER = (_C.FILLED, _C.EMPTY)

COMPARISONS: Mapping[Field, tuple[Comparison, ...]] = {
    Field.WORDS: (_C.CONTAINS, _C.LACKS),
    Field.STATE: _ONE_OF,
    Field.ROLE: _ONE_OF,
    Field.AFFILIATION: _ONE_OF,
    Field.MUNICIPALITY: _IF_ANY,
    Field.INSTITUTION: _IF_ANY,
    Field.DELEGATION: _IF_ANY,
    Field.LANGUAGE: _ONE_OF,
    Field.REGISTERED: (_C.FROM, _C.UNTIL),
    Field.VISIT: _IF_ANY,
    Field.VISIT_LINE: _IF_ANY,
    Field.VEHICLE: _IF_ANY,
    Field.TAG: _IF_ANY,
    Field.NOTE: _WHETHER,
    Field.ANSWER: _ONE_OF,
    Field.CONSENT: _ONE_OF,
    Field.PRESENT: _IF_ANY,
    Field.CONTRIBUTION: _WHETHER,
}

# What is typed; all else is chosen.
TYPED = frozenset({Field.WORDS, Field.INSTITUTION, Field.REGISTERED})
# What names things of one event, so that it says nothing of another.
OF_ONE_EVENT = frozenset(
    {
        *(Field.DELEGATION, Field.VISIT, Field.VISIT_LINE, Field.VEHICLE, Field.TAG),
        *(Field.ANSWER, Field.PRESENT, Field.REGISTERED),
    }
)
# What may hold a person's name.
PERSONAL = frozenset({Field.WORDS})


@dataclass(frozen=True)
class Condition:
    """A field compared with values, any of which will do.

    Values are as programs name them: states, roles, languages, consents; numbers of territories;
    public names of delegations, visits, vehicles, tags and options of answers; days such as
    `2026-03-01`. Raises FilterUnreadable for what makes no sense.
    """

    field: Field
    comparison: Comparison
    values: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.comparison not in COMPARISONS[self.field]:
            raise FilterUnreadable
        if bool(self.values) is (self.comparison in UNVALUED) or len(self.values) > MOST_VALUES:
            raise FilterUnreadable
        if not all(makes_sense(self.field, value) for value in self.values):
            raise FilterUnreadable


@dataclass(frozen=True)
class Group:
    """Conditions and groups joined; an empty one is true of everybody."""

    join: Join = Join.ALL
    parts: tuple["Condition | Group", ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is asked."""
        return any(True for _ in self.conditions())

    def conditions(self) -> Iterator[Condition]:
        """All conditions, however deep."""
        for part in self.parts:
            if isinstance(part, Condition):
                yield part
            else:
                yield from part.conditions()

    def without(self, fields: Iterable[Field]) -> "Group":
        """The same without conditions on these fields."""
        left_out = frozenset(fields)
        kept = [
            part if isinstance(part, Condition) else part.without(left_out)
            for part in self.parts
            if isinstance(part, Group) or part.field not in left_out
        ]
        return Group(self.join, tuple(kept))


Filter = Group
EVERYBODY = Group()


def joined(*filters: Filter) -> Filter:
    """Those who fit all the filters."""
    parts = tuple(each for each in filters if each)
    return parts[0] if len(parts) == 1 else Group(Join.ALL, parts)


def as_json(wanted: Filter) -> dict[str, Any]:
    """The filter as JSON, such as `{"all": [["state", "is", ["pending"]]]}`."""
    return {
        wanted.join.value: [
            [part.field.value, part.comparison.value, list(part.values)]
            if isinstance(part, Condition)
            else as_json(part)
            for part in wanted.parts
        ]
    }


def from_json(kept: Any) -> Filter:
    """The filter that `as_json` made; raises FilterUnreadable for anything else.

    A filter that is not understood is never taken for a wider one: mail could go to people who
    were not meant.
    """
    try:
        wanted = _group(kept, depth=1)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise FilterUnreadable from error
    if sum(1 for _ in wanted.conditions()) > MOST_CONDITIONS:
        raise FilterUnreadable
    return wanted


def _group(kept: Any, *, depth: int) -> Group:
    ((join, parts),) = kept.items()
    if depth > DEEPEST:
        raise FilterUnreadable
    read = (
        _group(part, depth=depth + 1) if isinstance(part, dict) else _condition(*part)
        for part in parts
    )
    return Group(Join(join), tuple(read))


def _condition(field: str, comparison: str, values: list[str]) -> Condition:
    return Condition(Field(field), Comparison(comparison), tuple(values))


def makes_sense(field: Field, value: str) -> bool:
    """Whether the field can be compared with the value."""
    if not value.strip() or len(value) > LONGEST_VALUE:
        return False
    if field is Field.MUNICIPALITY:
        return value.isascii() and value.isdigit() and len(value) < 10
    if field in (Field.REGISTERED, Field.PRESENT):
        return is_day(value)
    return "\0" not in value


def is_day(text: str) -> bool:
    """Whether the text is a day such as `2026-03-01`."""
    day = clock.day_named(text)
    return day is not None and day.isoformat() == text
