"""The other language of a paper that speaks two: its words beside those of the first."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flask_babel import LazyString, gettext

from eventreg.language import locale
from eventreg.language.local_text import LANGUAGES

_language: ContextVar[str] = ContextVar("second_language", default="")


@contextmanager
def beside(language: str) -> Iterator[None]:
    """Papers that are filled in inside speak `language` too; with an empty one, they do not."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def the_other(language: str) -> str:
    """The language that a paper in `language` speaks too, when it speaks both."""
    return next(each for each in LANGUAGES if each != language)


def second_language() -> str:
    """The other language of the paper that is being filled in, if it speaks two."""
    return _language.get()


def second(words: str | LazyString) -> str:
    """A message in the other language; empty in a paper of one."""
    if not (language := _language.get()):
        return ""
    with locale.using(language):
        return str(words) if isinstance(words, LazyString) else str(gettext(words))
