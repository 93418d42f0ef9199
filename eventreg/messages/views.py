"""The organiser's pages about mails: what went to whom, what did not arrive and why."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts.models import Organisation
from eventreg.events.models import Event
from eventreg.messages import queries, service, suppression, wording
from eventreg.messages.forms import ReturnedForm
from eventreg.messages.models import Message, MessageState
from eventreg.messages.queries import Wanted
from eventreg.messages.rendering import as_staff_see_it
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("organise_messages", __name__, url_prefix=PREFIX + "/organise")
blueprint.add_app_template_filter(wording.mail_subject)
blueprint.add_app_template_filter(wording.with_secrets_named)

ROOM = "/e/<slug>/messages"


@blueprint.get(ROOM + "/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """The mails of an event with their states and faults; never their secret links."""
    wanted = _wanted()
    asked: dict[str, Any] = {"state": wanted.state, "occasion": wanted.occasion or None}
    asked["q"] = wanted.words or None
    return render_template(
        "messages/overview.html",
        event=event,
        mails=queries.mails_of(event, wanted, page=_page()),
        wanted=wanted,
        page_address=lambda number: url_for(".overview", slug=event.slug, page=number, **asked),
        wording=wording,
        may_edit=_may_edit(event),
    )


@blueprint.get(ROOM + "/<uid>/")
@access.event_staff(access.READERS)
def mail(event: Event, uid: str) -> ResponseReturnValue:
    """One mail as it was sent, or would be sent now, without its secret link."""
    return _mail_page(_mail_of(event, uid), ReturnedForm())


@blueprint.post(ROOM + "/<uid>/again")
@access.event_staff(access.EDITORS)
def send_again(event: Event, uid: str) -> ResponseReturnValue:
    """Send a mail once more."""
    sent = service.send_again(_mail_of(event, uid), actor=access.actor(), now=clock.now())
    flash(gettext("The mail is on its way again."))
    return _to(event, sent)


@blueprint.post(ROOM + "/<uid>/returned")
@access.event_staff(access.EDITORS)
def returned(event: Event, uid: str) -> ResponseReturnValue:
    """Note that a mail came back, so that no more is written to the address."""
    message, form = _mail_of(event, uid), ReturnedForm()
    if form.validate_on_submit() and form.allows(
        lambda: suppression.report_returned(
            message, reason=form.reason.data or "", actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("No more mail about your events goes to this address."))
        return _to(event, message.uid)
    return _mail_page(message, form)


@blueprint.post(ROOM + "/<uid>/write-again")
@access.event_staff(access.EDITORS)
def write_again(event: Event, uid: str) -> ResponseReturnValue:
    """Write to the address of a mail again."""
    message = _mail_of(event, uid)
    suppression.lift(message, actor=access.actor(), now=clock.now())
    flash(gettext("Mail goes to this address again."))
    return _to(event, message.uid)


@blueprint.get("/o/<organisation_slug>/messages/")
@access.organisation_staff(access.READERS)
def not_arrived(organisation: Organisation) -> ResponseReturnValue:
    """What did not arrive, over all events of the organisation."""
    return render_template(
        "messages/not_arrived.html",
        organisation=organisation,
        mails=queries.not_arrived_of(organisation, page=_page()),
        page_address=lambda number: url_for(
            ".not_arrived", organisation_slug=organisation.slug, page=number
        ),
        wording=wording,
    )


def _mail_page(message: Message, form: ReturnedForm) -> ResponseReturnValue:
    event = message.its_event
    return render_form(
        "messages/mail.html",
        form=form,
        event=event,
        mail=message,
        seen=as_staff_see_it(message),
        suppressed=suppression.suppressions_of(message),
        wording=wording,
        may_edit=_may_edit(event),
    )


def _mail_of(event: Event, uid: str) -> Message:
    return queries.mail_of(event, uid) or abort(404)


def _may_edit(event: Event) -> bool:
    return bool(access.roles_in(event.organisation_id) & access.EDITORS)


def _wanted() -> Wanted:
    state = request.args.get("state", "")
    return Wanted(
        state=MessageState(state) if state in set(MessageState) else None,
        occasion=request.args.get("occasion", "")[:60],
        words=request.args.get("q", "")[:100],
    )


def _page() -> int:
    return max(1, request.args.get("page", 1, type=int))


def _to(event: Event, uid: str) -> ResponseReturnValue:
    return redirect(url_for(".mail", slug=event.slug, uid=uid), 303)
