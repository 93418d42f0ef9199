"""The root of all errors that name a fact of the domain.

A capability raises its own subclass; `web.errors` shows it. The text is a lazy message, so that it
meets the person in the language of the page.
"""

from typing import Any, ClassVar


class DomainError(Exception):
    """A rule said no. `message` is for the person, `field` names the form field it belongs to."""

    status: ClassVar[int] = 409
    field: str | None = None
    retry_after: int | None = None  # seconds

    def __init__(self, message: Any, *, field: str | None = None):
        super().__init__(message)
        self.message = message
        if field is not None:
            self.field = field

    @property
    def headers(self) -> dict[str, str]:
        """What the answer says besides the page."""
        return {"Retry-After": str(self.retry_after)} if self.retry_after else {}

    def __str__(self) -> str:
        return str(self.message)
