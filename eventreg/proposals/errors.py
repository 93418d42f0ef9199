"""Why an answer to a proposal cannot be noted so."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class AnswerDateMissing(DomainError):
    """An answer is of a day."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Write on which day the answer was given."), field="answered_on"
        )
