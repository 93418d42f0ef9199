"""Sample members of the first event's network: every third municipality of today has one."""

from datetime import datetime
from itertools import islice

from eventreg.demo.people import municipality_of, names
from eventreg.events.models import Network
from eventreg.history.service import COMMAND
from eventreg.networks.service import MemberFacts, add_members
from eventreg.territories.service import territories_on

EVERY = 3


def fill(network: Network, *, now: datetime) -> None:
    """Add the members; every other one is the municipality's coordinator."""
    units = islice(territories_on(now.date()), 0, None, EVERY)
    members = [
        MemberFacts(
            territory=unit,
            first_name=name.first,
            last_name=name.last,
            email=name.email,
            position=name.job(number),
            institution=municipality_of(unit),
            is_coordinator=number % 2 == 0,
        )
        for number, (unit, name) in enumerate(zip(units, names(), strict=False))
    ]
    add_members(network=network, members=members, actor=COMMAND, now=now)
