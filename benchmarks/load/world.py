"""The events that people storm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from eventreg import clock
from eventreg.commands.frame import transaction
from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.registration.delegations.links import delegation_address
from eventreg.registration.models import Delegation
from eventreg.registration.quotas import reserve_quota

SLUG = "tiksanas"
DELEGATIONS = 20
KEPT_EVERY = 5

Row = TypeVar("Row", Event, Delegation)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """An event as a scenario needs it; `opens_in` is in seconds from now.

    With a `quota` there are delegations with so many places each, every fifth of which has them
    kept; all of them together are more than the event's.
    """

    seats: int
    waiting_list: bool = False
    opens_in: float = 0.0
    quota: int = 0


@dataclass(frozen=True, kw_only=True)
class Made:
    """When registration opens, and the secret addresses of the coordinators."""

    opens_at: datetime
    coordinators: Sequence[str]


def make(meeting: Meeting) -> Made:
    """Write the event into the database."""
    from tests.factories import an_organisation

    with transaction():
        now = clock.now()
        opens_at = now + timedelta(seconds=meeting.opens_in)
        begins = now.date() + timedelta(days=60)
        organisation = an_organisation(slug="ministrija", email="ministrija@example.org")
        event = _kept(
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
        numbers = range(DELEGATIONS if meeting.quota else 0)
        coordinators = [_delegation(event, number, meeting.quota) for number in numbers]
    return Made(opens_at=opens_at, coordinators=coordinators)


def _delegation(event: Event, number: int, quota: int) -> str:
    delegation = Delegation(
        event=event,
        institution=f"Iestāde {number}",
        capacity=quota,
        taken=0,
        granted_beyond=0,
        coordinator_email=f"coordinator{number}@example.org",
    )
    _kept(delegation)
    if number % KEPT_EVERY == 0:
        reserve_quota(delegation, actor=COMMAND, now=clock.now())
    return delegation_address(delegation.uid, delegation.link_version, "lv")


def _kept(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row
