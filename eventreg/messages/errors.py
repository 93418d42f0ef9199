"""What may stand against sending a mail."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class MessageNotFailed(DomainError):
    """Only a mail that could not be sent is sent again."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This mail is on its way or was sent already."))
