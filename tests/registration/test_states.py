"""One table says how a registration may move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventreg.registration.errors import MoveNotAllowed
from eventreg.registration.models import ACTIVE_STATES, RegistrationState
from eventreg.registration.states import BEGINNINGS, HOLDING, MOVES, may_move, require_move

STATES = st.sampled_from(RegistrationState)


def test_every_state_is_in_the_table():
    assert set(MOVES) == set(RegistrationState)


def test_every_state_can_be_reached():
    reached = set(BEGINNINGS)
    for _ in RegistrationState:
        reached |= {after for before in reached for after in MOVES[before]}

    assert reached == set(RegistrationState)


def test_what_is_over_stays_over():
    ends = {state for state in RegistrationState if not MOVES[state]}

    assert ends == set(RegistrationState) - set(ACTIVE_STATES)


def test_whoever_holds_a_place_is_active():
    assert set(ACTIVE_STATES) >= HOLDING


@given(STATES, STATES)
def test_it_refuses_just_what_the_table_does_not_know(before, after):
    if after in MOVES[before]:
        require_move(before, after)
    else:
        with pytest.raises(MoveNotAllowed):
            require_move(before, after)
    assert may_move(before, after) == (after in MOVES[before])
