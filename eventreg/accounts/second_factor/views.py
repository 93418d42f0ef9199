"""My account: the own second factor, set up, moved, taken away; its recovery codes."""

import time
from typing import Any

import segno
from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from eventreg import clock
from eventreg.accounts import sign_in
from eventreg.accounts.second_factor import service
from eventreg.accounts.second_factor.forms import CodeForm, MoveForm, PasswordAgainForm
from eventreg.accounts.service import organisations_of
from eventreg.accounts.wording import ROLES
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX
from eventreg.web.onward import way_on

blueprint = Blueprint("my_account", __name__, url_prefix=PREFIX + "/organise/account")

# New recovery codes can be read for so long, in the session that made them.
CODES_SHOWN_SECONDS = 10 * 60
SECRET, CODES_MADE_AT = "tf_totp_secret", "recovery_codes_made_at"


@blueprint.get("/")
@access.own_account
def overview() -> ResponseReturnValue:
    """Who I am here, and whether I have a second factor."""
    account = access.account()
    return render_template(
        "accounts/my_account.html",
        account=account,
        memberships=organisations_of(account),
        roles=ROLES,
        requiring=service.requiring(account),
        codes_left=len(service.recovery_codes_of(account)),
    )


@blueprint.route("/second-factor", methods=["GET", "POST"])
@access.own_account
def set_up() -> ResponseReturnValue:
    """Show the app the secret, and prove by a code that it has it; with one on, on a new phone."""
    account, secret = access.account(), _secret()
    form: CodeForm = MoveForm() if account.has_second_factor else CodeForm()
    if form.validate_on_submit() and form.allows(lambda: _keep(form, secret)):
        session.pop(SECRET, None)
        sign_in.stay_signed_in(account)
        return _show_codes()
    return render_form(
        "accounts/second_factor/set_up.html",
        form=form,
        moves=account.has_second_factor,
        requiring=service.requiring(account),
        secret=service.readable(secret),
        picture=_picture(service.address_of(secret, account)),
    )


@blueprint.get("/recovery-codes")
@access.own_account
def codes() -> ResponseReturnValue:
    """The recovery codes just made; later they are not shown any more."""
    if time.time() - session.get(CODES_MADE_AT, 0) > CODES_SHOWN_SECONDS:
        return redirect(url_for(".overview"), 303)
    return render_template(
        "accounts/second_factor/codes.html",
        codes=service.recovery_codes_of(access.account()),
        onward=way_on("my_account.overview"),
    )


@blueprint.route("/recovery-codes/new", methods=["GET", "POST"])
@access.own_account
def new_codes() -> ResponseReturnValue:
    """Make new recovery codes; the earlier ones end."""
    if not access.account().has_second_factor:
        return redirect(url_for(".set_up"), 303)
    form = PasswordAgainForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.renew_recovery_codes(**_password(form))
    ):
        return _show_codes()
    return render_form("accounts/second_factor/new_codes.html", form=form)


@blueprint.route("/second-factor/off", methods=["GET", "POST"])
@access.own_account
def turn_off() -> ResponseReturnValue:
    """Let the password alone open again."""
    if not access.account().has_second_factor:
        return redirect(url_for(".overview"), 303)
    form = PasswordAgainForm()
    if form.validate_on_submit() and form.allows(lambda: service.turn_off(**_password(form))):
        flash(gettext("The second factor is off."))
        return redirect(url_for(".overview"), 303)
    return render_form("accounts/second_factor/off.html", form=form)


def _secret() -> str:
    """The secret being set up in this session; the page may be looked at again."""
    if SECRET not in session:
        session[SECRET] = service.new_secret()
    return str(session[SECRET])


def _keep(form: CodeForm, secret: str) -> None:
    given = {"secret": secret, "code": form.code.data or "", **_who()}
    if isinstance(form, MoveForm):
        service.move(**given, password=form.password.data or "", address=_address())
    else:
        service.turn_on(**given)


def _password(form: PasswordAgainForm) -> dict[str, Any]:
    return {"password": form.password.data or "", "address": _address(), **_who()}


def _who() -> dict[str, Any]:
    return {"account": access.account(), "actor": access.actor(), "now": clock.now()}


def _address() -> str:
    return request.remote_addr or ""


def _show_codes() -> ResponseReturnValue:
    session[CODES_MADE_AT] = time.time()
    return redirect(url_for(".codes", next=request.args.get("next")), 303)


def _picture(content: str) -> Markup:
    """The QR code as inline SVG."""
    code = segno.make(content, error="m", micro=False)
    made = code.svg_inline(
        border=4,
        dark="#000000",
        light="#ffffff",
        omitsize=True,
        svgclass="qr",
        title=gettext("QR code for the app"),
    )
    return Markup(made)  # noqa: S704, segno escapes the title
