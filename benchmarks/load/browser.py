"""A browser without a screen: cookies, forms as the pages have them, redirects, a second try.

It speaks real HTTP. A request that gets no answer (the server died) is sent again, as a person
presses the button again, until patience ends.
"""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_CONTROL = re.compile(r"<(input|button|textarea|select)\b([^>]*)>", re.DOTALL)
_OPTION = re.compile(r"<option\b([^>]*)>", re.DOTALL)
_ERROR_SUMMARY = re.compile(r'class="error-summary".*?<ul>(.*?)</ul>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
ANSWER_SECONDS = 30.0
PAUSE_SECONDS = 0.1

Fields = Mapping[str, str]


class NoAnswer(Exception):
    """The server did not answer before patience ended."""


class NoSuchForm(Exception):
    """The page has no form like that."""


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, what it would send untouched, what a list offers."""

    action: str
    fields: dict[str, str]
    names: frozenset[str]
    offered: dict[str, Sequence[str]]


@dataclass(frozen=True)
class Page:
    """An answer."""

    path: str
    status: int
    text: str

    @property
    def complaints(self) -> str:
        """What the summary of errors says; empty without one."""
        found = _ERROR_SUMMARY.search(self.text)
        return " ".join(unescape(_TAG.sub(" ", found[1])).split()) if found else ""

    def has_form(self, control: str) -> bool:
        return any(control in form.names for form in self.forms())

    def form(self, control: str) -> Form:
        """The first form with a control of that name; raises NoSuchForm."""
        for form in self.forms():
            if control in form.names:
                return form
        raise NoSuchForm(f"{self.path} ({self.status}) has no form with {control!r}")

    def forms(self) -> list[Form]:
        """The forms of the main part that are sent by POST."""
        main = self.text.partition("<main")[2].partition("</main>")[0]
        found = [(_attributes(head), body) for head, body in _FORM.findall(main)]
        return [
            _form(head.get("action") or self.path, body)
            for head, body in found
            if head.get("method", "").lower() == "post"
        ]


class Browser:
    """One person's browser; `came_from` is the person's network address.

    `tried_again` counts the requests that had to be sent more than once, `faults` the answers with
    which the server admitted a fault of its own.
    """

    def __init__(self, address: str, *, came_from: str, patience: float):
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._came_from, self._patience = came_from, patience
        self._cookies: dict[str, str] = {}
        self._connection: HTTPConnection | None = None
        self.tried_again = 0
        self.faults: list[str] = []

    def get(self, path: str) -> Page:
        """Fetch a page, following redirects."""
        return self._follow(self._patiently("GET", path))

    def send(self, form: Form, fields: Fields) -> Page:
        """Send a form as it stands but for `fields`, and follow to the page that answers."""
        return self._follow(self.post(form, fields))

    def post(self, form: Form, fields: Fields) -> Page:
        """The same without following: the text of a redirect is where it leads."""
        return self._patiently("POST", form.action, urlencode({**form.fields, **fields}))

    def close(self) -> None:
        """Let the connection go; cookies stay."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _follow(self, page: Page) -> Page:
        for _hop in range(5):
            if page.status not in {301, 302, 303, 307, 308}:
                return page
            page = self._patiently("GET", page.text)
        raise NoAnswer(f"{page.path} leads in a circle")

    def _patiently(self, method: str, path: str, body: str | None = None) -> Page:
        parts = urlsplit(path)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        end = time.monotonic() + self._patience
        while time.monotonic() < end:
            try:
                page = self._once(method, target, body)
            except (OSError, HTTPException):
                self.close()
            else:
                if page.status < 500:
                    return page
                self.faults.append(f"{method} {target}: {page.status}")
            self.tried_again += 1
            time.sleep(PAUSE_SECONDS)
        raise NoAnswer(f"{method} {target}")

    def _once(self, method: str, target: str, body: str | None) -> Page:
        if self._connection is None:
            self._connection = HTTPConnection(self._host, self._port, timeout=ANSWER_SECONDS)
        headers = {"X-Forwarded-For": self._came_from, "User-Agent": "eventreg-load"}
        if self._cookies:
            headers["Cookie"] = "; ".join(
                f"{name}={value}" for name, value in self._cookies.items()
            )
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, target, body, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        if location := answer.headers.get("Location"):
            return Page(target, answer.status, location)
        return Page(target, answer.status, content.decode())


def _form(action: str, body: str) -> Form:
    fields: dict[str, str] = {}
    offered: dict[str, Sequence[str]] = {}
    names = set()
    for control in _CONTROL.finditer(body):
        kind, given = control[1], _attributes(control[2])
        name = given.get("name")
        if not name or "disabled" in given:
            continue
        names.add(name)
        if kind == "select":
            inside = body[control.end() :].partition("</select>")[0]
            options = [_attributes(each) for each in _OPTION.findall(inside)]
            offered[name] = [each.get("value", "") for each in options]
            chosen = [each.get("value", "") for each in options if "selected" in each]
            fields[name] = next(iter([*chosen, *offered[name]]), "")
        elif kind == "textarea":
            inside = body[control.end() :].partition("</textarea>")[0]
            fields[name] = unescape(inside).replace("\r\n", "\n").removeprefix("\n")
        elif kind == "input" and given.get("type") in {"checkbox", "radio"}:
            offered[name] = [*offered.get(name, ()), given.get("value", "on")]
            if "checked" in given:
                fields[name] = given.get("value", "on")
        elif kind == "input" and given.get("type") not in {"submit", "file", "image"}:
            fields[name] = given.get("value", "")
    return Form(action, fields, frozenset(names), offered)


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(text)}
