"""What may stand against a comment."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class CommentsNotOpen(DomainError):
    """The report is not open for comments, or the person does not take part."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The report is not open for comments."))


class NoSuchPassage(DomainError):
    """The version has no such passage."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The report has no such paragraph."))


class TooManyComments(DomainError):
    """One person has commented as often as anybody may (R12)."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("You have written as many comments as one person can."), field="text"
        )


class AlreadyAnswered(DomainError):
    """A comment that was answered stays with its answer."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("This comment has been answered and stays."))
