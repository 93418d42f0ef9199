"""A press for the whole run, and the words of both languages without a database."""

import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from flask import Flask

from eventreg.documents.facts.head import Facts
from eventreg.documents.models import DocumentKind
from eventreg.documents.press import Press, Printed
from eventreg.documents.typesetting import typeset
from eventreg.language import locale
from tests.documents.samples import FIRST


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """One warm renderer."""
    press = Press(processes=1)
    yield press
    press.close()


@pytest.fixture(scope="session")
def words() -> Flask:
    """An application that knows the messages and nothing else."""
    app = Flask(__name__)
    locale.init(app)
    return app


@pytest.fixture(scope="session")
def printed(press: Press, words: Flask) -> Callable[[DocumentKind, Facts], Printed]:
    """Prints facts; the same facts are printed once in a run."""
    made: dict[tuple[DocumentKind, Facts], Printed] = {}

    def printed(kind: DocumentKind, facts: Facts) -> Printed:
        if (kind, facts) not in made:
            with words.app_context():
                manuscript = typeset(kind, facts, FIRST)
            made[kind, facts] = press.render(
                manuscript.html, language=manuscript.language, title=manuscript.title
            )
        return made[kind, facts]

    return printed


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def words_of(pdf: bytes, folder: Path) -> str:
    """What pdftotext gives back, with single spaces and words whole that a line's end parted."""
    file = folder / "document.pdf"
    file.write_bytes(pdf)
    text = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True, text=True
    )
    return " ".join(text.stdout.replace("\u00ad\n", "").split())


@pytest.fixture
def one_press(app: Flask, press: Press) -> Press:
    """The application under test prints with the press of the run."""
    app.extensions["eventreg.press"] = press
    return press
