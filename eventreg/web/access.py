"""Who may use which address. Every view carries exactly one rule, held by a test.

A rule that concerns an event or a registration also loads it, so that a child is only ever reached
through its parent, and what a person may not see answers 404 as if it did not exist.

What is an organisation's that requires a second factor opens to nobody without one: they are led to
where they set it up, and from there on; a form they sent is not done. What shows all of a person's
organisations opens when none of them lacks it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, TypeVar

from flask import abort, current_app, flash, redirect, request, url_for
from flask_babel import gettext
from flask_login import current_user
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from eventreg.accounts.models import Account, Organisation, StaffRole
from eventreg.database import db
from eventreg.events.models import Event, EventStatus
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.web.onward import asked_for
from eventreg.web.transaction import SAFE_METHODS

View = TypeVar("View", bound=Callable[..., Any])

READERS = frozenset({StaffRole.OWNER, StaffRole.EDITOR, StaffRole.READER})
EDITORS = frozenset({StaffRole.OWNER, StaffRole.EDITOR})
DESK = frozenset({StaffRole.OWNER, StaffRole.EDITOR, StaffRole.DESK})
OWNERS = frozenset({StaffRole.OWNER})
ANY_STAFF = frozenset(StaffRole)

# Views of Flask and its extensions, which cannot carry a decorator of ours.
EXTENSION_RULES = {
    "security.login": "everyone",
    "security.logout": "everyone",
}


@dataclass(frozen=True)
class Rule:
    """Who may use a view: `name` in words, `roles` of staff where it is for staff."""

    name: str
    roles: frozenset[StaffRole] = frozenset()


def rule_of(endpoint: str) -> Rule | None:
    """The rule of an endpoint, or None when its view declares none."""
    if endpoint in EXTENSION_RULES:
        return Rule(EXTENSION_RULES[endpoint])
    return getattr(current_app.view_functions[endpoint], "access_rule", None)


def _declare(view: Any, rule: Rule) -> Any:
    view.access_rule = rule
    return view


def everyone(view: View) -> View:
    """No sign-in, no secret."""
    return _declare(view, Rule("everyone"))  # type: ignore[no-any-return]


def published_event(view: View) -> View:
    """Everyone once the event is published, before that its own staff; passes `event`."""

    @wraps(view)
    def guarded(*, slug: str, **values: Any) -> Any:
        event = _event(slug)
        if event is None:
            abort(404)
        if not is_public(event):
            if not roles_in(event.organisation_id) & READERS:
                abort(404)
            if _lacks_second_factor(event.organisation_id):
                return _to_second_factor()
        return view(event=event, **values)

    return _declare(guarded, Rule("published event"))  # type: ignore[no-any-return]


def own_registration(view: View) -> View:
    """Whoever holds the secret link; passes `registration`."""

    @wraps(view)
    def guarded(*, token: str, **values: Any) -> Any:
        from eventreg.registration import links  # a capability above this module

        registration = links.registration_of(token)
        if registration is None:
            abort(404)
        return view(registration=registration, **values)

    return _declare(guarded, Rule("own registration"))  # type: ignore[no-any-return]


def own_calendar(view: View) -> View:
    """Whoever holds the address of a person's calendar, which opens no more; `registration`."""

    @wraps(view)
    def guarded(*, token: str, **values: Any) -> Any:
        from eventreg.registration import links  # a capability above this module

        registration = links.registration_of_calendar(token)
        if registration is None:
            abort(404)
        return view(registration=registration, **values)

    return _declare(guarded, Rule("own calendar"))  # type: ignore[no-any-return]


def own_delegation(view: View) -> View:
    """Whoever holds the coordinator's secret link; passes `delegation`."""

    @wraps(view)
    def guarded(*, token: str, **values: Any) -> Any:
        from eventreg.registration.delegations import links  # a capability above this module

        delegation = links.delegation_of(token)
        if delegation is None:
            abort(404)
        return view(delegation=delegation, **values)

    return _declare(guarded, Rule("own delegation"))  # type: ignore[no-any-return]


def own_invitation(view: View) -> View:
    """Whoever holds the secret link of an invited person; passes `invitation`."""

    @wraps(view)
    def guarded(*, token: str, **values: Any) -> Any:
        from eventreg.registration.delegations import links  # a capability above this module

        invitation = links.invitation_of(token)
        if invitation is None:
            abort(404)
        return view(invitation=invitation, **values)

    return _declare(guarded, Rule("own invitation"))  # type: ignore[no-any-return]


def staff(view: View) -> View:
    """Whoever works for any organisation; passes nothing."""

    @wraps(view)
    def guarded(**values: Any) -> Any:
        if not _signed_in():
            return _to_sign_in()
        if not current_user.memberships:
            abort(403)
        if _lacks_second_factor():
            return _to_second_factor()
        return view(**values)

    return _declare(guarded, Rule("staff", ANY_STAFF))  # type: ignore[no-any-return]


def own_account(view: View) -> View:
    """Staff about their own account, where a second factor is set up; passes nothing."""

    @wraps(view)
    def guarded(**values: Any) -> Any:
        if not _signed_in():
            return _to_sign_in()
        if not current_user.memberships:
            abort(403)
        return view(**values)

    return _declare(guarded, Rule("own account", ANY_STAFF))  # type: ignore[no-any-return]


def event_staff(roles: frozenset[StaffRole]) -> Callable[[View], View]:
    """Staff of the event's organisation with one of `roles`; passes `event`."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*, slug: str, **values: Any) -> Any:
            if not _signed_in():
                return _to_sign_in()
            event = _event(slug)
            if event is None or not roles_in(event.organisation_id):
                abort(404)
            if _lacks_second_factor(event.organisation_id):
                return _to_second_factor()
            _require(roles, event.organisation_id)
            return view(event=event, **values)

        return _declare(guarded, Rule("event staff", roles))  # type: ignore[no-any-return]

    return declare


def organisation_staff(roles: frozenset[StaffRole]) -> Callable[[View], View]:
    """Staff of the organisation with one of `roles`; passes `organisation`."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*, organisation_slug: str, **values: Any) -> Any:
            if not _signed_in():
                return _to_sign_in()
            organisation = db.session.scalar(
                select(Organisation).where(Organisation.slug == organisation_slug)
            )
            if organisation is None or not roles_in(organisation.id):
                abort(404)
            if _lacks_second_factor(organisation.id):
                return _to_second_factor()
            _require(roles, organisation.id)
            return view(organisation=organisation, **values)

        return _declare(guarded, Rule("organisation staff", roles))  # type: ignore[no-any-return]

    return declare


def is_public(event: Event) -> bool:
    """Whether everybody may see the event: it was published and not taken back to draft."""
    return event.published_at is not None and event.status is not EventStatus.DRAFT


def account() -> Account:
    """The signed-in account; only in views for staff."""
    return current_user._get_current_object()  # type: ignore[no-any-return]  # noqa: SLF001 - its documented name


def actor() -> Actor:
    """The signed-in account as the log names it; only in views for staff."""
    return Actor(ActorKind.STAFF, account().id)


def roles_in(organisation_id: int) -> frozenset[StaffRole]:
    """The signed-in person's roles in an organisation; none for a stranger."""
    if not _signed_in():
        return frozenset()
    return frozenset(
        membership.role
        for membership in current_user.memberships
        if membership.organisation_id == organisation_id
    )


def _signed_in() -> bool:
    return bool(current_user and current_user.is_authenticated)


def _require(roles: frozenset[StaffRole], organisation_id: int) -> None:
    if not roles_in(organisation_id) & roles:
        abort(403)


def _to_sign_in() -> Any:
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=back), 303)


def _lacks_second_factor(organisation_id: int | None = None) -> bool:
    """Whether this organisation, or any of the person's, requires one that they have not set up.

    A session of an account with a second factor has proved it: there is no other way in.
    """
    return not current_user.has_second_factor and any(
        membership.organisation.second_factor_required
        for membership in current_user.memberships
        if organisation_id in {None, membership.organisation_id}
    )


def _to_second_factor() -> Any:
    if request.method not in SAFE_METHODS:
        flash(
            gettext(
                "Nothing was saved yet. Set up the second factor, then send the form once more; "
                "the browser's way back leads to what you typed."
            ),
            "error",
        )
    return redirect(url_for("my_account.set_up", next=asked_for()), 303)


def _event(slug: str) -> Event | None:
    return db.session.scalar(_by_slug(), {"slug": slug})


@cache
def _by_slug() -> Select[Event]:
    """The statement that most requests begin with; made once."""
    return (
        select(Event)
        .where(Event.slug == bindparam("slug"))
        .options(joinedload(Event.organisation), joinedload(Event.host_territory))
    )
