"""The events that people storm."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from eventreg import clock
from eventreg.commands.frame import transaction
from eventreg.events.models import Event, EventStatus
from eventreg.language.local_text import LocalText

SLUG = "tiksanas"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """An event as a scenario needs it; `opens_in` is in seconds from now."""

    seats: int
    waiting_list: bool = False
    opens_in: float = 0.0


def make(meeting: Meeting) -> datetime:
    """Write the event into the database; returns when its registration opens."""
    from tests.factories import an_organisation

    with transaction():
        now = clock.now()
        opens_at = now + timedelta(seconds=meeting.opens_in)
        begins = now.date() + timedelta(days=60)
        organisation = an_organisation(slug="ministrija", email="ministrija@example.org")
        _kept(
            Event(
                organisation=organisation,
                slug=SLUG,
                title=LocalText(lv="Ekspertu tikšanās", en="Expert meeting"),
                place=LocalText(lv="Limbažu kultūras nams", en="Limbaži House of Culture"),
                status=EventStatus.PUBLISHED,
                published_at=now - timedelta(days=1),
                registration_opens_at=opens_at,
                starts_on=begins,
                ends_on=begins + timedelta(days=1),
                capacity=meeting.seats,
                waiting_list=meeting.waiting_list,
                created_at=now,
                updated_at=now,
            )
        )
    return opens_at


def _kept(event: Event) -> None:
    from eventreg.database import db

    db.session.add(event)
    db.session.flush()
