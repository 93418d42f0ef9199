"""Inviting a whole network to an event, from the event's invitations or from the network."""

from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from eventreg import clock
from eventreg.events.models import Event, Network
from eventreg.language import locale
from eventreg.networks import inviting, service
from eventreg.networks.forms_inviting import NetworkInviteForm
from eventreg.networks.wording import LEFT_OUT, WAYS
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "network_invitations", __name__, url_prefix=PREFIX + "/organise/e/<slug>/invite-network"
)


@blueprint.get("/")
@access.event_staff(access.EDITORS)
def choose(event: Event) -> ResponseReturnValue:
    """Which network; the event's own first."""
    kept = service.networks_of(event.organisation, language=locale.current())
    return render_template(
        "networks/choose.html",
        event=event,
        kept=sorted(kept, key=lambda each: each.network.id != event.network_id),
    )


@blueprint.route("/<uid>", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def invite(event: Event, uid: str) -> ResponseReturnValue:
    """Who of the network gets an invitation, then the mails."""
    network = service.network_of(event.organisation, uid) or abort(404)
    form = NetworkInviteForm.for_network(event, network, request.args)
    if form.validate_on_submit() and (sent := form.attempt(partial(_send, event, network, form))):
        number = sent.in_all
        flash(ngettext("%(num)s invitation is sent.", "%(num)s invitations are sent.", number))
        room = "organise_invitations" if sent.municipalities else "organise_invited"
        return redirect(url_for(f"{room}.overview", slug=event.slug), 303)
    names = {"ways": WAYS, "left_out": LEFT_OUT}
    return render_form("networks/invite.html", form=form, event=event, network=network, **names)


def _send(event: Event, network: Network, form: NetworkInviteForm) -> inviting.Sent:
    return inviting.invite_network(
        event=event,
        network=network,
        way=form.way,
        choice=form.choice(),
        terms=form.terms(),
        actor=access.actor(),
        now=clock.now(),
    )
