"""The networks of an organisation: their members, kept from event to event."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.accounts.for_whom import ask_for_whom
from eventreg.accounts.models import Organisation
from eventreg.events.models import Network, NetworkMember
from eventreg.language import locale
from eventreg.networks import service
from eventreg.networks.coverage import coverage_map, coverage_of
from eventreg.networks.forms import (
    MemberForm,
    NetworkForm,
    NewMemberForm,
    NewNetworkForm,
    PasteForm,
)
from eventreg.networks.inviting import open_events
from eventreg.registration.forms import SureForm
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("networks", __name__, url_prefix=PREFIX + "/organise/networks")


@blueprint.get("/")
@access.staff
def choose() -> ResponseReturnValue:
    """The networks of one's organisation; of several, the question which."""
    return ask_for_whom(
        "networks.overview",
        roles=access.READERS,
        title=gettext("Networks"),
        question=gettext("The networks of which organisation?"),
    )


@blueprint.get("/<organisation_slug>/")
@access.organisation_staff(access.READERS)
def overview(organisation: Organisation) -> ResponseReturnValue:
    """The networks by name."""
    return render_template(
        "networks/overview.html",
        organisation=organisation,
        kept=service.networks_of(organisation, language=locale.current()),
        may_edit=_may_edit(organisation),
    )


@blueprint.route("/<organisation_slug>/add", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def add(organisation: Organisation) -> ResponseReturnValue:
    """A new network."""
    form = NewNetworkForm()
    if form.validate_on_submit():
        network = service.add_network(
            organisation=organisation, name=form.name.data, actor=access.actor(), now=clock.now()
        )
        return _to(network, organisation, gettext("The network is made. Now add its members."))
    return render_form("networks/add.html", form=form, organisation=organisation)


@blueprint.get("/<organisation_slug>/<uid>/")
@access.organisation_staff(access.READERS)
def network(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """The members of a network by municipality, and where somebody is missing."""
    found, language = _network(organisation, uid), locale.current()
    members = service.members_of(found, language=language)
    coverage = coverage_of(members, day=clock.now().date(), language=language)
    return render_template(
        "networks/network.html",
        organisation=organisation,
        network=found,
        members=len(members),
        coverage=coverage,
        map=coverage_map(coverage, language=language),
        may_edit=_may_edit(organisation),
    )


@blueprint.get("/<organisation_slug>/<uid>/invite")
@access.organisation_staff(access.EDITORS)
def invite(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """To which event the whole network is invited."""
    return render_template(
        "networks/events.html",
        organisation=organisation,
        network=_network(organisation, uid),
        events=open_events(organisation.id, now=clock.now()),
    )


@blueprint.route("/<organisation_slug>/<uid>/rename", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def rename(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """Another name for a network."""
    found = _network(organisation, uid)
    form = NetworkForm(data={"name": found.name})
    if form.validate_on_submit():
        service.rename_network(found, name=form.name.data, actor=access.actor(), now=clock.now())
        return _to(found, organisation, gettext("The network is renamed."))
    return _ask("rename", found, organisation, form)


@blueprint.route("/<organisation_slug>/<uid>/remove", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def remove(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """Ask, then forget a network and its members."""
    found, form = _network(organisation, uid), SureForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.remove_network(found, actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The network was removed."))
        return redirect(url_for(".overview", organisation_slug=organisation.slug), 303)
    return _ask("remove", found, organisation, form)


@blueprint.route("/<organisation_slug>/<uid>/add", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def add_member(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """A new member."""
    found, form = _network(organisation, uid), NewMemberForm.about(None)
    if form.validate_on_submit() and form.allows(
        lambda: service.add_members(
            network=found, members=[form.facts()], actor=access.actor(), now=clock.now()
        )
    ):
        return _to(found, organisation, gettext("The member was added."))
    return _ask("member", found, organisation, form, member=None)


@blueprint.route("/<organisation_slug>/<uid>/paste", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def paste(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """Many members at once, from a list."""
    found, form = _network(organisation, uid), PasteForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.add_members(
            network=found, members=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        number = len(form.members)
        done = ngettext("%(num)s member was added.", "%(num)s members were added.", number)
        return _to(found, organisation, done)
    return _ask("paste", found, organisation, form)


@blueprint.route("/<organisation_slug>/<uid>/<member_uid>/", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def member(organisation: Organisation, uid: str, member_uid: str) -> ResponseReturnValue:
    """One member, to be corrected."""
    found = _network(organisation, uid)
    one = _member(found, member_uid)
    form = MemberForm.about(service.facts_of(one))
    if form.validate_on_submit() and form.allows(
        lambda: service.change_member(
            one, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        return _to(found, organisation, gettext("The member was changed."))
    return _ask("member", found, organisation, form, member=one)


@blueprint.route("/<organisation_slug>/<uid>/<member_uid>/remove", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def remove_member(organisation: Organisation, uid: str, member_uid: str) -> ResponseReturnValue:
    """Ask, then forget a member."""
    found, form = _network(organisation, uid), SureForm()
    one = _member(found, member_uid)
    if form.validate_on_submit():
        service.remove_member(one, actor=access.actor(), now=clock.now())
        return _to(found, organisation, gettext("The member was removed."))
    return _ask("member_remove", found, organisation, form, member=one)


def _may_edit(organisation: Organisation) -> bool:
    return bool(access.roles_in(organisation.id) & access.EDITORS)


def _network(organisation: Organisation, uid: str) -> Network:
    return service.network_of(organisation, uid) or abort(404)


def _member(found: Network, uid: str) -> NetworkMember:
    return service.member_of(found, uid) or abort(404)


def _to(found: Network, organisation: Organisation, message: str) -> ResponseReturnValue:
    flash(message)
    address = url_for(".network", organisation_slug=organisation.slug, uid=found.uid)
    return redirect(address, 303)


def _ask(
    page: str, found: Network, organisation: Organisation, form: Form, **values: object
) -> ResponseReturnValue:
    return render_form(
        f"networks/{page}.html", form=form, network=found, organisation=organisation, **values
    )
