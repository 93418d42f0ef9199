"""What I contribute to the report, from my own link."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.contributions.giving import service
from eventreg.contributions.giving.forms import PHOTOS, SEND, GivingForm
from eventreg.contributions.models import Contribution, ContributionKind
from eventreg.contributions.naming.service import OUT_OF_HAND
from eventreg.contributions.wording import KINDS, NAMINGS, STATES, WHAT_IT_IS
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import links
from eventreg.registration.forms import SureForm
from eventreg.registration.models import Registration
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("my_contributions", __name__, url_prefix=PREFIX + "/r/<token>/contributions")


@blueprint.get("/")
@access.own_registration
def overview(registration: Registration) -> ResponseReturnValue:
    """What I have written, and what else I could write."""
    return render_template(
        "contributions/mine.html",
        event=registration.event,
        token=links.token_of(registration),
        given=service.given_by(registration),
        is_open=service.may_give(registration, now=clock.now()),
        open_states=service.OPEN_TO_ITS_AUTHOR,
        kinds=KINDS,
        what_it_is=WHAT_IT_IS,
        states=STATES,
        namings=NAMINGS,
        named_apart=OUT_OF_HAND,
    )


@blueprint.route("/add/<kind>", methods=["GET", "POST"])
@access.own_registration
def add(registration: Registration, kind: str) -> ResponseReturnValue:
    """Write something down: as a draft, or for the report."""
    if kind not in set(ContributionKind):
        abort(404)
    if not service.may_give(registration, now=clock.now()):
        return _back(registration)
    form = GivingForm.of(registration.event, ContributionKind(kind))
    if form.validate_on_submit():
        mine = form.attempt(
            lambda: service.give(
                registration, kind=ContributionKind(kind), given=form.given(), **_how(registration)
            )
        )
        if mine is not None:
            return _kept(registration, mine)
    return _form(registration, ContributionKind(kind), form)


@blueprint.route("/<uid>/", methods=["GET", "POST"])
@access.own_registration
def change(registration: Registration, uid: str) -> ResponseReturnValue:
    """Write on, as long as nobody has decided about it."""
    mine = _mine(registration, uid)
    if mine.state not in service.OPEN_TO_ITS_AUTHOR:
        return _back(registration)
    form = GivingForm.of(registration.event, mine.kind, mine)
    if form.validate_on_submit() and form.allows(
        lambda: service.change(mine, given=form.given(), **_how(registration))
    ):
        return _kept(registration, mine)
    return _form(registration, mine.kind, form, mine)


@blueprint.route("/<uid>/remove", methods=["GET", "POST"])
@access.own_registration
def remove(registration: Registration, uid: str) -> ResponseReturnValue:
    """Am I sure? Then it is gone."""
    mine, form = _mine(registration, uid), SureForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.take_back(mine, actor=_me(registration), now=clock.now())
    ):
        flash(gettext("The text is removed."))
        return _back(registration)
    return render_form(
        "contributions/remove.html", form=form, mine=mine, token=links.token_of(registration)
    )


def _form(
    registration: Registration,
    kind: ContributionKind,
    form: GivingForm,
    mine: Contribution | None = None,
) -> ResponseReturnValue:
    return render_form(
        "contributions/give.html",
        form=form,
        kind=KINDS[kind],
        what_it_is=WHAT_IT_IS[kind],
        mine=mine,
        is_sent=mine is not None and mine.state == "submitted",
        event=registration.event,
        token=links.token_of(registration),
    )


def _how(registration: Registration) -> dict[str, Any]:
    return {"send": _sends(), "actor": _me(registration), "now": clock.now()}


def _sends() -> bool:
    return request.form.get("step") == SEND


def _kept(registration: Registration, mine: Contribution) -> ResponseReturnValue:
    flash(gettext("Thank you! It is sent.") if _sends() else gettext("Your text is saved."))
    if request.form.get("step") == PHOTOS:
        return redirect(
            url_for("my_photos.photos", token=links.token_of(registration), uid=mine.uid), 303
        )
    return _back(registration)


def _mine(registration: Registration, uid: str) -> Contribution:
    return service.of_mine(registration, uid) or abort(404)


def _me(registration: Registration) -> Actor:
    return Actor(ActorKind.PARTICIPANT, registration.id)


def _back(registration: Registration) -> ResponseReturnValue:
    return redirect(url_for(".overview", token=links.token_of(registration)), 303)
