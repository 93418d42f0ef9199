"""The organiser's room of requests: what people ask to have changed, and the answers (R11)."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.registration.requests import service
from eventreg.registration.requests.forms import AnswerForm, RefusalForm
from eventreg.registration.requests.models import ChangeRequest, RequestState
from eventreg.registration.requests.wanted import differences
from eventreg.registration.wording import FIELDS
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_requests", __name__, url_prefix=PREFIX + "/organise/e/<slug>/requests"
)

Verb = Callable[..., None]


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """Open requests with what would change; then those answered."""
    found = service.requests_at(event)
    return render_template(
        "registration/requests/overview.html",
        event=event,
        open_requests=[each for each in found if each.state is RequestState.OPEN],
        answered=[each for each in found if each.state is not RequestState.OPEN],
        changes_of=_changes_of,
        names=FIELDS,
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.route("/<uid>/accept", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def accept(event: Event, uid: str) -> ResponseReturnValue:
    """Make the change that was asked for."""
    return _answer("accept", event, uid, AnswerForm(), service.accept_request)


@blueprint.route("/<uid>/refuse", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def refuse(event: Event, uid: str) -> ResponseReturnValue:
    """Leave everything as it stands, and say why."""
    return _answer("refuse", event, uid, RefusalForm(), service.refuse_request)


def _answer(
    page: str, event: Event, uid: str, form: AnswerForm | RefusalForm, verb: Verb
) -> ResponseReturnValue:
    asked = service.request_at(event, uid) or abort(404)
    answered = partial(
        verb,
        asked,
        answer=form.answer.data or "",
        actor=access.actor(),
        now=clock.now(),
        account_id=access.account().id,
    )
    if form.validate_on_submit() and form.allows(answered):
        flash(gettext("The request is answered; the person gets a mail."))
        return redirect(url_for(".overview", slug=event.slug), 303)
    return render_form(
        f"registration/requests/{page}.html",
        form=form,
        event=event,
        asked=asked,
        changes=_changes_of(asked),
    )


def _changes_of(asked: ChangeRequest) -> object:
    return differences(asked.registration, asked.wanted, with_needs=False)
