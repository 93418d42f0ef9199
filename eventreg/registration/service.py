"""The verbs of registration. Each writes the log and the mail in the same transaction.

Everybody locks the event's queue and the registration first and the limits after them, in one
order (R7, `registration.places`); what raises has moved no place.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from eventreg.capacity import Limited
from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.events.models import Admission, Event
from eventreg.events.registration_window import RegistrationWindow, registration_window
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import consents, moves, places, rows, submissions
from eventreg.registration.application import Application, Details, Needs, spelled, write_details
from eventreg.registration.errors import (
    AlreadyRegistered,
    EventFull,
    PrivacyNoticeChanged,
    RegistrationNotActive,
    RegistrationNotOpen,
    from_constraint,
)
from eventreg.registration.models import (
    ConsentPurpose,
    Delegation,
    FormSubmission,
    Registration,
    RegistrationState,
)
from eventreg.registration.notices import Notice, tell, tell_who_asks
from eventreg.registration.questions.answering import options_in
from eventreg.registration.questions.given import Answers
from eventreg.registration.rows import Entry, Wished
from eventreg.registration.states import HOLDING
from eventreg.registration.waiting.line import offer_freed
from eventreg.registration.waiting.told import tell_entered, tell_visits_changed


def check_application(
    event: Event, application: Application, *, now: datetime, invited: bool = False
) -> None:
    """Raise what stands against the application as far as can be seen; takes no place.

    It does not look whether the address is registered: the answer would tell strangers (R11).
    Raises RegistrationNotOpen, TerritoryNotOfTheDay, EventFull, VisitFull, VisitsOverlap and
    VisitNotOffered.
    """
    _wished_if_possible(event, application, now, invited=invited)


def register(
    *,
    event: Event,
    application: Application,
    form_key: str,
    notice_version: int,
    now: datetime,
    delegation: Delegation | None = None,
    invited: bool = False,
) -> FormSubmission:
    """Register whoever sent the form (R6, R7, R9, R10); the answer never tells more than it should.

    Who says so in the application waits where a limit binds (R8). One who is `invited` in person
    needs no approval. The same form sent again gives the same submission. For an address that is
    registered already nothing changes: its owner gets a mail with the link, the sender the same
    page as everybody. Raises what `check_application` raises, QuotaFull, PrivacyNoticeChanged and
    FormSentAlready.
    """
    try:
        if notice_version != event.organisation.privacy_notice_version:
            raise PrivacyNoticeChanged
        if delegation is not None or application.may_wait:
            places.lock_queue(event.id)
        wished = _wished_if_possible(event, application, now, invited=invited)
        approved = invited or event.admission is Admission.OPEN
        state = RegistrationState.CONFIRMED if approved else RegistrationState.PENDING
        entry = Entry(state, delegation)
        return _register_new(event, application, entry, wished, form_key=form_key, now=now)
    except (DomainError, IntegrityError) as error:
        # Whether the form or the address came before is asked only now: most often neither did.
        if sent := submissions.sent_before(form_key, event, application):
            return sent
        if not isinstance(error, IntegrityError):
            raise
        fact = from_constraint(error)
        holder = rows.active(event, application.email)
        if holder is None or not isinstance(fact, AlreadyRegistered):
            raise fact or error from error
        return _repeat(holder, application, form_key, now)


def add_registration(
    *,
    event: Event,
    application: Application,
    actor: Actor,
    now: datetime,
    delegation: Delegation | None = None,
    told: bool = True,
    sample: bool = False,
    beyond: str = "",
) -> Registration:
    """Enter a person by hand or from a file; the window does not matter, limits do (R6).

    Who waits for a place (`application.waits`) stands in the waiting list when there is none. With
    `beyond`, an organiser's written reason, full limits are exceeded, and then the log says so.
    `told` sends the mail. Raises AlreadyRegistered, EventFull, QuotaFull, VisitFull, VisitsOverlap,
    VisitNotOffered and TerritoryNotOfTheDay, and then leaves nothing behind.
    """
    if delegation is not None or application.may_wait or beyond:
        places.lock_queue(event.id)
    wished = moves.wished_by(event, application)
    if rows.active(event, application.email) is not None:
        raise AlreadyRegistered
    entry = Entry(RegistrationState.CONFIRMED, delegation, beyond)
    room = _room(event, delegation, wished) if beyond else []
    try:
        with db.session.begin_nested():
            registration = rows.enter(event, application, entry, wished, now)
            registration.sample = sample
            consents.set_consents(
                registration, application.consents, language=application.language, now=now
            )
    except IntegrityError as error:
        raise from_constraint(error) or error from error
    exceeded = beyond and _room(event, delegation, wished) != room
    why = {"reason": beyond, "beyond": True} if exceeded else {}
    after = rows.logged(registration) | why
    rows.log("registered", registration, actor=actor, now=now, after=after)
    if told:
        tell_entered(registration, now=now)
    return registration


def change_registration(
    registration: Registration,
    *,
    details: Details,
    needs: Needs,
    actor: Actor,
    now: datetime,
    email: str | None = None,
    answers: Answers | None = None,
    told: bool = True,
) -> None:
    """Change what the person told; staff may correct the e-mail too, which makes the old link dead.

    Without `answers`, those to the event's own questions stay. `told` sends the mail. Raises
    RegistrationNotActive, FreezeDatePassed, TerritoryNotOfTheDay, AlreadyRegistered, OptionFull and
    what `answering.settle` raises.
    """
    rows.lock(registration)
    moves.require_changeable(registration, actor=actor, now=now)
    if details.territory is None or details.territory is not registration.territory:
        rows.require_territory_of_the_day(
            registration.event, details.affiliation, details.territory
        )
    settled = moves.settled_anew(registration, details.role, answers, actor=actor)
    before = rows.logged(registration)
    try:
        with db.session.begin_nested():
            write_details(registration, spelled(details, registration.event))
            if email is not None and email != registration.email:
                rows.set_email(registration, email)
            unsaid = {
                "needs": rows.set_needs(registration, needs),
                "answers": settled is not None and rows.set_answers(registration, settled, now=now),
            }
    except IntegrityError as error:
        raise from_constraint(error) or error from error
    if change := _difference(before, rows.logged(registration), unsaid=unsaid):
        registration.updated_at = now
        rows.log("changed", registration, actor=actor, now=now, **change)
        if told:
            tell(registration, Notice.CHANGED, now=now)


def choose_visits(
    registration: Registration,
    *,
    visits: Iterable[str],
    waits_for: Iterable[str] = (),
    actor: Actor,
    now: datetime,
    told: bool = True,
) -> None:
    """Choose just the visits with these public names: seats are taken and given back (R6, R10).

    For those in `waits_for`, in addition to `visits`, a full visit's waiting list is as good (R8).
    Seats given back are offered at once. `told` sends the mail. Raises RegistrationNotActive,
    FreezeDatePassed, VisitFull, VisitsOverlap and VisitNotOffered.
    """
    rows.lock(registration)
    moves.require_changeable(registration, actor=actor, now=now)
    before = rows.chosen(registration)
    named = {*visits, *waits_for}
    kept = frozenset(visit for visit in before if visit.uid in named)
    wished = moves.wished(registration.event, visits, waits_for, kept=kept)
    after = kept.union(wished.all)
    if after == before:
        return
    released = [
        limit
        for choice in registration.visit_choices
        if choice.visit not in kept
        for limit in rows.seats_of(choice)
    ]
    holds = registration.state in HOLDING
    seats = places.take(wished.all if holds else (), if_free=wished.if_free, released=released)
    rows.choose(registration, after, seats=seats, now=now)
    registration.updated_at = now
    registration.calendar_sequence += 1
    names = {"before": rows.names_of(before), "after": rows.names_of(after)}
    change = {side: {"visits": those} for side, those in names.items()}
    rows.log("visits chosen", registration, actor=actor, now=now, **change)
    db.session.flush()
    if told:
        tell_visits_changed(registration, now=now)
    offer_freed(registration.event, now=now)


def cancel_registration(
    registration: Registration, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Give up the place and all seats; they are offered at once to those who wait (R8).

    Raises MoveNotAllowed when it is cancelled already, and FreezeDatePassed for the person.
    """
    rows.lock(registration)
    moves.leave(registration, RegistrationState.CANCELLED, actor=actor, now=now, reason=reason)
    tell(registration, Notice.CANCELLED, reason=reason, now=now)
    offer_freed(registration.event, now=now)


def set_consents(
    registration: Registration,
    *,
    wanted: Iterable[ConsentPurpose],
    language: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Give and withdraw consents (R21); possible at any time, also after the event."""
    rows.lock(registration)
    asked = set(consents.asked_by(registration.event)) | consents.standing(registration)
    before = consents.set_consents(
        registration, asked.intersection(wanted), language=language, now=now
    )
    after = consents.standing(registration)
    if before != after:
        registration.updated_at = now
        change = {"before": {"consents": sorted(before)}, "after": {"consents": sorted(after)}}
        rows.log("consents changed", registration, actor=actor, now=now, **change)


def ask_for_link(*, event: Event, email: str, now: datetime) -> None:
    """Send the link to the address if it is registered; the asker learns nothing (R11, R12)."""
    if holder := rows.active(event, email):
        tell_who_asks(holder, Notice.LINK, now=now)


def send_link(registration: Registration, *, actor: Actor, now: datetime) -> None:
    """Send the person the link again on behalf of staff; raises RegistrationNotActive."""
    if not registration.is_active:
        raise RegistrationNotActive
    rows.log("link sent again", registration, actor=actor, now=now)
    tell(registration, Notice.LINK, now=now)


def _room(
    event: Event, delegation: Delegation | None, wished: Wished
) -> list[tuple[int | None, int]]:
    """How far each limit goes; it differs once one was exceeded."""
    own: list[Limited] = [event, delegation] if delegation else [event]
    limits = [*own, *wished.all, *options_in(wished.answers)]
    return [(limit.capacity, limit.granted_beyond) for limit in limits]


def _wished_if_possible(
    event: Event, application: Application, now: datetime, *, invited: bool
) -> Wished:
    window = registration_window(event, now=now, invited=invited)
    waits = application.waits and window is RegistrationWindow.WAITING
    if not waits and window in {RegistrationWindow.FULL, RegistrationWindow.WAITING}:
        raise EventFull
    if not waits and window is not RegistrationWindow.OPEN:
        raise RegistrationNotOpen(window)
    wished = moves.wished_by(event, application, insist=True)
    if not waits:
        needed = [visit for visit in wished.all if visit not in wished.if_free]
        places.require_free([event, *needed, *options_in(wished.answers)])
    return wished


def _register_new(
    event: Event,
    application: Application,
    entry: Entry,
    wished: Wished,
    *,
    form_key: str,
    now: datetime,
) -> FormSubmission:
    wanted = application.consents.intersection(consents.asked_by(event))
    with db.session.begin_nested():
        registration = rows.enter(event, application, entry, wished, now)
        consents.set_consents(registration, wanted, language=application.language, now=now)
        submission = submissions.note(form_key, application, registration, repeats=False, now=now)
    actor = Actor(ActorKind.PARTICIPANT, registration.id)
    rows.log("registered", registration, actor=actor, now=now, after=rows.logged(registration))
    tell_entered(registration, now=now)
    return submission


def _repeat(
    holder: Registration, application: Application, form_key: str, now: datetime
) -> FormSubmission:
    with db.session.begin_nested():
        submission = submissions.note(form_key, application, holder, repeats=True, now=now)
    tell_who_asks(holder, Notice.ALREADY, asked_reference=submission.reference, now=now)
    return submission


def _difference(
    before: dict[str, Any], after: dict[str, Any], *, unsaid: Mapping[str, bool]
) -> dict[str, dict[str, Any]]:
    """What changed, for the log; of what is `unsaid` (needs, answers) only that it did (R20).

    Empty when nothing did.
    """
    changed = sorted(name for name in before if before[name] != after[name])
    if not changed and not any(unsaid.values()):
        return {}
    return {
        "before": {name: before[name] for name in changed},
        "after": {name: after[name] for name in changed}
        | {name: "changed" for name, is_changed in unsaid.items() if is_changed},
    }
