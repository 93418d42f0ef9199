"""Limits of places, kept by the database's own arithmetic (R6, R7).

A table with `Limited` counts the places taken. One conditional update takes a place, and a CHECK is
the last wall behind it. Whoever takes places of several limits in one transaction takes them in the
order of `limits_in_order`, so that two writers never wait for each other in a circle.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Integer,
    SQLColumnExpression,
    Update,
    bindparam,
    case,
    literal,
    true,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column


class Limited:
    """Columns of a limit.

    `capacity` is the number of places, None when there is no limit; `taken` how many are held;
    `granted_beyond` how many an organiser gave beyond the capacity by an explicit, logged override.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    capacity: Mapped[int | None] = mapped_column(default=None)
    taken: Mapped[int] = mapped_column(default=0, server_default="0")
    granted_beyond: Mapped[int] = mapped_column(default=0, server_default="0")

    @property
    def places(self) -> int | None:
        """How many there are, those given beyond the capacity too; None where there is no limit."""
        return None if self.capacity is None else self.capacity + self.granted_beyond

    @property
    def free(self) -> int | None:
        """Places left, never negative; None when there is no limit."""
        if self.capacity is None:
            return None
        return max(0, self.capacity + self.granted_beyond - self.taken)

    @property
    def is_full(self) -> bool:
        return self.free == 0


def limit_checks() -> tuple[CheckConstraint, ...]:
    """The CHECKs that every `Limited` table carries in its `__table_args__`."""
    return (
        CheckConstraint("taken >= 0", name="taken_not_negative"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("granted_beyond >= 0", name="granted_beyond_not_negative"),
        CheckConstraint(
            "capacity IS NULL OR taken <= capacity + granted_beyond", name="within_capacity"
        ),
    )


def limits_in_order(limits: Iterable[Limited]) -> Sequence[Limited]:
    """The fixed order in which limits are taken: by table, then by number."""
    return sorted(limits, key=lambda limit: (type(limit).__name__, limit.id))


def take_place(session: Session, limit: Limited, places: int = 1) -> bool:
    """Take so many places, all or none; False when they are not left. `taken` is read anew."""
    table: Any = type(limit)
    taken = session.connection().execute(_taking(table), {"one": limit.id, "more": places})
    session.expire(limit, ["taken"])
    return bool(taken.rowcount)


@cache
def _taking(table: Any) -> Update:
    """The statement that takes `more` places of the limit `one`; it is needed so often."""
    more = bindparam("more", type_=Integer)
    return (
        update(table)
        .where(
            table.id == bindparam("one"),
            table.capacity.is_(None)
            | (table.taken + more <= table.capacity + table.granted_beyond),
        )
        .values(taken=table.taken + more)
    )


def release_place(session: Session, limit: Limited, places: int = 1) -> None:
    """Give so many places back; what was granted beyond the capacity is given back first.

    A place beyond the capacity is one person's, by an organiser's word: it passes to nobody (R6).
    """
    table = type(limit)
    session.execute(
        update(table)
        .where(table.id == limit.id)
        .values(
            taken=table.taken - places,
            granted_beyond=_still_beyond(table, table.taken - places, table.capacity),
        )
        .execution_options(synchronize_session=False)
    )
    session.expire(limit, ["taken", "granted_beyond"])


def grant_place(session: Session, limit: Limited) -> None:
    """Take one place, beyond the capacity when none is left: an organiser's override (R6)."""
    table = type(limit)
    beyond = table.taken + 1 - table.capacity
    granted = case((beyond > table.granted_beyond, beyond), else_=table.granted_beyond)
    session.execute(
        update(table)
        .where(table.id == limit.id)
        .values(taken=table.taken + 1, granted_beyond=granted)
        .execution_options(synchronize_session=False)
    )
    session.expire(limit, ["taken", "granted_beyond"])


def set_capacity(session: Session, limit: Limited, capacity: int | None) -> bool:
    """Change the number of places; False, and nothing changed, when more are already taken (R6).

    None lifts the limit.
    """
    table = type(limit)
    fits = true() if capacity is None else table.taken <= capacity + table.granted_beyond
    changed = session.execute(
        update(table)
        .where(table.id == limit.id, fits)
        .values(
            capacity=capacity,
            granted_beyond=_still_beyond(table, table.taken, literal(capacity, Integer)),
        )
        .execution_options(synchronize_session=False)
    )
    session.expire(limit, ["capacity", "taken", "granted_beyond"])
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def _still_beyond(
    table: type[Limited], taken: SQLColumnExpression[int], capacity: SQLColumnExpression[int | None]
) -> ColumnElement[int]:
    """How much of what was granted beyond the capacity is still needed for the places taken."""
    beyond = taken - capacity
    return case(
        (capacity.is_(None), 0),
        (beyond <= 0, 0),
        (beyond < table.granted_beyond, beyond),
        else_=table.granted_beyond,
    )
