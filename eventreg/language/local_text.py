"""Text that an organiser writes in more than one language."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

LANGUAGES = ("lv", "en")


class Shown(NamedTuple):
    """A text as it is shown: `language` is the language it is really in."""

    text: str
    language: str


class LocalText(Mapping[str, str]):
    """An immutable text by language; blank texts do not count as present.

    >>> LocalText(lv="Atklāšana").shown("en")
    Shown(text='Atklāšana', language='lv')
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str | None] | None = None, /, **more: str | None):
        given = {**(texts or {}), **more}
        unknown = set(given) - set(LANGUAGES)
        if unknown:
            raise ValueError(f"unknown language: {', '.join(sorted(unknown))}")
        self._texts = {
            language: text.strip()
            for language in LANGUAGES
            if (text := given.get(language)) and text.strip()
        }

    @classmethod
    def kept(cls, texts: Mapping[str, str]) -> "LocalText":
        """A text out of the database, which went in without blanks; it is taken as it is."""
        text = cls.__new__(cls)
        text._texts = dict(texts)  # noqa: SLF001 - it is our own
        return text

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"LocalText({self._texts!r})"

    def shown(self, language: str) -> Shown:
        """The text in `language`, or in the first language that has it; empty when none has."""
        for candidate in (language, *LANGUAGES):
            if candidate in self._texts:
                return Shown(self._texts[candidate], candidate)
        return Shown("", language)

    def in_(self, language: str) -> str:
        """The text to show in `language`, with the fallback of `shown`."""
        return self.shown(language).text

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages in which a text that exists at all is missing."""
        return tuple(lang for lang in LANGUAGES if self and lang not in self._texts)
