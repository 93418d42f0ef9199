"""Signing in and out: the library's own pages, and the code asked for after the password.

The blueprint bears the library's name, so that it leads here. Its pages for codes would answer with
pages of their own and know nothing of tries, so these are ours; of its others none exists.
"""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import views as library

from eventreg import clock
from eventreg.accounts import sign_in
from eventreg.accounts.models import Account
from eventreg.accounts.second_factor import service
from eventreg.accounts.second_factor.forms import CodeForm, RecoveryForm
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX
from eventreg.web.onward import way_on

blueprint = Blueprint("security", __name__, url_prefix=PREFIX)
blueprint.add_url_rule("/sign-in", "login", library.login, methods=["GET", "POST"])
blueprint.add_url_rule("/sign-out", "logout", library.logout, methods=["POST"])


@blueprint.route("/sign-in/code", methods=["GET", "POST"], endpoint="two_factor_token_validation")
@access.everyone
def code() -> ResponseReturnValue:
    """Who has given the password enters the code of the app."""
    account = sign_in.half_signed_in()
    if account is None:
        return redirect(url_for(".login"), 303)
    form = CodeForm()
    if form.validate_on_submit() and form.allows(lambda: service.use_code(**_given(form, account))):
        return _let_in(account)
    return render_form("accounts/second_factor/code.html", form=form)


@blueprint.route("/sign-in/recovery", methods=["GET", "POST"])
@access.everyone
def recovery() -> ResponseReturnValue:
    """Who has no phone at hand enters one of the codes kept for that."""
    account = sign_in.half_signed_in()
    if account is None:
        return redirect(url_for(".login"), 303)
    form = RecoveryForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.use_recovery_code(
            **_given(form, account), actor=Actor(ActorKind.STAFF, account.id)
        )
    ):
        return _let_in(account)
    return render_form("accounts/second_factor/recovery.html", form=form)


def _given(form: CodeForm | RecoveryForm, account: Account) -> dict[str, Any]:
    return {
        "account": account,
        "code": form.code.data or "",
        "address": request.remote_addr or "",
        "now": clock.now(),
    }


def _let_in(account: Account) -> ResponseReturnValue:
    sign_in.complete(account)
    return redirect(way_on("organise.dashboard"), 303)
