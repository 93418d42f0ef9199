"""Refusals of tags and notes."""

from collections.abc import Sequence

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class NoSuchTag(DomainError):
    """A tag has to have a word."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Write the tag, such as “speaker’s guest”."), field="tag")


class NoteMayBeSensitive(DomainError):
    """A note about a person seems to speak of health, origin or belief (R20, R25)."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(
            lazy_gettext(
                "A note must not say anything about a person’s health, origin or belief. Look at "
                "these words: %(words)s. If they say nothing of the kind, tick that you have "
                "checked it.",
                words=", ".join(words),
            ),
            field="text",
        )
