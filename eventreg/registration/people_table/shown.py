"""The controls above the table: what they offer and what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventreg.events.models import Event
from eventreg.registration.people_filter import wording
from eventreg.registration.people_filter.address import TOP, Draft
from eventreg.registration.people_filter.model import (
    COMPARISONS,
    TYPED,
    UNVALUED,
    Field,
    Join,
)
from eventreg.registration.people_filter.offered import Choices, choices_of
from eventreg.registration.people_table.view import View


@dataclass(frozen=True)
class ConditionRow:
    """A condition as the form shows it; `number` names its fields, `choices` are to be ticked."""

    number: int
    draft: Draft
    choices: Choices

    @property
    def name(self) -> str:
        return str(wording.FIELDS[self.draft.field])

    @property
    def comparisons(self) -> Choices:
        offered = COMPARISONS[self.draft.field]
        return [(each.value, str(wording.COMPARISONS[each])) for each in offered]

    @property
    def is_typed(self) -> bool:
        return self.draft.field in TYPED

    @property
    def input_type(self) -> str:
        return "date" if self.draft.field is Field.REGISTERED else "text"

    @property
    def wants_values(self) -> bool:
        """Whether any comparison of the field needs values."""
        return any(each not in UNVALUED for each in COMPARISONS[self.draft.field])

    @property
    def is_half_made(self) -> bool:
        return self.draft.condition() is None

    @property
    def in_words(self) -> str:
        """What the condition says, in short."""
        named = dict(self.choices)
        values = ", ".join(named.get(each, each) for each in self.draft.values)
        how = str(wording.COMPARISONS[self.draft.comparison])
        said = f"{self.name}: {how}"
        return said if self.draft.comparison in UNVALUED else f"{said} {values}"


@dataclass(frozen=True)
class GroupRow:
    """Conditions joined in a way of their own."""

    number: int
    join: Join
    rows: Sequence[ConditionRow]


@dataclass(frozen=True)
class Panel:
    """All conditions: those on top, and the groups."""

    join: Join
    rows: Sequence[ConditionRow]
    groups: Sequence[GroupRow]

    @property
    def number(self) -> int:
        return len(self.rows) + sum(len(group.rows) for group in self.groups)


def panel_of(event: Event, view: View) -> Panel:
    """The conditions with what there is to choose among; reads only what they ask for."""
    offered = choices_of(event, view.drafts.fields())
    rows = [
        ConditionRow(number, draft, offered.get(draft.field, ()))
        for number, draft in enumerate(view.drafts.drafts, start=1)
    ]
    return Panel(
        view.drafts.join,
        [row for row in rows if row.draft.group == TOP],
        [
            GroupRow(number, join, [row for row in rows if row.draft.group == number])
            for number, join in enumerate(view.drafts.groups, start=1)
        ],
    )


def fields_offered() -> Choices:
    """What a condition can be added about."""
    return [(field.value, str(name)) for field, name in wording.FIELDS.items()]


def joins_offered() -> Choices:
    """How conditions can be joined."""
    return [(join.value, str(name)) for join, name in wording.JOINS.items()]
