"""The addresses of the report as DOCX and as a page."""

from collections.abc import Mapping

from flask import Blueprint, Response, abort, url_for
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.contributions.photos.serving import picture_of
from eventreg.contributions.photos.shown import Size
from eventreg.documents.compiling import FILE_NAMES
from eventreg.documents.exports import service
from eventreg.documents.models import DocumentKind
from eventreg.documents.preview.sheet import sheet_address
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.assets import asset
from eventreg.web.downloads import download_bytes
from eventreg.web.language import PREFIX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

blueprint = Blueprint("report_forms", __name__, url_prefix=PREFIX)


@blueprint.get("/e/<slug>/report.docx")
@access.published_event
def docx(event: Event) -> Response:
    """The report as DOCX, once it is out."""
    return _docx(event, inside=False)


@blueprint.get("/e/<slug>/report.html")
@access.published_event
def page(event: Event) -> ResponseReturnValue:
    """The report as a page, once it is out."""
    return service.page_of(
        event,
        language=locale.current(),
        surroundings=_surroundings(event),
        addresses=_addresses(event),
        now=clock.now(),
    )


@blueprint.get("/e/<slug>/report/photos/<uid>/picture")
@access.published_event
def picture(event: Event, uid: str) -> Response:
    """A photo on the report's page, for as long as it stands there."""
    found = next((each for each in service.photos_on_page(event) if each.uid == uid), None)
    return picture_of(found or abort(404), Size.LARGE, public=True)


@blueprint.get("/organise/e/<slug>/report.docx")
@access.event_staff(access.READERS)
def docx_for_organisers(event: Event) -> Response:
    """The report as DOCX, as a draft until it is out."""
    return _docx(event, inside=True)


def _surroundings(event: Event) -> Mapping[str, object]:
    organisation = event.organisation
    return {
        "icon": asset("img/icon.svg"),
        "sheet": sheet_address(organisation.accent_colour),
        "logo": url_for("branding.picture", organisation_slug=organisation.slug),
    }


def _addresses(event: Event) -> Mapping[str, str]:
    """Where a browser finds the photos of the report."""
    return {
        photo.storage_key: url_for(".picture", slug=event.slug, uid=photo.uid)
        for photo in service.photos_on_page(event)
    }


def _docx(event: Event, *, inside: bool) -> Response:
    language = locale.current()
    made = service.docx_of(event, language=language, now=clock.now(), inside=inside)
    name = f"{event.slug}-{FILE_NAMES[language][DocumentKind.REPORT]}.docx"
    return download_bytes(made, kind=DOCX, name=name)
