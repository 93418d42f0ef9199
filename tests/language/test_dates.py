"""Dates as the language writes them (R15)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from eventreg.language import dates
from eventreg.language.dates import Case, date_list, date_range, day_heading, long_date, plain

NBSP = "\u00a0"
RIGA = ZoneInfo("Europe/Riga")


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2017, 11, 21), date(2017, 11, 21), "2017. gada 21. novembrī"),
        (date(2017, 11, 21), date(2017, 11, 22), "2017. gada 21. un 22. novembrī"),
        (date(2019, 1, 23), date(2019, 1, 25), "2019. gada 23.–25. janvārī"),
        (date(2018, 11, 30), date(2018, 12, 1), "2018. gada 30. novembrī un 1. decembrī"),
        (date(2018, 11, 30), date(2018, 12, 2), "no 2018. gada 30. novembra līdz 2. decembrim"),
        (
            date(2018, 12, 31),
            date(2019, 1, 1),
            "2018. gada 31. decembrī un 2019. gada 1. janvārī",
        ),
        (
            date(2018, 12, 30),
            date(2019, 3, 1),
            "no 2018. gada 30. decembra līdz 2019. gada 1. martam",
        ),
    ],
)
def test_it_writes_the_days_of_an_event_in_latvian(start: date, end: date, written: str) -> None:
    assert plain(date_range(start, end, "lv")) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2017, 11, 21), date(2017, 11, 21), "21 November 2017"),
        (date(2017, 11, 21), date(2017, 11, 22), "21–22 November 2017"),
        (date(2018, 11, 30), date(2018, 12, 2), "30 November–2 December 2018"),
        (date(2018, 12, 30), date(2019, 1, 2), "30 December 2018–2 January 2019"),
    ],
)
def test_it_writes_the_days_of_an_event_in_english(start: date, end: date, written: str) -> None:
    assert plain(date_range(start, end, "en")) == written


def test_a_date_does_not_break_between_year_and_day_or_day_and_month() -> None:
    text = date_range(date(2017, 11, 21), date(2017, 11, 22), "lv")

    assert text == f"2017.{NBSP}gada{NBSP}21. un 22.{NBSP}novembrī"


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before its start"):
        date_range(date(2017, 11, 22), date(2017, 11, 21), "lv")


@pytest.mark.parametrize(
    ("days", "lv", "en"),
    [
        ([], "", ""),
        (
            [date(2017, 11, 23), date(2017, 11, 21)],
            "2017. gada 21. un 23. novembrī",
            "21 and 23 November 2017",
        ),
        (
            [date(2017, 10, 3), date(2017, 10, 5), date(2017, 11, 7)],
            "2017. gada 3., 5. oktobrī un 7. novembrī",
            "3, 5 October and 7 November 2017",
        ),
    ],
)
def test_it_lists_separate_days(days: list[date], lv: str, en: str) -> None:
    assert (plain(date_list(days, "lv")), plain(date_list(days, "en"))) == (lv, en)


def test_a_long_date_stands_in_the_nominative() -> None:
    assert plain(long_date(date(2017, 11, 21), "lv")) == "2017. gada 21. novembris"


MONTHS = {
    Case.NOMINATIVE: "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris "
    "oktobris novembris decembris",
    Case.GENITIVE: "janvāra februāra marta aprīļa maija jūnija jūlija augusta septembra "
    "oktobra novembra decembra",
    Case.DATIVE: "janvārim februārim martam aprīlim maijam jūnijam jūlijam augustam septembrim "
    "oktobrim novembrim decembrim",
    Case.LOCATIVE: "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī "
    "oktobrī novembrī decembrī",
}


@pytest.mark.parametrize("case", list(Case))
def test_every_month_has_its_latvian_case(case: Case) -> None:
    assert [dates.month_name(n, "lv", case) for n in range(1, 13)] == MONTHS[case].split()


def test_a_day_heading_counts_the_day_and_names_the_weekday() -> None:
    day = date(2017, 11, 21)

    assert plain(day_heading(1, day, "lv")) == "1. diena – 2017. gada 21. novembris, otrdiena"
    assert plain(day_heading(1, day, "en")) == "Day 1 – Tuesday, 21 November 2017"


def test_a_short_date_cannot_be_misread() -> None:
    day = date(2017, 11, 2)

    assert dates.short_date(day, "lv") == "02.11.2017."
    assert plain(dates.short_date(day, "en")) == "2 Nov 2017"


def test_a_moment_is_told_by_the_clocks_of_its_zone() -> None:  # R13
    at = datetime(2017, 11, 21, 22, 30, tzinfo=UTC)

    assert plain(dates.moment(at, RIGA, "lv")) == "2017. gada 22. novembrī plkst. 0.30"
    assert plain(dates.moment(at, RIGA, "en")) == "22 November 2017, 00:30"
    assert plain(dates.short_moment(at, RIGA, "lv")) == "22.11.2017. plkst. 0.30"


def test_a_deadline_stands_in_the_dative() -> None:
    at = datetime(2017, 11, 15, 10, 0, tzinfo=UTC)

    assert plain(dates.moment(at, RIGA, "lv", Case.DATIVE)) == (
        "2017. gada 15. novembrim plkst. 12.00"
    )


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.moment(datetime(2017, 11, 21), RIGA, "lv")  # noqa: DTZ001
