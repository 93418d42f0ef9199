"""What may stand against a contribution of one's own."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class GivingNotOpen(DomainError):
    """The meeting has not begun, is archived, or the person has no place at it."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("You can contribute from the first day of the meeting until it is closed.")
        )


class NothingWritten(DomainError):
    """Neither a title nor a text."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Write at least a title."), field="title")


class TitleMissing(DomainError):
    """What is sent has a title."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Give it a title in a few words."), field="title")


class TextMissing(DomainError):
    """What is sent says something."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Describe it in a sentence or more."), field="text")


class AlreadyDecided(DomainError):
    """The organiser works with it by now."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("The organiser works with this text already. Please write to them.")
        )


class NotADraft(DomainError):
    """What is saved as one types is a draft of one's own, not a text that was sent."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This text is not a draft any more."))


class TooManyContributions(DomainError):
    """Nobody writes so many."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("You have written very many texts. Please change or remove one of them.")
        )
