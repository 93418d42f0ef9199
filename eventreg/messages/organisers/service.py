"""What organisers are told by mail, once each, by a sweep that looks at how things stand.

Registering pays nothing for it, and whatever way a person came in, the notice is the same. A notice
and the row that says it was given are one transaction (R26). It names no participant.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from eventreg import clock
from eventreg.accounts.models import Account, Membership, StaffRole
from eventreg.capacity import Limited
from eventreg.database import db, insert_unless_there
from eventreg.events.models import Event, EventStatus
from eventreg.history.service import Actor, record
from eventreg.messages.models import NoticeGiven
from eventreg.messages.organisers.news import news_of, number_waiting, somebody_registered
from eventreg.messages.organisers.occasions import OrganiserNotice
from eventreg.messages.service import queue_message
from eventreg.visits.models import SiteVisit

TOLD = (StaffRole.OWNER, StaffRole.EDITOR)
STEPS = (50, 80, 100)
DIGEST_HOUR = time(7)
# Notices of a day are remembered so long that no clock anywhere gives them twice.
DAILY_REMEMBERED = timedelta(days=7)
DAILY = "daily "


@dataclass(frozen=True)
class Given:
    """The notices that an event's organisers have been given."""

    event: Event
    names: frozenset[str]
    now: datetime

    def give(self, name: str) -> bool:
        """Note that a notice is given now; False when it was before, or somebody is faster."""
        if name in self.names:
            return False
        return insert_unless_there(
            db.session(), NoticeGiven, event_id=self.event.id, notice=name, given_at=self.now
        )

    def today(self, what: str) -> str:
        """The name of a notice that is given once a day, by the clocks of the event."""
        return f"{DAILY}{what} {clock.shown_at(self.now, ZoneInfo(self.event.time_zone)).date()}"


def coming_events(*, now: datetime) -> Sequence[int]:
    """The numbers of published events that are not over."""
    yesterday = (now - timedelta(days=1)).date()  # somewhere it is still today
    return db.session.scalars(
        select(Event.id)
        .where(Event.status == EventStatus.PUBLISHED, Event.ends_on >= yesterday)
        .order_by(Event.id)
    ).all()


def given_of(event_id: int, *, now: datetime) -> Given | None:
    """What has been told about an event so far; None when it is no longer published."""
    event = db.session.get(Event, event_id, options=[joinedload(Event.organisation)])
    if event is None or event.status is not EventStatus.PUBLISHED:
        return None
    names = select(NoticeGiven.notice).where(NoticeGiven.event_id == event_id)
    return Given(event, frozenset(db.session.scalars(names)), now)


def give_notices(given: Given) -> None:
    """Tell what has come about at the event since the last look; each thing once."""
    event, now = given.event, given.now
    if somebody_registered(event) and given.give("first"):
        _tell_all(event, OrganiserNotice.FIRST, {}, Membership.wants_notices, now)
    for name, limit, host in _limits_of(event):
        _tell_of_filling(given, name, limit, host)
    number = number_waiting(event)
    if number and given.give(given.today("waits")):
        _tell_all(event, OrganiserNotice.WAITS, {"number": number}, Membership.wants_notices, now)


def give_digest(given: Given) -> None:
    """In the event's morning, tell what is new since yesterday morning; nothing new, no mail."""
    event, now = given.event, given.now
    here = clock.shown_at(now, ZoneInfo(event.time_zone))
    if here.time() < DIGEST_HOUR or not given.give(given.today("digest")):
        return
    news = news_of(event, since=now - timedelta(days=1))
    if any(news.values()):
        _tell_all(event, OrganiserNotice.DIGEST, news, Membership.wants_digest, now)
    db.session.execute(
        delete(NoticeGiven).where(
            NoticeGiven.event_id == event.id,
            NoticeGiven.notice.startswith(DAILY),
            NoticeGiven.given_at < now - DAILY_REMEMBERED,
        )
    )


def choose_notices(
    membership: Membership,
    *,
    wants_notices: bool,
    wants_digest: bool,
    actor: Actor,
    now: datetime,
) -> None:
    """Say which mails about the organisation's events one wants; logged (R28)."""
    before = {"notices": membership.wants_notices, "digest": membership.wants_digest}
    after = {"notices": wants_notices, "digest": wants_digest}
    if before == after:
        return
    membership.wants_notices, membership.wants_digest = wants_notices, wants_digest
    db.session.flush()
    record(
        "changed",
        actor=actor,
        now=now,
        subject="membership",
        subject_uid=membership.uid,
        organisation_id=membership.organisation_id,
        before=before,
        after=after,
    )


def _limits_of(event: Event) -> Iterable[tuple[str, Limited, Mapping[str, str]]]:
    """The event and its visits: what the notice is called, the limit, the visit's name."""
    yield "event", event, {}
    visits = db.session.scalars(
        select(SiteVisit)
        .where(SiteVisit.event_id == event.id, SiteVisit.choosable)
        .order_by(SiteVisit.position, SiteVisit.id)
        .options(joinedload(SiteVisit.host_institution))
    )
    for visit in visits:
        yield f"visit {visit.uid}", visit, dict(visit.host_institution.name)


def _tell_of_filling(given: Given, name: str, limit: Limited, host: Mapping[str, str]) -> None:
    """Tell of the highest step reached; the lower ones count as told."""
    if not limit.capacity:
        return
    reached = [step for step in STEPS if limit.taken * 100 >= step * limit.capacity]
    new = [step for step in reached if given.give(f"{step} {name}")]
    if new and new[-1] == reached[-1]:
        facts = {"percent": new[-1], "taken": limit.taken, "places": limit.capacity, "visit": host}
        notice = OrganiserNotice.FULL if new[-1] == STEPS[-1] else OrganiserNotice.FILLING
        _tell_all(given.event, notice, facts, Membership.wants_notices, given.now)


def _tell_all(
    event: Event,
    notice: OrganiserNotice,
    facts: Mapping[str, Any],
    wanting: InstrumentedAttribute[bool],
    now: datetime,
) -> None:
    for account in _who_wants(event, wanting):
        queue_message(
            notice.value,
            recipient=account.email,
            language=account.language,
            values={
                **facts,
                "name": account.name,
                "event": event.title.in_(account.language),
                "starts_on": event.starts_on.isoformat(),
                "ends_on": event.ends_on.isoformat(),
                "where": event.place.in_(account.language),
                "organisation": event.organisation.name.in_(account.language),
            },
            event=event,
            now=now,
        )


def _who_wants(event: Event, wanting: InstrumentedAttribute[bool]) -> Sequence[Account]:
    return db.session.scalars(
        select(Account)
        .join(Account.memberships)
        .where(
            Membership.organisation_id == event.organisation_id,
            Membership.role.in_(TOLD),
            wanting.is_(True),
            Account.active.is_(True),
        )
        .order_by(Account.id)
    ).all()
