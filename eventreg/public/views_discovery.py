"""For machines that visit: robots, the map of the site, whom to tell of a security fault."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, render_template

from eventreg import clock
from eventreg.addresses import absolute
from eventreg.language.local_text import LANGUAGES
from eventreg.library.service import practices_for_index
from eventreg.public.event_list import public_events_for_index
from eventreg.web import access
from eventreg.web.caching import public_page

blueprint = Blueprint("discovery", __name__)

SECURITY_TXT_HOLDS = timedelta(days=180)


@blueprint.get("/robots.txt")
@access.everyone
@public_page
def robots() -> Response:
    """Pages for everyone may be indexed; workplaces and personal links may not."""
    closed = [f"Disallow: /{lang}/{room}/" for lang in LANGUAGES for room in ("organise", "r", "d")]
    lines = ["User-agent: *", *closed, f"Sitemap: {absolute('discovery.sitemap')}"]
    return _text(lines)


@blueprint.get("/sitemap.xml")
@access.everyone
@public_page
def sitemap() -> Response:
    """Every public page in every language."""
    xml = render_template(
        "public/sitemap.xml",
        events=public_events_for_index(),
        practices=practices_for_index(),
        address=absolute,
    )
    return Response(xml, content_type="application/xml; charset=utf-8")


@blueprint.get("/.well-known/security.txt")
@access.everyone
def security_txt() -> Response:
    """Whom to tell of a fault in security (RFC 9116)."""
    settings = current_app.extensions["eventreg.settings"]
    expires = (clock.now() + SECURITY_TXT_HOLDS).replace(microsecond=0)
    return _text(
        [
            f"Contact: mailto:{settings.mail_from}",
            f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
            f"Preferred-Languages: {', '.join(LANGUAGES)}",
            f"Canonical: {absolute('discovery.security_txt')}",
        ]
    )


def _text(lines: list[str]) -> Response:
    return Response("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
