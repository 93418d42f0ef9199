"""The addresses of the agenda in other forms, for organisers."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.documents.agenda_forms.service import AgendaForm, agenda_in_form
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "agenda_forms", __name__, url_prefix=PREFIX + "/organise/e/<slug>/documents/agenda"
)


@blueprint.get("/<form>.pdf")
@access.event_staff(access.READERS)
def paper(event: Event, form: str) -> ResponseReturnValue:
    """The agenda as it is now, in that form."""
    if form not in set(AgendaForm):
        abort(404)
    made = agenda_in_form(event, form=AgendaForm(form), language=locale.current(), now=clock.now())
    answer = Response(made.pdf, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=made.file_name)
    answer.cache_control.private, answer.cache_control.no_store = True, True
    return answer
