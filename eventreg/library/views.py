"""The library of good practices: the list, a practice, its paper, the feed."""

from datetime import date
from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.addresses import absolute
from eventreg.contributions.photos.serving import picture_of
from eventreg.documents.practices.service import pdf_of, practice_paper
from eventreg.language import locale
from eventreg.library import service
from eventreg.library.asked import Filters
from eventreg.library.map import library_map
from eventreg.library.structured_data import structured_data
from eventreg.web import access
from eventreg.web.caching import ASK_AGAIN, public_page
from eventreg.web.language import PREFIX

LONGEST_SEARCH = 100

blueprint = Blueprint("library", __name__, url_prefix=PREFIX + "/practices")


@blueprint.get("/")
@access.everyone
@public_page
def overview() -> ResponseReturnValue:
    """All practices, with search and filters, and where they are from."""
    language, now, filters = locale.current(), clock.now(), _asked()
    page = max(1, request.args.get("page", 1, type=int))
    found = service.find_practices(filters=filters, page=page, language=language, now=now)
    return render_template(
        "library/overview.html",
        library=found,
        filters=filters,
        map=library_map(found.by_place, language=language),
        page_address=partial(_address_of_page, filters),
    )


@blueprint.get("/<uid>/")
@access.everyone
@public_page
def practice(uid: str) -> ResponseReturnValue:
    """One practice, and others like it."""
    language, now = locale.current(), clock.now()
    found = service.practice_of(uid, language=language, now=now) or abort(404)
    address = absolute("library.practice", lang=language, uid=uid)
    return render_template(
        "library/practice.html",
        practice=found,
        similar=service.similar_practices(found, language=language, now=now),
        structured_data=structured_data(found, language=language, address=address),
    )


@blueprint.get("/<uid>/practice.pdf")
@access.everyone
def paper(uid: str) -> Response:
    """The practice on paper; 304 without printing it when the browser has it."""
    language, now = locale.current(), clock.now()
    found = service.practice_of(uid, language=language, now=now) or abort(404)
    asked = practice_paper(found.row, changed_at=found.changed_at, language=language, now=now)
    if request.if_none_match.contains(asked.fingerprint):
        answer = Response(status=304)
    else:
        answer = Response(pdf_of(asked), mimetype="application/pdf")
        answer.headers.set("Content-Disposition", "inline", filename=asked.file_name)
        answer.headers["Content-Language"] = language
    answer.headers["Cache-Control"] = ASK_AGAIN
    answer.set_etag(asked.fingerprint)
    return answer


@blueprint.get("/<uid>/photos/<photo_uid>/<size>/picture")
@access.everyone
def picture(uid: str, photo_uid: str, size: str) -> Response:
    """A photo of a practice, for as long as it stands there."""
    photo = service.photo_of(uid, photo_uid) or abort(404)
    return picture_of(photo, size, public=True)


@blueprint.get("/feed.xml")
@access.everyone
@public_page
def feed() -> Response:
    """What was added or changed last, as Atom (RFC 4287)."""
    language = locale.current()
    xml = render_template(
        "library/feed.xml",
        practices=service.latest_practices(language=language, now=clock.now()),
        address=absolute,
    )
    return Response(xml, content_type="application/atom+xml; charset=utf-8")


def _asked() -> Filters:
    """The filters of the address; what makes no sense asks for nothing."""
    return Filters(
        words=_text("q"),
        topic=_text("topic"),
        territory=_text("territory"),
        region=_text("region"),
        year=request.args.get("year", type=_year),
        event=_text("event"),
    )


def _address_of_page(filters: Filters, page: int) -> str:
    return f"{url_for('.overview')}?{urlencode({**filters.in_address(), 'page': page})}"


def _text(name: str) -> str:
    """What the address asks for, without the one sign that PostgreSQL cannot store."""
    return request.args.get(name, "").replace("\0", "").strip()[:LONGEST_SEARCH]


def _year(text: str) -> int:
    """A year as the calendar has them; raises ValueError, which the address's reader takes."""
    return date(int(text), 1, 1).year
