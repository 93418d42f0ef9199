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


class ReportIsFinal(DomainError):
    """A final report says what it said; it is taken back to a draft first."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("The report is final. Take it back to a draft before you change it.")
        )


class NotOfThisReport(DomainError):
    """The report has no section of that name."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The report has no such section."))


class SectionTitleMissing(DomainError):
    """A section that was added is known by its title."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Give the section a title."), field="title")


class SectionNotAdded(DomainError):
    """A standard section cannot be removed, only hidden."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This section belongs to every report. You can hide it."))


class NothingOfThatName(DomainError):
    """The text places or refers to what there is not; `names` are the wrong ones."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(
            lazy_gettext(
                "There is nothing of this name: %(names)s. The names you can use stand below.",
                names=", ".join(names),
            ),
            field="text",
        )
