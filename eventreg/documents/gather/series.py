"""The facts of the report over a series, compiled from its meetings in a fixed number of reads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventreg.addresses import absolute
from eventreg.contributions.models import Contribution, ContributionKind, ContributionState
from eventreg.database import db
from eventreg.documents.facts.head import EventFacts, Text, shown
from eventreg.documents.facts.participants import MapFrame, PlaceCount
from eventreg.documents.facts.series import (
    FormerPlace,
    PlaceByYear,
    SeriesFacts,
    SeriesMeeting,
    SeriesPractice,
    SeriesProposal,
    SeriesTopic,
)
from eventreg.documents.gather.earlier import earlier_proposal
from eventreg.documents.gather.event import letterhead
from eventreg.documents.gather.report import contribution
from eventreg.events.models import Event, EventStatus, Series
from eventreg.figures.outlines import COUNTRY
from eventreg.registration.models import Registration
from eventreg.registration.turnout import Side, side, takes_part
from eventreg.reports.models import Report
from eventreg.series.service import Meeting, meetings_of
from eventreg.territories.models import Territory
from eventreg.territories.service import in_order, successors_of
from eventreg.visits.models import SiteVisit

ByYear = Mapping[int, int]


def series_facts(series: Series, *, language: str, now: datetime) -> SeriesFacts | None:
    """What the report says; None where no meeting was held yet.

    Meetings that were called off or are still a draft are not in it. Practices and proposals are
    those of published reports, their authors named only as far as that may be now (R21).
    """
    held = [
        meeting
        for meeting in meetings_of(series)
        if meeting.event.published_at is not None
        and meeting.event.status is not EventStatus.CANCELLED
        and meeting.event.ends_on <= now.date()
    ]
    if not held:
        return None
    years = tuple(range(held[0].event.starts_on.year, held[-1].event.starts_on.year + 1))
    origins = _Origins(_came_from(held), day=now.date(), language=language)
    given = _given(series)
    return SeriesFacts(
        language=language,
        letterhead=letterhead(held[-1].event.organisation, language),
        event=_head(series, held, language),
        meetings=_meetings(held, language),
        years=years,
        places=_by_year(origins.today, years, language),
        undecided=_by_year(origins.undecided, years, language),
        former=origins.former(),
        map=MapFrame(country=COUNTRY, day=now.date(), host_code=None),
        marks=_marks(origins.today, language),
        practices=_topics(given, ContributionKind.GOOD_PRACTICE, language),
        proposals=_topics(given, ContributionKind.PROPOSAL, language),
    )


class _Origins:
    """Who came from where, by today's units (R4); those divided since stand apart."""

    def __init__(self, counts: Mapping[Territory, ByYear], *, day: date, language: str) -> None:
        self._language = language
        self._renamed: dict[Territory, Territory] = {}
        self.today: dict[Territory, dict[int, int]] = {}
        self.undecided: dict[Territory, dict[int, int]] = {}
        successors = successors_of(counts, day=day, language=language)
        for unit, by_year in counts.items():
            found = successors[unit.id]
            into, key = (self.today, found[0]) if len(found) == 1 else (self.undecided, unit)
            if key is not unit:
                self._renamed[unit] = key
            sums = into.setdefault(key, {})
            for year, people in by_year.items():
                sums[year] = sums.get(year, 0) + people

    def former(self) -> tuple[FormerPlace, ...]:
        """Which unit that is no more is counted under which one of today."""
        return tuple(
            FormerPlace(
                name=unit.name.in_(self._language),
                today=self._renamed[unit].name.in_(self._language),
            )
            for unit in in_order(self._renamed, language=self._language)
        )


def _came_from(held: Iterable[Meeting]) -> Mapping[Territory, ByYear]:
    rows = db.session.execute(
        select(Territory.id, Event.starts_on, func.count())
        .select_from(Registration)
        .join(Registration.event)
        .join(Registration.territory)
        .where(
            Event.id.in_([meeting.event.id for meeting in held]),
            takes_part(),
            side() == Side.MUNICIPALITY.value,
        )
        .group_by(Territory.id, Event.starts_on)
    ).all()
    units = db.session.scalars(select(Territory).where(Territory.id.in_({row[0] for row in rows})))
    by_number = {unit.id: unit for unit in units}
    found: dict[Territory, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for territory, day, people in rows:
        found[by_number[territory]][day.year] += people
    return found


def _given(series: Series) -> Sequence[Contribution]:
    return db.session.scalars(
        select(Contribution)
        .join(Contribution.event)
        .join(Report, Report.event_id == Event.id)
        .where(
            Event.series_id == series.id,
            Report.published_at.is_not(None),
            Contribution.kind.in_((ContributionKind.GOOD_PRACTICE, ContributionKind.PROPOSAL)),
            Contribution.state == ContributionState.ACCEPTED,
            Contribution.sample.is_(False),
        )
        .order_by(Event.starts_on, Event.id, Contribution.position, Contribution.id)
        .options(
            joinedload(Contribution.event),
            joinedload(Contribution.topic),
            joinedload(Contribution.visit).joinedload(SiteVisit.host_institution),
            joinedload(Contribution.agenda_item),
            joinedload(Contribution.territory),
            joinedload(Contribution.registration),
            selectinload(Contribution.joined).joinedload(Contribution.registration),
        )
    ).all()


def _head(series: Series, held: Sequence[Meeting], language: str) -> EventFacts:
    newest = held[-1].event
    return EventFacts(
        slug=series.uid,
        title=shown(series.name, language),
        kind=Text(),
        starts_on=held[0].event.starts_on,
        ends_on=newest.ends_on,
        time_zone=newest.time_zone,
        place=Text(),
        address="",
        series=Text(),
        network=shown(newest.network.name, language) if newest.network else Text(),
        funding=shown(newest.funding, language),
        url=absolute("library.overview", lang=language),
        privacy_url=absolute("events.privacy", lang=language, slug=newest.slug),
        draft=False,
        cancelled=False,
        over=True,
    )


def _meetings(held: Iterable[Meeting], language: str) -> tuple[SeriesMeeting, ...]:
    numbers = [meeting.event.id for meeting in held]
    rows = db.session.execute(
        select(SiteVisit.event_id, func.count())
        .where(SiteVisit.event_id.in_(numbers))
        .group_by(SiteVisit.event_id)
    )
    visits: dict[int, int] = {row[0]: row[1] for row in rows}
    return tuple(
        SeriesMeeting(
            title=shown(meeting.event.title, language),
            starts_on=meeting.event.starts_on,
            ends_on=meeting.event.ends_on,
            place=_place(meeting.event, language),
            people=meeting.turnout.people,
            municipalities=meeting.turnout.municipalities,
            visits=visits.get(meeting.event.id, 0),
        )
        for meeting in held
    )


def _place(event: Event, language: str) -> Text:
    host = event.host_territory
    return shown(host.name if host else event.place, language)


def _by_year(
    counts: Mapping[Territory, ByYear], years: Sequence[int], language: str
) -> tuple[PlaceByYear, ...]:
    return tuple(
        PlaceByYear(
            name=unit.name.in_(language),
            counts=tuple(counts[unit].get(year, 0) for year in years),
        )
        for unit in in_order(counts, language=language)
    )


def _marks(counts: Mapping[Territory, ByYear], language: str) -> tuple[PlaceCount, ...]:
    return tuple(
        PlaceCount(
            code=unit.code,
            name=unit.name.in_(language),
            people=sum(counts[unit].values()),
            longitude=unit.longitude,
            latitude=unit.latitude,
        )
        for unit in in_order(counts, language=language)
    )


def _topics(
    given: Iterable[Contribution], kind: ContributionKind, language: str
) -> tuple[SeriesTopic, ...]:
    """By topic in the order of the first that has it; those without one last."""
    by_topic: dict[Text, list[Contribution]] = {}
    for row in given:
        if row.kind is kind:
            topic = shown(row.topic.name, language) if row.topic else Text()
            by_topic.setdefault(topic, []).append(row)
    named = [topic for topic in by_topic if topic]
    return tuple(
        _topic(topic, by_topic[topic], kind, language)
        for topic in (*named, *(each for each in by_topic if not each))
    )


def _topic(
    topic: Text, rows: Iterable[Contribution], kind: ContributionKind, language: str
) -> SeriesTopic:
    if kind is ContributionKind.PROPOSAL:
        return SeriesTopic(
            topic=topic,
            proposals=tuple(
                SeriesProposal(said=earlier_proposal(row, language), year=row.event.starts_on.year)
                for row in rows
            ),
        )
    return SeriesTopic(
        topic=topic,
        practices=tuple(
            SeriesPractice(
                said=contribution(row, language),
                event=shown(row.event.title, language),
                year=row.event.starts_on.year,
            )
            for row in rows
        ),
    )
