"""What can stand in the way of a report."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class ReportIncomplete(DomainError):
    """A final report names its place, date and signatory; `missing` says what is not there yet."""

    def __init__(self, missing: Sequence[Any]):
        self.missing = tuple(missing)
        super().__init__(
            lazy_gettext(
                "The report cannot be final yet. Missing: %(fields)s.",
                fields=", ".join(str(field) for field in missing),
            )
        )


class ReportMoveNotAllowed(DomainError):
    """The report cannot go from where it stands to where it was sent."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The report cannot be moved there from where it stands."))


class ReportNotReady(DomainError):
    """Only a report for comments or a final one may be published."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("A draft cannot be published. Open it for comments or make it final.")
        )
