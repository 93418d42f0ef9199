"""What an organiser does to close an event, beside what other rooms do."""

from datetime import datetime

from eventreg.closing.errors import EventNotOverYet
from eventreg.events.models import Event
from eventreg.events.registration_window import is_over
from eventreg.events.service import note
from eventreg.history.service import Actor
from eventreg.privacy.retention import forget_needs


def erase_needs(event: Event, *, actor: Actor, now: datetime) -> int:
    """Forget at once what people needed, which is kept 30 days otherwise (R22).

    Returns of how many people. Raises EventNotOverYet.
    """
    if not is_over(event, now=now):
        raise EventNotOverYet
    number = forget_needs(event)
    note("needs erased", event, actor=actor, now=now, after={"people": number})
    return number
