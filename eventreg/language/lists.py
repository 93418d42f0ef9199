"""Several words as one phrase."""

from collections.abc import Iterable


def joined(words: Iterable[str], language: str) -> str:
    """The words as a list in a sentence: "Rīga, Jelgava un Ogre", "Rīga, Jelgava and Ogre"."""
    *first, last = [*words] or [""]
    if not first:
        return last
    conjunction = "un" if language == "lv" else "and"
    return f"{', '.join(first)} {conjunction} {last}"
