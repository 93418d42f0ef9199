"""The agenda of an event as a calendar file that everybody may have."""

from flask import Blueprint, Response

from eventreg.addresses import absolute
from eventreg.agenda.calendar import whole_agenda
from eventreg.agenda.service import agenda_of
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.caching import public_page
from eventreg.web.downloads import calendar_file
from eventreg.web.language import PREFIX

blueprint = Blueprint("calendar", __name__, url_prefix=PREFIX + "/e/<slug>")

FILE_NAMES = {"lv": "darba-kartiba", "en": "agenda"}


@blueprint.get("/agenda.ics")
@access.published_event
@public_page
def agenda(event: Event) -> Response:
    """The whole agenda; items of unknown hours are days (R13, R14)."""
    language = locale.current()
    address = absolute("events.page", lang=language, slug=event.slug)
    text = whole_agenda(event, agenda_of(event), language=language, address=address)
    return calendar_file(text, name=f"{event.slug}-{FILE_NAMES[language]}.ics")
