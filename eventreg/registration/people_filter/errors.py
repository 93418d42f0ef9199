"""Refusals of the filter of people."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class FilterUnreadable(DomainError):
    """The filter says something that no filter says."""

    status = 400

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("This filter cannot be read. Please choose the conditions anew.")
        )
