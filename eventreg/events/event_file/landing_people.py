"""From an event file to the database: registrations, contributions, the report."""

from sqlalchemy import select

from eventreg.capacity import Limited
from eventreg.contributions.models import Contribution
from eventreg.database import db
from eventreg.events.event_file.consistency import placed
from eventreg.events.event_file.errors import Path
from eventreg.events.event_file.landing import Landing, assign, keys
from eventreg.events.event_file.landing_questions import land_answers
from eventreg.events.event_file.people import (
    ConsentShape,
    ContributionShape,
    RegistrationShape,
    ReportShape,
)
from eventreg.identity import new_reference
from eventreg.registration.application import email_key, forgotten_key, write_derived
from eventreg.registration.models import ACTIVE_STATES, Consent, Registration, VisitChoice
from eventreg.registration.places import lock_queue, own_limits
from eventreg.registration.rows import seats_of
from eventreg.registration.states import HOLDING, HOLDING_CHOICES
from eventreg.reports.models import Report, ReportSection

_REGISTRATION = (
    *("state", "role", "first_name", "last_name", "position", "institution", "affiliation"),
    *("email", "phone", "language", "sample", "notice_version", "link_version"),
    *("calendar_sequence", "cancelled_at", "acknowledged_at"),
    *("queue_order", "offer_until", "party", "handovers"),
)
_CONTRIBUTION = (
    *("kind", "state", "naming", "title", "text", "place", "problem", "solution", "took_part"),
    *("result", "needed_to_repeat", "contact", "level", "addressee", "due_on"),
    *("proposal_status", "answer", "answered_on", "sample"),
)
_CONSENT = tuple(ConsentShape.model_fields)


def find(landing: Landing) -> None:
    """Find and lock the registrations that the file brings up to date, before any limit is.

    The event's queue is held before them, as by everybody who moves places.
    """
    paths = keys("registrations", landing.file.registrations)
    if not landing.is_new:
        lock_queue(landing.event.id)
    if not paths:
        return
    db.session.execute(
        select(Registration.id)
        .where(Registration.uid.in_(paths))
        .order_by(Registration.id)
        .with_for_update()
    )
    event_id = landing.event.id
    landing.people = landing.rows_by_key(Registration, paths, event_id=event_id)
    _find_repeated_references(landing)
    if not landing.is_new:
        _find_registered_already(landing)


def land(landing: Landing) -> None:
    """Add people and contributions, bring those up to date that are there, write the report."""
    for path, shape in placed("registrations", landing.file.registrations):
        _land_registration(landing, path, shape)
    _land_contributions(landing)
    if landing.file.report is not None:
        _land_report(landing, landing.file.report)


def _find_repeated_references(landing: Landing) -> None:
    references = {
        shape.reference: path
        for path, shape in placed("registrations", landing.file.registrations)
        if shape.reference and shape.key not in landing.people
    }
    taken = db.session.scalars(
        select(Registration.reference).where(Registration.reference.in_(references))
    )
    for reference in taken:
        path = (*references[reference], "reference")
        landing.fault(path, f"{reference!r} is the reference of another registration")


def _find_registered_already(landing: Landing) -> None:
    paths = {
        email_key(shape.email): (*path, "email")
        for path, shape in placed("registrations", landing.file.registrations)
        if shape.email and shape.state in ACTIVE_STATES
    }
    others = db.session.scalars(
        select(Registration.email_key).where(
            Registration.event_id == landing.event.id,
            Registration.state.in_(ACTIVE_STATES),
            Registration.uid.not_in(keys("registrations", landing.file.registrations)),
            Registration.email_key.in_(paths),
        )
    )
    for key in others:
        landing.fault(paths[key], "has another active registration for this event (R9)")


def _land_registration(landing: Landing, path: Path, shape: RegistrationShape) -> None:
    row = landing.people.get(shape.key)
    if row is None:
        row = Registration(uid=shape.key, event_id=landing.event.id)
        row.created_at = shape.created_at or landing.now
        row.updated_at = shape.updated_at or row.created_at
        row.reference = shape.reference or new_reference()
        held: list[Limited] = []
    else:
        held = _held(row, landing)
        row.created_at = shape.created_at or row.created_at
        row.updated_at = shape.updated_at or row.updated_at
    assign(row, shape, _REGISTRATION)
    row.email_key = email_key(shape.email) or forgotten_key(shape.key)
    row.territory = landing.territory(shape.territory)
    row.delegation = landing.delegations[shape.invitation] if shape.invitation else None
    write_derived(row)
    landing.people[shape.key] = row
    db.session.add(row)
    _write_choices(landing, row, shape)
    _write_consents(row, shape)
    had, options = land_answers(landing, path, row, shape)
    _settle_places(landing, path, shape, [*held, *had], options)


def _held(row: Registration, landing: Landing) -> list[Limited]:
    """The limits of which a registration holds a place."""
    if row.state not in HOLDING:
        return []
    limits = [*own_limits(landing.event, row.delegation)]
    for choice in row.visit_choices:
        limits += seats_of(choice)
    return limits


def _settle_places(
    landing: Landing,
    path: Path,
    shape: RegistrationShape,
    held: list[Limited],
    options: list[tuple[Limited, Path]],
) -> None:
    wanted = list(options)
    if shape.state in HOLDING:
        delegation = landing.delegations[shape.invitation] if shape.invitation else None
        wanted += [
            (limit, (*path, "invitation") if limit is delegation else path)
            for limit in own_limits(landing.event, delegation)
        ]
    for place, choice in placed("visits", shape.visits):
        if choice.state not in HOLDING_CHOICES:
            continue
        if shape.state not in HOLDING:
            reason = "a seat cannot be held by a registration that has no place"
            landing.fault((*path, *place, "state"), reason)
        wanted.append((landing.visits[choice.visit], (*path, *place)))
        if choice.vehicle:
            wanted.append((landing.vehicles[choice.vehicle], (*path, *place, "vehicle")))
    stays = [limit for limit, _path in wanted]
    landing.takes += [(limit, place) for limit, place in wanted if limit not in held]
    landing.releases += [limit for limit in held if limit not in stays]


def _write_choices(landing: Landing, row: Registration, shape: RegistrationShape) -> None:
    known = {choice.visit.uid: choice for choice in row.visit_choices}
    for choice in shape.visits:
        kept = known.pop(choice.visit, None)
        if kept is None:
            kept = VisitChoice(visit=landing.visits[choice.visit])
            kept.created_at = choice.created_at or landing.now
            row.visit_choices.append(kept)
        assign(kept, choice, ("state", "queue_order", "offer_until", "placed_by_hand"))
        kept.vehicle = landing.vehicles[choice.vehicle] if choice.vehicle else None
        kept.created_at = choice.created_at or kept.created_at
    for gone in known.values():
        row.visit_choices.remove(gone)


def _write_consents(row: Registration, shape: RegistrationShape) -> None:
    given = [_dated(consent, row) for consent in shape.consents]
    if given != [_values(consent) for consent in row.consents]:
        row.consents = [Consent(**values) for values in given]


def _dated(consent: ConsentShape, row: Registration) -> dict[str, object]:
    values = _values(consent)
    if consent.given_at is None:
        values["given_at"] = row.created_at
    return values


def _values(consent: Consent | ConsentShape) -> dict[str, object]:
    return {name: getattr(consent, name) for name in _CONSENT}


def _land_contributions(landing: Landing) -> None:
    shapes = landing.file.contributions or ()
    known = landing.rows_by_key(
        Contribution, keys("contributions", shapes), event_id=landing.event.id
    )
    positions: dict[str, int] = {}
    for shape in shapes:
        row = known.get(shape.key) or Contribution(
            uid=shape.key, event_id=landing.event.id, created_at=landing.now
        )
        row.position = positions.get(shape.kind, 0)
        positions[shape.kind] = row.position + 1
        _write_contribution(landing, row, shape)
        db.session.add(row)
        known[shape.key] = row
    for shape in shapes:
        known[shape.key].merged_into = known[shape.merged_into] if shape.merged_into else None


def _write_contribution(landing: Landing, row: Contribution, shape: ContributionShape) -> None:
    assign(row, shape, _CONTRIBUTION)
    row.created_at = shape.created_at or row.created_at
    row.topic = landing.topics[shape.topic] if shape.topic else None
    row.visit = landing.visits[shape.visit] if shape.visit else None
    row.agenda_item = landing.items[shape.agenda_item] if shape.agenda_item else None
    row.territory = landing.territory(shape.territory)
    if landing.file.registrations is not None:  # a file without people says nothing of authors
        row.registration = landing.people[shape.registration] if shape.registration else None
    row.author = shape.author or row.author or ""
    row.institution = shape.institution or row.institution or ""


def _land_report(landing: Landing, shape: ReportShape) -> None:
    row = db.session.get(Report, landing.event.id) or Report(event_id=landing.event.id)
    assign(row, shape, set(ReportShape.model_fields) - {"sections"})
    known = {section.section: section for section in row.sections}
    for position, section in enumerate(shape.sections, start=1):
        kept = known.pop(section.section, None) or ReportSection(section=section.section)
        assign(kept, section, ("title", "text", "hidden"))
        kept.position = position
        if kept not in row.sections:
            row.sections.append(kept)
    for gone in known.values():
        row.sections.remove(gone)
    db.session.add(row)
