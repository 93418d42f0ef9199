"""What the parts of an event file say about each other: keys, references, days and times."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from eventreg.agenda.occasions import Occasion
from eventreg.events.event_file import consistency_questions, consistency_vehicles
from eventreg.events.event_file.errors import Fault, Path
from eventreg.events.event_file.people import RegistrationShape
from eventreg.events.event_file.shape import AgendaItemShape, EventFile, PartShape
from eventreg.registration.models import ACTIVE_STATES, Affiliation
from eventreg.registration.states import HOLDING_CHOICES

Placed = tuple[Path, Any]
Happening = tuple[Path, AgendaItemShape | PartShape, Occasion]


def faults(file: EventFile) -> list[Fault]:
    """All contradictions of a file, in the order of the file."""
    return [
        *_of_the_event(file),
        *_of_keys(file),
        *_of_institutions(file),
        *_of_the_agenda(file),
        *_of_references(file),
        *_of_people(file),
        *consistency_questions.faults(file),
        *consistency_vehicles.faults(file),
    ]


def happenings(file: EventFile) -> Iterator[Happening]:
    """Every item of the agenda followed by its parts, each with its place and its occasion."""
    for number, item in enumerate(file.agenda):
        yield ("agenda", number), item, _occasion(item, item.day)
        for part_number, part in enumerate(item.parts):
            yield ("agenda", number, "parts", part_number), part, _occasion(part, item.day)


def placed(name: str, values: Sequence[Any] | None) -> list[Placed]:
    """The entries of a list of the file, each with its place."""
    return [((name, number), value) for number, value in enumerate(values or ())]


def _of_the_event(file: EventFile) -> Iterator[Fault]:
    if file.ends_on < file.starts_on:
        yield Fault(("ends_on",), f"stands before the first day, {file.starts_on}")
    opens, closes = file.registration_opens_at, file.registration_closes_at
    if opens and closes and closes <= opens:
        yield Fault(("registration_closes_at",), "must be later than registration_opens_at")


def _of_keys(file: EventFile) -> Iterator[Fault]:
    yield from _repeated("key", placed("institutions", file.institutions))
    yield from _repeated("key", placed("visits", file.visits))
    yield from _repeated("key", _vehicles(file))
    yield from _repeated("key", _items(file))
    yield from _repeated("key", placed("invitations", file.invitations))
    yield from _repeated("key", placed("questions", file.questions))
    yield from _repeated("key", _options(file))
    yield from _repeated("key", placed("registrations", file.registrations))
    yield from _repeated("key", _answers(file))
    yield from _repeated("key", placed("contributions", file.contributions))
    topics = [*placed("topics", file.topics), *placed("further_topics", file.further_topics)]
    yield from _repeated("key", topics)
    yield from _repeated("reference", placed("registrations", file.registrations))
    if file.report is not None:
        sections = [
            (("report", *path), each) for path, each in placed("sections", file.report.sections)
        ]
        yield from _repeated("section", sections)
    yield from _repeated_invitations(file)


def _repeated_invitations(file: EventFile) -> Iterator[Fault]:
    """Each is of a territory or of an institution, and nobody is invited twice."""
    seen: set[tuple[str, str]] = set()
    for path, invitation in placed("invitations", file.invitations):
        unit, institution = invitation.territory, invitation.institution
        if (unit is None) == (not institution):
            yield Fault(path, "name either a territory or an institution")
        named = (unit.country, unit.code) if unit else ("", institution.casefold())
        if named in seen:
            yield Fault((*path, "territory" if unit else "institution"), "is invited twice")
        seen.add(named)
        if invitation.reserves and invitation.quota is None:
            yield Fault((*path, "reserves"), "only a quota with a number can be kept")


def _of_institutions(file: EventFile) -> Iterator[Fault]:
    for path, institution in placed("institutions", file.institutions):
        if (institution.latitude is None) != (institution.longitude is None):
            yield Fault((*path, "longitude"), "latitude and longitude go together")


def _of_the_agenda(file: EventFile) -> Iterator[Fault]:
    for path, _item, occasion in happenings(file):
        day, starts_at, ends_at = occasion.day, occasion.starts_at, occasion.ends_at
        if day is not None and len(path) == 2 and not file.starts_on <= day <= file.ends_on:
            reason = f"{day} is not a day of the event ({file.starts_on} to {file.ends_on})"
            yield Fault((*path, "day"), reason)
        if day is None and starts_at is not None:
            yield Fault((*path, "starts_at"), "can only be known when the day is")
        if ends_at is not None and starts_at is None:
            yield Fault((*path, "ends_at"), "can only be known when starts_at is")
        elif ends_at is not None and starts_at is not None and ends_at <= starts_at:
            yield Fault((*path, "ends_at"), "must be later than starts_at")
    yield from _parts_outside(file)


def _parts_outside(file: EventFile) -> Iterator[Fault]:
    whole = Occasion()
    for path, _item, occasion in happenings(file):
        if len(path) == 2:
            whole = occasion
        elif not whole.holds(occasion):
            yield Fault((*path, "starts_at"), "the part lies outside the times of its item")


def _of_references(file: EventFile) -> Iterator[Fault]:
    institutions = {each.key for each in file.institutions}
    visits = {each.key for each in file.visits}
    items = {item.key for _path, item, _occasion in happenings(file)}
    topics = {each.key for each in (*file.topics, *file.further_topics)}
    people = {each.key for each in file.registrations or ()}
    given = {each.key for each in file.contributions or ()}
    yield from _dangling("institution", placed("visits", file.visits), institutions)
    yield from _dangling("visit", _items(file), visits)
    for path, contribution in placed("contributions", file.contributions):
        named = (("topic", topics), ("visit", visits), ("agenda_item", items))
        for name, known in (*named, ("merged_into", given)):
            yield from _dangling(name, [(path, contribution)], known)
        if file.registrations is not None:
            yield from _dangling("registration", [(path, contribution)], people)


def _of_people(file: EventFile) -> Iterator[Fault]:
    active: set[str] = set()
    clashing = _clashing(file)
    for path, person in placed("registrations", file.registrations):
        yield from _of_one(path, person, file)
        address = person.email.casefold()
        if address and person.state in ACTIVE_STATES:
            if address in active:
                yield Fault((*path, "email"), "has another active registration in this file")
            active.add(address)
        held = sorted(each.visit for each in person.visits if each.state in HOLDING_CHOICES)
        for pair in combinations(held, 2):
            if pair in clashing:
                yield Fault((*path, "visits"), f"{pair[0]} and {pair[1]} are at the same time")


def _of_one(path: Path, person: RegistrationShape, file: EventFile) -> Iterator[Fault]:
    visits = {each.key for each in file.visits}
    invitations = {each.key for each in file.invitations}
    if person.affiliation is Affiliation.MUNICIPALITY and person.territory is None:
        yield Fault((*path, "territory"), "must be named for who comes from a municipality")
    if not person.email and person.first_name:
        yield Fault((*path, "email"), "must be known, except of somebody made anonymous")
    if person.email and not (person.first_name and person.last_name):
        yield Fault((*path, "first_name"), "first and last name must be known")
    yield from _dangling("invitation", [(path, person)], invitations)
    chosen = [((*path, *place), each) for place, each in placed("visits", person.visits)]
    yield from _dangling("visit", chosen, visits)
    yield from _repeated("visit", chosen)


def _clashing(file: EventFile) -> set[tuple[str, str]]:
    """The pairs of visits that nobody can take part in both (R10)."""
    standing = [(item.visit, occasion) for _path, item, occasion in happenings(file) if item.visit]
    return {
        (one, other)
        for one, first in standing
        for other, second in standing
        if one < other and first.overlaps(second)
    }


def _items(file: EventFile) -> list[Placed]:
    return [(path, item) for path, item, _occasion in happenings(file)]


def _vehicles(file: EventFile) -> list[Placed]:
    return [
        ((*path, *place), vehicle)
        for path, visit in placed("visits", file.visits)
        for place, vehicle in placed("vehicles", visit.vehicles)
    ]


def _options(file: EventFile) -> list[Placed]:
    return [
        ((*path, *place), option)
        for path, question in placed("questions", file.questions)
        for place, option in placed("options", question.options)
    ]


def _answers(file: EventFile) -> list[Placed]:
    return [
        ((*path, *place), answer)
        for path, person in placed("registrations", file.registrations)
        for place, answer in placed("answers", person.answers)
    ]


def _occasion(item: AgendaItemShape | PartShape, day: date | None) -> Occasion:
    return Occasion(day=day, starts_at=item.starts_at, ends_at=item.ends_at)


def _repeated(field: str, entries: Iterable[Placed]) -> Iterator[Fault]:
    first: dict[str, Path] = {}
    for path, entry in entries:
        value = getattr(entry, field)
        if value is None:
            continue
        if value in first:
            yield Fault((*path, field), f"{str(value)!r} stands in this file twice")
        first.setdefault(value, path)


def _dangling(field: str, entries: Iterable[Placed], known: set[str]) -> Iterator[Fault]:
    for path, entry in entries:
        value = getattr(entry, field)
        if value is not None and value not in known:
            yield Fault((*path, field), f"{value!r} does not stand in this file")
