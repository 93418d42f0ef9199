"""The one place that asks what time it is, so that tests can say, and what clocks show where."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

# Where days begin for what belongs to no event.
HOME_ZONE = ZoneInfo("Europe/Riga")

# Nobody means a day beyond these, and past the ends of the calendar no day could be added to one.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def is_known(day: date) -> bool:
    """Whether the day, or that of the moment, is one that this system reckons with."""
    return FIRST_DAY.year <= day.year <= LAST_DAY.year


def day_named(text: str) -> date | None:
    """The day that a text such as `2026-03-01` names; None where it names none that is known."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if is_known(day) else None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def moment_of(shown: datetime, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the clocks of `zone` show `shown`; of two, the first (R13)."""
    return shown.replace(tzinfo=zone).astimezone(UTC)


def shown_at(moment: datetime, zone: ZoneInfo) -> datetime:
    """The day and time that the clocks of `zone` show at that moment, without a zone."""
    return moment.astimezone(zone).replace(tzinfo=None)
