"""The addresses of the working papers, for those who work on the day."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.attendance.service import occasion_named
from eventreg.documents.facts.cards import BadgeFormat
from eventreg.documents.sheets import service
from eventreg.documents.sheets.service import SheetFile
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.downloads import download_bytes
from eventreg.web.language import PREFIX

blueprint = Blueprint("sheets", __name__, url_prefix=PREFIX + "/organise/e/<slug>/sheets")


@blueprint.get("/sign-in/<key>.pdf")
@access.event_staff(access.DESK)
def sign_in(event: Event, key: str) -> ResponseReturnValue:
    """The sheet to be signed on a day (`2026-05-05`) or a visit."""
    occasion = occasion_named(event, key)
    return _pdf(service.sign_in_sheet(event, occasion=occasion, **_asked()))


@blueprint.get("/manifest.pdf")
@access.event_staff(access.EDITORS)
def manifest(event: Event) -> ResponseReturnValue:
    """Visits with vehicles and passengers, for those who accompany them."""
    return _pdf(service.visit_manifest(event, **_asked()))


@blueprint.get("/catering.pdf")
@access.event_staff(access.EDITORS)
def catering(event: Event) -> ResponseReturnValue:
    """Counts for the caterer."""
    return _pdf(service.caterer_summary(event, **_asked()))


@blueprint.get("/badges-<form>.pdf")
@access.event_staff(access.DESK)
def badges(event: Event, form: str) -> ResponseReturnValue:
    """Badges, as `card` or `lanyard`."""
    if form not in set(BadgeFormat):
        abort(404)
    return _pdf(service.badges(event, form=BadgeFormat(form), **_asked()))


@blueprint.get("/badge/<form>/<uid>.pdf")
@access.event_staff(access.DESK)
def badge(event: Event, form: str, uid: str) -> ResponseReturnValue:
    """One person's badge, as `card` or `lanyard`."""
    if form not in set(BadgeFormat):
        abort(404)
    return _pdf(service.badges(event, form=BadgeFormat(form), only=uid, **_asked()))


def _asked() -> service.Asked:
    return {"language": locale.current(), "actor": access.actor(), "now": clock.now()}


def _pdf(sheet: SheetFile) -> Response:
    return download_bytes(sheet.pdf, kind="application/pdf", name=sheet.file_name)
