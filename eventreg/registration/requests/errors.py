"""What may stand against a request for a change."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class NothingAskedFor(DomainError):
    """The form says what stands already, and has no words either."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Nothing is different from what stands now. Change something, or write.")
        )


class ChangesStillOpen(DomainError):
    """Before the freeze date people change everything themselves; nobody need be asked."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("You can still change everything yourself."))


class RequestAnswered(DomainError):
    """The request has its answer, or another one has taken its place."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This request has been answered or replaced meanwhile."))


class TooManyRequests(DomainError):
    """So many requests of one person are looked at (R12)."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("You have asked for changes several times. Please write to the organiser.")
        )
