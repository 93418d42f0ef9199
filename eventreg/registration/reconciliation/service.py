"""One sweep over what must hold in the whole database at the end of every transaction.

For operators (`eventreg check`) and for whoever storms the system. Nothing here trusts a counter, a
state or a mail: each is compared with the rows that it tells of.
"""

from collections.abc import Sequence
from datetime import datetime

from eventreg.registration.reconciliation import limits, lines, people, told
from eventreg.registration.reconciliation.finding import Violation

__all__ = ["Violation", "sweep"]


def sweep(*, now: datetime) -> Sequence[Violation]:
    """Everything that is not as it must be, in a fixed order; empty when all is well.

    It changes nothing. The number of statements is fixed, however many events there are.
    """
    return [
        *limits.miscounted(),
        *people.registered_twice(),
        *people.standing_wrongly(),
        *people.seated_wrongly(),
        *people.answered_wrongly(),
        *people.agreed_twice(),
        *lines.waiting_in_vain(now),
        *lines.seats_of_people(now),
        *told.untold(),
        *told.told_wrongly(),
        *told.sent_wrongly(),
    ]
