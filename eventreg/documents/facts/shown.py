"""What the organiser's table of people shows, on paper."""

from dataclasses import dataclass

from eventreg.documents.facts.head import Facts

FEW = 8  # columns beside the number that an A4 sheet holds lying


@dataclass(frozen=True, kw_only=True)
class ShownColumn:
    """A column as it is called; `key` names it in the files of people too."""

    key: str
    heading: str


@dataclass(frozen=True, kw_only=True)
class PeopleShownFacts(Facts):
    """The people whom a view of the table shows, in its order and with its columns.

    `conditions` say in words whom it shows; each line has a cell for each column.
    """

    conditions: tuple[str, ...]
    columns: tuple[ShownColumn, ...]
    lines: tuple[tuple[str, ...], ...]

    @property
    def sheet(self) -> str:
        """A4 lying, or A3 where there are many columns."""
        return "lying" if len(self.columns) <= FEW else "broad"

    @property
    def has_contacts(self) -> bool:
        return any(column.key in ("email", "phone") for column in self.columns)
