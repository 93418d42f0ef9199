"""The page of an event that everybody may see."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.accounts.notices import version_of, versions_of
from eventreg.addresses import absolute
from eventreg.agenda.wording import ITEM_KINDS, SPEAKER_ROLES
from eventreg.events import wording
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.public import notices
from eventreg.public.event_page import load_event_page
from eventreg.public.structured_data import structured_data
from eventreg.public.wording import SIDES, parts_of_page
from eventreg.visits.wording import INSTITUTION_KINDS
from eventreg.web import access
from eventreg.web.caching import public_page
from eventreg.web.language import PREFIX

WORDS = {
    "wording": wording,
    "sides": SIDES,
    "item_kinds": ITEM_KINDS,
    "speaker_roles": SPEAKER_ROLES,
    "institution_kinds": INSTITUTION_KINDS,
}

blueprint = Blueprint("events", __name__, url_prefix=PREFIX + "/e/<slug>")


@blueprint.get("/")
@access.published_event
@public_page
def page(event: Event) -> ResponseReturnValue:
    """What, when, where; agenda, visits, participants, documents; how to register."""
    language = locale.current()
    shown = load_event_page(event, language=language, now=clock.now())
    address = absolute("events.page", lang=language, slug=event.slug)
    return render_template(
        "public/event.html",
        page=shown,
        parts=parts_of_page(shown),
        address=url_for(".page", slug=event.slug),
        structured_data=structured_data(event, language=language, address=address),
        **WORDS,
    )


@blueprint.get("/privacy")
@access.published_event
@public_page
def privacy(event: Event) -> ResponseReturnValue:
    """What becomes of the data of those who register for this event."""
    return render_template(
        "public/event_privacy.html",
        event=event,
        organisation=event.organisation,
        purposes=notices.PURPOSES,
        authority=notices.DATA_PROTECTION_AUTHORITY,
        versions=versions_of(event.organisation),
    )


@blueprint.get("/privacy/<int:number>")
@access.published_event
@public_page
def privacy_version(event: Event, number: int) -> ResponseReturnValue:
    """What the organisation's notice said in this version, as a person was shown it."""
    version = version_of(event.organisation, number) or abort(404)
    return render_template("public/notice_version.html", event=event, version=version)
