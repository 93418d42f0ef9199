"""My event in a calendar that looks again and again for itself.

The address bears a secret of its own, so that who shares it shares the calendar and nothing else.
"""

from datetime import datetime

from flask import Blueprint, Response, request

from eventreg.addresses import absolute
from eventreg.agenda.calendar import subscribed
from eventreg.agenda.service import agenda_of
from eventreg.events.models import EventStatus
from eventreg.language import locale
from eventreg.registration.models import Registration
from eventreg.registration.notices import visits_held
from eventreg.web import access
from eventreg.web.downloads import calendar_file
from eventreg.web.language import PREFIX

blueprint = Blueprint("my_calendar", __name__, url_prefix=PREFIX)

SHORT_WHILE_SECONDS = 15 * 60


@blueprint.get("/calendar/<token>.ics")
@access.own_calendar
def feed(registration: Registration) -> Response:
    """The event and my visits, as they are now; whoever has it already gets 304."""
    event = registration.event
    changed_at = max(registration.updated_at, event.updated_at)
    answer = calendar_file(_text(registration, changed_at), name=f"{event.slug}.ics")
    answer.headers.set("Content-Disposition", "inline", filename=f"{event.slug}.ics")
    answer.cache_control.private, answer.cache_control.max_age = True, SHORT_WHILE_SECONDS
    answer.last_modified = changed_at
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]


def _text(registration: Registration, changed_at: datetime) -> str:
    event = registration.event
    return subscribed(
        event,
        agenda_of(event),
        uid=registration.uid,
        visits=visits_held(registration),
        is_cancelled=not registration.is_active or event.status is EventStatus.CANCELLED,
        language=locale.current(),
        address=absolute("events.page", lang=locale.current(), slug=event.slug),
        now=changed_at,
    )
