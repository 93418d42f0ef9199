"""What the frame of every page shows: its languages, its address, ways about, who is signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from eventreg import addresses
from eventreg.language import locale
from eventreg.language.local_text import LANGUAGES

HOME = "pages.home"
LANGUAGE_NAMES = {"lv": "Latviešu", "en": "English"}
STYLE_SHEETS = ("tokens", "type", "layout", "controls", "content", "events")


class Alternate(NamedTuple):
    """The page in one of the languages; `absolute` is its address for search engines."""

    language: str
    name: str
    address: str
    absolute: str


@dataclass(frozen=True)
class Site:
    """Values of the frame that the page itself does not give."""

    style_sheets: Sequence[str]
    alternates: Sequence[Alternate]
    is_signed_in: bool
    here: str

    @property
    def canonical(self) -> str:
        """The page's own full address, without its query."""
        return next(each.absolute for each in self.alternates if each.language == locale.current())

    @property
    def other_languages(self) -> Sequence[Alternate]:
        return [each for each in self.alternates if each.language != locale.current()]


def init(app: Flask) -> None:
    """Give templates `site` and the filter `paragraphs`."""
    app.context_processor(lambda: {"site": _site()})
    app.jinja_env.filters["paragraphs"] = paragraphs


def paragraphs(text: str) -> list[list[str]]:
    """A plain text as paragraphs of lines; blank lines part the paragraphs.

    >>> paragraphs("one\\ntwo\\n\\n\\nthree")
    [['one', 'two'], ['three']]
    """
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _site() -> Site:
    return Site(
        style_sheets=STYLE_SHEETS,
        alternates=_alternates(),
        is_signed_in=bool(current_user and current_user.is_authenticated),
        here=request.endpoint or "",
    )


def _alternates() -> Sequence[Alternate]:
    """The page in each language; of a page that has none, the home page in each."""
    endpoint, values = request.endpoint or HOME, dict(request.view_args or {})
    if not current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        endpoint, values = HOME, {}
    return [
        Alternate(
            language=language,
            name=LANGUAGE_NAMES[language],
            address=url_for(endpoint, **{**request.args, **values, "lang": language}),
            absolute=addresses.absolute(endpoint, **{**values, "lang": language}),
        )
        for language in LANGUAGES
    ]
