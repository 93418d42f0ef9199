"""Search that does not ask for diacritics: "kekava" finds "Ķekava"."""

import unicodedata

from eventreg.language.letters import taken_apart

_STRAIGHT = str.maketrans(
    {"–": "-", "—": "-", "‑": "-", "−": "-", "„": '"', "“": '"', "”": '"', "’": "'", "‘": "'"}
)


def folded(text: str) -> str:
    """The text in lower case, without diacritics, quotes and dashes straight, single spaces.

    Compare it only with other folded text.
    """
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text))
    bases = "".join(taken_apart(letter)[0] for letter in composed)
    return " ".join(unicodedata.normalize("NFC", bases).translate(_STRAIGHT).split())
