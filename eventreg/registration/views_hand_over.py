"""Handing my place over to a colleague: form, check, done (R11, R12)."""

from functools import partial

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.events.models import Event
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.language import locale
from eventreg.registration import links
from eventreg.registration.checking import Step, step_asked
from eventreg.registration.forms_hand_over import HandOverForm
from eventreg.registration.handing_over import hand_over
from eventreg.registration.models import Registration
from eventreg.web import access, guards
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("hand_over", __name__, url_prefix=PREFIX)


@blueprint.route("/r/<token>/hand-over", methods=["GET", "POST"])
@access.own_registration
def ask(registration: Registration) -> ResponseReturnValue:
    """Who comes instead of me? Its buttons lead to a look at it, back, and to the colleague."""
    form, step = HandOverForm.of(registration), step_asked()
    if step is Step.EDIT or not form.validate_on_submit():
        return _page("hand_over", registration, form)
    if step is Step.CHECK:
        return _page("hand_over_check", registration, form)
    slug = registration.event.slug
    if form.allows(partial(_hand_over, registration, form)):
        return redirect(url_for(".done", slug=slug), 303)
    return _page("hand_over", registration, form)


@blueprint.get("/e/<slug>/handed-over")
@access.published_event
def done(event: Event) -> ResponseReturnValue:
    """The place is another's now; the own link is dead, so the page says nothing of anybody."""
    return render_template("registration/mine/handed_over.html", event=event)


def _hand_over(registration: Registration, form: HandOverForm) -> None:
    now = clock.now()
    guards.require(guards.HAND_OVER, of=registration.uid, now=now)
    hand_over(
        registration,
        details=form.details(registration),
        email=form.email.data or "",
        language=form.language.data or locale.current(),
        actor=Actor(ActorKind.PARTICIPANT, registration.id),
        now=now,
    )


def _page(page: str, registration: Registration, form: HandOverForm) -> ResponseReturnValue:
    return render_form(
        f"registration/mine/{page}.html",
        form=form,
        registration=registration,
        event=registration.event,
        token=links.token_of(registration),
        language_names=locale.OWN_NAMES,
    )
