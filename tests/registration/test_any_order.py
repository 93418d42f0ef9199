"""Whatever people do in whatever order: no limit is exceeded, nobody is forgotten or overtaken.

A state machine over the whole life of registrations; after each step the database is compared with
a plain model in Python, which knows nothing of locks, statements and counters (R6–R10).
"""

from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.events.models import Admission
from eventreg.events.service import edit_event, facts_of
from eventreg.history.models import ActorKind
from eventreg.history.service import COMMAND, Actor
from eventreg.registration import approval, quotas, service, submissions
from eventreg.registration.handing_over import hand_over
from eventreg.registration.models import Registration
from eventreg.registration.waiting import ending
from eventreg.registration.waiting import service as waiting
from eventreg.registration.waiting.parties import join_party, leave_party
from tests.factories import (
    NOON,
    a_delegation,
    a_registration,
    a_visit,
    a_waiting,
    an_application,
    an_item,
    an_open_event,
)
from tests.registration.model import PlainModel

ADDRESSES = st.sampled_from([f"{name}@example.org" for name in ("a", "A", "b", "c", "d", "e")])
CHOICES = st.sets(st.sampled_from([0, 1, 2]))
ANYBODY = st.integers(0, 7)
DELEGATION = st.sampled_from([None, 0])
ROOM = st.integers(0, 4)


class Registrations(RuleBasedStateMachine):
    """Two places, a delegation of one; two visits of one seat at one time, and a third of two."""

    @initialize(admission=st.sampled_from([Admission.OPEN, Admission.APPROVAL]))
    def begin(self, admission):
        db.session.rollback()
        self.now = NOON
        self.event = an_open_event(capacity=2, admission=admission)
        self.delegation = a_delegation(event=self.event, capacity=1, institution="Dome")
        self.visits = [
            a_visit(event=self.event, capacity=seats, position=number)
            for number, seats in enumerate((1, 1, 2))
        ]
        for visit, hour in zip(self.visits, (10, 10, 14), strict=True):
            an_item(event=self.event, day=self.event.starts_on, starts_at=time(hour), visit=visit)
        self._fill()
        db.session.commit()
        self.model = PlainModel.of(self.event, self.delegation, self.visits)

    def _fill(self):
        """From the beginning all is full and somebody waits: for the event, the quota, a visit."""
        first, _other, third = self.visits
        a_registration(event=self.event, visits=[first], email="a@example.org")
        a_registration(event=self.event, delegation=self.delegation, waits_for=[first])
        for number in range(2):
            a_waiting(event=self.event, email=f"{'bc'[number]}@example.org", waits_for=[third])
        a_waiting(event=self.event, delegation=self.delegation, waits_for=[first])

    # --- coming in

    @rule(email=ADDRESSES, chosen=CHOICES, waits=st.booleans())
    def somebody_registers(self, email, chosen, waits):
        application = self._application(email, chosen, waits=waits)
        self._attempt(
            lambda: service.register(
                event=self.event,
                application=application,
                form_key=submissions.new_key(),
                notice_version=1,
                now=self.now,
            )
        )

    @rule(email=ADDRESSES, chosen=CHOICES, waits=st.booleans(), delegation=DELEGATION)
    def somebody_is_entered(self, email, chosen, waits, delegation):
        application = self._application(email, chosen, waits=waits)
        self._attempt(
            lambda: service.add_registration(
                event=self.event,
                application=application,
                delegation=None if delegation is None else self.delegation,
                actor=COMMAND,
                now=self.now,
            )
        )

    @rule(who=ANYBODY)
    def an_organiser_approves(self, who):
        self._with(who, lambda one, _me: approval.approve_registration(one, **self._by()))

    @rule(who=ANYBODY)
    def an_organiser_declines(self, who):
        self._with(who, lambda one, _me: approval.decline_registration(one, **self._by()))

    # --- changing and leaving

    @rule(who=ANYBODY, chosen=CHOICES, waited=CHOICES)
    def somebody_chooses_visits(self, who, chosen, waited):
        uids = [self.visits[number].uid for number in chosen]
        waits_for = [self.visits[number].uid for number in waited]
        self._with(
            who,
            lambda one, me: service.choose_visits(
                one, visits=uids, waits_for=waits_for, actor=me, now=self.now
            ),
        )

    @rule(who=ANYBODY)
    def somebody_cancels(self, who):
        self._with(who, lambda one, me: service.cancel_registration(one, actor=me, now=self.now))

    @rule(who=ANYBODY, email=ADDRESSES)
    def somebody_hands_over(self, who, email):
        details = an_application().details
        self._with(
            who,
            lambda one, me: hand_over(
                one, details=details, email=email, language="lv", actor=me, now=self.now
            ),
        )

    # --- waiting

    @rule(who=ANYBODY)
    def somebody_accepts(self, who):
        self._with(who, lambda one, me: waiting.accept_offer(one, actor=me, now=self.now))

    @rule(who=ANYBODY)
    def somebody_declines(self, who):
        self._with(who, lambda one, me: waiting.decline_offer(one, actor=me, now=self.now))

    @rule(who=ANYBODY, number=st.integers(0, 2), accepts=st.booleans())
    def somebody_answers_for_a_seat(self, who, number, accepts):
        verb = waiting.accept_seat if accepts else waiting.decline_seat
        uid = self.visits[number].uid
        self._with(who, lambda one, me: verb(one, visit=uid, actor=me, now=self.now))

    @rule(who=ANYBODY, other=ANYBODY)
    def somebody_waits_together(self, who, other):
        reference = self._person(other).reference if self._everybody() else ""
        self._with(
            who, lambda one, me: join_party(one, reference=reference, actor=me, now=self.now)
        )

    @rule(who=ANYBODY)
    def somebody_waits_alone(self, who):
        self._with(who, lambda one, me: leave_party(one, actor=me, now=self.now))

    @rule(who=ANYBODY, number=st.sampled_from([None, 0, 1, 2]))
    def an_organiser_moves_ahead(self, who, number):
        visit = "" if number is None else self.visits[number].uid
        self._with(
            who,
            lambda one, _me: waiting.move_ahead(one, reason="iemesls", visit=visit, **self._by()),
        )

    @rule(who=ANYBODY)
    def an_organiser_offers_beyond_the_limit(self, who):
        self.model.out_of_turn = True
        self._with(who, lambda one, _me: waiting.offer_now(one, reason="iemesls", **self._by()))

    @rule(hours=st.sampled_from([1, 47, 49]))
    def time_goes_by(self, hours):
        self.now = min(self.now + timedelta(hours=hours), NOON + timedelta(days=30))
        self._attempt(lambda: ending.settle(self.event, now=self.now))

    # --- limits

    @rule(places=ROOM)
    def the_event_has_other_places(self, places):
        facts = facts_of(self.event)
        changed = type(facts)(**vars(facts) | {"capacity": places})
        self._attempt(lambda: edit_event(event=self.event, facts=changed, **self._by()))

    @rule(places=ROOM)
    def the_quota_changes(self, places):
        self._attempt(lambda: quotas.change_quota(self.delegation, places, **self._by()))

    @rule(reserves=st.booleans())
    def the_quota_is_kept_or_released(self, reserves):
        verb = quotas.reserve_quota if reserves else quotas.release_quota
        self._attempt(lambda: verb(self.delegation, **self._by()))

    # --- what holds after each step

    @invariant()
    def the_database_agrees_with_the_model(self):
        db.session.expire_all()
        self.model.compare(self._everybody(), now=self.now)

    # --- how a step is taken

    def _by(self):
        return {"actor": COMMAND, "now": self.now}

    def _application(self, email, chosen, *, waits):
        """The third visit, and any when somebody waits, is waited for when it is full."""
        wanted = [self.visits[number] for number in sorted(chosen)]
        waits_for = [visit for visit in wanted if waits or visit is self.visits[2]]
        visits = [visit for visit in wanted if visit not in waits_for]
        return an_application(email, visits=visits, waits=waits, waits_for=waits_for)

    def _everybody(self):
        return db.session.scalars(
            select(Registration)
            .where(Registration.event_id == self.event.id)
            .order_by(Registration.id)
        ).all()

    def _person(self, who):
        everybody = self._everybody()
        return everybody[who % len(everybody)]

    def _with(self, who, action):
        if self._everybody():
            one = self._person(who)
            self._attempt(lambda: action(one, Actor(ActorKind.PARTICIPANT, one.id)))

    def _attempt(self, action):
        before = self.model.picture(self._everybody())
        try:
            action()
        except DomainError:
            db.session.rollback()
            assert self.model.picture(self._everybody()) == before  # a refusal changes nothing
        else:
            db.session.commit()


def run(machine, *, examples, steps):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
@pytest.mark.timeout(600)  # a fault found is told in its shortest form, which takes minutes
def test_it_keeps_every_promise_whatever_happens_in_whatever_order(  # R6, R7, R8, R9, R10
    app, monkeypatch, database_kind
):
    monkeypatch.setattr("eventreg.messages.service.queue_message", lambda *_args, **_values: None)

    run(Registrations, examples=25 if database_kind == "sqlite" else 6, steps=25)
