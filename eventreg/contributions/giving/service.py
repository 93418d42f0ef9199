"""Giving, changing and taking back what one contributes to the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.agenda.models import AgendaItem
from eventreg.contributions.giving.errors import (
    AlreadyDecided,
    GivingNotOpen,
    NothingWritten,
    TextMissing,
    TitleMissing,
    TooManyContributions,
)
from eventreg.contributions.log import note
from eventreg.contributions.models import (
    Contribution,
    ContributionKind,
    ContributionState,
    Naming,
    ProposalStatus,
)
from eventreg.contributions.photos.forgetting import forget_photos
from eventreg.database import db
from eventreg.events.models import EventStatus, Topic
from eventreg.history.service import Actor
from eventreg.identity import new_uid
from eventreg.language.local_text import LANGUAGES, LocalText
from eventreg.registration.models import Registration, RegistrationState
from eventreg.visits.models import SiteVisit

MOST = 50  # of one person at one event
OPEN_TO_ITS_AUTHOR = frozenset({ContributionState.DRAFT, ContributionState.SUBMITTED})
# What the card of a good practice says besides its title and text.
CARD = ("place", "problem", "solution", "took_part", "result", "needed_to_repeat", "contact")


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody wrote in one language; `more` are the texts of the card, or the addressee.

    `about` is the visit or the session that it comes from.
    """

    title: str
    text: str
    language: str
    more: Mapping[str, str] = field(default_factory=dict)
    topic: Topic | None = None
    about: SiteVisit | AgendaItem | None = None
    level: str = ""
    naming: Naming = Naming.NOT_NAMED


def may_give(registration: Registration, *, now: datetime) -> bool:
    """Whether the person may contribute: from the first day where the event is, until archived."""
    event = registration.event
    today = now.astimezone(ZoneInfo(event.time_zone)).date()
    return (
        registration.state is RegistrationState.CONFIRMED
        and event.status in {EventStatus.PUBLISHED, EventStatus.CLOSED}
        and today >= event.starts_on
    )


def given_by(registration: Registration) -> Sequence[Contribution]:
    """What the person has contributed, oldest first."""
    return db.session.scalars(
        select(Contribution)
        .where(Contribution.registration_id == registration.id)
        .order_by(Contribution.id)
        .options(
            joinedload(Contribution.topic),
            joinedload(Contribution.visit).joinedload(SiteVisit.host_institution),
            joinedload(Contribution.agenda_item),
            selectinload(Contribution.photos),
        )
    ).all()


def of_mine(registration: Registration, uid: str) -> Contribution | None:
    """The person's own contribution of that name."""
    return db.session.scalar(
        select(Contribution).where(
            Contribution.registration_id == registration.id, Contribution.uid == uid
        )
    )


def written_in(contribution: Contribution) -> str | None:
    """The language that its author wrote it in."""
    texts = (contribution.title, contribution.text)
    found = (lang for text in texts for lang in LANGUAGES if text.get(lang))
    return next(found, None)


def give(
    registration: Registration,
    *,
    kind: ContributionKind,
    given: Given,
    send: bool,
    actor: Actor,
    now: datetime,
    uid: str | None = None,
) -> Contribution:
    """Keep a draft, or `send` it to the organiser; `uid` is a name that was made before it.

    Raises GivingNotOpen, TooManyContributions, NothingWritten, TitleMissing and TextMissing.
    """
    _require_open(registration, now)
    written = select(func.count()).where(Contribution.registration_id == registration.id)
    if (db.session.scalar(written) or 0) >= MOST:
        raise TooManyContributions
    contribution = Contribution(
        uid=uid or new_uid(),
        event=registration.event,
        registration=registration,
        kind=kind,
        state=ContributionState.DRAFT,
        territory=registration.territory,
        proposal_status=ProposalStatus.NEW if kind is ContributionKind.PROPOSAL else None,
        created_at=now,
    )
    _write(contribution, given, send=send)
    db.session.add(contribution)
    db.session.flush()
    note("submitted" if send else "added", contribution, actor=actor, now=now)
    return contribution


def change(
    contribution: Contribution, *, given: Given, send: bool, actor: Actor, now: datetime
) -> None:
    """Write a draft or what was sent anew; what was sent stays sent.

    Raises AlreadyDecided and what `give` raises.
    """
    require_mine_still(contribution, now)
    was_sent = contribution.state is ContributionState.SUBMITTED
    _write(contribution, given, send=send or was_sent)
    db.session.flush()
    note("submitted" if send and not was_sent else "changed", contribution, actor=actor, now=now)


def take_back(contribution: Contribution, *, actor: Actor, now: datetime) -> None:
    """Remove what nobody has decided about, with its photos.

    Raises AlreadyDecided and GivingNotOpen.
    """
    require_mine_still(contribution, now)
    note("removed", contribution, actor=actor, now=now)
    forget_photos(list(contribution.photos), now=now)
    db.session.delete(contribution)
    db.session.flush()


def _require_open(registration: Registration, now: datetime) -> None:
    if not may_give(registration, now=now):
        raise GivingNotOpen


def require_mine_still(contribution: Contribution, now: datetime) -> None:
    """The text, locked, as long as nobody has decided about it.

    Raises AlreadyDecided and GivingNotOpen.
    """
    db.session.refresh(contribution, with_for_update={"of": Contribution})
    if contribution.state not in OPEN_TO_ITS_AUTHOR:
        raise AlreadyDecided
    author = contribution.registration
    if author is None or not may_give(author, now=now):
        raise GivingNotOpen


def _write(contribution: Contribution, given: Given, *, send: bool) -> None:
    if not (given.title or given.text):
        raise NothingWritten
    if send and not given.title:
        raise TitleMissing
    if send and not given.text:
        raise TextMissing
    author = contribution.registration
    for name, said in {"title": given.title, "text": given.text, **given.more}.items():
        setattr(contribution, name, LocalText({given.language: said}))
    contribution.topic, contribution.level, contribution.naming = (
        given.topic,
        given.level,
        given.naming,
    )
    contribution.visit = given.about if isinstance(given.about, SiteVisit) else None
    contribution.agenda_item = given.about if isinstance(given.about, AgendaItem) else None
    contribution.institution = author.institution if author else ""
    contribution.state = ContributionState.SUBMITTED if send else ContributionState.DRAFT
