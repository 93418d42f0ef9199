"""Saving views of the table of people, for oneself or for colleagues."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update

from eventreg.accounts.models import Account
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor, record
from eventreg.registration.people_filter.model import OF_ONE_EVENT
from eventreg.registration.people_table.errors import TooManyViews, ViewOfOneEvent
from eventreg.registration.people_table.models import PeopleView
from eventreg.registration.people_table.view import View

MOST_VIEWS = 40


def views_for(event: Event, account: Account) -> Sequence[PeopleView]:
    """The views that somebody sees at an event: own ones and shared ones, in order of names."""
    return db.session.scalars(
        select(PeopleView).where(_seen_at(event, account)).order_by(PeopleView.name, PeopleView.id)
    ).all()


def first_of(views: Sequence[PeopleView], account: Account) -> PeopleView | None:
    """The view to open with: one's own before the colleagues', the event's before the general."""
    first = [view for view in views if view.opens_first]
    return min(
        first,
        key=lambda view: (view.account_id != account.id or view.shared, view.event_id is None),
        default=None,
    )


def save_view(
    *,
    event: Event,
    account: Account,
    view: View,
    name: str,
    shared: bool,
    everywhere: bool,
    opens_first: bool,
    actor: Actor,
    now: datetime,
) -> PeopleView:
    """Keep a view under a name; one of the same name and reach is replaced.

    `shared` with colleagues or one's own; for this event or `everywhere` in the organisation.
    Raises ViewOfOneEvent and TooManyViews.
    """
    if everywhere and any(each.field in OF_ONE_EVENT for each in view.filter().conditions()):
        raise ViewOfOneEvent
    views = views_for(event, account)
    event_id = None if everywhere else event.id
    same = [
        each
        for each in views
        if (each.name, each.event_id, each.shared) == (name, event_id, shared)
    ]
    if not same and len(views) >= MOST_VIEWS:
        raise TooManyViews
    kept = same[0] if same else PeopleView(account_id=account.id, name=name, shared=shared)
    kept.organisation_id, kept.event_id = event.organisation_id, event_id
    kept.opens_first, kept.wanted, kept.saved_at = opens_first, view.as_json(), now
    db.session.add(kept)
    db.session.flush()
    if opens_first:
        _open_no_other_first(kept)
    _log("view saved", kept, event, actor=actor, now=now)
    return kept


def view_of(event: Event, account: Account, uid: str) -> PeopleView | None:
    """A view that this person sees at this event; another's own is not found."""
    return db.session.scalar(
        select(PeopleView).where(_seen_at(event, account), PeopleView.uid == uid)
    )


def remove_view(view: PeopleView, *, event: Event, actor: Actor, now: datetime) -> None:
    """Forget a view; it shows nobody else's data, so nothing is lost but its name."""
    _log("view removed", view, event, actor=actor, now=now)
    db.session.delete(view)
    db.session.flush()


def _seen_at(event: Event, account: Account) -> ColumnElement[bool]:
    return (
        (PeopleView.organisation_id == event.organisation_id)
        & or_(PeopleView.event_id == event.id, PeopleView.event_id.is_(None))
        & or_(PeopleView.shared, PeopleView.account_id == account.id)
    )


def _open_no_other_first(view: PeopleView) -> None:
    """Of one reach only one view opens first."""
    same_reach = [
        PeopleView.organisation_id == view.organisation_id,
        PeopleView.event_id == view.event_id if view.event_id else PeopleView.event_id.is_(None),
        PeopleView.shared.is_(view.shared),
        PeopleView.id != view.id,
    ]
    if not view.shared:
        same_reach.append(PeopleView.account_id == view.account_id)
    db.session.execute(update(PeopleView).where(*same_reach).values(opens_first=False))


def _log(action: str, view: PeopleView, event: Event, *, actor: Actor, now: datetime) -> None:
    record(
        action,
        actor=actor,
        now=now,
        subject="people_view",
        subject_uid=view.uid,
        organisation_id=view.organisation_id,
        event_id=event.id,
        after={"name": view.name, "shared": view.shared},
    )
