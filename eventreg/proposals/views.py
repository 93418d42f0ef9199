"""All proposals of an organisation: which wait, which are overdue, what was answered."""

from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts.for_whom import ask_for_whom
from eventreg.accounts.models import Organisation
from eventreg.proposals import service
from eventreg.proposals.forms import AnswerForm
from eventreg.proposals.service import Filters, Standing
from eventreg.proposals.wording import STANDINGS, STATES
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("proposals", __name__, url_prefix=PREFIX + "/organise/proposals")


@blueprint.get("/")
@access.staff
def choose() -> ResponseReturnValue:
    """The proposals of one's organisation; of several, the question which."""
    return ask_for_whom(
        "proposals.overview",
        roles=access.READERS,
        title=gettext("Proposals"),
        question=gettext("The proposals of which organisation?"),
    )


@blueprint.get("/<organisation_slug>/")
@access.organisation_staff(access.READERS)
def overview(organisation: Organisation) -> ResponseReturnValue:
    """The proposals by deadline, with filters."""
    filters, page = _asked(), max(1, request.args.get("page", 1, type=int))
    return render_template(
        "proposals/overview.html",
        organisation=organisation,
        filters=filters,
        proposals=service.proposals_of(organisation, filters=filters, page=page, now=clock.now()),
        standings=STANDINGS,
        states=STATES,
        page_address=partial(_address_of_page, organisation, filters),
        may_edit=bool(access.roles_in(organisation.id) & access.EDITORS),
    )


@blueprint.route("/<organisation_slug>/<uid>/", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def answer(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """What became of a proposal."""
    proposal = service.proposal_of(organisation, uid) or abort(404)
    form = AnswerForm.of(proposal)
    if form.validate_on_submit() and form.allows(
        lambda: service.note_answer(
            proposal, answer=form.given(), actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("What became of the proposal is saved."))
        return redirect(url_for(".overview", organisation_slug=organisation.slug), 303)
    return render_form(
        "proposals/answer.html", form=form, organisation=organisation, proposal=proposal
    )


def _asked() -> Filters:
    """The filters of the address; what makes no sense asks for nothing."""
    asked, standing = request.args, request.args.get("standing", "")
    return Filters(
        words=asked.get("q", "").replace("\0", "").strip()[:100],
        standing=Standing(standing) if standing in set(Standing) else None,
        event=asked.get("event", "").replace("\0", "")[:80],
    )


def _address_of_page(organisation: Organisation, filters: Filters, page: int) -> str:
    here = url_for(".overview", organisation_slug=organisation.slug)
    return f"{here}?{urlencode({**filters.in_address(), 'page': page})}"
