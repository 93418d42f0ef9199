"""Which files the sheet of a preview is made of, and its address, which changes with them."""

import hashlib
from functools import cache
from pathlib import Path

from flask import url_for

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "fonts"
SHEETS = (HERE.parent / "print.css", HERE / "screen.css")


@cache
def version() -> str:
    """One fingerprint of sheets and fonts."""
    total = hashlib.sha256()
    for path in (*SHEETS, *sorted(FONTS.glob("*.ttf"))):
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


def sheet_address(accent: str) -> str:
    """Where the sheet is with the accent colour `#rrggbb`."""
    return url_for("paper_sheet.sheet", version=version(), accent=accent.lstrip("#").lower())
