"""How I am named, from my own link."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.contributions.giving.service import of_mine
from eventreg.contributions.naming import service
from eventreg.contributions.naming.forms import NamingForm
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import links
from eventreg.registration.models import Registration
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("my_naming", __name__, url_prefix=PREFIX + "/r/<token>/contributions/<uid>")


@blueprint.route("/naming", methods=["GET", "POST"])
@access.own_registration
def change(registration: Registration, uid: str) -> ResponseReturnValue:
    """With my name, with my institution, or not at all."""
    mine, token = of_mine(registration, uid), links.token_of(registration)
    if mine is None or not service.may_change_naming(mine):
        abort(404)
    form = NamingForm.of(mine)
    if form.validate_on_submit():
        actor = Actor(ActorKind.PARTICIPANT, registration.id)
        service.change_naming(mine, naming=form.chosen(), actor=actor, now=clock.now())
        flash(gettext("From now on you are named so, on every page and in every new paper."))
        return redirect(url_for("my_contributions.overview", token=token), 303)
    return render_form("contributions/naming.html", form=form, mine=mine, token=token)
