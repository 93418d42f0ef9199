"""What somebody who waits does with the own link: answer an offer, wait together (R8).

A mail's link shows a page; only its buttons act, so that programmes which open links of mails to
look at them change nothing.
"""

from functools import partial

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import links
from eventreg.registration.models import Registration
from eventreg.registration.waiting import parties, service, wording
from eventreg.registration.waiting.forms import AnswerForm, TogetherForm
from eventreg.registration.waiting.standing import standing_of
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("my_waiting", __name__, url_prefix=PREFIX + "/r/<token>")


@blueprint.route("/offer", methods=["GET", "POST"])
@access.own_registration
def offer(registration: Registration) -> ResponseReturnValue:
    """What is offered to me, with a button to accept and one to decline."""
    form = AnswerForm()
    if form.validate_on_submit() and form.allows(partial(_answer, registration, form)):
        accepted = form.answer.data == "accept"
        return _back(registration, gettext("Accepted.") if accepted else gettext("Declined."))
    return _ask("offer", registration, form)


@blueprint.route("/together", methods=["GET", "POST"])
@access.own_registration
def together(registration: Registration) -> ResponseReturnValue:
    """Wait together with a colleague."""
    form = TogetherForm()
    if form.validate_on_submit() and form.allows(
        lambda: parties.join_party(
            registration,
            reference=form.reference.data,
            actor=_me(registration),
            now=clock.now(),
        )
    ):
        return _back(registration, gettext("You wait together now."))
    return _ask("together", registration, form)


@blueprint.post("/alone")
@access.own_registration
def alone(registration: Registration) -> ResponseReturnValue:
    """Wait alone again."""
    parties.leave_party(registration, actor=_me(registration), now=clock.now())
    return _back(registration, gettext("You wait alone now."))


def _answer(registration: Registration, form: AnswerForm) -> None:
    actor, now, visit = _me(registration), clock.now(), form.visit.data
    accepts = form.answer.data == "accept"
    if visit:
        answer_seat = service.accept_seat if accepts else service.decline_seat
        answer_seat(registration, visit=visit, actor=actor, now=now)
    else:
        answer_place = service.accept_offer if accepts else service.decline_offer
        answer_place(registration, actor=actor, now=now)


def _me(registration: Registration) -> Actor:
    return Actor(ActorKind.PARTICIPANT, registration.id)


def _back(registration: Registration, message: str) -> ResponseReturnValue:
    flash(message)
    address = url_for("my_registration.overview", token=links.token_of(registration))
    return redirect(address, 303)


def _ask(page: str, registration: Registration, form: Form) -> ResponseReturnValue:
    return render_form(
        f"waiting/{page}.html",
        form=form,
        registration=registration,
        event=registration.event,
        token=links.token_of(registration),
        standing=standing_of(registration),
        wording=wording,
    )
