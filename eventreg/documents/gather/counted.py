"""Series that a report can place by their name (R3)."""

from collections.abc import Iterable

from eventreg.documents.facts.report import Count, Series
from eventreg.reports.names import Counted
from eventreg.reports.wording import PLACEABLE


def counted(
    name: Counted,
    counts: Iterable[Count],
    *,
    head: str,
    of: str,
    more: tuple[str, ...] = (),
    against: bool = False,
) -> Series:
    """The series of that name, in the language of now; the headings are those of its table."""
    return Series(
        name=name,
        title=str(PLACEABLE[name]),
        head=head,
        of=of,
        more=more,
        against=against,
        counts=tuple(counts),
    )
