"""An event file made to fit the organisation that begins with it, and the day.

What the organisation has already (series, topics, institutions) it goes on with as it stands now;
municipalities are those of the new event's first day (R1).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.events.event_file.composing import institution_shape, organisation_shape
from eventreg.events.event_file.shape import (
    EventFile,
    InstitutionShape,
    InvitationShape,
    NamedShape,
    TopicShape,
)
from eventreg.events.event_file.territory import TerritoryShape, named_territory
from eventreg.events.models import Network, Series, Topic
from eventreg.identity import new_uid
from eventreg.territories.models import Territory
from eventreg.territories.service import successors, territory_by_code
from eventreg.visits.models import HostInstitution


def fitted(file: EventFile, organisation: Organisation) -> EventFile:
    """The file as one of the organisation's, for its own first day."""
    institutions = _institutions(file, organisation)
    return file.model_copy(
        update={
            "organisation": organisation_shape(organisation),
            "series": _own(Series, file.series, organisation),
            "network": _own(Network, file.network, organisation),
            "topics": _topics(file, organisation),
            "institutions": tuple(institutions.values()),
            "visits": tuple(
                each.model_copy(update={"institution": institutions[each.institution].key})
                for each in file.visits
            ),
            "invitations": _invitations(file),
        }
    )


def _own(
    model: type[Series | Network], shape: NamedShape | None, owner: Organisation
) -> NamedShape | None:
    if shape is None:
        return None
    own = model.organisation_id == owner.id, model.uid == shape.key
    name = db.session.scalar(select(model.name).where(*own))
    return NamedShape(key=shape.key, name=name) if name else None


def _topics(file: EventFile, owner: Organisation) -> tuple[TopicShape, ...]:
    rows = db.session.scalars(select(Topic).where(Topic.organisation_id == owner.id))
    known = {row.key: TopicShape(key=row.key, name=row.name) for row in rows}
    return tuple(known.get(each.key, each) for each in file.topics)


def _institutions(file: EventFile, owner: Organisation) -> Mapping[str, InstitutionShape]:
    """By the key that the file uses; one that the organisation keeps stays the same row.

    An institution is entered anew when its municipality is no more: the old one stands on the
    papers of the events of that time.
    """
    keys = [each.key for each in file.institutions]
    rows = db.session.scalars(
        select(HostInstitution).where(
            HostInstitution.organisation_id == owner.id, HostInstitution.uid.in_(keys)
        )
    )
    kept = {row.uid: institution_shape(row) for row in rows}
    shapes = {}
    for each in file.institutions:
        shape = kept.get(each.key, each)
        unit = territory_on(shape.territory, file.starts_on)
        changed: dict[str, Any] = {"territory": unit and named_territory(unit)}
        if each.key not in kept or changed["territory"] != shape.territory:
            changed["key"] = new_uid()
        shapes[each.key] = shape.model_copy(update=changed)
    return shapes


def _invitations(file: EventFile) -> tuple[InvitationShape, ...]:
    """Municipalities that became one are invited once, with the places of all."""
    found: dict[object, InvitationShape] = {}
    for each in file.invitations:
        unit = territory_on(each.territory, file.starts_on)
        if each.territory is not None and unit is None:
            continue
        key = (unit.country, unit.code) if unit else each.institution.casefold()
        shape = each.model_copy(update={"territory": unit and named_territory(unit)})
        found[key] = _together(found[key], shape) if key in found else shape
    return tuple(found.values())


def _together(one: InvitationShape, other: InvitationShape) -> InvitationShape:
    quota = None if one.quota is None or other.quota is None else one.quota + other.quota
    return one.model_copy(update={"quota": quota, "reserves": one.reserves and quota is not None})


def territory_on(shape: TerritoryShape | None, day: date) -> Territory | None:
    """What the territory is on the day: itself, or its one successor (R1)."""
    old = territory_by_code(shape.code, country=shape.country) if shape else None
    if old is None or old.is_valid_on(day):
        return old
    later = [each for each in successors(old, day=day) if each.is_valid_on(day)]
    return later[0] if len(later) == 1 else None
