"""What the frame of every page shows: its languages, its address, ways about, who is signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import Flask, current_app, has_request_context, request, url_for
from flask_babel import gettext
from flask_login import current_user

from eventreg import addresses
from eventreg.language import locale, numbers
from eventreg.language.local_text import LANGUAGES

HOME = "pages.home"
LIBRARY = "library.overview"
MEGABYTE = 1_000_000
WORKPLACE = "organise.dashboard"
SIGN_IN = "security.login"
STYLE_SHEETS = ("tokens", "type", "layout", "controls", "content", "events", "mine")


class Alternate(NamedTuple):
    """The page in one of the languages; `absolute` is its address for search engines."""

    language: str
    name: str
    address: str
    absolute: str


class Entry(NamedTuple):
    """A way in the main navigation; `current` is `page`, or `true` in the rooms behind it."""

    text: str
    address: str
    current: str | None


@dataclass(frozen=True)
class Site:
    """Values of the frame that the page itself does not give."""

    style_sheets: Sequence[str]
    alternates: Sequence[Alternate]
    navigation: Sequence[Entry]
    is_signed_in: bool

    @property
    def canonical(self) -> str:
        """The page's own full address, without its query."""
        return next(each.absolute for each in self.alternates if each.language == locale.current())

    @property
    def other_languages(self) -> Sequence[Alternate]:
        return [each for each in self.alternates if each.language != locale.current()]


def init(app: Flask) -> None:
    """Give templates `site` and the filters of running text."""
    app.context_processor(_of_the_page)
    app.jinja_env.filters.update(
        paragraphs=paragraphs,
        sentence_start=sentence_start,
        file_size=file_size,
        local_date=local_date,
    )


def paragraphs(text: str) -> list[list[str]]:
    r"""A plain text as paragraphs of lines; blank lines part the paragraphs.

    >>> paragraphs("one\ntwo\n\n\nthree")
    [['one', 'two'], ['three']]
    """
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def sentence_start(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def file_size(size_bytes: int) -> str:
    """A size in words, in steps of 1000, as files are told to people: "124 KB", "1,2 MB"."""
    language = locale.current()
    if size_bytes < MEGABYTE:
        return f"{numbers.number(max(1, round(size_bytes / 1000)), language)}\u00a0KB"
    return f"{numbers.number(round(size_bytes / MEGABYTE, 1), language)}\u00a0MB"


def local_date(moment: datetime, zone: str) -> date:
    """The day of a moment where the clocks show `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def _of_the_page() -> dict[str, Site]:
    """Nothing for mails and papers, which commands and tasks write too."""
    return {"site": _site()} if has_request_context() else {}


def _site() -> Site:
    signed_in = bool(current_user and current_user.is_authenticated)
    return Site(
        style_sheets=STYLE_SHEETS,
        alternates=_alternates(),
        navigation=_navigation(signed_in=signed_in),
        is_signed_in=signed_in,
    )


def _navigation(*, signed_in: bool) -> Sequence[Entry]:
    ways = [(HOME, gettext("Events")), (LIBRARY, gettext("Library of practices"))]
    ways.append((WORKPLACE, gettext("Workplace")) if signed_in else (SIGN_IN, gettext("Sign in")))
    return [
        Entry(text, url_for(endpoint), _current(endpoint))
        for endpoint, text in ways
        if endpoint in current_app.view_functions
    ]


def _current(endpoint: str) -> str | None:
    if request.endpoint == endpoint:
        return "page"
    inside = endpoint in (WORKPLACE, LIBRARY) and request.path.startswith(url_for(endpoint))
    return "true" if inside else None


def _alternates() -> Sequence[Alternate]:
    """The page in each language; of a page that has none, the home page in each."""
    endpoint, values = request.endpoint or HOME, dict(request.view_args or {})
    if not current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        endpoint, values = HOME, {}
    return [
        Alternate(
            language=language,
            name=locale.OWN_NAMES[language],
            address=url_for(endpoint, **{**request.args, **values, "lang": language}),
            absolute=addresses.absolute(endpoint, **{**values, "lang": language}),
        )
        for language in LANGUAGES
    ]
