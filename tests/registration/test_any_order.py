"""Whatever people do in whatever order: the counters tell the truth, and no limit is exceeded."""

from datetime import time

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
from sqlalchemy import func, select

from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.events.models import Admission
from eventreg.history.models import ActorKind
from eventreg.history.service import COMMAND, Actor
from eventreg.registration import approval, service, submissions
from eventreg.registration.models import ACTIVE_STATES, Registration, VisitChoice
from eventreg.registration.states import HOLDING, HOLDING_CHOICES
from tests.factories import NOON, a_visit, an_application, an_item, an_open_event

ADDRESSES = st.sampled_from(["a@example.org", "B@example.org", "b@example.org", "c@example.org"])
CHOICES = st.sets(st.sampled_from([0, 1, 2]))
ANYBODY = st.integers(0, 5)


class Registrations(RuleBasedStateMachine):
    """Three places; two visits of one seat at the same time, and a third of two."""

    @initialize(admission=st.sampled_from([Admission.OPEN, Admission.APPROVAL]))
    def begin(self, admission):
        db.session.rollback()
        self.event = an_open_event(capacity=3, admission=admission)
        self.visits = [
            a_visit(event=self.event, capacity=seats, position=number)
            for number, seats in enumerate((1, 1, 2))
        ]
        for visit, hour in zip(self.visits, (10, 10, 14), strict=True):
            an_item(event=self.event, day=self.event.starts_on, starts_at=time(hour), visit=visit)
        db.session.commit()

    @rule(email=ADDRESSES, chosen=CHOICES)
    def somebody_registers(self, email, chosen):
        application = an_application(email, visits=[self.visits[number] for number in chosen])
        self._attempt(
            lambda: service.register(
                event=self.event,
                application=application,
                form_key=submissions.new_key(),
                notice_version=1,
                now=NOON,
            )
        )

    @rule(email=ADDRESSES, chosen=CHOICES)
    def an_organiser_enters_somebody(self, email, chosen):
        application = an_application(email, visits=[self.visits[number] for number in chosen])
        self._attempt(
            lambda: service.add_registration(
                event=self.event, application=application, actor=COMMAND, now=NOON
            )
        )

    @rule(who=ANYBODY, chosen=CHOICES)
    def somebody_chooses_visits(self, who, chosen):
        uids = [self.visits[number].uid for number in chosen]
        self._with(who, lambda one, me: service.choose_visits(one, visits=uids, actor=me, now=NOON))

    @rule(who=ANYBODY)
    def somebody_cancels(self, who):
        self._with(who, lambda one, me: service.cancel_registration(one, actor=me, now=NOON))

    @rule(who=ANYBODY)
    def an_organiser_confirms(self, who):
        self._with(
            who, lambda one, _me: approval.approve_registration(one, actor=COMMAND, now=NOON)
        )

    @rule(who=ANYBODY)
    def an_organiser_declines(self, who):
        self._with(
            who, lambda one, _me: approval.decline_registration(one, actor=COMMAND, now=NOON)
        )

    @invariant()
    def the_counters_are_those_of_the_rows(self):
        db.session.expire_all()
        held = db.session.scalar(
            select(func.count(Registration.id)).where(
                Registration.event_id == self.event.id, Registration.state.in_(HOLDING)
            )
        )
        assert self.event.taken == held <= 3
        for visit in self.visits:
            seats = db.session.scalar(
                select(func.count(VisitChoice.id)).where(
                    VisitChoice.visit_id == visit.id, VisitChoice.state.in_(HOLDING_CHOICES)
                )
            )
            assert visit.taken == seats <= visit.capacity

    @invariant()
    def nobody_is_twice_at_the_event_or_at_two_places_at_once(self):
        active = [one for one in self._registrations() if one.state in ACTIVE_STATES]
        assert len({one.email_key for one in active}) == len(active)
        for one in active:
            chosen = {
                choice.visit_id for choice in one.visit_choices if choice.state in HOLDING_CHOICES
            }
            assert not {self.visits[0].id, self.visits[1].id} <= chosen

    def _registrations(self):
        return db.session.scalars(
            select(Registration)
            .where(Registration.event_id == self.event.id)
            .order_by(Registration.id)
        ).all()

    def _with(self, who, action):
        everybody = self._registrations()
        if everybody:
            one = everybody[who % len(everybody)]
            self._attempt(lambda: action(one, Actor(ActorKind.PARTICIPANT, one.id)))

    def _attempt(self, action):
        try:
            action()
        except DomainError:
            db.session.rollback()
        else:
            db.session.commit()


@pytest.mark.slow
def test_it_keeps_every_limit_whatever_happens_in_whatever_order(app, monkeypatch):  # R6, R9, R10
    monkeypatch.setattr("eventreg.messages.service.queue_message", lambda *_args, **_values: None)

    run_state_machine_as_test(
        Registrations,
        settings=settings(
            max_examples=25,
            stateful_step_count=15,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
