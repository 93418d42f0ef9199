"""Who came to an event, in numbers: of the report and of the organisers' figures alike (R3)."""

from collections.abc import Mapping

from sqlalchemy import select

from eventreg.database import db
from eventreg.documents.facts.participants import Group, PlaceCount
from eventreg.documents.facts.report import GroupCount, Participation
from eventreg.documents.gather.participants import map_frame
from eventreg.events.models import Event
from eventreg.registration.turnout import Headcount, Side, institutions_of
from eventreg.territories.models import Territory

_GROUPS = {
    Side.MUNICIPALITY: Group.MUNICIPAL,
    Side.STATE: Group.STATE,
    Side.HOST: Group.HOST,
    Side.ORGANISATION: Group.OTHER,
}


def participation_of(event: Event, came: Headcount, *, language: str) -> Participation:
    """Who came, by group and by municipality as it was at the event's dates (R1, R3)."""
    return Participation(
        total=came.people,
        groups=tuple(
            GroupCount(key=group.value, people=came.by_side[side])
            for side, group in _GROUPS.items()
            if side in came.by_side
        ),
        places=_places(came.by_territory, language),
        institutions=institutions_of(event),
        map=map_frame(event),
    )


def _places(people: Mapping[int, int], language: str) -> tuple[PlaceCount, ...]:
    order = Territory.sort_lv if language == "lv" else Territory.sort_en
    rows = db.session.scalars(
        select(Territory).where(Territory.id.in_(people)).order_by(order, Territory.code)
    )
    return tuple(
        PlaceCount(
            code=row.code,
            name=row.name.in_(language),
            people=people[row.id],
            longitude=row.longitude,
            latitude=row.latitude,
        )
        for row in rows
    )
