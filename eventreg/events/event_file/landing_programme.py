"""From an event file to the database: institutions, visits, agenda, invitations."""

from sqlalchemy import func, select

from eventreg.agenda.models import AgendaItem, AgendaSpeaker
from eventreg.database import db
from eventreg.events.event_file import landing_vehicles
from eventreg.events.event_file.consistency import happenings
from eventreg.events.event_file.landing import Landing, assign, keys
from eventreg.events.event_file.shape import (
    AgendaItemShape,
    InstitutionShape,
    InvitationShape,
    PartShape,
    SpeakerShape,
    VisitShape,
)
from eventreg.registration.models import Delegation, Registration, VisitChoice
from eventreg.visits.models import HostInstitution, SiteVisit

_INSTITUTION = ("name", "kind", "address", "latitude", "longitude")
_VISIT = (
    *("capacity", "granted_beyond", "choosable", "meeting_point", "departs_at", "transport"),
    *("accompanying", "good_to_know"),
)
_INVITATION = (
    *("institution", "granted_beyond", "reserves", "releases", "invited_at", "answer_until"),
    *("reminded_at", "refused_at", "released_at", "language", "link_version"),
)
_ITEM = ("kind", "starts_at", "ends_at", "title", "text", "track", "place", "address")


def land(landing: Landing) -> None:
    """Make institutions, visits, agenda and invitations what the file says."""
    _land_institutions(landing)
    _land_visits(landing)
    landing_vehicles.land(landing)
    _land_agenda(landing)
    _land_invitations(landing)


def _land_institutions(landing: Landing) -> None:
    shapes, owner = landing.file.institutions, landing.event.organisation_id
    landing.institutions = landing.rows_by_key(
        HostInstitution, keys("institutions", shapes), organisation_id=owner
    )
    for shape in shapes:
        row = landing.institutions.get(shape.key) or HostInstitution(
            uid=shape.key, organisation_id=owner
        )
        _write_institution(landing, row, shape)
        landing.institutions[shape.key] = row
        db.session.add(row)


def _write_institution(landing: Landing, row: HostInstitution, shape: InstitutionShape) -> None:
    assign(row, shape, _INSTITUTION)
    row.territory = landing.territory(shape.territory)
    row.contact_name = shape.contact.name
    row.contact_email = shape.contact.email
    row.contact_phone = shape.contact.phone


def _land_visits(landing: Landing) -> None:
    shapes, event = landing.file.visits, landing.event
    landing.visits = landing.rows_by_key(SiteVisit, keys("visits", shapes), event_id=event.id)
    _remove_other_visits(landing)
    for position, shape in enumerate(shapes):
        row = landing.visits.get(shape.key)
        if row is None:
            row = SiteVisit(uid=shape.key, event_id=event.id)
        elif _is_below(row, shape):
            landing.fault(("visits", position, "capacity"), f"{row.taken} seats are taken already")
        assign(row, shape, _VISIT)
        row.host_institution = landing.institutions[shape.institution]
        row.position = position
        landing.visits[shape.key] = row
        db.session.add(row)


def _is_below(row: SiteVisit | Delegation, shape: VisitShape | InvitationShape) -> bool:
    places = shape.capacity if isinstance(shape, VisitShape) else shape.quota
    return places is not None and row.taken > places + shape.granted_beyond


def _remove_other_visits(landing: Landing) -> None:
    rows = db.session.scalars(
        select(SiteVisit)
        .where(SiteVisit.event_id == landing.event.id, SiteVisit.uid.not_in(landing.visits))
        .order_by(SiteVisit.id)
    )
    for row in rows:
        chosen = db.session.scalar(
            select(func.count()).select_from(VisitChoice).where(VisitChoice.visit_id == row.id)
        )
        if chosen:
            reason = f"the visit {row.uid!r} must stay: it was chosen in {chosen} registration(s)"
            landing.fault(("visits",), reason)
        else:
            db.session.delete(row)


def _land_agenda(landing: Landing) -> None:
    paths = {item.key: path for path, item, _occasion in happenings(landing.file)}
    landing.items = landing.rows_by_key(AgendaItem, paths, event_id=landing.event.id)
    others = db.session.scalars(
        select(AgendaItem).where(
            AgendaItem.event_id == landing.event.id, AgendaItem.uid.not_in(paths)
        )
    ).all()
    positions: dict[object, int] = {}
    for item in landing.file.agenda:
        position = positions.get(item.day, 0)
        positions[item.day] = position + 1
        row = _land_item(landing, item, position, parent=None, item=item)
        for number, part in enumerate(item.parts):
            _land_item(landing, part, number, parent=row, item=item)
    landing.stop_on_faults()
    db.session.flush()
    for row in others:
        db.session.delete(row)


def _land_item(
    landing: Landing,
    shape: AgendaItemShape | PartShape,
    position: int,
    *,
    parent: AgendaItem | None,
    item: AgendaItemShape,
) -> AgendaItem:
    row = landing.items.get(shape.key) or AgendaItem(uid=shape.key, event_id=landing.event.id)
    assign(row, shape, _ITEM)
    row.day = item.day
    row.position = position
    row.parent = parent
    row.visit = landing.visits[shape.visit] if shape.visit else None
    if tuple(_shape(speaker) for speaker in row.speakers) != shape.speakers:
        row.speakers = [
            AgendaSpeaker(position=place, **{name: getattr(each, name) for name in _SPEAKER})
            for place, each in enumerate(shape.speakers)
        ]
    landing.items[shape.key] = row
    db.session.add(row)
    return row


_SPEAKER = tuple(SpeakerShape.model_fields)


def _shape(row: AgendaSpeaker) -> SpeakerShape:
    return SpeakerShape(**{name: getattr(row, name) for name in _SPEAKER})


def _land_invitations(landing: Landing) -> None:
    shapes, event = landing.file.invitations, landing.event
    landing.delegations = landing.rows_by_key(
        Delegation, keys("invitations", shapes), event_id=event.id
    )
    _remove_other_invitations(landing)
    for number, shape in enumerate(shapes):
        row = landing.delegations.get(shape.key)
        if row is None:
            row = Delegation(uid=shape.key, event_id=event.id)
        elif _is_below(row, shape):
            reason = f"{row.taken} places are taken already"
            landing.fault(("invitations", number, "quota"), reason)
        kept_before = _kept_unused(row)
        assign(row, shape, _INVITATION)
        row.territory = landing.territory(shape.territory)
        row.capacity = shape.quota
        for name in ("coordinator_name", "coordinator_email", "refusal"):
            setattr(row, name, getattr(shape, name) or getattr(row, name) or "")
        _keep_places(landing, number, _kept_unused(row) - kept_before)
        landing.delegations[shape.key] = row
        db.session.add(row)


def _kept_unused(row: Delegation) -> int:
    """How many places of the event a reserving quota holds beyond those of its people."""
    if not row.reserves or row.capacity is None:
        return 0
    return max(0, row.capacity - (row.taken or 0))


def _keep_places(landing: Landing, number: int, more: int) -> None:
    if more > 0:
        landing.takes += [(landing.event, ("invitations", number, "quota"))] * more
    else:
        landing.releases += [landing.event] * -more


def _remove_other_invitations(landing: Landing) -> None:
    rows = db.session.scalars(
        select(Delegation)
        .where(Delegation.event_id == landing.event.id, Delegation.uid.not_in(landing.delegations))
        .order_by(Delegation.id)
    )
    for row in rows:
        people = db.session.scalar(
            select(func.count())
            .select_from(Registration)
            .where(Registration.delegation_id == row.id)
        )
        if people:
            reason = f"the invitation {row.uid!r} must stay: {people} registration(s) came by it"
            landing.fault(("invitations",), reason)
        else:
            landing.releases += [landing.event] * _kept_unused(row)
            db.session.delete(row)
    landing.stop_on_faults()
    db.session.flush()
