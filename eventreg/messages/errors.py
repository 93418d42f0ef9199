"""What may stand against sending a mail."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class MessageOnItsWay(DomainError):
    """A mail that still waits to be sent is not sent again."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This mail is on its way already."))


class MessageNotSent(DomainError):
    """Only a mail that was sent can have come back."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This mail has not been sent, so it cannot have come back."))
