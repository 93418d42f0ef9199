"""The address of a paper's preview, for organisers."""

from typing import Any

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.documents.models import DocumentKind
from eventreg.documents.preview import service
from eventreg.documents.preview.sheet import sheet_address
from eventreg.events.models import Event
from eventreg.events.organiser_wording import AUDIENCES
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.assets import asset
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "preview", __name__, url_prefix=PREFIX + "/organise/e/<slug>/documents/preview"
)


@blueprint.get("/<kind>/", defaults={"audience": "public"})
@blueprint.get("/<kind>/<audience>/")
@access.event_staff(access.READERS)
def page(event: Event, kind: str, audience: str) -> ResponseReturnValue:
    """The paper as it would be printed now, as a page."""
    if kind not in set(DocumentKind):
        abort(404)
    return service.previewed(
        event,
        kind=DocumentKind(kind),
        audience=audience,
        language=locale.current(),
        surroundings=_surroundings(event, kind, audience),
        now=clock.now(),
    )


def _surroundings(event: Event, kind: str, audience: str) -> dict[str, object]:
    organisation = event.organisation
    here: dict[str, Any] = {"slug": event.slug, "kind": kind}
    return {
        "icon": asset("img/icon.svg"),
        "sheet": sheet_address(organisation.accent_colour),
        "logo": url_for("branding.picture", organisation_slug=organisation.slug),
        "back": url_for("organise_documents.overview", slug=event.slug),
        "pdf": _as_pdf(event, kind) if audience == "public" else "",
        "others": [
            (locale.OWN_NAMES[language], language, url_for(".page", lang=language, **here))
            for language in locale.other_languages()
        ],
        "audiences": [
            (AUDIENCES[each], url_for(".page", audience=each, **here), each == audience)
            for each in service.AUDIENCES
            if kind == "participants"
        ],
    }


def _as_pdf(event: Event, kind: str) -> str:
    if kind == "participants":  # the organisers' own one has contacts, and is logged
        return ""
    return url_for(f"documents.{kind}_for_organisers", slug=event.slug)
