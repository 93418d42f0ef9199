"""A filter as it stands in an address and in the fields of a form, half made ones too.

Condition N is `fN` (the field), `cN` (the comparison), `vN` (values, repeated) and, inside a group,
`gN` (the group's number); group N is joined by `jN`, all together by `join`. `new`, `to` and `add`
add a condition, `drop` takes one away, so that a form without a script can do both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from eventreg.registration.people_filter.errors import FilterUnreadable
from eventreg.registration.people_filter.model import (
    COMPARISONS,
    MOST_CONDITIONS,
    UNVALUED,
    Comparison,
    Condition,
    Field,
    Filter,
    Group,
    Join,
    makes_sense,
)

TOP = 0
NEW_GROUP = "new"
_NUMBERED = re.compile(r"f([1-9]\d?)", re.ASCII)
_Choice = TypeVar("_Choice", bound=StrEnum)


Args = MultiDict[str, str]


@dataclass(frozen=True)
class Draft:
    """A condition as far as somebody has made it; `group` is TOP or a group's number."""

    field: Field
    comparison: Comparison
    values: tuple[str, ...] = ()
    group: int = TOP

    def condition(self) -> Condition | None:
        """The condition; None as long as it is half made, and then it asks for nothing."""
        values = () if self.comparison in UNVALUED else self.values
        try:
            return Condition(self.field, self.comparison, values)
        except FilterUnreadable:
            return None


@dataclass(frozen=True)
class DraftFilter:
    """The conditions as the form shows them, numbered from 1; groups too."""

    join: Join = Join.ALL
    groups: tuple[Join, ...] = ()
    drafts: tuple[Draft, ...] = ()

    def filter(self) -> Filter:
        """What is asked for by now; what is half made is left out."""
        inside = [self._parts(number) for number in range(len(self.groups) + 1)]
        grouped = [
            Group(join, parts) for join, parts in zip(self.groups, inside[1:], strict=True) if parts
        ]
        return Group(self.join, (*inside[TOP], *grouped))

    def address(self) -> dict[str, list[str]]:
        """What stands in an address: names with their values; empty when nothing is asked."""
        if not self.drafts:
            return {}
        said = {"join": [self.join.value]} if self.join is not Join.ALL else {}
        for number, join in enumerate(self.groups, start=1):
            said[f"j{number}"] = [join.value]
        for number, each in enumerate(self.drafts, start=1):
            said[f"f{number}"] = [each.field.value]
            said[f"c{number}"] = [each.comparison.value]
            if each.values:
                said[f"v{number}"] = list(each.values)
            if each.group:
                said[f"g{number}"] = [str(each.group)]
        return said

    def fields(self) -> frozenset[Field]:
        """The fields that are asked for."""
        return frozenset(each.field for each in self.drafts)

    def _parts(self, group: int) -> tuple[Condition, ...]:
        found = (each.condition() for each in self.drafts if each.group == group)
        return tuple(each for each in found if each)


NO_CONDITIONS = DraftFilter()


def drafted(wanted: Filter) -> DraftFilter:
    """A filter as a form shows it: groups stand one deep, which is as deep as a form makes them."""
    drafts, groups = list[Draft](), list[Join]()
    for part in wanted.parts:
        if isinstance(part, Condition):
            drafts.append(_draft(part, TOP))
        else:
            groups.append(part.join)
            drafts += [_draft(each, len(groups)) for each in part.conditions()]
    return DraftFilter(wanted.join, tuple(groups), tuple(drafts))


def read(args: Args) -> DraftFilter:
    """The filter of an address; what makes no sense there is left out."""
    found = [draft for number in _numbers(args) if (draft := _read_one(args, number))]
    found += _short_forms(args)
    if added := _added(args, [each.group for each in found]):
        found.append(added)
    found = found[:MOST_CONDITIONS]
    used = sorted({each.group for each in found} - {TOP})
    places = {TOP: TOP} | {group: place for place, group in enumerate(used, start=1)}
    return DraftFilter(
        join=_member(Join, args.get("join", "")) or Join.ALL,
        groups=tuple(_member(Join, args.get(f"j{group}", "")) or Join.ANY for group in used),
        drafts=tuple(replace(each, group=places[each.group]) for each in found),
    )


# Links from elsewhere say in a word what they mean: `?role=expert`.
SHORT_FORMS = (Field.ROLE, Field.MUNICIPALITY, Field.VISIT, Field.DELEGATION, Field.TAG)


def _short_forms(args: Args) -> Iterator[Draft]:
    for field in SHORT_FORMS:
        if values := _values(args, field.value):
            yield Draft(field, Comparison.IS, values)


def _numbers(args: Args) -> Sequence[int]:
    found = (_NUMBERED.fullmatch(name) for name in args)
    dropped = args.get("drop", "")
    numbers = sorted(int(match[1]) for match in found if match)
    return [number for number in numbers if str(number) != dropped]


def _read_one(args: Args, number: int) -> Draft | None:
    field = _member(Field, args.get(f"f{number}", ""))
    if field is None:
        return None
    comparison = _member(Comparison, args.get(f"c{number}", ""))
    if comparison not in COMPARISONS[field]:
        comparison = COMPARISONS[field][0]
    values = tuple(each for each in _values(args, f"v{number}") if makes_sense(field, each))
    return Draft(field, comparison, values, _group(args.get(f"g{number}", "")))


def _added(args: Args, groups: Sequence[int]) -> Draft | None:
    field = _member(Field, args.get("new", ""))
    if field is None or not args.get("add", ""):
        return None
    to = args.get("to", "")
    group = max(groups, default=TOP) + 1 if to == NEW_GROUP else _group(to)
    return Draft(field, COMPARISONS[field][0], (), group)


def _draft(condition: Condition, group: int) -> Draft:
    return Draft(condition.field, condition.comparison, condition.values, group)


def _values(args: Args, name: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in args.getlist(name) if value.strip())


def _group(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else TOP


def _member(enum: type[_Choice], text: str) -> _Choice | None:
    return _members(enum).get(text)


def _members(enum: type[_Choice]) -> Mapping[str, _Choice]:
    return {each.value: each for each in enum}
