"""The verbs of registration. Each writes the log and the mail in the same transaction.

Everybody locks the registration first and the limits after it, in one order (R7); what raises has
moved no place.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.events.models import Admission, Event
from eventreg.events.registration_window import RegistrationWindow, registration_window
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import consents, places, rows, submissions
from eventreg.registration.application import Application, Details, Needs, write_details
from eventreg.registration.deadlines import is_frozen
from eventreg.registration.errors import (
    AlreadyRegistered,
    EventFull,
    FreezeDatePassed,
    PrivacyNoticeChanged,
    RegistrationNotActive,
    RegistrationNotOpen,
    from_constraint,
)
from eventreg.registration.models import (
    ChoiceState,
    ConsentPurpose,
    FormSubmission,
    Registration,
    RegistrationState,
)
from eventreg.registration.notices import Notice, tell, tell_who_asks
from eventreg.registration.states import HOLDING, require_move
from eventreg.visits.models import SiteVisit


def check_application(event: Event, application: Application, *, now: datetime) -> None:
    """Raise what stands against the application as far as can be seen; takes no place.

    It does not look whether the address is registered: the answer would tell strangers (R11).
    Raises RegistrationNotOpen, TerritoryNotOfTheDay, EventFull, VisitFull, VisitsOverlap and
    VisitNotOffered.
    """
    _visits_if_possible(event, application, now)


def register(
    *,
    event: Event,
    application: Application,
    form_key: str,
    notice_version: int,
    now: datetime,
) -> FormSubmission:
    """Register whoever sent the form (R6, R7, R9, R10); the answer never tells more than it should.

    The same form sent again gives the same submission. For an address that is registered already
    nothing changes: its owner gets a mail with the link, the sender the same page as everybody.
    Raises what `check_application` raises, PrivacyNoticeChanged and FormSentAlready.
    """
    if sent := submissions.sent_before(form_key, event, application):
        return sent
    if notice_version != event.organisation.privacy_notice_version:
        raise PrivacyNoticeChanged
    try:
        visits = _visits_if_possible(event, application, now)
        if holder := rows.active(event, application.email):
            return submissions.sent_before(form_key, event, application) or _repeat(
                holder, application, form_key, now
            )
        return _register_new(event, application, visits, form_key, now)
    except (DomainError, IntegrityError) as error:
        # The same form, or one for the same address, may have been a moment faster.
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
    told: bool = True,
    sample: bool = False,
) -> Registration:
    """Enter a person by hand or from a file; the window does not matter, limits do (R6).

    `told` sends the confirmation. Raises AlreadyRegistered, EventFull, VisitFull, VisitsOverlap,
    VisitNotOffered and TerritoryNotOfTheDay, and then leaves nothing behind.
    """
    visits = _visits(event, application)
    if rows.active(event, application.email) is not None:
        raise AlreadyRegistered
    try:
        with db.session.begin_nested():
            registration = rows.enter(event, application, RegistrationState.CONFIRMED, visits, now)
            registration.sample = sample
            consents.set_consents(
                registration, application.consents, language=application.language, now=now
            )
    except IntegrityError as error:
        raise from_constraint(error) or error from error
    rows.log("registered", registration, actor=actor, now=now, after=rows.logged(registration))
    if told:
        tell(registration, Notice.CONFIRMED, now=now)
    return registration


def change_registration(
    registration: Registration,
    *,
    details: Details,
    needs: Needs,
    actor: Actor,
    now: datetime,
    email: str | None = None,
) -> None:
    """Change what the person told; staff may correct the e-mail too, which makes the old link dead.

    Raises RegistrationNotActive, FreezeDatePassed, TerritoryNotOfTheDay and AlreadyRegistered.
    """
    rows.lock(registration)
    _require_changeable(registration, actor=actor, now=now)
    if details.territory is None or details.territory is not registration.territory:
        rows.require_territory_of_the_day(
            registration.event, details.affiliation, details.territory
        )
    before = rows.logged(registration)
    try:
        with db.session.begin_nested():
            write_details(registration, details)
            if email is not None and email != registration.email:
                rows.set_email(registration, email)
            needs_changed = rows.set_needs(registration, needs)
    except IntegrityError as error:
        raise from_constraint(error) or error from error
    if change := _difference(before, rows.logged(registration), needs_changed=needs_changed):
        registration.updated_at = now
        rows.log("changed", registration, actor=actor, now=now, **change)
        tell(registration, Notice.CHANGED, now=now)


def choose_visits(
    registration: Registration, *, visits: Iterable[str], actor: Actor, now: datetime
) -> None:
    """Hold just the seats on the visits with these public names: takes and gives back (R6, R10).

    Raises RegistrationNotActive, FreezeDatePassed, VisitFull, VisitsOverlap and VisitNotOffered.
    """
    rows.lock(registration)
    _require_changeable(registration, actor=actor, now=now)
    before, uids = rows.chosen(registration), set(visits)
    kept = {visit for visit in before if visit.uid in uids}
    new = places.visits_named(registration.event, uids - {visit.uid for visit in kept})
    after = kept.union(new)
    if after == before:
        return
    places.require_no_overlap(registration.event, after)
    if registration.state in HOLDING:
        places.move(taken=after - before, released=before - after)
    rows.choose(registration, after, now=now)
    registration.updated_at = now
    registration.calendar_sequence += 1
    names = {"before": rows.names_of(before), "after": rows.names_of(after)}
    change = {side: {"visits": those} for side, those in names.items()}
    rows.log("visits chosen", registration, actor=actor, now=now, **change)
    tell(registration, Notice.CHANGED, now=now)


def cancel_registration(
    registration: Registration, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Give up the place and all seats; they are free at once.

    Raises MoveNotAllowed when it is cancelled already, and FreezeDatePassed for the person.
    """
    rows.lock(registration)
    _leave(registration, RegistrationState.CANCELLED, actor, now, reason)
    tell(registration, Notice.CANCELLED, reason=reason, now=now)


def confirm_registration(registration: Registration, *, actor: Actor, now: datetime) -> None:
    """Admit an applicant: takes the place and the seats wished for.

    Raises MoveNotAllowed, EventFull, QuotaFull and VisitFull.
    """
    rows.lock(registration)
    before = registration.state
    require_move(before, RegistrationState.CONFIRMED)
    wished = [
        choice for choice in registration.visit_choices if choice.state is ChoiceState.WAITING
    ]
    if before not in HOLDING:
        seats = [choice.visit for choice in wished]
        places.move(taken=[*rows.own_limits(registration), *seats])
        for choice in wished:
            choice.state = ChoiceState.CONFIRMED
    registration.state = RegistrationState.CONFIRMED
    registration.updated_at = now
    registration.calendar_sequence += 1
    _log_move(registration, before, actor=actor, now=now)
    tell(registration, Notice.CONFIRMED, now=now)


def decline_registration(
    registration: Registration, *, actor: Actor, now: datetime, reason: str = ""
) -> None:
    """Refuse an applicant, who is told the `reason` if one is given; raises MoveNotAllowed."""
    rows.lock(registration)
    _leave(registration, RegistrationState.DECLINED, actor, now, reason)
    tell(registration, Notice.DECLINED, reason=reason, now=now)


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


def _visits_if_possible(
    event: Event, application: Application, now: datetime
) -> Sequence[SiteVisit]:
    window = registration_window(event, now=now)
    if window is RegistrationWindow.FULL:
        raise EventFull
    if window is not RegistrationWindow.OPEN:
        raise RegistrationNotOpen(window)
    visits = _visits(event, application)
    places.require_free([event, *visits])
    return visits


def _visits(event: Event, application: Application) -> Sequence[SiteVisit]:
    details = application.details
    rows.require_territory_of_the_day(event, details.affiliation, details.territory)
    visits = places.visits_named(event, application.visits)
    places.require_no_overlap(event, visits)
    return visits


def _register_new(
    event: Event,
    application: Application,
    visits: Sequence[SiteVisit],
    form_key: str,
    now: datetime,
) -> FormSubmission:
    approved = event.admission is Admission.OPEN
    state = RegistrationState.CONFIRMED if approved else RegistrationState.PENDING
    wanted = application.consents.intersection(consents.asked_by(event))
    with db.session.begin_nested():
        registration = rows.enter(event, application, state, visits, now)
        consents.set_consents(registration, wanted, language=application.language, now=now)
        submission = submissions.note(form_key, application, registration, repeats=False, now=now)
    actor = Actor(ActorKind.PARTICIPANT, registration.id)
    rows.log("registered", registration, actor=actor, now=now, after=rows.logged(registration))
    tell(registration, Notice.CONFIRMED if approved else Notice.RECEIVED, now=now)
    return submission


def _repeat(
    holder: Registration, application: Application, form_key: str, now: datetime
) -> FormSubmission:
    with db.session.begin_nested():
        submission = submissions.note(form_key, application, holder, repeats=True, now=now)
    tell_who_asks(holder, Notice.ALREADY, asked_reference=submission.reference, now=now)
    return submission


def _require_changeable(registration: Registration, *, actor: Actor, now: datetime) -> None:
    if not registration.is_active:
        raise RegistrationNotActive
    if actor.kind is ActorKind.PARTICIPANT and is_frozen(registration.event, now=now):
        raise FreezeDatePassed


def _leave(
    registration: Registration,
    state: RegistrationState,
    actor: Actor,
    now: datetime,
    reason: str,
) -> None:
    before = registration.state
    require_move(before, state)
    _require_changeable(registration, actor=actor, now=now)
    rows.leave(registration, state, now=now)
    _log_move(registration, before, actor=actor, now=now, reason=reason)


def _log_move(
    registration: Registration,
    before: RegistrationState,
    *,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    why = {"reason": reason} if reason else {}
    after = {"state": registration.state, **why}
    rows.log(
        registration.state,
        registration,
        actor=actor,
        now=now,
        before={"state": before},
        after=after,
    )


def _difference(
    before: dict[str, Any], after: dict[str, Any], *, needs_changed: bool
) -> dict[str, dict[str, Any]]:
    """What changed, for the log; of needs only that they did (R20). Empty when nothing did."""
    changed = sorted(name for name in before if before[name] != after[name])
    if not changed and not needs_changed:
        return {}
    return {
        "before": {name: before[name] for name in changed},
        "after": {name: after[name] for name in changed}
        | ({"needs": "changed"} if needs_changed else {}),
    }
