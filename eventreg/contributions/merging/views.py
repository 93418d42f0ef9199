"""The organiser's pages on which several texts become one."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.contributions.editing.service import contribution_of
from eventreg.contributions.merging import service
from eventreg.contributions.merging.forms import MergeForm
from eventreg.events.models import Event
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "merging", __name__, url_prefix=PREFIX + "/organise/e/<slug>/contributions/<uid>"
)


@blueprint.route("/merge", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def merge(event: Event, uid: str) -> ResponseReturnValue:
    """Which others say the same? They become one with it."""
    kept = contribution_of(event, uid) or abort(404)
    found = service.candidates(kept)
    if not found:
        flash(gettext("There is no other text of this kind."))
        return _to(event, uid)
    form = MergeForm.of(found)
    if form.validate_on_submit() and form.allows(
        lambda: service.merge(kept, form.chosen(found), actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The texts are one. Word it so that it says what all of them mean."))
        return _to(event, uid)
    return render_form(
        "contributions/merging/merge.html", form=form, event=event, text=kept, found=found
    )


@blueprint.post("/take-out")
@access.event_staff(access.EDITORS)
def take_out(event: Event, uid: str) -> ResponseReturnValue:
    """Let a merged text stand by itself again."""
    merged = service.merged_text(event, uid) or abort(404)
    service.take_out(merged, actor=access.actor(), now=clock.now())
    flash(gettext("The text stands by itself again and waits to be read."))
    return _to(event, uid)


def _to(event: Event, uid: str) -> ResponseReturnValue:
    return redirect(url_for("organise_contributions.text", slug=event.slug, uid=uid), 303)
