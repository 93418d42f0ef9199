"""All figures of an event, counted where the report counts them (R3)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext

from eventreg.documents.drawing import Picture, chart_of, map_of
from eventreg.documents.facts.report import Count, Participation, Series
from eventreg.documents.gather.event_series import EVENT_SERIES, Reading, read_series
from eventreg.documents.gather.participation import participation_of
from eventreg.documents.gather.report_series import by_group, by_municipality
from eventreg.event_figures.answers import answered_in
from eventreg.event_figures.charts import first_bars, over_time
from eventreg.event_figures.facts import BY_INSTITUTION, Answered, Figure, Room
from eventreg.event_figures.wording import notes_of
from eventreg.events.models import Event
from eventreg.language.collation import sort_key
from eventreg.registration.turnout import people_by_institution
from eventreg.reports.names import Counted

_ORDER = (
    Counted.OVER_TIME,
    Counted.BY_MUNICIPALITY,
    Counted.BY_REGION,
    Counted.BY_GROUP,
    Counted.BY_ROLE,
    BY_INSTITUTION,
    Counted.VISIT_SEATS,
    Counted.ATTENDANCE_BY_DAY,
    Counted.ATTENDANCE_BY_VISIT,
)
# Each person stands in one row, so that the rows sum up to people.
_SUMMED = frozenset(
    {
        Counted.BY_MUNICIPALITY,
        Counted.BY_REGION,
        Counted.BY_GROUP,
        Counted.BY_ROLE,
        BY_INSTITUTION,
    }
)


def room_of(event: Event, *, language: str, now: datetime, narrow: bool = False) -> Room:
    """The figures in the language of the page; the same statements however many people come.

    `narrow` charts are read on a phone too.
    """
    reading = Reading(event, language=language)
    participation = participation_of(event, reading.came, language=language)
    found = {
        each.name: each
        for each in (
            *read_series(reading, EVENT_SERIES),
            by_group(participation),
            by_municipality(participation),
            _by_institution(event, language),
        )
        if each.counts
    }
    draw = _Drawing(event, participation, language=language, now=now, narrow=narrow)
    answered = answered_in(event, language=language)
    return Room(
        figures=[
            *(_figure(found[name], draw.picture(found[name])) for name in _ORDER if name in found),
            *_of_answers(answered, language, narrow=narrow),
        ],
        too_few=answered.too_few,
        kept_apart=answered.kept_apart,
    )


class _Drawing:
    """How the event's own series are drawn."""

    def __init__(
        self,
        event: Event,
        participation: Participation,
        *,
        language: str,
        now: datetime,
        narrow: bool,
    ) -> None:
        self._event = event
        self._participation = participation
        self._language = language
        self._narrow = narrow
        self._today = now.astimezone(ZoneInfo(event.time_zone)).date()

    def picture(self, series: Series) -> Picture | None:
        """The chart or the map; of municipalities bars where there is no map of their country."""
        if series.name == Counted.OVER_TIME:
            by_day = {each.day: each.number for each in series.counts if each.day is not None}
            return over_time(self._event, by_day, today=self._today, language=self._language)
        if series.name == Counted.BY_MUNICIPALITY:
            came = self._participation
            return map_of(came.map, came.places, self._language) or self._bars(series)
        if series.name == BY_INSTITUTION:
            return self._bars(series)
        return chart_of(series, language=self._language, narrow=self._narrow)

    def _bars(self, series: Series) -> Picture | None:
        return first_bars(series, language=self._language, narrow=self._narrow)


def _figure(series: Series, picture: Picture | None) -> Figure:
    total = sum(each.number for each in series.counts) if series.name in _SUMMED else None
    return Figure(
        series=series,
        picture=picture,
        notes=notes_of(series, picture),
        total=total,
        placeable=series.name in set(Counted),
    )


def _of_answers(answered: Answered, language: str, *, narrow: bool) -> Sequence[Figure]:
    return [
        Figure(
            series=each,
            picture=chart_of(each, language=language, narrow=narrow),
            notes=answered.notes[each.name],
            total=None
            if each.name in answered.several
            else sum(count.number for count in each.counts),
        )
        for each in answered.series
    ]


def _by_institution(event: Event, language: str) -> Series:
    """Those that most come from first; who named none last."""
    people = people_by_institution(event)
    return Series(
        name=BY_INSTITUTION,
        title=gettext("Participants by institution"),
        head=gettext("Institution"),
        of=gettext("Participants"),
        counts=tuple(
            Count(name=name or gettext("No institution named"), number=people[name])
            for name in _most_first(people, language)
        ),
    )


def _most_first(people: Mapping[str, int], language: str) -> Sequence[str]:
    return sorted(people, key=lambda name: (not name, -people[name], sort_key(name, language)))
