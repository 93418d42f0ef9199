"""Forgetting what has been kept long enough (R22)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from eventreg.closing.evidence.keeping import evidence_kept, forget_evidence
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.privacy.anonymous import make_anonymous
from eventreg.registration.application import FORGOTTEN
from eventreg.registration.delegations.forgetting import forget_invitations, invitations_due
from eventreg.registration.models import PracticalNeeds, Registration
from eventreg.registration.questions.forgetting import answers_due, forget
from eventreg.registration.requests.service import requests_at

NEEDS_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Forgotten:
    """What of an event was, or would be, forgotten."""

    slug: str
    needs: int
    people: int
    answers: int = 0
    invitations: int = 0
    evidence: int = 0

    @property
    def is_anything(self) -> bool:
        """Whether there is anything at all."""
        return any(value for name, value in vars(self).items() if name != "slug")


def forget_due(*, actor: Actor, now: datetime, dry_run: bool = False) -> Sequence[Forgotten]:
    """Forget needs 30 days after an event's end, people after their organisation's time.

    Answers to an event's own questions are forgotten after the question's own time. Samples of a
    demonstration are nobody's data and stay. `dry_run` only counts. Call `stored.delete_withdrawn`
    once this is committed. Returns the events that have something due.
    """
    events = db.session.scalars(
        select(Event)
        .where(Event.ends_on <= now.date())
        .order_by(Event.id)
        .options(joinedload(Event.organisation))
    ).all()
    due = [_of(event, actor=actor, now=now, dry_run=dry_run) for event in events]
    return [each for each in due if each.is_anything]


def _of(event: Event, *, actor: Actor, now: datetime, dry_run: bool) -> Forgotten:
    today = now.astimezone(ZoneInfo(event.time_zone)).date()
    needs = _needs_due(event, today)
    people = _people_due(event, today)
    answers = answers_due(event, today=today)
    over_long = _is_over_long(event, today)
    invitations = invitations_due(event) if over_long else []
    evidence = evidence_kept(event) if over_long else []
    forgotten = Forgotten(
        event.slug, len(needs), len(people), len(answers), len(invitations), len(evidence)
    )
    if not dry_run:
        forget_evidence(evidence, now=now)
        forget(answers, now=now)
        if today >= event.ends_on + NEEDS_KEPT:
            forget_needs(event)
        for registration in people:
            make_anonymous(registration, actor=actor, now=now)
        forget_invitations(invitations, event, actor=actor, now=now)
    return forgotten


def forget_needs(event: Event) -> int:
    """Forget what people at the event need, and what they asked for; returns of how many people."""
    _forget_needs_asked_for(event)
    if needs := _needs_at(event):
        db.session.execute(delete(PracticalNeeds).where(PracticalNeeds.registration_id.in_(needs)))
        db.session.expire_all()
    return len(needs)


def needs_kept(event: Event) -> int:
    """How many people's needs are still kept; samples of a demonstration do not count."""
    return len(_needs_at(event))


def _needs_due(event: Event, today: date) -> Sequence[int]:
    return _needs_at(event) if today >= event.ends_on + NEEDS_KEPT else []


def _needs_at(event: Event) -> Sequence[int]:
    return db.session.scalars(
        select(PracticalNeeds.registration_id)
        .join(PracticalNeeds.registration)
        .where(Registration.event_id == event.id, Registration.sample.is_(False))
    ).all()


def _forget_needs_asked_for(event: Event) -> None:
    """A request that nobody answered no longer says what somebody needed."""
    for asked in requests_at(event):
        if "needs" in asked.wanted:
            asked.wanted = {name: asked.wanted[name] for name in asked.wanted if name != "needs"}


def _people_due(event: Event, today: date) -> Sequence[Registration]:
    if not _is_over_long(event, today):
        return []
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.sample.is_(False),
            Registration.email_key.not_like(f"{FORGOTTEN}%"),
        )
        .order_by(Registration.id)
        .with_for_update()
    ).all()


def _is_over_long(event: Event, today: date) -> bool:
    """Whether the organisation's time for contacts is over."""
    return today >= event.ends_on + timedelta(days=event.organisation.retention_days)
