"""The pages that belong to no single event: the list of events and the notices."""

from datetime import date
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.events.wording import STATUSES, WINDOWS, places_left
from eventreg.language import locale
from eventreg.public import notices
from eventreg.public.event_list import Filters, list_events
from eventreg.public.organisers import organisations_with_public_events
from eventreg.public.wording import date_block
from eventreg.web import access
from eventreg.web.caching import public_page
from eventreg.web.language import PREFIX

LONGEST_SEARCH = 100

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
@access.everyone
def root() -> ResponseReturnValue:
    """To the list of events in the language that the browser asks for."""
    answer = redirect(url_for(".home", lang=locale.preferred(request.accept_languages)))
    answer.vary.add("Accept-Language")
    return answer


@blueprint.get(PREFIX + "/")
@access.everyone
@public_page
def home() -> ResponseReturnValue:
    """Coming and past events, with search and filters."""
    filters, page = _asked()
    listing = list_events(filters=filters, page=page, language=locale.current(), now=clock.now())
    return render_template(
        "public/home.html",
        listing=listing,
        filters=filters,
        page_address=partial(_address_of_page, filters),
        date_block=date_block,
        places_left=places_left,
        statuses=STATUSES,
        windows=WINDOWS,
    )


@blueprint.get(PREFIX + "/privacy")
@access.everyone
@public_page
def privacy() -> ResponseReturnValue:
    """What becomes of personal data."""
    return render_template(
        "public/privacy.html",
        organisations=organisations_with_public_events(),
        purposes=notices.PURPOSES,
        authority=notices.DATA_PROTECTION_AUTHORITY,
    )


@blueprint.get(PREFIX + "/accessibility")
@access.everyone
@public_page
def accessibility() -> ResponseReturnValue:
    """How far the pages and papers can be used by everyone."""
    return render_template(
        "public/accessibility.html",
        organisations=organisations_with_public_events(),
        assessed_on=notices.ASSESSED_ON,
        ombudsman=notices.OMBUDSMAN,
    )


def _asked() -> tuple[Filters, int]:
    """Filters and page number of the address; what makes no sense asks for nothing."""
    asked = request.args
    filters = Filters(
        words=_text("q"),
        year=asked.get("year", type=_year),
        territory=_text("territory"),
        topic=_text("topic"),
    )
    return filters, max(1, asked.get("page", 1, type=int))


def _address_of_page(filters: Filters, page: int) -> str:
    return f"{url_for('.home')}?{urlencode({**filters.in_address(), 'page': page})}"


def _text(name: str) -> str:
    """What the address asks for, without the one sign that PostgreSQL cannot store."""
    return request.args.get(name, "").replace("\0", "").strip()[:LONGEST_SEARCH]


def _year(text: str) -> int:
    """A year as the calendar has them; raises ValueError, which the address's reader takes."""
    return date(int(text), 1, 1).year
