"""The agenda as its editors see it: what stands where, what does not go together, the last move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from flask_babel import gettext, ngettext

from eventreg.agenda import service as agenda_service
from eventreg.agenda.conflict_wording import said
from eventreg.agenda.conflicts import conflicts_in
from eventreg.agenda.days import Agenda, Direction, Item, moves_in
from eventreg.agenda.editing import log
from eventreg.agenda.editing.landing import minutes_of
from eventreg.agenda.editing.seen import mark_of
from eventreg.agenda.occasions import Occasion
from eventreg.events.models import Event
from eventreg.language import dates, times
from eventreg.visits.service import visits_of


@dataclass(frozen=True)
class Caution:
    """A conflict in words; `uid` is the item that one would mend."""

    kind: str
    uid: str
    sentence: str


@dataclass(frozen=True)
class LastMove:
    """The latest change where it can be taken back with one press."""

    entry: int
    sentence: str


@dataclass(frozen=True)
class Board:
    """All that the page shows; `marks`, `warnings_of` and `moves` are by the item's name."""

    agenda: Agenda
    marks: Mapping[str, str]
    moves: Mapping[str, frozenset[Direction]]
    warnings: Sequence[Caution]
    warnings_of: Mapping[str, Sequence[Caution]]
    last_move: LastMove | None


def board_of(event: Event, language: str) -> Board:
    """The board of an event; its sentences in the language of the page."""
    agenda = agenda_service.agenda_of(event, with_empty_days=True)
    warnings: list[Caution] = []
    warnings_of: dict[str, list[Caution]] = {item.uid: [] for item in agenda.everything()}
    for conflict in conflicts_in(agenda, event, visits_of(event)):
        warning = Caution(conflict.kind.value, conflict.to_mend.uid, str(said(conflict, language)))
        warnings.append(warning)
        for item in (conflict.first, conflict.second):
            if item is not None:
                warnings_of[item.uid].append(warning)
    return Board(
        agenda=agenda,
        marks={item.uid: mark_of(item) for item in agenda.everything()},
        moves=moves_in(agenda),
        warnings=warnings,
        warnings_of=warnings_of,
        last_move=_last_move(event, agenda, language),
    )


def when(occasion: Occasion, language: str) -> str:
    """A day and times in few words."""
    if occasion.day is None:
        return str(gettext("a day not known yet"))
    day = dates.short_date(occasion.day, language)
    span = times.time_span(occasion.starts_at, occasion.ends_at, language)
    return f"{day}, {span}" if span else day


def _last_move(event: Event, agenda: Agenda, language: str) -> LastMove | None:
    move = log.last_move(event)
    if move is None:
        return None
    items = {item.uid: item for item in agenda.everything()}
    first = move.steps[0]
    item = items.get(first.uid)
    if item is None:
        return None
    if move.action == log.SHIFTED:
        sentence = _shifted(len(move.steps), first.occasion.starts_at, item.starts_at)
    else:
        sentence = _placed(item, first.occasion, language)
    return LastMove(move.entry, sentence)


def _placed(item: Item, was: Occasion, language: str) -> str:
    if was == item.occasion:
        return str(gettext("“%(title)s” has another place now.", title=item.title.in_(language)))
    return str(
        gettext(
            "“%(title)s” was moved: %(was)s → %(now)s.",
            title=item.title.in_(language),
            was=when(was, language),
            now=when(item.occasion, language),
        )
    )


def _shifted(items: int, was: time | None, now: time | None) -> str:
    by = minutes_of(now) - minutes_of(was) if was and now else 0
    if by < 0:
        return str(
            ngettext(
                "%(num)s item was moved %(minutes)s min earlier.",
                "%(num)s items were moved %(minutes)s min earlier.",
                items,
                minutes=-by,
            )
        )
    return str(
        ngettext(
            "%(num)s item was moved %(minutes)s min later.",
            "%(num)s items were moved %(minutes)s min later.",
            items,
            minutes=by,
        )
    )
