"""Importing people: the file is sent in, its columns are named, then all of it is done or nothing.

Everybody who is imported is told by mail, gets the own link and gives consents alone: a table never
brings a consent (R21). Limits hold as on every other way (R6). The file is kept until the import is
done, a day at most.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.events.models import Event
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor, record
from eventreg.identity import new_uid
from eventreg.ports import files
from eventreg.registration import service
from eventreg.registration.application import Details, Needs
from eventreg.registration.models import Affiliation, Registration
from eventreg.registration.people_files import columns, sheets
from eventreg.registration.people_files.columns import Mapped, Meaning
from eventreg.registration.people_files.errors import (
    FileNotReadable,
    ImportOver,
    RowFault,
    RowsFaulty,
)
from eventreg.registration.people_files.models import ImportState, PeopleImport
from eventreg.registration.people_files.planning import Choices, Duplicates, Plan, planned
from eventreg.registration.people_files.sheets import Sheet
from eventreg.registration.people_files.understanding import (
    Entry,
    answers,
    application,
    details,
)
from eventreg.registration.places import lock_queue
from eventreg.registration.questions.queries import given_of
from eventreg.registration.questions.uploads import discard, plain_name
from eventreg.registration.states import QUEUED

KEPT_FOR = timedelta(days=1)
FOLDER = "imports"
_STAMP = "%Y%m%d%H"

Counts = Mapping[str, int]


def upload(*, event: Event, data: bytes, name: str, actor: Actor, now: datetime) -> PeopleImport:
    """Keep the file until the import is done; raises FileNotReadable.

    A page bears fewer rows than the command: somebody waits for it.
    """
    sheet = sheets.read(data)
    if len(sheet.rows) > sheets.MOST_ROWS_FOR_A_PAGE:
        raise FileNotReadable(sheets.TOO_MANY_FOR_A_PAGE)
    begun = PeopleImport(
        event=event,
        account_id=actor.id if actor.kind is ActorKind.STAFF else None,
        state=ImportState.UPLOADED,
        file_key=f"{FOLDER}/{now.astimezone(UTC).strftime(_STAMP)}-{new_uid()}",
        file_name=plain_name(name),
        mapping=_as_json(columns.guessed(event, sheet)),
        choices=asdict(Choices()),
        counts={},
        created_at=now,
    )
    files.store().put(begun.file_key, data)
    db.session.add(begun)
    db.session.flush()
    return begun


def import_of(event: Event, uid: str) -> PeopleImport | None:
    """The event's import of that name."""
    return db.session.scalar(
        select(PeopleImport).where(PeopleImport.event_id == event.id, PeopleImport.uid == uid)
    )


def sheet_of(begun: PeopleImport) -> Sheet:
    """The table of an import that is not done; raises ImportOver."""
    if begun.state is not ImportState.UPLOADED:
        raise ImportOver
    try:
        return sheets.read(files.store().get(begun.file_key))
    except files.StoredFileMissing as error:
        raise ImportOver from error


def mapped_by(begun: PeopleImport) -> dict[int, str]:
    """What the columns of an import mean."""
    return {int(column): meaning for column, meaning in begun.mapping.items()}


def choices_of(begun: PeopleImport) -> Choices:
    """How the table is to be imported."""
    kept = dict(begun.choices)
    kept["duplicates"] = Duplicates(kept["duplicates"])
    kept["others"] = Affiliation(kept["others"])
    return Choices(**kept)


def settle(begun: PeopleImport, *, mapped: Mapped, choices: Choices, now: datetime) -> None:
    """Say what the columns mean and how to import them; raises ColumnsUnclear and ImportOver.

    The organisation's next table is understood alike, also when this one proves faulty.
    """
    sheet = sheet_of(begun)
    columns.require_usable(begun.event, mapped)
    begun.mapping, begun.choices = _as_json(mapped), asdict(choices)
    columns.remember(begun.event.organisation, sheet, mapped, now=now)


def finish(begun: PeopleImport, *, actor: Actor, now: datetime) -> Counts:
    """Import everybody in the file and forget it; raises RowsFaulty and ImportOver."""
    db.session.refresh(begun, with_for_update={"of": PeopleImport})
    counts = import_people(
        event=begun.event,
        sheet=sheet_of(begun),
        mapped=mapped_by(begun),
        choices=choices_of(begun),
        actor=actor,
        now=now,
    )
    begun.state, begun.counts, begun.finished_at = ImportState.DONE, dict(counts), now
    discard(begun.file_key, now=now)
    return counts


def forget(begun: PeopleImport, *, now: datetime) -> None:
    """Stop an import; its file goes."""
    if begun.state is ImportState.UPLOADED:
        discard(begun.file_key, now=now)
    db.session.delete(begun)


def forget_old(*, now: datetime) -> int:
    """Forget all imports that were begun a day ago or earlier; returns how many."""
    old = db.session.scalars(
        select(PeopleImport).where(PeopleImport.created_at <= now - KEPT_FOR)
    ).all()
    for each in old:
        forget(each, now=now)
    return len(old)


def import_people(
    *,
    event: Event,
    sheet: Sheet,
    mapped: Mapped,
    choices: Choices,
    actor: Actor,
    now: datetime,
    moved_on: Callable[[int], object] = lambda _rows: None,
) -> Counts:
    """Register everybody in the table, or nobody: what raises is undone by the caller.

    Nobody else frees or awaits a place meanwhile. `moved_on` is told of each row done. Returns the
    numbers of people `added`, of those `waiting` among them, `changed` and `skipped`. Raises
    ColumnsUnclear, and RowsFaulty with every fault.
    """
    lock_queue(event.id)
    plan = planned(event, sheet, mapped, choices)
    if plan.faults:
        raise RowsFaulty(plan.faults)
    waiting = _write(event, plan, choices, actor=actor, now=now, moved_on=moved_on)
    counts = {
        "added": len(plan.new),
        "waiting": waiting,
        "changed": len(plan.changed),
        "skipped": len(plan.skipped),
    }
    record(
        "people imported",
        actor=actor,
        now=now,
        subject="event",
        subject_uid=event.slug,
        organisation_id=event.organisation_id,
        event_id=event.id,
        after={**counts, "told": choices.told},
    )
    return counts


def _write(
    event: Event,
    plan: Plan,
    choices: Choices,
    *,
    actor: Actor,
    now: datetime,
    moved_on: Callable[[int], object],
) -> int:
    """Do what is planned, row by row; returns how many wait. Raises RowsFaulty."""
    faults: list[RowFault] = []
    waiting = 0
    for entry in plan.new:
        try:
            registration = _add(event, entry, choices, actor=actor, now=now)
            waiting += registration.state in QUEUED
        except DomainError as error:
            faults.append(RowFault(entry.row.number, "", str(error)))
        moved_on(1)
    for entry, registration in plan.changed:
        try:
            _change(registration, entry, choices, actor=actor, now=now)
        except DomainError as error:
            faults.append(RowFault(entry.row.number, "", str(error)))
        moved_on(1)
    if faults:
        raise RowsFaulty(sorted(faults))
    return waiting


def _add(
    event: Event, entry: Entry, choices: Choices, *, actor: Actor, now: datetime
) -> Registration:
    waits = choices.wait and event.waiting_list
    asked = application(entry, others=choices.others, language=choices.language, waits=waits)
    return service.add_registration(
        event=event, application=asked, actor=actor, now=now, told=choices.told
    )


def _change(
    registration: Registration, entry: Entry, choices: Choices, *, actor: Actor, now: datetime
) -> None:
    """Write what the row says over what stands; what it leaves empty stays."""
    needs = registration.needs
    said = answers(entry)
    merged = {**given_of(registration), **{each.question: each for each in said}}
    service.change_registration(
        registration,
        details=details(entry, _standing(registration)),
        needs=Needs(diet=needs.diet, access=needs.access) if needs else Needs(),
        answers=tuple(merged.values()) if said else None,
        actor=actor,
        now=now,
        told=choices.told,
    )
    if Meaning.VISITS in entry.given:
        visits = entry.given[Meaning.VISITS]
        service.choose_visits(
            registration,
            visits=visits,
            waits_for=visits if choices.wait else (),
            actor=actor,
            now=now,
            told=choices.told,
        )


def _standing(registration: Registration) -> Details:
    return Details(**{name: getattr(registration, name) for name in Details.__dataclass_fields__})


def _as_json(mapped: Mapped) -> dict[str, Any]:
    return {str(column): meaning for column, meaning in mapped.items()}
