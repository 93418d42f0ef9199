"""The organiser's room of contributions: read, word, accept, set aside, put in order."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.agenda.days import Direction
from eventreg.contributions.editing import service
from eventreg.contributions.editing.forms import AcceptForm, AsideForm, WordingForm
from eventreg.contributions.merging.service import candidates, near_pairs
from eventreg.contributions.models import Contribution, ContributionState
from eventreg.contributions.photos.shown import photos_of
from eventreg.contributions.wording import (
    CARD_NAMES,
    KINDS,
    LEVELS,
    NAMED_AS,
    STATES,
)
from eventreg.events.models import Event
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

ROOM = PREFIX + "/organise/e/<slug>/contributions"
blueprint = Blueprint("organise_contributions", __name__, url_prefix=ROOM)


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """Everything given, by state and kind."""
    found = service.contributions_of(event)
    return render_template(
        "contributions/editing/overview.html",
        event=event,
        giving=service.giving(event),
        groups={state: service.kinds_in_order(rows) for state, rows in found.items()},
        near=near_pairs(each for rows in found.values() for each in rows),
        accepted=ContributionState.ACCEPTED,
        kinds=KINDS,
        states=STATES,
        may_edit=_may_edit(event),
    )


@blueprint.get("/<uid>/")
@access.event_staff(access.READERS)
def text(event: Event, uid: str) -> ResponseReturnValue:
    """One text with all that is known of it."""
    return _page(_of(event, uid), AcceptForm())


@blueprint.post("/<uid>/accept")
@access.event_staff(access.EDITORS)
def accept(event: Event, uid: str) -> ResponseReturnValue:
    """Take it into the report; a sentence on a named person wants a second look (R25)."""
    contribution, form = _of(event, uid), AcceptForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.accept(
            contribution, sure=form.sure.data, actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The text is in the report."))
        return _to(event)
    return _page(contribution, form)


@blueprint.route("/<uid>/set-aside", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def set_aside(event: Event, uid: str) -> ResponseReturnValue:
    """Leave it out, with a reason."""
    contribution, form = _of(event, uid), AsideForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.set_aside(
            contribution, reason=form.reason.data, actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The text is set aside."))
        return _to(event)
    return _form("set_aside", contribution, form)


@blueprint.route("/<uid>/word", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def word(event: Event, uid: str) -> ResponseReturnValue:
    """Word it for the report; the author's words are kept."""
    contribution = _of(event, uid)
    form = WordingForm.of(contribution)
    if form.validate_on_submit() and form.allows(
        lambda: service.word(
            contribution,
            wording=form.wording(),
            sure=form.sure.data,
            actor=access.actor(),
            now=clock.now(),
        )
    ):
        flash(gettext("The text is saved."))
        return redirect(url_for(".text", slug=event.slug, uid=uid), 303)
    return _form("word", contribution, form)


@blueprint.post("/<uid>/move/<direction>")
@access.event_staff(access.EDITORS)
def move(event: Event, uid: str, direction: str) -> ResponseReturnValue:
    """Change its place in the report."""
    if direction not in set(Direction):
        abort(404)
    service.move(
        _of(event, uid), direction=Direction(direction), actor=access.actor(), now=clock.now()
    )
    return _to(event, anchor=uid)


def _page(contribution: Contribution, form: AcceptForm) -> ResponseReturnValue:
    event = contribution.event
    return render_form(
        "contributions/editing/text.html",
        form=form,
        event=event,
        text=contribution,
        findings=service.findings_in(contribution),
        photos=photos_of(contribution),
        as_given=service.as_given(contribution),
        may_be_one=bool(candidates(contribution)),
        card=CARD_NAMES,
        kinds=KINDS,
        levels=LEVELS,
        named_as=NAMED_AS,
        states=STATES,
        may_edit=_may_edit(event),
    )


def _form(page: str, contribution: Contribution, form: Form) -> ResponseReturnValue:
    return render_form(
        f"contributions/editing/{page}.html",
        form=form,
        event=contribution.event,
        text=contribution,
        findings=getattr(form.refused, "found", ()),
    )


def _may_edit(event: Event) -> bool:
    return bool(access.roles_in(event.organisation_id) & access.EDITORS)


def _of(event: Event, uid: str) -> Contribution:
    return service.contribution_of(event, uid) or abort(404)


def _to(event: Event, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(".overview", slug=event.slug, _anchor=anchor), 303)
