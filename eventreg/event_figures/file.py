"""A figure as files: its table for spreadsheets, its picture to be put into other papers."""

import re
import textwrap
from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext

from eventreg.event_figures.facts import Figure
from eventreg.events.models import Event
from eventreg.figures.territory_map import Shade, TerritoryMap
from eventreg.identity import slug_from
from eventreg.registration.people_files.cells import as_csv

WIDTH = 688  # of the whole picture
MARGIN = 24
_HEADING, _WORDS = 28, 20  # the heights of a line of the heading, and of other words
_KEY = 110  # the room for a shade of the map's legend
_PER_LINE = 58  # letters of the heading
# What XML cannot hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Where the parts of a picture of its own stand, in its units."""

    heading: tuple[tuple[int, str], ...]
    event_y: int
    top: int
    scale: float
    legend: tuple[tuple[int, Shade], ...]
    legend_y: int
    height: int


def figure_csv(figure: Figure, *, language: str) -> str:
    """The table of a figure, a line for each row, numbers as numbers."""
    series = figure.series
    rows = ((each.name, *each.numbers) for each in series.counts)
    return as_csv([series.heads, *rows], language=language)


def figure_svg(figure: Figure, event: Event, *, language: str) -> str:
    """The picture as an SVG file that needs nothing else: dark on white, with heading and words."""
    numbers = "; ".join(f"{each.name}: {each.number}" for each in figure.series.counts)
    svg = render_template(
        "event_figures/picture.svg",
        figure=figure,
        sheet=_sheet(figure),
        event=event.title.in_(language),
        described=gettext("%(title)s. %(numbers)s.", title=figure.title, numbers=numbers),
        language=language,
        width=WIDTH,
        margin=MARGIN,
    )
    return _CONTROL.sub("", svg)


def file_name(figure: Figure, event: Event, ending: str) -> str:
    """A readable name in the language of the page."""
    return f"{event.slug}-{slug_from(figure.title) or figure.name}.{ending}"


def _sheet(figure: Figure) -> Sheet:
    picture = figure.picture
    assert picture is not None  # noqa: S101 - the caller has asked
    lines = textwrap.wrap(figure.title, _PER_LINE) or [figure.name]
    heading = tuple((MARGIN + _HEADING * (n + 1) - 8, line) for n, line in enumerate(lines))
    event_y = heading[-1][0] + _WORDS + 4
    top, scale = event_y + MARGIN, (WIDTH - 2 * MARGIN) / picture.width
    end = top + round(picture.height * scale)
    shades = picture.legend if isinstance(picture, TerritoryMap) else ()
    return Sheet(
        heading=heading,
        event_y=event_y,
        top=top,
        scale=scale,
        legend=tuple((MARGIN + number * _KEY, shade) for number, shade in enumerate(shades)),
        legend_y=end + MARGIN,
        height=end + MARGIN + (MARGIN + _WORDS if shades else 0),
    )
