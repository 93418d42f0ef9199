"""A test client that is also a linter: it checks every page that any test fetches.

page = client.get("/lv/")
page.title, page.heading, page.text
page = client.submit("/lv/e/limbazi/register", {"name": "Anna"})
"""

import io
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import Context
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from eventreg.accounts.models import Account
from eventreg.database import db
from tests import page_rules

Fields = Mapping[str, str | Sequence[str] | None]


class Page(TestResponse):
    """An answer, with what a person would read in it."""

    @property
    def path(self) -> str:
        """The path that was asked for, after redirects."""
        return self.request.path

    @cached_property
    def document(self) -> Element:
        """The parsed document."""
        return page_rules.parse(self.get_data(as_text=True))

    @property
    def title(self) -> str:
        return page_rules.text_of(self.find("title"))

    @property
    def heading(self) -> str:
        """The h1."""
        return page_rules.text_of(self.find("h1"))

    @property
    def words(self) -> str:
        """The text of the main part (or the body), with single spaces."""
        main = self.document.find(".//main")
        return page_rules.text_of(main if main is not None else self.find("body"))

    @property
    def links(self) -> dict[str, str]:
        """Addresses by the text of the link; the first of equal texts."""
        found: dict[str, str] = {}
        for one in self.document.iter("a"):
            found.setdefault(page_rules.text_of(one), one.get("href", ""))
        return found

    @property
    def errors(self) -> list[str]:
        """What the summary of errors says, in order."""
        return [
            page_rules.text_of(one)
            for box in self.document.iter()
            if "error-summary" in (box.get("class") or "").split()
            for one in box.iter("li")
        ]

    def find(self, tag: str) -> Element:
        """The first element of a tag."""
        found = next(self.document.iter(tag), None)
        assert found is not None, f"no <{tag}> in the page"
        return found

    def all(self, tag: str) -> list[str]:
        """The texts of all elements of a tag, in order."""
        return [page_rules.text_of(one) for one in self.document.iter(tag)]

    def form(self, action: str | None = None) -> Element:
        """The form to `action`, else the one in the main part that is sent by POST."""
        forms = [
            one
            for one in self.document.iter("form")
            if (one.get("method", "get").lower() == "post")
            and (action is None or one.get("action") == action)
        ]
        main = self.document.find(".//main")
        within = list(main.iter("form")) if main is not None else forms
        inside = [one for one in forms if one in within] or forms
        assert inside, f"no form to {action or 'send'} in the page at {self.path}"
        return inside[0]


class CheckingClient(FlaskClient):
    """Each request runs as in a server: with its own context, on what the test has committed."""

    checker: Callable[[], str] | None = None

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.response_wrapper = type("PageOfTest", (Page, *self.response_wrapper.__mro__[1:2]), {})

    def open(self, *args: Any, **kwargs: Any) -> Page:  # type: ignore[override]
        """Fetch and check."""
        if has_app_context():
            db.session.commit()
        answer: Page = Context().run(super().open, *args, **{"buffered": True} | kwargs)
        self._check(answer)
        return answer

    def submit(
        self,
        page: str | Page,
        fields: Fields | None = None,
        *,
        action: str | None = None,
        button: str | None = None,
        follow: bool = True,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Page:
        """Fill in a page's form as a browser would, and send it.

        What `fields` does not name stays as the page has it; None leaves a field out (an unticked
        box). `button` is the `name` or the value of the button pressed, else the first one.
        `files` are names and contents. A field that the form does not have fails the test.
        """
        if isinstance(page, str):
            page = self.get(page)
            assert page.status_code == 200, f"{page.path} answers {page.status_code}"
        form = page.form(action)
        values: dict[str, Any] = _values(form)
        for name, value in (fields or {}).items():
            assert name in _names(form), f"the form has no {name!r} but {sorted(_names(form))}"
            values[name] = [] if value is None else [value] if isinstance(value, str) else [*value]
        for name, (title, content) in (files or {}).items():
            assert form.get("enctype") == "multipart/form-data", "the form sends no files"
            assert name in _names(form), f"the form has no {name!r} but {sorted(_names(form))}"
            values[name] = [(io.BytesIO(content), title)]
        values |= _pressed(form, button)
        target = form.get("action") or page.request.full_path
        return self.post(target, data=values, follow_redirects=follow)  # type: ignore[return-value]

    def sign_in(self, account: Account) -> None:
        """Be this account from now on, as after its sign-in."""
        name = account.fs_uniquifier
        with self.session_transaction() as session:
            session["_user_id"] = name
            session["_fresh"] = True
            session["fs_paa"] = time.time()

    def sign_out(self) -> None:
        """Be nobody again."""
        with self.session_transaction() as session:
            session.clear()

    def _check(self, answer: Page) -> None:
        wrong = list(page_rules.header_faults(dict(answer.headers)))
        if answer.mimetype == "text/html" and answer.data and not 300 <= answer.status_code < 400:
            wrong += page_rules.faults(answer.document, answer.path)
            if type(self).checker and not wrong:
                wrong += page_rules.validate(type(self).checker, answer.data)
        if wrong:
            listed = "\n  ".join(wrong)
            raise page_rules.PageIsFaulty(f"{answer.request.method} {answer.path}:\n  {listed}")


def local(address: str) -> str:
    """The path and query of a full address, as a client takes it."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _names(form: Element) -> set[str]:
    return {name for one in _controls(form) if (name := one.get("name"))}


def _controls(form: Element) -> Iterator[Element]:
    return (one for one in form.iter() if one.tag in page_rules.CONTROLS)


def _values(form: Element) -> dict[str, list[str]]:
    """What the form would send untouched."""
    values: dict[str, list[str]] = {}
    for one in _controls(form):
        name = one.get("name")
        if name and one.get("disabled") is None and one.get("type") not in {"submit", "image"}:
            values.setdefault(name, []).extend(_value(one))
    return {name: value for name, value in values.items() if value}


def _value(control: Element) -> list[str]:
    if control.tag == "textarea":
        return ["".join(control.itertext()).removeprefix("\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None]
        if not chosen and control.get("multiple") is None:
            chosen = options[:1]
        return [one.get("value", page_rules.text_of(one)) for one in chosen]
    if control.get("type") in {"checkbox", "radio"}:
        return [control.get("value", "on")] if control.get("checked") is not None else []
    return [] if control.get("type") == "file" else [control.get("value", "")]


def _pressed(form: Element, button: str | None) -> dict[str, list[str]]:
    buttons = [
        one
        for one in form.iter()
        if (one.tag == "button" and one.get("type", "submit") == "submit")
        or (one.tag == "input" and one.get("type") == "submit")
    ]
    if button is not None:
        buttons = [one for one in buttons if button in {one.get("name"), one.get("value")}]
        assert buttons, f"the form has no button {button!r}"
    if buttons and (name := buttons[0].get("name")):
        return {name: [buttons[0].get("value", "")]}
    return {}
