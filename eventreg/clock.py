"""The one place that asks what time it is, so that tests can say, and what clocks show where."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

# Where days begin for what belongs to no event.
HOME_ZONE = ZoneInfo("Europe/Riga")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def moment_of(shown: datetime, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which the clocks of `zone` show `shown`; of two, the first (R13)."""
    return shown.replace(tzinfo=zone).astimezone(UTC)


def shown_at(moment: datetime, zone: ZoneInfo) -> datetime:
    """The day and time that the clocks of `zone` show at that moment, without a zone."""
    return moment.astimezone(zone).replace(tzinfo=None)
