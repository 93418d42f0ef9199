"""The organiser's pages about mails: what was sent, what failed."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.messages import queries, service, wording
from eventreg.messages.models import MessageState
from eventreg.web import access
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_messages", __name__, url_prefix=PREFIX + "/organise/e/<slug>/messages"
)


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """The mails of an event with their states and faults; never their secret links."""
    state, page = _state(request.args.get("state")), max(1, request.args.get("page", 1, type=int))
    return render_template(
        "messages/overview.html",
        event=event,
        mails=queries.mails_of(event, state=state, page=page),
        state=state,
        page_address=lambda number: url_for(".overview", slug=event.slug, state=state, page=number),
        wording=wording,
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.post("/<uid>/again")
@access.event_staff(access.EDITORS)
def send_again(event: Event, uid: str) -> ResponseReturnValue:
    """Try a failed mail again."""
    message = queries.mail_of(event, uid) or abort(404)
    service.send_again(message, actor=access.actor(), now=clock.now())
    flash(gettext("The mail is on its way again."))
    return redirect(url_for(".overview", slug=event.slug), 303)


def _state(text: str | None) -> MessageState | None:
    return MessageState(text) if text in set(MessageState) else None
