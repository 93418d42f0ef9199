"""The page on which staff choose their own mails about an organisation's events."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts.models import Membership, Organisation
from eventreg.messages.organisers import service
from eventreg.messages.organisers.forms import NoticesForm
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("notice_settings", __name__, url_prefix=PREFIX + "/organise/o")


@blueprint.route("/<organisation_slug>/notices", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def change(organisation: Organisation) -> ResponseReturnValue:
    """Choose which mails about the organisation's events one gets."""
    membership = _own_membership(organisation)
    form = NoticesForm.of(membership)
    if form.validate_on_submit():
        service.choose_notices(
            membership,
            wants_notices=form.notices.data,
            wants_digest=form.digest.data,
            actor=access.actor(),
            now=clock.now(),
        )
        flash(gettext("Your choice is saved."))
        return redirect(url_for("organisation.settings", organisation_slug=organisation.slug), 303)
    return render_form("messages/notices.html", form=form, organisation=organisation)


def _own_membership(organisation: Organisation) -> Membership:
    own = [each for each in access.account().memberships if each.organisation_id == organisation.id]
    return own[0] if own else abort(404)
