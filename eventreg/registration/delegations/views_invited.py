"""The organiser's list of single persons who are invited."""

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.registration.delegations import inviting
from eventreg.registration.delegations.forms_invited import InvitedForm, MembersForm
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.delegations.wording import ANSWERS
from eventreg.registration.forms import SureForm
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_invited", __name__, url_prefix=PREFIX + "/organise/e/<slug>/invited"
)


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """Who is invited in person, and what has become of it."""
    now = clock.now()
    invitations = inviting.invitations_of(event)
    return render_template(
        "delegations/invited.html",
        event=event,
        rows=[(each, inviting.answer_of(each, now=now)) for each in invitations],
        answers=ANSWERS,
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.route("/add", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def add(event: Event) -> ResponseReturnValue:
    """Invite one person."""
    form = InvitedForm.for_event(event)
    if form.validate_on_submit() and form.allows(
        lambda: inviting.invite(
            event=event,
            people=[form.person()],
            answer_until=form.until,
            actor=access.actor(),
            now=clock.now(),
        )
    ):
        return _to_list(event, gettext("The invitation is on its way."))
    return render_form("delegations/invited_add.html", form=form, event=event)


@blueprint.route("/members", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def members(event: Event) -> ResponseReturnValue:
    """Invite members of a network."""
    invited = inviting.invitations_of(event)
    form = MembersForm.for_event(event, frozenset(each.email_key for each in invited))
    if form.validate_on_submit() and (made := form.attempt(partial(_invite, event, form))):
        number = len(made)
        sent = ngettext("%(num)s invitation is sent.", "%(num)s invitations are sent.", number)
        return _to_list(event, sent)
    return render_form("delegations/invited_members.html", form=form, event=event)


@blueprint.route("/remind", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remind_all(event: Event) -> ResponseReturnValue:
    """Remind all who have not answered."""
    form, now = SureForm(), clock.now()
    if form.validate_on_submit():
        number = inviting.remind_silent(event=event, actor=access.actor(), now=now)
        return _to_list(
            event, ngettext("%(num)s reminder is sent.", "%(num)s reminders are sent.", number)
        )
    silent = inviting.silent(event, now=now)
    return render_form("delegations/invited_remind.html", form=form, event=event, silent=silent)


@blueprint.post("/<uid>/send")
@access.event_staff(access.EDITORS)
def send(event: Event, uid: str) -> ResponseReturnValue:
    """Send a person the link again."""
    inviting.send_again(_invitation(event, uid), actor=access.actor(), now=clock.now())
    return _to_list(event, gettext("The link is on its way."))


@blueprint.route("/<uid>/withdraw", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def withdraw(event: Event, uid: str) -> ResponseReturnValue:
    """Take a person's invitation back."""
    invitation, form = _invitation(event, uid), SureForm()
    if form.validate_on_submit():
        inviting.withdraw(invitation, actor=access.actor(), now=clock.now())
        return _to_list(event, gettext("The invitation is withdrawn."))
    return render_form(
        "delegations/invited_withdraw.html", form=form, event=event, invitation=invitation
    )


def _invite(event: Event, form: MembersForm) -> Sequence[PersonalInvitation]:
    return inviting.invite(
        event=event,
        people=form.people(),
        answer_until=form.until,
        actor=access.actor(),
        now=clock.now(),
    )


def _invitation(event: Event, uid: str) -> PersonalInvitation:
    return inviting.invitation_named(event, uid) or abort(404)


def _to_list(event: Event, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for(".overview", slug=event.slug), 303)
