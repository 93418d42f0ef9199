"""Choosing a password with a one-time link: the first one, or a new one when it is forgotten."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts import service, tries
from eventreg.accounts.forms import ForgottenForm, PasswordForm
from eventreg.accounts.links import account_of
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("accounts", __name__, url_prefix=PREFIX + "/sign-in/reset")


@blueprint.route("", methods=["GET", "POST"])
@access.everyone
def forgotten() -> ResponseReturnValue:
    """Ask for a link; the answer does not tell whether there is such an account."""
    form = ForgottenForm()
    if form.validate_on_submit():
        email, now = form.email.data, clock.now()
        if not tries.may_try(tries.LINK, email=email, address=request.remote_addr or "", now=now):
            abort(429)
        service.send_link(email=email, now=now)
        return redirect(url_for(".sent"), 303)
    return render_form("accounts/forgotten.html", form=form)


@blueprint.get("/sent")
@access.everyone
def sent() -> ResponseReturnValue:
    """What to do next."""
    return render_template("accounts/sent.html")


@blueprint.route("/<token>", methods=["GET", "POST"])
@access.everyone
def choose_password(token: str) -> ResponseReturnValue:
    """A GET only shows the form: the link is used up by the new password, not by looking."""
    account = account_of(token)
    if account is None:
        return render_template("accounts/link_dead.html"), 410
    form = PasswordForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.set_password(account=account, password=form.password.data, now=clock.now())
    ):
        flash(gettext("Your password is set. Sign in with it."))
        return redirect(url_for("security.login"), 303)
    return render_form("accounts/choose_password.html", form=form, account=account)
