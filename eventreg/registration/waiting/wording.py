"""What is said of the waiting list, in the language in force."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext

from eventreg.capacity import Limited
from eventreg.events.models import Event
from eventreg.language import dates, locale
from eventreg.registration.models import Delegation
from eventreg.registration.waiting.standing import Place, Standing
from eventreg.visits.models import SiteVisit


def place_sentence(place: Place) -> str:
    """Which limit binds, and the place in line."""
    limit, number = place.limit, place.number
    if isinstance(limit, Delegation):
        sentence = gettext(
            "All places of your delegation are taken. You are number %(number)s on its waiting"
            " list.",
            number=number,
        )
    elif isinstance(limit, SiteVisit):
        sentence = gettext(
            "All seats on the visit to %(visit)s are taken. You are number %(number)s on its"
            " waiting list.",
            visit=limit.host_institution.name.in_(locale.current()),
            number=number,
        )
    else:
        sentence = gettext(
            "All places at the event are taken. You are number %(number)s on the waiting list.",
            number=number,
        )
    return str(sentence)


def sentences(standing: Standing) -> Sequence[str]:
    """Everything the person waits for."""
    return [place_sentence(place) for place in (*standing.places, *standing.visits)]


def limit_name(limit: Limited) -> str:
    """What a limit is of, for organisers."""
    if isinstance(limit, SiteVisit):
        return limit.host_institution.name.in_(locale.current())
    if not isinstance(limit, Delegation):
        return str(gettext("the event"))
    if limit.territory is not None:
        return limit.territory.name.in_(locale.current())
    return limit.institution


def until(event: Event, moment: datetime) -> str:
    """A moment as the event's clocks show it, to be read after "until"."""
    zone = ZoneInfo(event.time_zone)
    return dates.moment(moment, zone, locale.current(), dates.Case.DATIVE)


def visit_names(visits: Iterable[SiteVisit]) -> str:
    """Visits by the names of their hosts, in the organiser's order."""
    ordered = sorted(visits, key=lambda visit: (visit.position, visit.id))
    return "; ".join(visit.host_institution.name.in_(locale.current()) for visit in ordered)
