"""Writing a circular, trying it, sending it now or later."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from eventreg.accounts.models import Account
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor, record
from eventreg.language.local_text import LocalText
from eventreg.messages.circulars.errors import CircularOnItsWay, NobodyToWriteTo, TimeIsPast
from eventreg.messages.circulars.models import Circular, CircularState
from eventreg.messages.circulars.readers import OCCASION, count_readers, readers_of
from eventreg.messages.occasions import Occasion, occasion_of
from eventreg.messages.own_words import check_words
from eventreg.messages.rendering import Previewed
from eventreg.messages.service import queue_message
from eventreg.ports import tasks
from eventreg.registration.people_filter.model import Filter, as_json

TASK = "circulars"
OPEN = frozenset({CircularState.DRAFT, CircularState.SCHEDULED})


def the_occasion() -> Occasion:
    """What a circular is among the occasions of mails."""
    occasion = occasion_of(OCCASION)
    assert occasion is not None  # noqa: S101 - entered when the application begins
    return occasion


def circulars_of(event: Event) -> Sequence[Circular]:
    """All letters of the event, newest first."""
    return db.session.scalars(
        select(Circular).where(Circular.event_id == event.id).order_by(Circular.id.desc())
    ).all()


def circular_named(event: Event, uid: str) -> Circular | None:
    """A letter of this event."""
    return db.session.scalar(
        select(Circular).where(Circular.event_id == event.id, Circular.uid == uid)
    )


def write(
    event: Event,
    *,
    subject: LocalText,
    body: LocalText,
    wanted: Filter,
    actor: Actor,
    now: datetime,
) -> Circular:
    """Keep a letter as a draft; raises NothingWritten, WrittenInPart and UnknownName."""
    check_words(the_occasion(), subject=subject, body=body)
    circular = Circular(
        event=event, subject=subject, body=body, wanted=as_json(wanted), written_at=now
    )
    db.session.add(circular)
    db.session.flush()
    _note("circular written", circular, actor=actor, now=now)
    return circular


def rewrite(
    circular: Circular, *, subject: LocalText, body: LocalText, actor: Actor, now: datetime
) -> None:
    """Change the words of a letter that has not gone out; raises what `write` raises.

    And CircularOnItsWay.
    """
    _require_open(circular)
    check_words(the_occasion(), subject=subject, body=body)
    circular.subject, circular.body, circular.written_at = subject, body, now
    _note("circular written", circular, actor=actor, now=now)


def send(circular: Circular, *, send_at: datetime | None, actor: Actor, now: datetime) -> Circular:
    """Send the letter now, or at a moment to come.

    Raises CircularOnItsWay, TimeIsPast, and NobodyToWriteTo.
    """
    _require_open(circular)
    if send_at is not None and send_at <= now:
        raise TimeIsPast
    if not count_readers(circular.event, readers_of(circular)):
        raise NobodyToWriteTo
    circular.state, circular.send_at = CircularState.SCHEDULED, send_at or now
    after = {"send_at": circular.send_at.isoformat()}
    _note("circular scheduled", circular, actor=actor, now=now, after=after)
    if send_at is None:
        tasks.queue().enqueue(TASK, circular.uid)
    return circular


def hold_back(circular: Circular, *, actor: Actor, now: datetime) -> None:
    """Make a draft again of a letter whose time has not come; raises CircularOnItsWay."""
    _require_open(circular)
    if circular.state is CircularState.SCHEDULED:
        circular.state, circular.send_at = CircularState.DRAFT, None
        _note("circular held back", circular, actor=actor, now=now)


def remove(circular: Circular, *, actor: Actor, now: datetime) -> None:
    """Forget a letter that has not gone out; raises CircularOnItsWay."""
    _require_open(circular)
    _note("circular removed", circular, actor=actor, now=now)
    db.session.delete(circular)
    db.session.flush()


def send_test(seen: Previewed, *, to: Account, now: datetime) -> None:
    """Send the letter as it is previewed, without anybody's secret link, to the one who writes."""
    queue_message(
        "circular_test",
        recipient=to.email,
        language=seen.language,
        values={"text": seen.text},
        subject=seen.subject,
        now=now,
    )


def _require_open(circular: Circular) -> None:
    """Wait for whoever sends it just now, then look."""
    db.session.execute(select(Circular.id).where(Circular.id == circular.id).with_for_update())
    db.session.refresh(circular)
    if circular.state not in OPEN:
        raise CircularOnItsWay


def _note(
    action: str,
    circular: Circular,
    *,
    actor: Actor,
    now: datetime,
    after: dict[str, str] | None = None,
) -> None:
    record(
        action,
        actor=actor,
        now=now,
        subject="circular",
        subject_uid=circular.uid,
        organisation_id=circular.event.organisation_id,
        event_id=circular.event_id,
        after={"subject": dict(circular.subject)} | (after or {}),
    )
    db.session.flush()
