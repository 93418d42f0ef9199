"""The organiser's pages about the organisation's logo."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts import branding
from eventreg.accounts.forms import LogoForm
from eventreg.accounts.models import Organisation
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX
from eventreg.web.uploads import takes_files

blueprint = Blueprint(
    "branding", __name__, url_prefix=PREFIX + "/organise/o/<organisation_slug>/logo"
)


@blueprint.route("/", methods=["GET", "POST"])
@takes_files
@access.organisation_staff(access.OWNERS)
def logo(organisation: Organisation) -> ResponseReturnValue:
    """See the logo and put another in its place."""
    form = LogoForm()
    if form.validate_on_submit() and form.allows(
        lambda: branding.set_logo(
            organisation, data=form.logo.data.read(), actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The logo is saved. Papers printed from now on bear it."))
        return _back(organisation)
    return render_form("accounts/logo.html", form=form, organisation=organisation)


@blueprint.get("/picture")
@access.organisation_staff(access.ANY_STAFF)
def picture(organisation: Organisation) -> Response:
    """The logo itself."""
    kind, data = branding.logo_of(organisation) or abort(404)
    return Response(data, mimetype=kind)


@blueprint.route("/remove", methods=["GET", "POST"])
@access.organisation_staff(access.OWNERS)
def remove(organisation: Organisation) -> ResponseReturnValue:
    """Let the papers bear the name only."""
    form = Form()
    if form.validate_on_submit():
        branding.remove_logo(organisation, actor=access.actor(), now=clock.now())
        flash(gettext("The logo is removed."))
        return _back(organisation)
    return render_template("accounts/logo_remove.html", form=form, organisation=organisation)


def _back(organisation: Organisation) -> ResponseReturnValue:
    return redirect(url_for(".logo", organisation_slug=organisation.slug), 303)
