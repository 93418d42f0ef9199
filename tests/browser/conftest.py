"""A real Chromium on a real server with a real database."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from eventreg.database import db

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PATIENCE_MS = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without any connection of its own."""
    program = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    assert program is not None, "Chromium is missing: apt-get install chromium"
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=flags)
        yield browser
        browser.close()


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which the application is served, in threads of this process."""
    server = make_server("127.0.0.1", 0, _in_one_piece(app), threaded=True)
    server.daemon_threads = True  # type: ignore[attr-defined]
    address = f"http://127.0.0.1:{server.server_port}"
    base_url, app.config["BASE_URL"] = app.config["BASE_URL"], address
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        app.config["BASE_URL"] = base_url


def _in_one_piece(app: Flask) -> Any:
    """Answers whole: the server leaves a file open where a browser goes in the middle of it."""

    def answer(environ: Any, start_response: Any) -> list[bytes]:
        pieces: Any = app(environ, start_response)
        try:
            return [b"".join(pieces)]
        finally:
            pieces.close()

    return answer


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The application at an address on loopback; what the test has prepared is committed."""
    db.session.commit()
    with serving(app) as address:
        yield address
        db.session.rollback()


@pytest.fixture
def visitor(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Opens a person's own browser: `visitor(language="lv", javascript=False)`.

    A page that reports an error on its console, or asks for anything elsewhere, fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def arrive(*, language: str = "lv", javascript: bool = True, **options: Any) -> Page:
        given = {"viewport": {"width": 1280, "height": 900}, "locale": language} | options
        context = browser.new_context(base_url=server, java_script_enabled=javascript, **given)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        listen(page, server, complaints)
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert complaints == []


def listen(page: Page, server: str, complaints: list[str]) -> None:
    """Note what the page complains of, and what it asks for elsewhere."""
    refused = (
        "Failed to load resource: the server responded with a status of 4",
        "Failed to load resource: net::ERR_INTERNET_DISCONNECTED",  # what a test cuts off itself
    )

    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{page.url}: {message.text}")
            if message.type == "error" and not message.text.startswith(refused)
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((server, "data:", "blob:"))
            else complaints.append(f"{page.url} asks for {request.url}")
        ),
    )
