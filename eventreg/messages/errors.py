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


class NothingWritten(DomainError):
    """Words of a mail that are no words."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Write a subject and a text, or go back to the words as they were."),
            field="subject",
        )


class WrittenInPart(DomainError):
    """A language has a subject without a text, or a text without a subject."""

    def __init__(self, field: str) -> None:
        super().__init__(
            lazy_gettext(
                "Write subject and text in the same languages; a language left empty in both keeps"
                " the words it has."
            ),
            field=field,
        )


class UnknownName(DomainError):
    """Words of a mail name something that the mail does not know."""

    def __init__(self, field: str, unknown: list[str], known: list[str]) -> None:
        super().__init__(
            lazy_gettext(
                "This mail does not know %(unknown)s. It knows %(known)s.",
                unknown=", ".join(f"{{{name}}}" for name in unknown),
                known=", ".join(f"{{{name}}}" for name in known),
            ),
            field=field,
        )
