"""A freed place finds the first who fits it; nobody overtakes (R6, R8)."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from eventreg.events.models import EventStatus
from eventreg.events.service import edit_event, facts_of
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.registration import quotas, service
from eventreg.registration.errors import EventFull, QuotaFull
from eventreg.registration.models import RegistrationState
from eventreg.registration.waiting import ending
from eventreg.registration.waiting import service as waiting
from eventreg.registration.waiting.errors import NotWaiting, OfferOver, ReasonMissing
from eventreg.registration.waiting.parties import join_party, leave_party
from eventreg.registration.waiting.standing import standing_of
from tests.factories import (
    NOON,
    a_delegation,
    a_registration,
    a_waiting,
    an_item,
)
from tests.registration.waiting.verbs import accept, cancel, mails_to, states

WAITING, OFFERED = RegistrationState.WAITING, RegistrationState.OFFERED
CONFIRMED, EXPIRED = RegistrationState.CONFIRMED, RegistrationState.EXPIRED


def test_whoever_finds_it_full_waits_with_a_number(event, seated):
    first, second = a_waiting(event=event), a_waiting(event=event)

    assert states(first, second) == [WAITING, WAITING]
    assert [standing_of(one).places[0].number for one in (first, second)] == [1, 2]
    assert event.taken == 2


def test_without_a_waiting_list_it_refuses(event, seated):
    event.waiting_list = False
    with pytest.raises(EventFull):
        a_waiting(event=event)


def test_a_freed_place_is_offered_to_the_first_who_waits(event, seated, session):
    first, second = a_waiting(event=event), a_waiting(event=event)
    cancel(seated[0])

    assert states(first, second) == [OFFERED, WAITING]
    assert first.offer_until == NOON + timedelta(hours=48)
    assert event.taken == 2
    assert mails_to(session, first) == ["place_offered"]


def test_a_newcomer_does_not_get_what_is_offered(event, seated):
    a_waiting(event=event)
    cancel(seated[0])
    with pytest.raises(EventFull):
        a_registration(event=event)


def test_who_accepts_is_confirmed(event, seated, session):
    first = a_waiting(event=event)
    cancel(seated[0])
    accept(first)

    assert (first.state, first.offer_until, event.taken) == (CONFIRMED, None, 2)
    assert mails_to(session, first) == ["place_offered", "registration_confirmed"]


def test_who_declines_gives_the_place_to_the_next(event, seated):
    first, second = a_waiting(event=event), a_waiting(event=event)
    cancel(seated[0])
    waiting.decline_offer(first, actor=COMMAND, now=NOON)

    assert states(first, second) == [RegistrationState.CANCELLED, OFFERED]
    assert event.taken == 2


def test_an_offer_lapses_to_the_next(event, seated, session):
    first, second = a_waiting(event=event), a_waiting(event=event)
    cancel(seated[0])
    late = first.offer_until
    ending.settle(event, now=late)

    assert states(first, second) == [EXPIRED, OFFERED]
    assert mails_to(session, first) == ["place_offered", "offer_lapsed"]


def test_an_offer_that_is_over_cannot_be_accepted(event, seated):
    first = a_waiting(event=event)
    cancel(seated[0])
    with pytest.raises(OfferOver):
        accept(first, now=first.offer_until)


def test_an_offer_is_never_kept_past_the_start_of_the_event(event, seated):  # R13
    event.starts_on = event.ends_on = NOON.date() + timedelta(days=1)
    an_item(event=event, day=event.starts_on, starts_at=time(10, 0))
    first = a_waiting(event=event)
    cancel(seated[0])

    assert first.offer_until == NOON.replace(hour=8) + timedelta(days=1)  # 10 o'clock in Riga


def test_new_places_are_offered_at_once(event, seated):
    people = [a_waiting(event=event) for _ in range(3)]
    facts = facts_of(event)
    edit_event(
        event=event,
        facts=type(facts)(**vars(facts) | {"capacity": 4}),
        actor=COMMAND,
        now=NOON,
    )

    assert states(*people) == [OFFERED, OFFERED, WAITING]
    assert event.taken == 4


def test_who_does_not_fit_lets_the_next_go_first(event):
    full, other = a_delegation(event=event, capacity=1), a_delegation(event=event, capacity=1)
    member = a_registration(event=event, delegation=full)
    seated = a_registration(event=event)
    first = a_waiting(event=event, delegation=full)
    second = a_waiting(event=event, delegation=other)
    cancel(seated)

    assert states(first, second) == [WAITING, OFFERED]
    cancel(member)
    assert (first.state, event.taken, full.taken) == (OFFERED, 2, 1)


def test_who_needs_a_quota_and_the_event_is_told_of_both(event):
    delegation = a_delegation(event=event, capacity=1)
    a_registration(event=event, delegation=delegation)
    a_registration(event=event)
    a_waiting(event=event)
    last = a_waiting(event=event, delegation=delegation)

    found = {type(place.limit).__name__: place.number for place in standing_of(last).places}
    assert found == {"Event": 2, "Delegation": 1}


def test_a_reserved_quota_is_a_line_of_its_own(event):
    delegation = a_delegation(event=event, capacity=1)
    quotas.reserve_quota(delegation, actor=COMMAND, now=NOON)
    member = a_registration(event=event, delegation=delegation)
    a_registration(event=event)
    public, second = a_waiting(event=event), a_waiting(event=event, delegation=delegation)
    cancel(member)

    assert states(public, second) == [WAITING, OFFERED]
    assert (event.taken, delegation.taken) == (2, 1)


def test_a_quota_that_cannot_be_kept_free_is_refused(event, seated):
    delegation = a_delegation(event=event, capacity=1)
    with pytest.raises(EventFull):
        quotas.reserve_quota(delegation, actor=COMMAND, now=NOON)

    assert (delegation.reserves, event.taken) == (False, 2)


def test_a_quota_with_somebody_beyond_it_grows_when_it_is_kept_free(event):
    delegation = a_delegation(event=event, capacity=1)
    a_registration(event=event, delegation=delegation)
    beyond = a_waiting(event=event, delegation=delegation)
    waiting.offer_now(beyond, reason="vieslektors", actor=COMMAND, now=NOON)
    quotas.reserve_quota(delegation, actor=COMMAND, now=NOON)

    assert (delegation.capacity, delegation.taken, delegation.granted_beyond) == (2, 2, 0)
    assert event.taken == 2


def test_a_released_quota_goes_to_those_who_wait(event):
    delegation = a_delegation(event=event, capacity=2)
    quotas.reserve_quota(delegation, actor=COMMAND, now=NOON)
    member = a_registration(event=event, delegation=delegation)
    first = a_waiting(event=event)
    unused = quotas.release_quota(delegation, actor=COMMAND, now=NOON)

    assert (unused, first.state, event.taken) == (1, OFFERED, 2)
    cancel(member)
    assert (event.taken, delegation.taken) == (1, 0)


def test_a_smaller_quota_frees_places_and_a_larger_one_takes_them(event):
    delegation = a_delegation(event=event, capacity=2)
    quotas.reserve_quota(delegation, actor=COMMAND, now=NOON)
    first = a_waiting(event=event)
    quotas.change_quota(delegation, 1, actor=COMMAND, now=NOON)

    assert (first.state, event.taken) == (OFFERED, 2)
    with pytest.raises(EventFull):
        quotas.change_quota(delegation, 2, actor=COMMAND, now=NOON)
    assert (delegation.capacity, event.taken) == (1, 2)


def test_a_full_quota_refuses_who_does_not_wait(event):
    delegation = a_delegation(event=event, capacity=0)
    with pytest.raises(QuotaFull):
        a_registration(event=event, delegation=delegation)


def test_colleagues_who_stay_together_come_together_or_not_at_all(event, seated, session):
    first, second, third = (a_waiting(event=event) for _ in range(3))
    join_party(first, reference=second.reference.lower(), actor=COMMAND, now=NOON)
    cancel(seated[0])

    assert states(first, second, third) == [WAITING, WAITING, OFFERED]
    cancel(third)
    assert states(first, second) == [WAITING, WAITING]
    cancel(seated[1])
    assert states(first, second) == [OFFERED, OFFERED]
    assert mails_to(session, second) == ["party_joined", "place_offered"]


def test_colleagues_stand_where_the_last_of_them_stands(event, seated):
    first, second, third = (a_waiting(event=event) for _ in range(3))
    join_party(first, reference=third.reference, actor=COMMAND, now=NOON)

    numbers = [standing_of(one).places[0].number for one in (second, first, third)]
    assert numbers == [1, 2, 3]


def test_who_waits_alone_again_fits_at_once(event, seated):
    first, second = (a_waiting(event=event) for _ in range(2))
    join_party(second, reference=first.reference, actor=COMMAND, now=NOON)
    cancel(seated[0])
    leave_party(first, actor=COMMAND, now=NOON)

    assert states(first, second) == [OFFERED, WAITING]
    assert (first.party, second.party) == (None, None)


def test_who_is_moved_ahead_is_next_and_the_log_says_why(event, seated, session):  # R28
    first, second = (a_waiting(event=event) for _ in range(2))
    waiting.move_ahead(second, reason="runā sesijā", actor=COMMAND, now=NOON)
    cancel(seated[0])

    assert states(first, second) == [WAITING, OFFERED]
    entry = session.scalar(select(LogEntry).where(LogEntry.action == "moved ahead"))
    assert entry.after == {"reason": "runā sesijā"}


@pytest.mark.parametrize("verb", [waiting.move_ahead, waiting.offer_now])
def test_nobody_goes_ahead_without_a_reason(event, seated, verb):
    first = a_waiting(event=event)
    with pytest.raises(ReasonMissing):
        verb(first, reason=" ", actor=COMMAND, now=NOON)


def test_who_does_not_wait_is_not_moved(event, seated):
    with pytest.raises(NotWaiting):
        waiting.move_ahead(seated[0], reason="iemesls", actor=COMMAND, now=NOON)


def test_a_place_beyond_the_limit_is_one_persons_alone(event, seated, session):  # R6
    first, second = (a_waiting(event=event) for _ in range(2))
    waiting.offer_now(second, reason="vieslektors", actor=COMMAND, now=NOON)

    assert (second.state, event.taken, event.granted_beyond) == (OFFERED, 3, 1)
    entry = session.scalar(select(LogEntry).where(LogEntry.action == "offered"))
    assert entry.after == {"state": "offered", "reason": "vieslektors", "beyond": True}
    cancel(seated[0])
    assert (first.state, event.taken, event.granted_beyond) == (WAITING, 2, 0)


def test_a_place_beyond_a_reserved_quota_makes_the_quota_grow(event):  # R6
    delegation = a_delegation(event=event, capacity=2)
    quotas.reserve_quota(delegation, actor=COMMAND, now=NOON)
    for _ in range(2):
        a_registration(event=event, delegation=delegation)
    third = a_waiting(event=event, delegation=delegation)
    waiting.offer_now(third, reason="vieslektors", actor=COMMAND, now=NOON)

    assert (delegation.capacity, delegation.taken, delegation.granted_beyond) == (3, 3, 0)
    assert (event.taken, event.granted_beyond) == (3, 1)


def test_waiting_ends_when_the_event_begins(event, seated, session):
    first = a_waiting(event=event)
    ending.settle(event, now=NOON.replace(month=6))

    assert (first.state, event.taken) == (EXPIRED, 2)
    assert mails_to(session, first) == ["waiting_ended"]


def test_waiting_ends_when_the_event_is_closed(event, seated, session):
    first, second = (a_waiting(event=event) for _ in range(2))
    cancel(seated[0])
    event.status = EventStatus.CLOSED
    ending.settle(event, now=NOON)

    assert (states(first, second), event.taken) == ([EXPIRED, EXPIRED], 1)


def test_nothing_is_offered_once_the_event_has_begun(event, seated):
    first = a_waiting(event=event)
    service.cancel_registration(seated[0], actor=COMMAND, now=NOON.replace(month=6))

    assert (first.state, event.taken) == (WAITING, 1)
