"""The log as a table for spreadsheets."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext

from eventreg.documents.issuing import note_apart
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.language import dates
from eventreg.log.reading import Detail, Scope, Wanted, all_lines, zone_of
from eventreg.registration.people_files.cells import as_csv


def log_csv(scope: Scope, wanted: Wanted, *, language: str, actor: Actor, now: datetime) -> str:
    """A line for each entry: when, who, what, to which thing, and what is otherwise since.

    That it was taken out stands in the log too (R28), of which the file says nothing yet.
    """
    rows = _rows(scope, wanted, language)
    _note(scope, actor, now)
    return as_csv(rows, language=language)


def _rows(scope: Scope, wanted: Wanted, language: str) -> Sequence[Sequence[str]]:
    head = [gettext("When"), gettext("By whom"), gettext("What happened"), gettext("To what")]
    rows = [
        [
            dates.plain(dates.short_moment(each.at, zone_of(scope), language)),
            each.who,
            each.what,
            each.thing,
            "; ".join(map(_detail, each.details)),
        ]
        for each in all_lines(scope, wanted, language=language)
    ]
    return [[*head, gettext("Changes")], *rows]


def _detail(each: Detail) -> str:
    since = f"{each.before} → {each.after}" if each.before else each.after
    return f"{each.label}: {since}"


def _note(scope: Scope, actor: Actor, now: datetime) -> None:
    if isinstance(scope, Event):
        subject, organisation_id, event_id = "event", scope.organisation_id, scope.id
    else:
        subject, organisation_id, event_id = "organisation", scope.id, None
    note_apart(
        "log exported",
        actor=actor,
        now=now,
        subject=subject,
        subject_uid=scope.slug,
        organisation_id=organisation_id,
        event_id=event_id,
    )
