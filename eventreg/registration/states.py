"""How a registration moves: one table, used by every path."""

from collections.abc import Mapping

from eventreg.registration.errors import MoveNotAllowed
from eventreg.registration.models import ChoiceState, RegistrationState

_S = RegistrationState

# How a registration may begin.
BEGINNINGS = frozenset({_S.PENDING, _S.WAITING, _S.CONFIRMED})

MOVES: Mapping[RegistrationState, frozenset[RegistrationState]] = {
    _S.PENDING: frozenset({_S.CONFIRMED, _S.WAITING, _S.DECLINED, _S.CANCELLED}),
    _S.WAITING: frozenset({_S.OFFERED, _S.CANCELLED, _S.EXPIRED}),
    _S.OFFERED: frozenset({_S.CONFIRMED, _S.CANCELLED, _S.EXPIRED}),
    _S.CONFIRMED: frozenset({_S.CANCELLED}),
    _S.DECLINED: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.EXPIRED: frozenset(),
}

# An offer holds its place until it is taken up or lapses (R8).
HOLDING = frozenset({_S.CONFIRMED, _S.OFFERED})
# Who stands in the waiting list, or holds an offer out of it.
QUEUED = frozenset({_S.WAITING, _S.OFFERED})
HOLDING_CHOICES = frozenset({ChoiceState.CONFIRMED, ChoiceState.OFFERED})
# A visit that the person holds a seat on, or waits for.
WISHED_CHOICES = HOLDING_CHOICES | {ChoiceState.WAITING}


def may_move(before: RegistrationState, after: RegistrationState) -> bool:
    """Whether the table allows the move."""
    return after in MOVES[before]


def require_move(before: RegistrationState, after: RegistrationState) -> None:
    """Raise MoveNotAllowed unless the table allows the move."""
    if not may_move(before, after):
        raise MoveNotAllowed(before, after)
