"""The log as a table for spreadsheets."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from flask_babel import gettext

from eventreg.language import dates
from eventreg.log.reading import Detail, Line
from eventreg.registration.people_files.cells import as_csv


def log_csv(lines: Sequence[Line], *, zone: ZoneInfo, language: str) -> str:
    """A line for each entry: when, who, what, to which thing, and what is otherwise since."""
    head = [gettext("When"), gettext("By whom"), gettext("What happened"), gettext("To what")]
    rows = (
        [
            dates.plain(dates.short_moment(each.at, zone, language)),
            each.who,
            each.what,
            each.thing,
            "; ".join(map(_detail, each.details)),
        ]
        for each in lines
    )
    return as_csv([[*head, gettext("Changes")], *rows], language=language)


def _detail(each: Detail) -> str:
    since = f"{each.before} → {each.after}" if each.before else each.after
    return f"{each.label}: {since}"
