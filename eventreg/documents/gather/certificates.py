"""The facts of certificates of attendance: who was there on which days, and for how long."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from eventreg.addresses import absolute
from eventreg.agenda.models import AgendaItem, ItemKind
from eventreg.attendance.certificates.service import Issued
from eventreg.database import db
from eventreg.documents.facts.cards import Certificate, CertificateFacts
from eventreg.documents.facts.head import NOTHING, shown
from eventreg.documents.gather.event import event_facts, letterhead
from eventreg.events.models import Event
from eventreg.reports.models import Report

_NOT_COUNTED = frozenset({ItemKind.REGISTRATION, ItemKind.BREAK, ItemKind.MEAL, ItemKind.TRANSFER})


def certificate_facts(
    event: Event, issued: Iterable[Issued], *, language: str, now: datetime
) -> CertificateFacts:
    """The certificates that are valid, in the order given; place and signature of the report."""
    zone, minutes = ZoneInfo(event.time_zone), minutes_by_day(event)
    report = db.session.get(Report, event.id)
    head = event_facts(event, language, now)
    place = shown(report.place_of_issue, language) if report else NOTHING
    return CertificateFacts(
        language=language,
        letterhead=letterhead(event.organisation, language),
        event=head,
        place_of_issue=place or head.place,
        signatory_name=report.signatory_name if report else "",
        signatory_job=shown(report.signatory_job, language) if report else NOTHING,
        certificates=tuple(
            Certificate(
                name=each.certificate.registration.full_name,
                institution=each.certificate.registration.institution,
                days=each.days,
                hours=_hours(each.days, minutes),
                dated_on=each.certificate.issued_at.astimezone(zone).date(),
                number=each.certificate.number,
                address=absolute("certificates.proof", lang=language, code=each.certificate.code),
            )
            for each in issued
            if each.is_valid
        ),
    )


def minutes_by_day(event: Event) -> Mapping[date, int]:
    """How long the agenda lasts on each day, without meals, breaks and drives; one statement.

    What is held at the same time counts once. A day without hours is not there.
    """
    spans: dict[date, list[tuple[int, int]]] = {}
    for item in db.session.scalars(
        select(AgendaItem).where(
            AgendaItem.event_id == event.id,
            AgendaItem.parent_id.is_(None),
            AgendaItem.kind.not_in(_NOT_COUNTED),
            AgendaItem.day.is_not(None),
            AgendaItem.starts_at.is_not(None),
            AgendaItem.ends_at.is_not(None),
        )
    ):
        if item.day and item.starts_at and item.ends_at:
            span = (_minute(item.starts_at), _minute(item.ends_at))
            spans.setdefault(item.day, []).append(span)
    return {day: _covered(sorted(each)) for day, each in spans.items()}


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _covered(spans: Sequence[tuple[int, int]]) -> int:
    total, until = 0, 0
    for start, end in spans:
        total += max(0, end - max(start, until))
        until = max(until, end)
    return total


def _hours(days: Sequence[date], minutes: Mapping[date, int]) -> int | None:
    """Whole hours, rounded to the nearest; None where the hours of a day are not known."""
    if any(day not in minutes for day in days):
        return None
    return (sum(minutes[day] for day in days) + 30) // 60 or None
