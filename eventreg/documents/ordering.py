"""What an organiser orders of the press: make a document in the background, stop, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from eventreg import clock
from eventreg.contributions.models import Contribution, ContributionState
from eventreg.database import db, reading
from eventreg.documents import progress, versions
from eventreg.documents.books import report
from eventreg.documents.compiling import is_kept
from eventreg.documents.errors import DocumentNotPublished
from eventreg.documents.models import Document, DocumentKind
from eventreg.documents.papers import Order
from eventreg.documents.press import Cancelled, RenderingFailed
from eventreg.documents.progress import Outcome, Progress
from eventreg.documents.service import paper
from eventreg.events.models import Audience, Event
from eventreg.history.service import Actor, record
from eventreg.language.local_text import LANGUAGES
from eventreg.ports import tasks

TASK = "ordered_paper"


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One document in one language for one audience, with its versions, newest first."""

    order: Order
    versions: Sequence["Kept"]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A version in the store; a withdrawn one is not given out."""

    document: Document
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far an order is: an outcome, or progress, or neither while it waits for its turn."""

    order: Order
    outcome: Outcome | None
    progress: Progress | None
    version: int | None


def shelves_of(event: Event) -> Sequence[Shelf]:
    """Everything that is kept in versions, whether one was made yet or not."""
    kept: dict[tuple[str, str, str], list[Kept]] = {}
    for row in versions.all_of(event.id):
        each = Kept(document=row, withdrawn=versions.is_withdrawn(row))
        kept.setdefault((row.kind, row.language, row.audience), []).append(each)
    return [
        Shelf(order=order, versions=kept.get((order.kind, order.language, order.audience), []))
        for order in _orders(event)
    ]


def order_of(event: Event, *, kind: str, language: str, audience: str) -> Order:
    """The order of that name; raises DocumentNotPublished when the event has no such document.

    The report can be ordered before it is out: its parts then lie ready for whoever looks at it.
    """
    for order in (*_orders(event), *_drafts(event)):
        if (order.kind, order.language, order.audience) == (kind, language, audience):
            return order
    raise DocumentNotPublished


def make(order: Order) -> None:
    """Have the document made in the background, unless what stands is still true."""
    progress.begin(order)
    tasks.queue().enqueue(TASK, f"{order.event_id} {order.kind} {order.language} {order.audience}")


def make_ordered(key: str) -> None:
    """What the background worker does of an order; the page that waits is told how it ended."""
    number, kind, language, audience = key.split()
    with reading():
        event = db.session.get(Event, int(number))
        if event is None:
            return
        order = order_of(event, kind=kind, language=language, audience=audience)
        progress.conclude(order, _made(event, order))
        db.session.rollback()


def _made(event: Event, order: Order) -> Outcome:
    try:
        paper(
            event,
            kind=order.kind,
            language=order.language,
            audience=order.audience,
            now=clock.now(),
            inside=True,
        )
    except Cancelled:
        return Outcome.STOPPED
    except RenderingFailed:
        return Outcome.FAILED  # `issuing` has logged why
    return Outcome.READY


def standing_of(order: Order) -> Standing:
    """How far the order is."""
    outcome = progress.outcome_of(order)
    row = versions.latest(order.event_id, order.kind, order.language, order.audience)
    return Standing(
        order=order,
        outcome=outcome,
        progress=None if outcome else progress.progress_of(order),
        version=row.version if row and outcome is Outcome.READY else None,
    )


def withdraw(event: Event, order: Order, *, version: int, actor: Actor, now: datetime) -> None:
    """Give a version out no more; whoever asks next gets one made of what stands then.

    Raises DocumentNotPublished when there is no such version. In the log (R28).
    """
    row = versions.numbered(event.id, order.kind, order.language, order.audience, version)
    if row is None:
        raise DocumentNotPublished
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        record(
            "withdrawn",
            actor=actor,
            now=now,
            subject="document",
            subject_uid=f"{order}-v{version}"[-80:],
            organisation_id=event.organisation_id,
            event_id=event.id,
        )
        db.session.flush()


def is_long_draft(event: Event) -> bool:
    """Whether the report is not out yet and takes so long to print that one should see how far."""
    accepted = select(func.count(Contribution.id)).where(
        Contribution.event_id == event.id, Contribution.state == ContributionState.ACCEPTED
    )
    is_out = is_kept(event, DocumentKind.REPORT)
    return not is_out and (db.session.scalar(accepted) or 0) > report.LONG


def _drafts(event: Event) -> list[Order]:
    if is_kept(event, DocumentKind.REPORT):
        return []
    return [
        Order(
            event_id=event.id,
            slug=event.slug,
            kind=DocumentKind.REPORT,
            language=language,
            audience=Audience.PUBLIC,
        )
        for language in LANGUAGES
    ]


def _orders(event: Event) -> list[Order]:
    # The list with contacts is taken by its own address, where that is logged each time.
    lists = (Audience.PUBLIC, Audience.PARTICIPANTS)
    return [
        Order(event_id=event.id, slug=event.slug, kind=kind, language=language, audience=audience)
        for kind in DocumentKind
        if is_kept(event, kind)
        for audience in (lists if kind is DocumentKind.PARTICIPANTS else (Audience.PUBLIC,))
        for language in LANGUAGES
    ]
