"""What a document's bytes depend on, as one number (R17)."""

import ctypes
import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from eventreg.documents.facts.head import Facts, as_json
from eventreg.documents.models import DocumentKind
from eventreg.events.models import Audience
from eventreg.paths import PACKAGE, TEMPLATES, TRANSLATIONS

HERE = Path(__file__).resolve().parent


def fingerprint(kind: DocumentKind, audience: Audience, facts: Facts) -> str:
    """A SHA-256 in hexadecimal over the facts and over all that turns them into pages."""
    return _digest(kind, audience, as_json(facts), press_state())


@cache
def press_state() -> str:
    """Templates, sheet, fonts, translations and the versions of the engines beneath."""
    files = [
        *sorted((HERE / "fonts").glob("*.ttf")),
        *sorted(HERE.glob("*.css")),
        *sorted(HERE.rglob("*.py")),
        *sorted((PACKAGE / "figures").glob("*.py")),
        *sorted((PACKAGE / "language").glob("*.py")),
        *sorted((TEMPLATES / "documents").rglob("*.html")),
        *sorted((TEMPLATES / "layouts").glob("print*.html")),
        *(TEMPLATES / "components" / name for name in ("map.html", "chart.html")),
        *sorted(TRANSLATIONS.rglob("*.mo")),
    ]
    contents = (hashlib.sha256(path.read_bytes()).hexdigest() for path in files if path.is_file())
    return _digest(*contents, *engines())


def engines() -> tuple[str, ...]:
    """WeasyPrint, pydyf, pikepdf, Pango and HarfBuzz with their versions."""
    return (
        f"WeasyPrint {version('weasyprint')}",
        f"pydyf {version('pydyf')}",
        f"pikepdf {version('pikepdf')}",
        f"Pango {_library_version('libpango-1.0.so.0', 'pango_version_string')}",
        f"HarfBuzz {_library_version('libharfbuzz.so.0', 'hb_version_string')}",
    )


def _library_version(library: str, function: str) -> str:
    try:
        call = getattr(ctypes.CDLL(library), function)
    except OSError:  # named otherwise on this system; the Python packages' versions remain
        return "unknown"
    call.restype = ctypes.c_char_p
    return str(call().decode())


def _digest(*parts: str) -> str:
    whole = hashlib.sha256()
    for part in parts:
        encoded = part.encode()
        whole.update(len(encoded).to_bytes(8, "big") + encoded)
    return whole.hexdigest()
