"""The page of an invited person: accept, which leads to the form, or refuse with one click."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.registration.delegations import inviting, links
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.notices import contact_email
from eventreg.web import access
from eventreg.web.language import PREFIX

blueprint = Blueprint("invited", __name__, url_prefix=PREFIX + "/i/<token>")


@blueprint.get("/")
@access.own_invitation
def overview(invitation: PersonalInvitation) -> ResponseReturnValue:
    """The invitation; looking at it changes nothing, so that mail scanners do no harm."""
    return render_template(
        "delegations/invitation.html",
        invitation=invitation,
        event=invitation.event,
        answer=inviting.answer_of(invitation, now=clock.now()),
        contact_email=contact_email(invitation.event),
        token=links.invitation_token(invitation),
    )


@blueprint.post("/refuse")
@access.own_invitation
def refuse(invitation: PersonalInvitation) -> ResponseReturnValue:
    """I do not come."""
    inviting.refuse(invitation, now=clock.now())
    flash(gettext("Thank you for your answer."))
    return redirect(url_for(".overview", token=links.invitation_token(invitation)), 303)
