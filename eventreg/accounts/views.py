"""The organiser's pages about the organisation itself and who works for it."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts import notices, service
from eventreg.accounts.forms import InvitationForm, OrganisationForm, RoleForm
from eventreg.accounts.models import Membership, Organisation
from eventreg.accounts.wording import MAY, ROLES
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organisation", __name__, url_prefix=PREFIX + "/organise/o/<organisation_slug>"
)


@blueprint.get("/")
@access.organisation_staff(access.ANY_STAFF)
def settings(organisation: Organisation) -> ResponseReturnValue:
    """What is kept about the organisation."""
    return render_template("accounts/organisation.html", organisation=organisation)


@blueprint.route("/edit", methods=["GET", "POST"])
@access.organisation_staff(access.OWNERS)
def edit(organisation: Organisation) -> ResponseReturnValue:
    """Change name, contacts, privacy notice, retention and colour."""
    form = OrganisationForm.of(organisation)
    if form.validate_on_submit() and form.allows(
        lambda: service.edit_organisation(
            organisation=organisation, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The organisation is saved."))
        return _to(".settings", organisation)
    return render_form("accounts/organisation_form.html", form=form, organisation=organisation)


@blueprint.get("/privacy-notices")
@access.organisation_staff(access.ANY_STAFF)
def privacy_notices(organisation: Organisation) -> ResponseReturnValue:
    """The versions of the privacy notice, each with what it says otherwise than the one before."""
    return render_template(
        "accounts/privacy_notices.html",
        organisation=organisation,
        versions=notices.compared(organisation, language=locale.current()),
        zone=clock.HOME_ZONE.key,
    )


@blueprint.get("/members")
@access.organisation_staff(access.OWNERS)
def members(organisation: Organisation) -> ResponseReturnValue:
    """Who works for the organisation."""
    found = service.members_of(organisation, language=locale.current())
    return render_template(
        "accounts/members.html", organisation=organisation, members=found, roles=ROLES
    )


@blueprint.route("/members/new", methods=["GET", "POST"])
@access.organisation_staff(access.OWNERS)
def invite(organisation: Organisation) -> ResponseReturnValue:
    """Let somebody work for the organisation; a mail tells them how to begin."""
    form = InvitationForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.invite_member(
            **form.person(), organisation=organisation, actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("A mail to %(email)s is on its way.", email=form.email.data))
        return _to(".members", organisation)
    return render_form("accounts/invite.html", form=form, organisation=organisation, may=MAY)


@blueprint.route("/members/<uid>/role", methods=["GET", "POST"])
@access.organisation_staff(access.OWNERS)
def role(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """Give a member another role."""
    membership = _member(organisation, uid)
    form = RoleForm(data={"role": membership.role.value})
    if form.validate_on_submit() and form.allows(
        lambda: service.change_role(
            membership=membership, role=form.chosen, actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The role is changed."))
        return _to(".members", organisation)
    return render_form(
        "accounts/role.html", form=form, organisation=organisation, membership=membership, may=MAY
    )


@blueprint.route("/members/<uid>/remove", methods=["GET", "POST"])
@access.organisation_staff(access.OWNERS)
def remove(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """Let a member work for the organisation no longer."""
    membership = _member(organisation, uid)
    form = Form()
    if form.validate_on_submit() and form.allows(
        lambda: service.remove_member(membership=membership, actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The member is removed."))
        return _to(".members", organisation)
    return render_form(
        "accounts/remove.html", form=form, organisation=organisation, membership=membership
    )


def _member(organisation: Organisation, uid: str) -> Membership:
    return service.member_of(organisation, uid) or abort(404)


def _to(endpoint: str, organisation: Organisation) -> ResponseReturnValue:
    return redirect(url_for(endpoint, organisation_slug=organisation.slug), 303)
