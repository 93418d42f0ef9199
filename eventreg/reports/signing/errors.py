"""What may stand against keeping a signed file."""

from typing import Any

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class ReportNotFinal(DomainError):
    """Only a final report is signed."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Make the report final first; then it is signed."))


class NotSigned(DomainError):
    """The file is not what it is said to be; `reason` says why."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason
        super().__init__(
            lazy_gettext("This is no properly signed file. %(reason)s", reason=reason), field="file"
        )
