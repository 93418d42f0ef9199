"""Whether an organisation requires a second factor of everybody who works for it."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts.models import Organisation
from eventreg.accounts.second_factor import service
from eventreg.accounts.second_factor.forms import RequireForm
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "second_factor",
    __name__,
    url_prefix=PREFIX + "/organise/o/<organisation_slug>/second-factor",
)


@blueprint.route("", methods=["GET", "POST"])
@access.organisation_staff(access.OWNERS)
def require(organisation: Organisation) -> ResponseReturnValue:
    """Say whether everybody must have one."""
    form = RequireForm(data={"required": organisation.second_factor_required})
    if form.validate_on_submit() and form.allows(lambda: _save(form, organisation)):
        flash(gettext("The organisation is saved."))
        slug = organisation.slug
        return redirect(url_for("organisation.settings", organisation_slug=slug), 303)
    return render_form(
        "accounts/second_factor/require.html",
        form=form,
        organisation=organisation,
        without=service.members_without(organisation),
        has_own=access.account().has_second_factor,
    )


def _save(form: RequireForm, organisation: Organisation) -> None:
    service.require(
        organisation=organisation,
        required=form.required.data,
        owner=access.account(),
        actor=access.actor(),
        now=clock.now(),
    )
