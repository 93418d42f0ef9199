"""What a warm renderer keeps of the fonts it wrote: cutting and packing them again gives the same.

Two papers in one language use nearly the same letters, and an agenda that is edited just the same.
"""

import zlib
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.pdf.fonts import Font

CUTS_KEPT = 32
PACKED_KEPT = 64
LARGEST_KEPT = 64 * 1024  # bytes; fonts and pages of text are smaller
_LEVEL = 9  # at which pydyf packs streams

_cuts: dict[tuple[object, ...], bytes] = {}
_cut = Font._harfbuzz_subset  # noqa: SLF001, the step that costs; pyproject pins the version


def _cut_once(self: Any, to_unicode: dict[int, str], hinting: Any) -> None:
    key = (self.file_content, self.index, frozenset(to_unicode), hinting, bool(self.missing))
    if (known := _cuts.get(key)) is None:
        _cut(self, to_unicode, hinting)
        if len(_cuts) == CUTS_KEPT:
            _cuts.pop(next(iter(_cuts)))
        known = _cuts[key] = self.file_content
    self.file_content = known


@lru_cache(maxsize=PACKED_KEPT)
def _packed(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)


class _Packer:
    """Packs in one piece, as pydyf asks for it, at its level."""

    def __init__(self, level: int):
        self._level = level
        self._data = b""

    def compress(self, data: bytes) -> bytes:
        self._data += data
        return b""

    def flush(self) -> bytes:
        if self._level == _LEVEL and len(self._data) <= LARGEST_KEPT:
            return _packed(self._data)
        return zlib.compress(self._data, self._level)


def take() -> None:
    """Keep cut and packed fonts from now on, in this process."""
    Font._harfbuzz_subset = _cut_once  # noqa: SLF001, see above
    pydyf.zlib = SimpleNamespace(compress=zlib.compress, compressobj=_Packer)
