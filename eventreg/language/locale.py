"""The language of the page, the mail or the document at hand."""

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, g, has_app_context, has_request_context, request
from flask_babel import Babel, force_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from eventreg.language import dates, lists, numbers, times
from eventreg.language.local_text import LANGUAGES
from eventreg.paths import TRANSLATIONS

DEFAULT = "lv"

# How each language calls itself, for the switch between them.
OWN_NAMES = {"lv": "Latviešu", "en": "English"}

_forced: ContextVar[str | None] = ContextVar("forced_language", default=None)


def init(app: Flask) -> None:
    """Let messages, and the filters for dates, times and numbers, follow `current()`."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(TRANSLATIONS))
    Babel(app, default_locale=DEFAULT, default_timezone="UTC", locale_selector=current)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(current_language=current, languages=LANGUAGES)


def current() -> str:
    """The language in force: set by `using`, else that of the address, else Latvian."""
    forced = _forced.get()
    if forced is not None:
        return forced
    if has_app_context() and (chosen := g.get("language")) in LANGUAGES:
        return str(chosen)
    if has_request_context():
        named = (request.view_args or {}).get("lang") or request.path[1:3]
        if named in LANGUAGES and request.path[3:4] in {"", "/"}:
            return str(named)
    return DEFAULT


@contextlib.contextmanager
def using(language: str) -> Iterator[None]:
    """Speak `language` inside the block, whatever the address says (mails, documents)."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language: {language}")
    token = _forced.set(language)
    try:
        with force_locale(language):
            yield
    finally:
        _forced.reset(token)


def preferred(accept: LanguageAccept | str | None) -> str:
    """The language a browser asks for (`Accept-Language`); Latvian when it asks for no other."""
    if isinstance(accept, str):
        accept = _parsed(accept)
    return (accept.best_match(LANGUAGES) if accept else None) or DEFAULT


def other_languages() -> tuple[str, ...]:
    """The languages the page could be switched to."""
    return tuple(language for language in LANGUAGES if language != current())


def _parsed(header: str) -> LanguageAccept:
    return parse_accept_header(header, LanguageAccept)


def _of_current(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same for templates: the language comes last and may be left out."""

    def filtered(*values: Any, language: str | None = None) -> Any:
        return function(*values, language or current())

    return filtered


def _case(name: str) -> Callable[[date, str], str]:
    return lambda day, language: dates.long_date(day, language, dates.Case(name))


def _zone(zone: ZoneInfo | str) -> ZoneInfo:
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo(zone)


def _moment(at: datetime, zone: ZoneInfo | str, language: str) -> str:
    return dates.moment(at, _zone(zone), language)


def _moment_until(at: datetime, zone: ZoneInfo | str, language: str) -> str:
    return dates.moment(at, _zone(zone), language, dates.Case.DATIVE)


def _short_moment(at: datetime, zone: ZoneInfo | str, language: str) -> str:
    return dates.short_moment(at, _zone(zone), language)


def _time_span(start: time | None, end: time | None, language: str) -> str | None:
    return times.time_span(start, end, language)


def _tenths(value: float, language: str) -> str:
    return numbers.number(value, language, places=1)


# `{{ event.starts_on|date_range(event.ends_on) }}`, `{{ day|long_date(language="en") }}`
_WRITERS: dict[str, Callable[..., Any]] = {
    "long_date": dates.long_date,
    "date_on": _case("locative"),
    "date_until": _case("dative"),
    "date_from": _case("genitive"),
    "short_date": dates.short_date,
    "weekday": dates.weekday,
    "day_heading": dates.day_heading,
    "date_range": dates.date_range,
    "date_list": dates.date_list,
    "moment": _moment,
    "moment_until": _moment_until,
    "short_moment": _short_moment,
    "time_span": _time_span,
    "clock_time": times.clock_time,
    "joined": lists.joined,
    "number": numbers.number,
    "tenths": _tenths,
}
FILTERS: dict[str, Callable[..., Any]] = {
    **{name: _of_current(function) for name, function in _WRITERS.items()},
    "plain": dates.plain,
}
