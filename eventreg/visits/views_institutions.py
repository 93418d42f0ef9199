"""The institutions that an organisation visits: a list that is kept from event to event."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts.for_whom import ask_for_whom
from eventreg.accounts.models import Organisation
from eventreg.language import locale
from eventreg.territories.service import territories_on
from eventreg.visits import hosts
from eventreg.visits.forms import HostForm, NewHostForm, RemoveForm
from eventreg.visits.hosts import HostFacts
from eventreg.visits.models import HostInstitution
from eventreg.visits.wording import INSTITUTION_KINDS
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("institutions", __name__, url_prefix=PREFIX + "/organise/institutions")


@blueprint.get("/")
@access.staff
def choose() -> ResponseReturnValue:
    """The list of one's organisation; of several, the question which."""
    return ask_for_whom(
        "institutions.overview",
        roles=access.READERS,
        title=gettext("Institutions we visit"),
        question=gettext("Which organisation's list?"),
    )


@blueprint.get("/<organisation_slug>/")
@access.organisation_staff(access.READERS)
def overview(organisation: Organisation) -> ResponseReturnValue:
    """The institutions by name, with how often each was visited."""
    return render_template(
        "visits/institutions.html",
        organisation=organisation,
        kept=hosts.hosts_of(organisation, language=locale.current()),
        kinds=INSTITUTION_KINDS,
        may_edit=bool(access.roles_in(organisation.id) & access.EDITORS),
    )


@blueprint.route("/<organisation_slug>/add", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def add(organisation: Organisation) -> ResponseReturnValue:
    """A new institution."""
    form = _form(None, of=NewHostForm)
    if form.validate_on_submit() and form.allows(
        lambda: hosts.add_host(
            organisation=organisation, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The institution was added."))
        return _back_to(organisation)
    return render_form("visits/institution_add.html", form=form, organisation=organisation)


@blueprint.route("/<organisation_slug>/<uid>/", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def edit(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """One institution, to be changed wherever it is visited."""
    host = _host(organisation, uid)
    form = _form(hosts.facts_of(host))
    if form.validate_on_submit() and form.allows(
        lambda: hosts.edit_host(
            host=host, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The institution was changed."))
        return _back_to(organisation)
    return render_form(
        "visits/institution_edit.html", form=form, organisation=organisation, host=host
    )


@blueprint.route("/<organisation_slug>/<uid>/remove", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def remove(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """Ask, then remove the institution; not when a visit leads to it."""
    host, form = _host(organisation, uid), RemoveForm()
    if form.validate_on_submit() and form.allows(
        lambda: hosts.remove_host(host=host, actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The institution was removed."))
        return _back_to(organisation)
    return render_form(
        "visits/institution_remove.html", form=form, organisation=organisation, host=host
    )


def _host(organisation: Organisation, uid: str) -> HostInstitution:
    return hosts.host_of(organisation, uid) or abort(404)


def _form(facts: HostFacts | None, *, of: type[HostForm] = HostForm) -> HostForm:
    language = locale.current()
    today = territories_on(clock.now().date(), language=language)
    return of.about(facts, territories=today, language=language)


def _back_to(organisation: Organisation) -> ResponseReturnValue:
    return redirect(url_for(".overview", organisation_slug=organisation.slug), 303)
