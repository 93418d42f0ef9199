"""Somebody named by a coordinator confirms on the page of the own registration."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.language import locale
from eventreg.registration import links
from eventreg.registration.delegations import acknowledging
from eventreg.registration.forms import MyConsentsForm
from eventreg.registration.models import Registration
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("acknowledge", __name__, url_prefix=PREFIX + "/r/<token>")


@blueprint.route("/confirm", methods=["GET", "POST"])
@access.own_registration
def confirm(registration: Registration) -> ResponseReturnValue:
    """Is what was entered about me right, do I come, what do I agree to."""
    form = MyConsentsForm.of(registration)
    if form.validate_on_submit() and form.allows(
        lambda: acknowledging.acknowledge(
            registration, consents=form.wanted(), language=locale.current(), now=clock.now()
        )
    ):
        flash(gettext("Thank you, you have confirmed that you come."))
        token = links.token_of(registration)
        return redirect(url_for("my_registration.overview", token=token), 303)
    given = {"event": registration.event, "token": links.token_of(registration)}
    return render_form(
        "delegations/acknowledge.html", form=form, registration=registration, **given
    )
