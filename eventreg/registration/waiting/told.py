"""What people are told by mail about the waiting list (R8, R26)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from eventreg.language import locale
from eventreg.registration.models import Registration, RegistrationState, VisitChoice
from eventreg.registration.notices import Notice, tell
from eventreg.registration.waiting import wording
from eventreg.registration.waiting.standing import standing_of


def tell_entered(registration: Registration, *, now: datetime, is_new: bool = True) -> None:
    """Tell somebody who came in: confirmed, to be approved, or on the waiting list."""
    if registration.state is RegistrationState.CONFIRMED:
        tell_confirmed(registration, now=now, is_new=is_new)
    elif registration.state is RegistrationState.WAITING:
        tell(registration, Notice.WAITING, now=now, values={"waiting": _waiting(registration)})
    else:
        tell(registration, Notice.RECEIVED, now=now)


def tell_confirmed(registration: Registration, *, now: datetime, is_new: bool = False) -> None:
    """Tell somebody that the place is confirmed, and for which visits there is no seat yet."""
    notices = (Notice.CONFIRMED, Notice.CONFIRMED_VISIT_WAITS)
    _tell(registration, *notices, now=now, is_new=is_new)


def tell_visits_changed(registration: Registration, *, now: datetime) -> None:
    """Tell somebody which visits stand now, and for which there is no seat yet."""
    _tell(registration, Notice.CHANGED, Notice.VISIT_WAITS, now=now)


def tell_offers(
    offered: Sequence[Registration], seats: Iterable[VisitChoice], *, now: datetime
) -> None:
    """Tell those to whom places at the event or seats on visits were just offered."""
    for registration in offered:
        values = _until(registration, registration.offer_until or now)
        tell(registration, Notice.OFFER, now=now, values=values)
    by_person: dict[Registration, list[VisitChoice]] = {}
    for choice in seats:
        if choice.registration not in offered:
            by_person.setdefault(choice.registration, []).append(choice)
    for registration, choices in by_person.items():
        first = min(choice.offer_until or now for choice in choices)
        values = {**_visits(registration, choices), **_until(registration, first)}
        tell(registration, Notice.VISIT_OFFER, now=now, values=values)


def tell_visit_over(
    registration: Registration, choices: Sequence[VisitChoice], notice: Notice, *, now: datetime
) -> None:
    """Tell that the offer of seats lapsed, or that waiting for them has ended."""
    tell(registration, notice, now=now, values=_visits(registration, choices))


def _tell(
    registration: Registration,
    plain: Notice,
    waits: Notice,
    *,
    now: datetime,
    is_new: bool = False,
) -> None:
    waiting = _waiting(registration)
    tell(
        registration,
        waits if waiting else plain,
        now=now,
        values={"waiting": waiting} if waiting else None,
        is_new=is_new,
    )


def _waiting(registration: Registration) -> str:
    standing = standing_of(registration)
    if not (standing.places or standing.visits):
        return ""
    with locale.using(registration.language):
        return " ".join(wording.sentences(standing))


def _visits(registration: Registration, choices: Iterable[VisitChoice]) -> dict[str, str]:
    with locale.using(registration.language):
        return {"offered_visits": wording.visit_names(choice.visit for choice in choices)}


def _until(registration: Registration, until: datetime) -> dict[str, str]:
    with locale.using(registration.language):
        return {"offer_until": wording.until(registration.event, until)}
