"""The addresses of the working papers, for those who work on the day."""

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.documents.facts.cards import BadgeFormat
from eventreg.documents.sheets.service import Asked, Sheet, Which, sheet_file, shown_file
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.people_table.view import read_view
from eventreg.web import access
from eventreg.web.downloads import download_bytes
from eventreg.web.language import PREFIX

FIRST = Which()

blueprint = Blueprint("sheets", __name__, url_prefix=PREFIX + "/organise/e/<slug>/sheets")


@blueprint.get("/sign-in/<key>.pdf")
@access.event_staff(access.DESK)
def sign_in(event: Event, key: str) -> ResponseReturnValue:
    """The sheet to be signed on a day (`2026-05-05`) or a visit."""
    return _pdf(event, Sheet.SIGN_IN, Which(occasion=key))


@blueprint.get("/manifest.pdf")
@access.event_staff(access.EDITORS)
def manifest(event: Event) -> ResponseReturnValue:
    """Visits with vehicles and passengers, for those who accompany them."""
    return _pdf(event, Sheet.MANIFEST)


@blueprint.get("/catering.pdf")
@access.event_staff(access.EDITORS)
def catering(event: Event) -> ResponseReturnValue:
    """Counts for the caterer."""
    return _pdf(event, Sheet.CATERING)


@blueprint.get("/badges-<form>.pdf")
@access.event_staff(access.DESK)
def badges(event: Event, form: str) -> ResponseReturnValue:
    """Badges in one of the formats; with `?backs=1` on both sides."""
    if form not in set(BadgeFormat):
        abort(404)
    backs = bool(request.args.get("backs"))
    return _pdf(event, Sheet.BADGES, Which(form=BadgeFormat(form), backs=backs))


@blueprint.get("/badge/<form>/<uid>.pdf")
@access.event_staff(access.DESK)
def badge(event: Event, form: str, uid: str) -> ResponseReturnValue:
    """One person's badge in one of the formats."""
    if form not in set(BadgeFormat):
        abort(404)
    return _pdf(event, Sheet.BADGES, Which(form=BadgeFormat(form), only=uid))


@blueprint.get("/people.pdf")
@access.event_staff(access.EDITORS)
def people(event: Event) -> ResponseReturnValue:
    """What the table of people shows, as the address says."""
    made = shown_file(event, read_view(request.args), _asked())
    return download_bytes(made.pdf, kind="application/pdf", name=made.file_name)


def _pdf(event: Event, sheet: Sheet, which: Which = FIRST) -> Response:
    made = sheet_file(event, sheet, which, _asked())
    return download_bytes(made.pdf, kind="application/pdf", name=made.file_name)


def _asked() -> Asked:
    return {"language": locale.current(), "actor": access.actor(), "now": clock.now()}
