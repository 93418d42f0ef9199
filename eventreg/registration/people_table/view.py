"""What the table is asked to show: filter, columns and order, in an address or under a name."""

from dataclasses import dataclass, replace
from typing import Any

from eventreg.registration.models import RegistrationState
from eventreg.registration.people_filter import address
from eventreg.registration.people_filter.address import NO_CONDITIONS, Args, DraftFilter, drafted
from eventreg.registration.people_filter.errors import FilterUnreadable
from eventreg.registration.people_filter.model import (
    LONGEST_VALUE,
    PERSONAL,
    Comparison,
    Condition,
    Field,
    Filter,
    Group,
    as_json,
    from_json,
    joined,
)
from eventreg.registration.people_table.columns import USUAL, Column, read_columns
from eventreg.registration.people_table.order import BY_NAME, Order, SortKey, read_order

LONGEST_SEARCH = 100


@dataclass(frozen=True)
class View:
    """The words searched for and one state, as the quick way; conditions; columns; order."""

    words: str = ""
    state: str = ""
    drafts: DraftFilter = NO_CONDITIONS
    columns: tuple[Column, ...] = USUAL
    order: Order = BY_NAME

    def filter(self) -> Filter:
        """Whom the view shows."""
        return joined(*(Group(parts=(each,)) for each in self._quick()), self.drafts.filter())

    def address(self) -> dict[str, list[str]]:
        """What stands in an address; empty when nothing is asked."""
        said = {"q": [self.words] if self.words else [], "state": [self.state][: bool(self.state)]}
        said |= self.drafts.address()
        said["order"] = [str(key) for key in self.order] if self.order != BY_NAME else []
        said["col"] = [each.value for each in self.columns] if self.columns != USUAL else []
        return {name: values for name, values in said.items() if values}

    def sorted_by(self, key: SortKey) -> "View":
        """The same sorted by a column first; what it was sorted by comes after."""
        return replace(self, order=read_order([str(key), *(str(each) for each in self.order)]))

    def as_json(self) -> dict[str, Any]:
        """What is kept of it under a name: everything but words that may name a person (R22)."""
        return {
            "state": self.state,
            "filter": as_json(self.drafts.filter().without(PERSONAL)),
            "columns": [each.value for each in self.columns],
            "order": [str(key) for key in self.order],
        }

    def _quick(self) -> list[Condition]:
        quick = [(Field.WORDS, Comparison.CONTAINS, self.words)]
        quick.append((Field.STATE, Comparison.IS, self.state))
        return [Condition(field, how, (value,)) for field, how, value in quick if value]


def read_view(args: Args) -> View:
    """The view of an address; what makes no sense there asks for nothing."""
    state = args.get("state", "")
    words = args.get("q", "").replace("\0", "").strip()
    return View(
        words=words[: min(LONGEST_SEARCH, LONGEST_VALUE)],
        state=state if state in {each.value for each in RegistrationState} else "",
        drafts=address.read(args),
        columns=read_columns(args.getlist("col")),
        order=read_order(args.getlist("order")),
    )


def from_kept(kept: dict[str, Any]) -> View:
    """The view that `as_json` made; raises FilterUnreadable."""
    try:
        return View(
            state=kept["state"],
            drafts=drafted(from_json(kept["filter"])),
            columns=read_columns(kept["columns"]),
            order=read_order(kept["order"]),
        )
    except (KeyError, TypeError) as error:
        raise FilterUnreadable from error
