"""The address of a paper with its data inside, for organisers."""

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.documents.answers import pdf_answer
from eventreg.documents.attachments import service
from eventreg.documents.attachments.service import DataForm
from eventreg.documents.models import DocumentKind
from eventreg.events.models import Audience, Event
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "papers_with_data", __name__, url_prefix=PREFIX + "/organise/e/<slug>/documents/with-data"
)


@blueprint.get("/<form>/<kind>-<audience>.pdf")
@access.event_staff(access.READERS)
def paper(event: Event, form: str, kind: str, audience: str) -> ResponseReturnValue:
    """The paper with a table (`csv`) or the facts (`json`) inside; contacts taken are logged."""
    if form not in set(DataForm) or kind not in set(DocumentKind) or audience not in set(Audience):
        abort(404)
    made = service.paper_with_data(
        event,
        kind=DocumentKind(kind),
        language=locale.current(),
        audience=Audience(audience),
        form=DataForm(form),
        actor=access.actor(),
        now=clock.now(),
    )
    return pdf_answer(made)
