"""The log of an event or an organisation: what is asked for, and a page of it in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, select, true

from eventreg import clock
from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.models import ActorKind, LogEntry
from eventreg.language.search import folded
from eventreg.log import things
from eventreg.log.actions import what_happened
from eventreg.log.fields import LEFT_OUT, in_words, label_of
from eventreg.log.things import KNOWN, colleagues_of, name_then, names_of
from eventreg.registration.models import Registration
from eventreg.registration.wording import ACTORS

PER_PAGE = 50
MOST_IN_A_FILE = 5_000
MOST_PEOPLE = 500  # whose name fits the words looked for
# The same done again to the same thing so soon is one line: a draft is saved as one types.
AT_ONCE = timedelta(minutes=15)
Scope = Event | Organisation


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries: of a kind of thing, of a kind of actor or one colleague, of days, of a person.

    `about` is the public name of one thing, `before` the number of the entry behind which the page
    begins; days are local to the event.
    """

    words: str = ""
    subject: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None
    about: str = ""
    before: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether anything but the page is asked for."""
        return any((self.words, self.subject, self.actor, self.since, self.until, self.about))


@dataclass(frozen=True)
class Detail:
    """One thing that is otherwise than before; either side may be empty."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """An entry in words; `times` says how often the same was done again at once, since `at`.

    `page` is the endpoint at which the thing stands within its event, empty where there is none.
    """

    number: int
    at: datetime
    who: str
    what: str
    thing: str
    subject: str
    uid: str
    page: str
    event_slug: str
    details: Sequence[Detail]
    times: int = 1


@dataclass(frozen=True)
class Page:
    """Lines, latest first; `further` is the number behind which the next page begins, or None."""

    lines: Sequence[Line]
    further: int | None


def page_of(scope: Scope, wanted: Wanted, *, language: str) -> Page:
    """A page of the log; the same statements however long the log is."""
    entries = _entries(scope, wanted, most=PER_PAGE + 1)
    shown = entries[:PER_PAGE]
    further = shown[-1].id if len(entries) > PER_PAGE else None
    return Page(_lines(shown, scope, language), further)


def all_lines(scope: Scope, wanted: Wanted, *, language: str) -> Sequence[Line]:
    """The latest `MOST_IN_A_FILE` entries, for a file."""
    return _lines(_entries(scope, wanted, most=MOST_IN_A_FILE), scope, language)


def zone_of(scope: Scope) -> ZoneInfo:
    """Where the days of the log begin."""
    return ZoneInfo(scope.time_zone) if isinstance(scope, Event) else clock.HOME_ZONE


def _entries(scope: Scope, wanted: Wanted, *, most: int) -> Sequence[LogEntry]:
    return db.session.scalars(
        select(LogEntry)
        .where(_of(scope), *_conditions(scope, wanted))
        .order_by(LogEntry.id.desc())
        .limit(most)
    ).all()


def _of(scope: Scope) -> ColumnElement[bool]:
    if isinstance(scope, Event):
        return LogEntry.event_id == scope.id
    return LogEntry.organisation_id == scope.id


def _conditions(scope: Scope, wanted: Wanted) -> Sequence[ColumnElement[bool]]:
    zone = zone_of(scope)
    found: list[ColumnElement[bool]] = [_by(wanted.actor)]
    if wanted.before is not None:
        found.append(LogEntry.id < wanted.before)
    if wanted.subject:
        found.append(LogEntry.subject == wanted.subject)
    if wanted.about:
        found.append(LogEntry.subject_uid == wanted.about)
    if wanted.since:
        found.append(LogEntry.at >= datetime.combine(wanted.since, time(), zone))
    if wanted.until:
        found.append(LogEntry.at < datetime.combine(wanted.until + timedelta(days=1), time(), zone))
    if wanted.words:
        found.append(and_(LogEntry.subject == "registration", _named(scope, wanted.words)))
    return found


def _by(actor: str) -> ColumnElement[bool]:
    """By one colleague, named by a number, or by a kind of actor; anybody where neither is said."""
    if actor.isdecimal():
        return and_(LogEntry.actor_kind == ActorKind.STAFF, LogEntry.actor_id == int(actor))
    return LogEntry.actor_kind == ActorKind(actor) if actor in set(ActorKind) else true()


def _named(scope: Scope, words: str) -> ColumnElement[bool]:
    of_scope = (
        Registration.event_id == scope.id
        if isinstance(scope, Event)
        else Registration.event.has(Event.organisation_id == scope.id)
    )
    parts = folded(words).split()
    fitting = (Registration.search_text.contains(each, autoescape=True) for each in parts)
    people = select(Registration.uid).where(of_scope, *fitting).limit(MOST_PEOPLE)
    return LogEntry.subject_uid.in_(people.scalar_subquery())


def _lines(entries: Sequence[LogEntry], scope: Scope, language: str) -> Sequence[Line]:
    seen = _Seen(
        names=names_of(entries, language=language),
        colleagues=colleagues_of(entries),
        slugs=_slugs(entries, scope),
        zone=zone_of(scope),
        language=language,
    )
    return [_line(runs[0], len(runs), seen) for runs in _runs(entries)]


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What all lines of a page need, looked up once."""

    names: Mapping[things.Thing, str]
    colleagues: Mapping[int, str]
    slugs: Mapping[int, str]
    zone: ZoneInfo
    language: str


def _runs(entries: Sequence[LogEntry]) -> Sequence[Sequence[LogEntry]]:
    """The entries, those that say the same as the one after them, and soon before it, with it."""
    runs: list[list[LogEntry]] = []
    for entry in entries:
        if runs and _says_the_same(runs[-1][-1], entry):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return runs


def _says_the_same(later: LogEntry, entry: LogEntry) -> bool:
    return _told(later) == _told(entry) and later.at - entry.at <= AT_ONCE


def _told(entry: LogEntry) -> tuple[object, ...]:
    by = (entry.actor_kind, entry.actor_id)
    return entry.action, entry.subject, entry.subject_uid, by, entry.before, entry.after


def _line(entry: LogEntry, times: int, seen: _Seen) -> Line:
    thing = (entry.subject, entry.subject_uid)
    is_there = thing in seen.names
    slug = seen.slugs.get(entry.event_id or 0, "")
    name = seen.names[thing] if is_there else name_then(entry, language=seen.language)
    return Line(
        number=entry.id,
        at=entry.at,
        who=_who(entry, seen.colleagues),
        what=what_happened(entry.subject, entry.action),
        thing=name,
        subject=entry.subject,
        uid=entry.subject_uid,
        page=KNOWN[entry.subject].page if is_there and slug and name else "",
        event_slug=slug,
        details=_details(entry, seen),
        times=times,
    )


def _who(entry: LogEntry, colleagues: Mapping[int, str]) -> str:
    known = colleagues.get(entry.actor_id or 0) if entry.actor_kind is ActorKind.STAFF else None
    return known or str(ACTORS[entry.actor_kind])


def _details(entry: LogEntry, seen: _Seen) -> Sequence[Detail]:
    """What is otherwise, or what was said; where nothing was before, only what says something."""
    found = []
    for name in dict.fromkeys((*entry.before, *entry.after)):
        before = _value(entry, entry.before, name, seen)
        after = _value(entry, entry.after, name, seen)
        if name not in LEFT_OUT and before != after:
            found.append(Detail(label_of(name), before, after))
    return found


def _value(entry: LogEntry, side: Mapping[str, Any], name: str, seen: _Seen) -> str:
    value = side.get(name)
    return in_words(value, subject=entry.subject, name=name, zone=seen.zone, language=seen.language)


def _slugs(entries: Sequence[LogEntry], scope: Scope) -> Mapping[int, str]:
    """The short names of the events told of, by number."""
    if isinstance(scope, Event):
        return {scope.id: scope.slug}
    numbers = {entry.event_id for entry in entries if entry.event_id is not None}
    rows = db.session.execute(select(Event.id, Event.slug).where(Event.id.in_(numbers)))
    return {row.id: row.slug for row in rows}
