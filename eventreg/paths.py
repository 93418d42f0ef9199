"""Where the files that ship with the code are found, in a checkout and in an installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def _shipped(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else CHECKOUT / name


TEMPLATES = _shipped("templates")
MIGRATIONS = _shipped("migrations")
STATIC = PACKAGE / "static"
TRANSLATIONS = PACKAGE / "translations"
DATA = PACKAGE / "data"
