"""How registration went, as a table that spreadsheets open rightly and safely."""

import csv
import io

from flask_babel import gettext

from eventreg.events.models import Event
from eventreg.figures.cumulative_chart import steps_of
from eventreg.language import dates
from eventreg.registration.people_files.cells import UTF8_MARK
from eventreg.registration.turnout import arrivals_of


def registrations_csv(event: Event, *, language: str) -> str:
    """A line for each day on which somebody registered: how many, and how many in all by then."""
    file = io.StringIO()
    file.write(UTF8_MARK)
    delimiter = ";" if language == "lv" else ","
    lines = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    lines.writerow([gettext("Day"), gettext("Registered"), gettext("In all")])
    for step in steps_of(arrivals_of(event)):
        day = dates.plain(dates.short_date(step.day, language))
        lines.writerow([day, step.more, step.total])
    return file.getvalue()
