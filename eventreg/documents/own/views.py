"""The addresses of one's own papers. Each is made when asked for and kept nowhere."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.documents.certificates.service import own_certificate
from eventreg.documents.own.service import OwnPaper, own_paper
from eventreg.language import locale
from eventreg.registration.models import Registration
from eventreg.web import access
from eventreg.web.downloads import download_bytes
from eventreg.web.language import PREFIX

blueprint = Blueprint("own_papers", __name__, url_prefix=PREFIX + "/r/<token>")


@blueprint.get("/ticket.pdf")
@access.own_registration
def ticket(registration: Registration) -> ResponseReturnValue:
    """The ticket to print, or to keep for a place without a network."""
    return _pdf(registration, OwnPaper.TICKET)


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
    return _pdf(registration, OwnPaper.MY_DATA)


def _pdf(registration: Registration, paper: OwnPaper) -> Response:
    made = own_paper(registration, paper, language=locale.current(), now=clock.now())
    answer = Response(made.pdf, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=made.file_name)
    answer.cache_control.private, answer.cache_control.no_store = True, True
    return answer
