"""Search that does not ask for diacritics: "kekava" finds "Ķekava"."""

import unicodedata

from eventreg.language.letters import taken_apart

_STRAIGHT = str.maketrans(
    {"–": "-", "—": "-", "‑": "-", "−": "-", "„": '"', "“": '"', "”": '"', "’": "'", "‘": "'"}
)


class _Bases(dict[int, str]):
    """The base of each letter, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        base = self[code] = taken_apart(chr(code))[0]
        return base


_BASES = _Bases()


def folded(text: str) -> str:
    """The text in lower case, without diacritics, quotes and dashes straight, single spaces.

    Compare it only with other folded text.
    """
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text))
    bases = unicodedata.normalize("NFC", composed.translate(_BASES))
    return " ".join(bases.translate(_STRAIGHT).split())
