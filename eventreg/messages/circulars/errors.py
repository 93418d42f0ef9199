"""What may stand against a circular."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class CircularOnItsWay(DomainError):
    """What is being sent or was sent is changed no more."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("This letter has gone out already, or is going out just now.")
        )


class NobodyToWriteTo(DomainError):
    """The filter fits nobody who can get mail."""

    status = 409

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Nobody fits: the letter would go to nobody."))


class TimeIsPast(DomainError):
    """A letter is sent in the future."""

    status = 422

    def __init__(self) -> None:
        super().__init__(lazy_gettext("That moment is past. Choose a later one."), field="send_at")
