"""What a sweep finds, and how it is looked up: rows of which something holds that must not."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, RowMapping, Select, or_

from eventreg.database import db

# So many rows of one kind are told of at most.
MOST = 1000


class Violation(NamedTuple):
    """Something that must not be: where it is, what it is, and the rule that it breaks."""

    where: str
    what: str
    rule: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} ({self.rule})"


class Fault(NamedTuple):
    """A condition that no row may fulfil, in words, and the rule that it breaks."""

    what: str
    rule: str
    holds: ColumnElement[bool]


def broken(found: Select[*tuple[Any, ...]], *faults: Fault) -> Iterator[Violation]:
    """The faults of the rows of `found`, which select `reference` and `slug`; one statement."""
    held = [fault.holds.label(f"fault_{number}") for number, fault in enumerate(faults)]
    wanted = found.add_columns(*held).where(or_(*(fault.holds for fault in faults))).limit(MOST)
    for row in db.session.execute(wanted).mappings():
        for number, fault in enumerate(faults):
            if row[f"fault_{number}"]:
                yield Violation(whose(row), fault.what, fault.rule)


def whose(row: RowMapping) -> str:
    """A registration by what an organiser can look it up with."""
    return f"registration {row['reference']} of event {row['slug']}"
