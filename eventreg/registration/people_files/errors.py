"""What stands against a table file of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext, lazy_ngettext

from eventreg.errors import DomainError


@dataclass(frozen=True, order=True)
class RowFault:
    """What is wrong in a row of the file; `column` is its heading, empty when it is the whole row.

    Rows are counted as a spreadsheet counts them: the headings usually stand in row 1.
    """

    row: int
    column: str
    said: str

    def __str__(self) -> str:
        if not self.column:
            return str(gettext("Row %(row)s: %(said)s", row=self.row, said=self.said))
        return str(
            gettext(
                "Row %(row)s, column “%(column)s”: %(said)s",
                row=self.row,
                column=self.column,
                said=self.said,
            )
        )


class FileNotReadable(DomainError):
    """The file is no table that can be read; the message says why."""

    field = "file"

    def __init__(self, message: Any = None):
        super().__init__(
            message
            or lazy_gettext("This is neither a CSV nor an XLSX file. Save the table as XLSX.")
        )


class ColumnsUnclear(DomainError):
    """The columns cannot be used as they are mapped."""


class RowsFaulty(DomainError):
    """Nothing was imported because of these faults."""

    def __init__(self, faults: Sequence[RowFault]):
        self.faults = list(faults)
        super().__init__(
            lazy_ngettext(
                "Nothing was imported: %(num)s fault was found.",
                "Nothing was imported: %(num)s faults were found.",
                len(faults),
            )
        )


class ImportOver(DomainError):
    """The import is finished or its file is forgotten."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("This import is finished, or its file has been forgotten. Begin anew.")
        )
