"""A plain model of who holds what and who waits: lists and sums, no locks and no statements."""

from collections import Counter
from dataclasses import dataclass

from eventreg.registration.models import ACTIVE_STATES, ChoiceState, RegistrationState
from eventreg.registration.states import HOLDING, HOLDING_CHOICES, MOVES

WAITING, OFFERED = RegistrationState.WAITING, RegistrationState.OFFERED
BEGIN = {WAITING, RegistrationState.CONFIRMED, RegistrationState.PENDING}


@dataclass
class PlainModel:
    """Recounts everything from the people alone, and remembers how each of them stood before."""

    event: object
    delegation: object
    visits: list
    states: dict
    out_of_turn: bool = False  # the step just taken was an organiser's override

    @classmethod
    def of(cls, event, delegation, visits):
        return cls(event, delegation, list(visits), {})

    def picture(self, people):
        """All that a refusal must leave as it was."""
        limits = [self.event, self.delegation, *self.visits]
        return (
            [(one.id, one.state, one.email_key, one.party, one.queue_order) for one in people],
            [
                (one.id, choice.visit_id, choice.state, choice.queue_order)
                for one in people
                for choice in sorted(one.visit_choices, key=lambda each: each.visit_id)
            ],
            [(limit.capacity, limit.taken, limit.granted_beyond) for limit in limits],
            self.delegation.reserves,
        )

    def compare(self, people, *, now):
        """Everything that must hold whatever has happened."""
        self._nobody_is_overtaken(people)
        self._moves_are_in_the_table(people)
        self._counters_are_those_of_the_people(people)
        self._nobody_is_there_twice(people)
        self._offers_have_an_end(people, now)
        self._nobody_who_fits_waits(people)
        self._nobody_who_fits_waits_for_a_seat(people)

    def _nobody_is_overtaken(self, people):
        """Of two who wait alone for the same, the one who stands behind is not offered first."""
        waiting = [one for one in people if one.state is WAITING and one.party is None]
        for late in people:
            is_new = self.states.get(late.id) is not OFFERED and late.state is OFFERED
            if not is_new or late.party is not None or self.out_of_turn:
                continue
            for early in waiting:
                same = early.delegation_id == late.delegation_id
                behind = (early.queue_order, early.id) > (late.queue_order, late.id)
                assert behind or not same, (early.email, late.email)
        self.out_of_turn = False

    def _moves_are_in_the_table(self, people):
        for one in people:
            before = self.states.get(one.id)
            if before is None:
                # Who joins the waiting list may fit at once when somebody else just left.
                assert one.state in BEGIN | {OFFERED}
            elif before is not one.state:
                assert one.state in self._reachable(before), (before, one.state)
            self.states[one.id] = one.state

    def _reachable(self, before):
        """Where one step can lead: two moves when a place is freed in the same step."""
        near = MOVES[before]
        return near.union(*(MOVES[state] for state in near)) if near else near

    def _counters_are_those_of_the_people(self, people):
        members = [one for one in people if one.delegation_id and one.state in HOLDING]
        guests = [one for one in people if not one.delegation_id and one.state in HOLDING]
        of_quota = self.delegation.capacity if self.delegation.reserves else len(members)
        assert self.delegation.taken == len(members)
        assert self.event.taken == len(guests) + of_quota
        seats = Counter(
            choice.visit_id
            for one in people
            for choice in one.visit_choices
            if choice.state in HOLDING_CHOICES
        )
        for visit in self.visits:
            assert visit.taken == seats[visit.id]
        for limit in (self.event, self.delegation, *self.visits):
            assert limit.taken <= limit.capacity + limit.granted_beyond
            assert limit.granted_beyond == max(0, limit.taken - limit.capacity)

    def _nobody_is_there_twice(self, people):
        active = [one for one in people if one.state in ACTIVE_STATES]
        assert len({one.email_key for one in active}) == len(active)
        for one in people:
            wished = {
                choice.visit_id
                for choice in one.visit_choices
                if choice.state in HOLDING_CHOICES | {ChoiceState.WAITING}
            }
            assert not wished or one.state in ACTIVE_STATES
            assert not {self.visits[0].id, self.visits[1].id} <= wished
            if one.state not in HOLDING:
                assert all(each.state not in HOLDING_CHOICES for each in one.visit_choices)

    def _offers_have_an_end(self, people, now):
        for one in people:
            assert (one.offer_until is not None) == (one.state is OFFERED)
            assert (one.party is None) or one.state in {WAITING, OFFERED}
            for choice in one.visit_choices:
                offered = choice.state is ChoiceState.OFFERED
                assert (choice.offer_until is not None) == offered
                if offered and one.state is OFFERED:
                    assert choice.offer_until == one.offer_until
            if one.state is OFFERED:
                assert (one.offer_until - now).total_seconds() <= 48 * 3600

    def _nobody_who_fits_waits(self, people):
        for unit in self._units(people):
            needs = Counter(limit for one in unit for limit in self._limits(one))
            fits = all(self._free(limit) >= number for limit, number in needs.items())
            assert not fits, [one.email for one in unit]

    def _units(self, people):
        together = {}
        for one in people:
            if one.state is WAITING:
                together.setdefault(one.party or one.id, []).append(one)
        return together.values()

    def _limits(self, one):
        if one.delegation_id is None:
            return [self.event]
        return [self.delegation] if self.delegation.reserves else [self.event, self.delegation]

    def _free(self, limit):
        return max(0, limit.capacity + limit.granted_beyond - limit.taken)

    def _nobody_who_fits_waits_for_a_seat(self, people):
        for one in people:
            if one.state not in HOLDING:
                continue
            for choice in one.visit_choices:
                if choice.state is ChoiceState.WAITING:
                    assert self._free(choice.visit) == 0
