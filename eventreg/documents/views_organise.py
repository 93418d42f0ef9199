"""The organiser's room of documents: what the event offers to whom."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventreg.attendance.service import occasions_of
from eventreg.documents.service import published_documents
from eventreg.events import wording
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_documents", __name__, url_prefix=PREFIX + "/organise/e/<slug>/documents"
)


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """The papers for everybody with their versions, and those for organisers only."""
    offered = published_documents(event, language=locale.current())
    return render_template(
        "documents/organise_overview.html",
        event=event,
        offered=offered if access.is_public(event) else (),
        names=wording.DOCUMENTS,
        address=url_for("events.page", slug=event.slug),
        occasions=occasions_of(event),
        roles=access.roles_in(event.organisation_id),
    )
