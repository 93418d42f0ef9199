"""What is said beside a figure."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from eventreg.documents.drawing import Picture
from eventreg.documents.facts.report import Series
from eventreg.event_figures.facts import BY_INSTITUTION
from eventreg.figures.cumulative_chart import CumulativeChart
from eventreg.reports.names import Counted

LIMIT = lazy_gettext("The broken line is how many places there are.")
_NOTES: Mapping[str, LazyString] = {
    Counted.OVER_TIME: lazy_gettext(
        "Those who have a place now, by the day on which they registered; beside them, how many "
        "withdrew on that day."
    ),
    Counted.BY_MUNICIPALITY: lazy_gettext(
        "Municipalities as they were at the dates of the event. Who comes for the host or for no "
        "municipality is counted by group."
    ),
    Counted.BY_REGION: lazy_gettext("By the region of the municipality that people come for."),
    BY_INSTITUTION: lazy_gettext(
        "For organisers only: in the report, an institution of somebody who is not named in the "
        "list would give that person away."
    ),
    Counted.VISIT_SEATS: lazy_gettext("The bar behind is how many seats there are."),
    Counted.ATTENDANCE_BY_DAY: lazy_gettext("The bar behind is how many were expected."),
    Counted.ATTENDANCE_BY_VISIT: lazy_gettext(
        "The bar behind is how many had a seat on the visit."
    ),
}


def notes_of(series: Series, picture: Picture | None) -> tuple[str, ...]:
    """What is counted, and what a line or a bar behind means."""
    notes = [str(_NOTES[series.name])] if series.name in _NOTES else []
    if series.name == Counted.VISIT_SEATS and not series.against:
        notes = []
    if isinstance(picture, CumulativeChart) and picture.limit:
        notes.append(str(LIMIT))
    return tuple(notes)
