"""Pictures of every page and of every sheet of paper, for people to look at.

    python -m tests.browser.screenshots [FOLDER]      var/screenshots unless given

The pages are those of the demonstration, in Latvian: on a phone and on a desktop, the public ones
also in the dark and in English.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import select

from eventreg import clock
from eventreg.accounts.models import Account
from eventreg.app import create_app
from eventreg.database import db
from eventreg.demo.folder import DemoFolder
from eventreg.demo.service import set_up
from eventreg.paths import CHECKOUT
from eventreg.registration.links import token_of
from eventreg.registration.models import Registration
from tests.browser.conftest import chromium, serving
from tests.client import CheckingClient
from tests.settings import settings_for
from tests.world import walk

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PAPERS = ("agenda", "participants", "report")
DOTS_PER_INCH = "80"


class Look(NamedTuple):
    """A way to look at pages."""

    name: str
    size: dict[str, int]
    scheme: str = "light"


LOOKS = (Look("phone", PHONE), Look("desktop", DESKTOP))
DARK = (Look("phone-dark", PHONE, "dark"), Look("desktop-dark", DESKTOP, "dark"))


def main(folder: Path) -> None:
    """Take all pictures anew."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as home:
        app = _demonstration(Path(home))
        with serving(app) as address, chromium() as browser:
            _take_pages(app, browser, address, folder)
            _take_papers(app, address, browser, folder)
    print(f"{len(list(folder.rglob('*.png')))} pictures in {folder}")  # noqa: T201 - a command


def _demonstration(home: Path) -> Flask:
    app = create_app(settings_for(home, LOG_FORMAT="json"))
    app.test_client_class = CheckingClient
    with app.app_context():
        upgrade()
        set_up(DemoFolder(home), now=clock.now())
        db.session.commit()
    return app


def _take_pages(app: Flask, browser: Browser, address: str, folder: Path) -> None:
    visitor, organiser = app.test_client(), app.test_client()
    with app.app_context():
        organiser.sign_in(db.session.scalars(select(Account)).one())  # type: ignore[attr-defined]
        token = token_of(db.session.scalars(_youngest_registration()).first())
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    for language in ("lv", "en"):
        starts = (f"/{language}/", f"/{language}/r/{token}/")
        public = walk(app, visitor, *starts, most=2)  # type: ignore[arg-type]
        looks = (*LOOKS, *DARK) if language == "lv" else LOOKS
        _take(context, _named(public), looks, folder / language)
    cookie: Any = organiser.get_cookie("eventreg")
    context.add_cookies([{"name": "eventreg", "value": cookie.value, "url": address}])
    work = walk(app, organiser, "/lv/organise/", most=1)  # type: ignore[arg-type]
    inside = {name: paths for name, paths in work.items() if "/organise/" in paths[0]}
    _take(context, _named(inside), LOOKS, folder / "lv")
    context.close()


def _youngest_registration() -> Any:
    return select(Registration).order_by(Registration.created_at.desc(), Registration.id.desc())


def _named(found: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for endpoint, paths in found.items():
        for number, path in enumerate(paths, 1):
            yield f"{endpoint}-{number}" if len(paths) > 1 else endpoint, path


def _take(
    context: BrowserContext, pages: Iterator[tuple[str, str]], looks: tuple[Look, ...], folder: Path
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    page = context.new_page()
    for name, path in pages:
        page.goto(path)
        for look in looks:
            page.set_viewport_size(look.size)  # type: ignore[arg-type]
            page.emulate_media(color_scheme=look.scheme)  # type: ignore[arg-type]
            page.screenshot(path=folder / f"{name}-{look.name}.png", full_page=True)
    page.close()


def _take_papers(app: Flask, address: str, browser: Browser, folder: Path) -> None:
    with app.app_context():
        slugs = set_up(DemoFolder(app.extensions["eventreg.settings"].home), now=clock.now()).events
        db.session.rollback()
    context = browser.new_context(base_url=address)
    for slug in slugs:
        for language in ("lv", "en"):
            for paper in PAPERS:
                answer = context.request.get(f"/{language}/e/{slug}/{paper}.pdf")
                if answer.status == 200:
                    _draw(answer.body(), folder / "papers" / slug / f"{paper}-{language}")
    context.close()


def _draw(pdf: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.with_suffix(".pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-png", "-r", DOTS_PER_INCH, target.with_suffix(".pdf"), target], check=True
    )


if __name__ == "__main__":
    given = sys.argv[1:]
    main(Path(given[0]) if given else CHECKOUT / "var" / "screenshots")
