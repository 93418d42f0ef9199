"""How the desk says who stands before it: a colour, a sign and words."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import LazyString, gettext, lazy_gettext

from eventreg.attendance.desk.finding import Finding, Standing
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.language.times import clock_time


class Said(NamedTuple):
    """`kind` names the colour, `sign` says the same without it."""

    kind: str
    sign: str
    words: LazyString


STANDINGS: dict[Standing, Said] = {
    Standing.EXPECTED: Said("info", "→", lazy_gettext("On the list")),
    Standing.PRESENT: Said("warn", "!", lazy_gettext("Already checked in")),
    Standing.NO_SEAT: Said("bad", "✕", lazy_gettext("Not expected here: no seat on this visit")),
    Standing.PENDING: Said("bad", "✕", lazy_gettext("Not expected: awaits approval")),
    Standing.WAITING: Said("bad", "✕", lazy_gettext("Not expected: on the waiting list")),
    Standing.CANCELLED: Said("bad", "✕", lazy_gettext("Not expected: the registration has ended")),
    Standing.OLD_TICKET: Said("bad", "✕", lazy_gettext("This ticket was replaced by a newer one")),
    Standing.OTHER_EVENT: Said("bad", "✕", lazy_gettext("This is for another event")),
    Standing.UNKNOWN: Said("bad", "✕", lazy_gettext("This is no ticket of this event")),
}
DONE = Said("good", "✓", lazy_gettext("Checked in"))
UNDONE = Said("info", "↶", lazy_gettext("The check-in is undone"))
NOT_HERE = Said("warn", "?", lazy_gettext("Not known on this device; ask again with a network"))


def since_when(event: Event, finding: Finding) -> str:
    """When and by whom somebody was checked in; empty when they were not."""
    if finding.since is None:
        return ""
    time = _clock(event, finding.since)
    if not finding.by:
        return str(gettext("Checked in at %(time)s.", time=time))
    return str(gettext("Checked in at %(time)s by %(name)s.", time=time, name=finding.by))


def _clock(event: Event, at: datetime) -> str:
    local = at.astimezone(ZoneInfo(event.time_zone))
    return clock_time(local.time(), locale.current())
