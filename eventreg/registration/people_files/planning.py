"""What an import would do, and all that stands against it; nothing is written (a dry run)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.database import db
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.errors import EventFull, VisitFull, VisitsOverlap
from eventreg.registration.models import (
    ACTIVE_STATES,
    Affiliation,
    Registration,
    RegistrationState,
    VisitChoice,
)
from eventreg.registration.people_files.columns import Mapped, Meaning, require_usable
from eventreg.registration.people_files.errors import RowFault
from eventreg.registration.people_files.sheets import Sheet
from eventreg.registration.people_files.understanding import Entry, answers, merged, understood
from eventreg.registration.people_files.words import Words
from eventreg.registration.questions.errors import OptionFull
from eventreg.registration.questions.models import Answer, AnswerChoice, QuestionOption
from eventreg.registration.rows import chosen
from eventreg.registration.states import HOLDING
from eventreg.visits.models import SiteVisit
from eventreg.visits.planned import overlapping

_AT_ONCE = 500


class Duplicates(StrEnum):
    """What becomes of somebody who is registered already, or stands in the table twice."""

    SKIP = "skip"
    UPDATE = "update"
    REFUSE = "refuse"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """How a table is imported.

    Who finds the event or a visit full stands in its waiting list when they may `wait`; who names
    no municipality comes for `others`; mails are written in `language` where no column says it.
    """

    duplicates: Duplicates = Duplicates.SKIP
    told: bool = True
    wait: bool = False
    others: Affiliation = Affiliation.STATE
    language: str = "lv"


@dataclass
class Plan:
    """What would be done with each row; `waiting` is how many would stand in the waiting list."""

    new: list[Entry] = field(default_factory=list)
    changed: list[tuple[Entry, Registration]] = field(default_factory=list)
    skipped: list[Entry] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    waiting: int = 0


@dataclass
class _Left:
    """What is left of each limit while rows are counted; None where there is no limit."""

    event: int | None
    visits: dict[str, int | None]
    options: dict[str, QuestionOption]
    of_options: dict[str, int | None]


def planned(event: Event, sheet: Sheet, mapped: Mapped, choices: Choices) -> Plan:
    """The plan; its faults are in the order of the rows. Raises ColumnsUnclear."""
    require_usable(event, mapped)
    words, plan = Words(event), Plan()
    columns = {meaning: sheet.heading(column) for column, meaning in mapped.items()}
    entries = _one_of_each(understood(sheet, mapped, words), choices, plan, columns)
    standing = _standing(event, entries)
    for entry in entries:
        plan.faults += entry.faults
        _sort_in(entry, standing.get(entry.key), choices, plan, columns)
    plan.faults += _overlaps([*plan.new, *(entry for entry, _ in plan.changed)], words, columns)
    _count(event, words, plan, choices, columns)
    plan.faults.sort()
    return plan


def _one_of_each(
    entries: Iterable[Entry], choices: Choices, plan: Plan, columns: Mapping[str, str]
) -> list[Entry]:
    """One entry for each address; what becomes of the second is as chosen."""
    found: dict[str, Entry] = {}
    for entry in entries:
        key = entry.key or f"row {entry.row.number}"
        first = found.get(key)
        if first is None:
            found[key] = entry
        elif choices.duplicates is Duplicates.UPDATE:
            found[key] = merged(first, entry)
        elif choices.duplicates is Duplicates.SKIP:
            plan.skipped.append(entry)
        else:
            said = gettext("the same address stands in row %(row)s", row=first.row.number)
            plan.faults.append(RowFault(entry.row.number, columns[Meaning.EMAIL], said))
    return list(found.values())


def _sort_in(
    entry: Entry,
    registration: Registration | None,
    choices: Choices,
    plan: Plan,
    columns: Mapping[str, str],
) -> None:
    if registration is None:
        plan.new.append(entry)
    elif choices.duplicates is Duplicates.UPDATE:
        plan.changed.append((entry, registration))
    elif choices.duplicates is Duplicates.SKIP:
        plan.skipped.append(entry)
    else:
        said = gettext(
            "somebody with this address is registered already (%(reference)s)",
            reference=registration.reference,
        )
        plan.faults.append(RowFault(entry.row.number, columns[Meaning.EMAIL], said))


def _standing(event: Event, entries: Sequence[Entry]) -> dict[str, Registration]:
    """The active registrations of these addresses; a statement for some hundreds."""
    keys = [entry.key for entry in entries if entry.key]
    found: dict[str, Registration] = {}
    to_host = selectinload(Registration.visit_choices).joinedload(VisitChoice.visit)
    for start in range(0, len(keys), _AT_ONCE):
        rows = db.session.scalars(
            select(Registration)
            .where(
                Registration.event_id == event.id,
                Registration.email_key.in_(keys[start : start + _AT_ONCE]),
                Registration.state.in_(ACTIVE_STATES),
            )
            .options(
                joinedload(Registration.territory),
                joinedload(Registration.needs),
                to_host.joinedload(SiteVisit.host_institution),
            )
        )
        found.update((row.email_key, row) for row in rows)
    return found


def _overlaps(
    entries: Iterable[Entry], words: Words, columns: Mapping[str, str]
) -> Iterator[RowFault]:
    """Visits at the same time cannot both be chosen (R10)."""
    for entry in entries:
        named = [words.visits_by_uid[uid] for uid in entry.given.get(Meaning.VISITS, ())]
        for one, other in overlapping(named)[:1]:
            said = str(VisitsOverlap(one.host.name, other.host.name))
            yield RowFault(entry.row.number, columns[Meaning.VISITS], said)


def _count(
    event: Event, words: Words, plan: Plan, choices: Choices, columns: Mapping[str, str]
) -> None:
    """Take places as the import will, so that whoever finds a limit full is known before (R6)."""
    waits = choices.wait and event.waiting_list
    options = {option.uid: option for each in words.questions.values() for option in each.options}
    left = _Left(
        event.free,
        {uid: visit.free for uid, visit in words.visits_by_uid.items()},
        options,
        {uid: option.free for uid, option in options.items()},
    )
    for entry in plan.new:
        if left.event == 0 and waits:
            plan.waiting += 1
            continue
        if left.event == 0:
            plan.faults.append(RowFault(entry.row.number, "", str(EventFull())))
        elif left.event is not None:
            left.event -= 1
        plan.faults += _taken(entry, left, words, columns, had=frozenset(), waits=waits)
    options_had = _options_had(registration for _, registration in plan.changed)
    for entry, registration in plan.changed:
        if registration.state in HOLDING | {RegistrationState.PENDING}:
            had = frozenset(visit.uid for visit in chosen(registration))
            had |= options_had.get(registration.id, frozenset())
            plan.faults += _taken(entry, left, words, columns, had=had, waits=waits)


def _options_had(registrations: Iterable[Registration]) -> Mapping[int, frozenset[str]]:
    """The public names of the options that each has already; a statement for some hundreds."""
    ids = [registration.id for registration in registrations]
    found: dict[int, frozenset[str]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        for number, uid in db.session.execute(
            select(Answer.registration_id, QuestionOption.uid)
            .join(AnswerChoice, AnswerChoice.answer_id == Answer.id)
            .join(QuestionOption, QuestionOption.id == AnswerChoice.option_id)
            .where(Answer.registration_id.in_(ids[start : start + _AT_ONCE]), AnswerChoice.holds)
        ):
            found[number] = found.get(number, frozenset()) | {uid}
    return found


def _taken(
    entry: Entry,
    left: _Left,
    words: Words,
    columns: Mapping[str, str],
    *,
    had: frozenset[str],
    waits: bool,
) -> Iterator[RowFault]:
    for uid in entry.given.get(Meaning.VISITS, ()):
        if uid not in had and not _take(left.visits, uid) and not waits:
            said = str(VisitFull(uid, words.visits_by_uid[uid].host.name))
            yield RowFault(entry.row.number, columns[Meaning.VISITS], said)
    for uid in (uid for each in answers(entry) for uid in each.options):
        if uid not in had and not _take(left.of_options, uid):
            option = left.options[uid]
            said = str(OptionFull(option.question.uid, option.label))
            heading = option.question.label.in_(locale.current())
            yield RowFault(entry.row.number, heading, said)


def _take(left: dict[str, int | None], uid: str) -> bool:
    free = left[uid]
    if free is None:
        return True
    left[uid] = max(0, free - 1)
    return free > 0
