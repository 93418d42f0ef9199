"""Dates as Latvian and English write them (R15).

Latvian says the year first and puts the month into a case: "2017. gada 21. un 22. novembrī".
Spaces that must not break (before and after "gada", between day and month) are U+00A0; `plain`
turns them into ordinary spaces for places that want none: mail subjects, file names, calendars.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from eventreg.language.lists import joined
from eventreg.language.times import clock_time

NBSP = "\u00a0"
DASH = "\u2013"


class Case(StrEnum):
    """The Latvian case of a date; English has one form for all.

    Nominative in headings, genitive after "no" (from), dative after "līdz" (until), locative for
    the day on which something happens.
    """

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    DATIVE = "dative"
    LOCATIVE = "locative"


_STEMS_IN_IS = {
    1: "janvār",
    2: "februār",
    4: "aprīl",
    9: "septembr",
    10: "oktobr",
    11: "novembr",
    12: "decembr",
}
_STEMS_IN_S = {3: "mart", 5: "maij", 6: "jūnij", 7: "jūlij", 8: "august"}
_ENDINGS_IN_IS = {Case.NOMINATIVE: "is", Case.GENITIVE: "a", Case.DATIVE: "im", Case.LOCATIVE: "ī"}
_ENDINGS_IN_S = {Case.NOMINATIVE: "s", Case.GENITIVE: "a", Case.DATIVE: "am", Case.LOCATIVE: "ā"}

_MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = {
    "lv": (
        *("pirmdiena", "otrdiena", "trešdiena", "ceturtdiena", "piektdiena"),
        *("sestdiena", "svētdiena"),
    ),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def month_name(month: int, language: str, case: Case = Case.NOMINATIVE) -> str:
    """The month 1–12 in words: "novembrī", "November"."""
    if language != "lv":
        return _MONTHS_EN[month - 1]
    if month in _STEMS_IN_S:
        return _STEMS_IN_S[month] + _ENDINGS_IN_S[case]
    if month == 4 and case is Case.GENITIVE:
        return "aprīļa"
    return _STEMS_IN_IS[month] + _ENDINGS_IN_IS[case]


def weekday(day: date, language: str) -> str:
    """The day of the week: "otrdiena", "Tuesday"."""
    return _WEEKDAYS["lv" if language == "lv" else "en"][day.weekday()]


def long_date(day: date, language: str, case: Case = Case.NOMINATIVE) -> str:
    """A day in words: "2017. gada 21. novembris", "21 November 2017"."""
    if language == "lv":
        return f"{_year_lv(day)}{NBSP}{_day_month_lv(day, case)}"
    return f"{_day_month_en(day)} {day.year}"


def short_date(day: date, language: str) -> str:
    """A day for table columns: "21.11.2017.", "21 Nov 2017"."""
    if language == "lv":
        return f"{day:%d.%m.%Y}."
    return f"{day.day}{NBSP}{_MONTHS_EN[day.month - 1][:3]}{NBSP}{day.year}"


def day_heading(number: int, day: date, language: str) -> str:
    """The heading of an event's day: "1. diena – 2017. gada 21. novembris, otrdiena"."""
    if language == "lv":
        return f"{number}.{NBSP}diena {DASH} {long_date(day, language)}, {weekday(day, language)}"
    return f"Day{NBSP}{number} {DASH} {weekday(day, language)}, {long_date(day, language)}"


def date_range(start: date, end: date, language: str) -> str:
    """The days of an event, from `start` to `end`, as an adverb of time.

    >>> date_range(date(2017, 11, 21), date(2017, 11, 22), "lv").replace(NBSP, " ")
    '2017. gada 21. un 22. novembrī'
    """
    if end < start:
        raise ValueError("the end of a range of dates stands before its start")
    if end == start:
        return long_date(start, language, Case.LOCATIVE)
    if language != "lv":
        return _range_en(start, end)
    if end - start == timedelta(days=1):
        return date_list([start, end], language)
    if (start.year, start.month) == (end.year, end.month):
        days = f"{start.day}.{DASH}{end.day}.{NBSP}{month_name(start.month, 'lv', Case.LOCATIVE)}"
        return f"{_year_lv(start)}{NBSP}{days}"
    last = _day_month_lv(end, Case.DATIVE)
    if end.year != start.year:
        last = f"{_year_lv(end)}{NBSP}{last}"
    return f"no {long_date(start, 'lv', Case.GENITIVE)} līdz {last}"


def date_list(days: Iterable[date], language: str) -> str:
    """Separate days, each named once: "2017. gada 21. un 23. novembrī", "21 and 23 November 2017".

    The order given does not matter; a day given twice counts once. No day gives an empty text.
    """
    ordered = sorted(set(days))
    parts = []
    for position, day in enumerate(ordered):
        before = ordered[position - 1] if position else None
        after = ordered[position + 1] if position + 1 < len(ordered) else None
        parts.append(_listed_lv(day, before, after) if language == "lv" else _listed_en(day, after))
    return joined(parts, language)


def moment(at: datetime, zone: ZoneInfo, language: str, case: Case = Case.LOCATIVE) -> str:
    """A moment in words, as the clocks of `zone` show it.

    "2017. gada 21. novembrī plkst. 10.00", "21 November 2017, 10:00". With `Case.DATIVE` it
    follows "līdz" (until).
    """
    local = _in_zone(at, zone)
    day = long_date(local.date(), language, case)
    return _with_time(day, local, language)


def short_moment(at: datetime, zone: ZoneInfo, language: str) -> str:
    """A moment for table columns: "21.11.2017. plkst. 10.00", "21 Nov 2017, 10:00"."""
    local = _in_zone(at, zone)
    return _with_time(short_date(local.date(), language), local, language)


def plain(text: str) -> str:
    """The text with ordinary spaces where it has unbreakable ones."""
    return text.replace(NBSP, " ")


def _in_zone(at: datetime, zone: ZoneInfo) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(zone)


def _with_time(day: str, local: datetime, language: str) -> str:
    time = clock_time(local.time(), language)
    return f"{day} plkst.{NBSP}{time}" if language == "lv" else f"{day}, {time}"


def _year_lv(day: date) -> str:
    return f"{day.year}.{NBSP}gada"


def _day_month_lv(day: date, case: Case) -> str:
    return f"{day.day}.{NBSP}{month_name(day.month, 'lv', case)}"


def _day_month_en(day: date) -> str:
    return f"{day.day}{NBSP}{month_name(day.month, 'en')}"


def _range_en(start: date, end: date) -> str:
    if start.year != end.year:
        return f"{long_date(start, 'en')}{DASH}{long_date(end, 'en')}"
    if start.month != end.month:
        return f"{_day_month_en(start)}{DASH}{long_date(end, 'en')}"
    return f"{start.day}{DASH}{long_date(end, 'en')}"


def _listed_lv(day: date, before: date | None, after: date | None) -> str:
    """The year before the first of its days, the month after the last of its days."""
    text = f"{day.day}."
    if before is None or before.year != day.year:
        text = f"{_year_lv(day)}{NBSP}{text}"
    if after is None or (after.year, after.month) != (day.year, day.month):
        text = f"{text}{NBSP}{month_name(day.month, 'lv', Case.LOCATIVE)}"
    return text


def _listed_en(day: date, after: date | None) -> str:
    if after is None or after.year != day.year:
        return long_date(day, "en")
    return _day_month_en(day) if after.month != day.month else str(day.day)
