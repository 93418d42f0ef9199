"""Asking for a change once the organiser alone can make it: form, check, sent (R11)."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.wording import places_left
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import links
from eventreg.registration.checking import Step, step_asked
from eventreg.registration.deadlines import needs_kept_until
from eventreg.registration.models import Registration
from eventreg.registration.requests import service
from eventreg.registration.requests.forms import ChangeRequestForm
from eventreg.registration.requests.wanted import differences
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("my_requests", __name__, url_prefix=PREFIX + "/r/<token>")


@blueprint.route("/request", methods=["GET", "POST"])
@access.own_registration
def ask(registration: Registration) -> ResponseReturnValue:
    """The form; its buttons lead to what would change, back, and to the organiser."""
    form = ChangeRequestForm.of(registration)
    if not service.may_ask(registration, now=clock.now()):
        return redirect(url_for("my_registration.overview", token=_token(registration)), 303)
    step = step_asked()
    if step is Step.EDIT or not form.validate_on_submit():
        return _form(registration, form)
    return _send(registration, form) if step is Step.SEND else _check(registration, form)


def _check(registration: Registration, form: ChangeRequestForm) -> ResponseReturnValue:
    return render_template(
        "registration/mine/request_check.html",
        form=form,
        registration=registration,
        event=registration.event,
        token=_token(registration),
        changes=[]
        if form.cancels.data
        else differences(registration, form.wanted(registration), with_needs=True),
    )


def _send(registration: Registration, form: ChangeRequestForm) -> ResponseReturnValue:
    asked = form.attempt(
        lambda: service.ask_for_change(
            registration,
            wanted=form.wanted(registration),
            words=form.words.data or "",
            actor=Actor(ActorKind.PARTICIPANT, registration.id),
            now=clock.now(),
        )
    )
    if asked is None:
        return _form(registration, form)
    flash(gettext("Your request has been sent to the organiser, who will answer by mail."))
    return redirect(url_for("my_registration.overview", token=_token(registration)), 303)


def _form(registration: Registration, form: ChangeRequestForm) -> ResponseReturnValue:
    return render_form(
        "registration/mine/request.html",
        form=form,
        registration=registration,
        event=registration.event,
        token=_token(registration),
        needs_until=needs_kept_until(registration.event),
        places_left=places_left,
        has_open=service.open_request_of(registration) is not None,
    )


def _token(registration: Registration) -> str:
    return links.token_of(registration)
