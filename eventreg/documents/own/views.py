"""The addresses of one's own papers. Each is made when asked for and kept nowhere."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.documents.certificates.service import own_certificate
from eventreg.documents.issuing import press
from eventreg.documents.own import typesetting
from eventreg.documents.typesetting import Manuscript
from eventreg.language import locale
from eventreg.registration.models import Registration
from eventreg.registration.tickets import has_ticket
from eventreg.web import access
from eventreg.web.downloads import download_bytes
from eventreg.web.language import PREFIX

blueprint = Blueprint("own_papers", __name__, url_prefix=PREFIX + "/r/<token>")

TICKETS = {"lv": "bilete", "en": "ticket"}
DATA = {"lv": "mani-dati", "en": "my-data"}


@blueprint.get("/ticket.pdf")
@access.own_registration
def ticket(registration: Registration) -> ResponseReturnValue:
    """The ticket to print, or to keep for a place without a network."""
    if not has_ticket(registration):
        abort(404)
    return _pdf(typesetting.ticket(registration), registration, TICKETS)


@blueprint.get("/certificate.pdf")
@access.own_registration
def certificate(registration: Registration) -> ResponseReturnValue:
    """My certificate, once the organiser has confirmed that I was there."""
    made = own_certificate(registration, language=locale.current(), now=clock.now())
    return download_bytes(made.pdf, kind="application/pdf", name=made.file_name)


@blueprint.get("/my-data.pdf")
@access.own_registration
def my_data(registration: Registration) -> ResponseReturnValue:
    """Everything held about me, to be read (R23)."""
    return _pdf(typesetting.own_data(registration, now=clock.now()), registration, DATA)


def _pdf(page: Manuscript, registration: Registration, names: dict[str, str]) -> Response:
    printed = press().render(page.html, language=page.language, title=page.title)
    answer = Response(printed.pdf, mimetype="application/pdf")
    name = f"{registration.event.slug}-{names[locale.current()]}.pdf"
    answer.headers.set("Content-Disposition", "inline", filename=name)
    answer.cache_control.private, answer.cache_control.no_store = True, True
    return answer
