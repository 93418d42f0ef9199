"""The addresses of the documents: for everybody, for participants, for organisers."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.documents import service
from eventreg.documents.answers import pdf_answer
from eventreg.documents.models import DocumentKind
from eventreg.events.models import Audience, Event
from eventreg.language import locale
from eventreg.registration.models import Registration
from eventreg.web import access
from eventreg.web.language import PREFIX

blueprint = Blueprint("documents", __name__, url_prefix=PREFIX)


@blueprint.get("/e/<slug>/agenda.pdf")
@access.published_event
def agenda(event: Event) -> ResponseReturnValue:
    """The agenda; `?v=N` an older version."""
    return _answer(event, DocumentKind.AGENDA, inside=not access.is_public(event))


@blueprint.get("/e/<slug>/participants.pdf")
@access.published_event
def participants(event: Event) -> ResponseReturnValue:
    """The participant list for everybody, where it is public."""
    return _answer(event, DocumentKind.PARTICIPANTS, inside=not access.is_public(event))


@blueprint.get("/e/<slug>/report.pdf")
@access.published_event
def report(event: Event) -> ResponseReturnValue:
    """The final report, once it is out."""
    return _answer(event, DocumentKind.REPORT)


@blueprint.get("/r/<token>/participants.pdf")
@access.own_registration
def participants_for_participants(registration: Registration) -> ResponseReturnValue:
    """The participant list for those who take part."""
    audience = service.audience_of(registration)
    return _answer(registration.event, DocumentKind.PARTICIPANTS, audience=audience)


@blueprint.get("/organise/e/<slug>/agenda.pdf")
@access.event_staff(access.READERS)
def agenda_for_organisers(event: Event) -> ResponseReturnValue:
    """The agenda, marked as a draft while the event is one."""
    return _answer(event, DocumentKind.AGENDA, inside=True)


@blueprint.get("/organise/e/<slug>/participants.pdf")
@access.event_staff(access.READERS)
def participants_for_organisers(event: Event) -> ResponseReturnValue:
    """The participant list with contacts; that it was taken is logged."""
    paper = service.list_with_contacts(
        event, language=locale.current(), actor=access.actor(), now=clock.now()
    )
    return pdf_answer(paper)


@blueprint.get("/organise/e/<slug>/report.pdf")
@access.event_staff(access.READERS)
def report_for_organisers(event: Event) -> ResponseReturnValue:
    """The final report, as a draft until it is out."""
    return _answer(event, DocumentKind.REPORT, inside=True)


def _answer(
    event: Event,
    kind: DocumentKind,
    *,
    audience: Audience = Audience.PUBLIC,
    inside: bool = False,
) -> ResponseReturnValue:
    paper = service.paper(
        event,
        kind=kind,
        language=locale.current(),
        audience=audience,
        now=clock.now(),
        version=request.args.get("v", type=int),
        inside=inside,
    )
    return pdf_answer(paper)
