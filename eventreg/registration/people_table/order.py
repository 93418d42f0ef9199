"""The order of the table: several columns, each up or down, and always a tie-breaker."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case

from eventreg.registration.models import ParticipantRole, Registration, RegistrationState
from eventreg.territories.models import Territory

MOST_KEYS = 3
DOWN = "-"


class SortBy(StrEnum):
    """What the table can be sorted by."""

    NAME = "name"
    INSTITUTION = "institution"
    MUNICIPALITY = "municipality"
    STATE = "state"
    ROLE = "role"
    REGISTERED = "registered"


@dataclass(frozen=True)
class SortKey:
    """A column to sort by; `down` is from the last to the first."""

    by: SortBy
    down: bool = False

    def __str__(self) -> str:
        return f"{DOWN if self.down else ''}{self.by.value}"


Order = tuple[SortKey, ...]
BY_NAME: Order = (SortKey(SortBy.NAME),)

# How links from elsewhere have always said it.
_SHORT_FORMS = {"newest": "-registered", "oldest": "registered"}


def read_order(said: Iterable[str]) -> Order:
    """The order that an address says, such as `municipality`, `-registered`; by name if none."""
    known = {str(SortKey(by, down)): SortKey(by, down) for by in SortBy for down in (False, True)}
    found: dict[SortBy, SortKey] = {}
    for each in said:
        key = known.get(_SHORT_FORMS.get(each, each))
        if key is not None:
            found.setdefault(key.by, key)
    return tuple(found.values())[:MOST_KEYS] or BY_NAME


def in_order(
    order: Order, language: str, *, from_the_end: bool = False
) -> Sequence[ColumnElement[Any]]:
    """The clauses of ORDER BY; who has no municipality stands last either way.

    The same `from_the_end` reads everything backwards.
    """
    columns = [each for key in order for each in _columns(key, language)]
    if not any(key.by is SortBy.NAME for key in order):
        columns.append((Registration.name_sort, False))
    columns.append((Registration.id, order[-1].down))
    return [column.desc() if down is not from_the_end else column.asc() for column, down in columns]


def needs_territory(order: Order) -> bool:
    """Whether the municipalities' names are needed to sort."""
    return any(key.by is SortBy.MUNICIPALITY for key in order)


def _columns(key: SortKey, language: str) -> Iterable[tuple[Any, bool]]:
    """The columns behind a key, each with whether it is read downwards."""
    if key.by is SortBy.MUNICIPALITY:
        yield Registration.territory_id.is_(None), False
    yield _column(key.by, language), key.down


def _column(by: SortBy, language: str) -> Any:
    columns = {
        SortBy.NAME: Registration.name_sort,
        SortBy.INSTITUTION: Registration.institution_sort,
        SortBy.MUNICIPALITY: territory_sort(language),
        SortBy.STATE: as_listed(Registration.state, RegistrationState),
        SortBy.ROLE: as_listed(Registration.role, ParticipantRole),
        SortBy.REGISTERED: Registration.created_at,
    }
    return columns[by]


def territory_sort(language: str) -> Any:
    """What municipalities are sorted by in that language (R5)."""
    return Territory.sort_lv if language == "lv" else Territory.sort_en


def as_listed(column: Any, enum: type[StrEnum]) -> ColumnElement[int]:
    """The order in which the values are listed, the same in every language."""
    return case({each: place for place, each in enumerate(enum)}, value=column)
