"""The organiser's page of contributions side by side, and their tags."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.contributions.editing.service import SHOWN, contribution_of
from eventreg.contributions.models import Contribution, ContributionKind
from eventreg.contributions.sorting import service, tags
from eventreg.contributions.sorting.forms import TagForm
from eventreg.contributions.sorting.service import Asked, By
from eventreg.contributions.sorting.wording import WAYS
from eventreg.contributions.wording import KINDS, STATES
from eventreg.errors import DomainError
from eventreg.events.models import Event
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "sorting", __name__, url_prefix=PREFIX + "/organise/e/<slug>/contributions/side-by-side"
)


@blueprint.get("/")
@access.event_staff(access.READERS)
def board(event: Event) -> ResponseReturnValue:
    """Everything given in columns, as the address asks."""
    asked = _asked()
    return render_template(
        "contributions/sorting/board.html",
        event=event,
        asked=asked,
        columns=service.columns_of(event, asked),
        places=service.places_of(event, asked.by),
        ways=WAYS,
        kinds=KINDS,
        states=STATES,
        shown=SHOWN,
        tags=tags.tags_offered(event),
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.post("/<uid>/place")
@access.event_staff(access.EDITORS)
def place(event: Event, uid: str) -> ResponseReturnValue:
    """Move it to another topic, or to another visit or session."""
    asked, key = _asked(), request.form.get("to", "")
    try:
        service.place(_of(event, uid), by=asked.by, key=key, actor=access.actor(), now=clock.now())
    except DomainError as error:
        flash(str(error.message))
    return _back(event, asked, uid)


@blueprint.route("/<uid>/tags", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def tag(event: Event, uid: str) -> ResponseReturnValue:
    """The tags of a text; give it one more."""
    text, form = _of(event, uid), TagForm()
    if form.validate_on_submit() and form.allows(
        lambda: tags.give_tag(text, name=form.name.data, actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The tag is given."))
        return redirect(url_for(".tag", slug=event.slug, uid=uid), 303)
    return render_form(
        "contributions/sorting/tags.html",
        form=form,
        event=event,
        text=text,
        given=tags.tags_at(event).get(text.id, ()),
        offered=tags.tags_offered(event),
    )


@blueprint.post("/<uid>/tags/take")
@access.event_staff(access.EDITORS)
def untag(event: Event, uid: str) -> ResponseReturnValue:
    """Take a tag away."""
    key = request.form.get("key", "")
    tags.take_tag(_of(event, uid), key=key, actor=access.actor(), now=clock.now())
    return redirect(url_for(".tag", slug=event.slug, uid=uid), 303)


def _asked() -> Asked:
    by, state = request.args.get("by", ""), request.args.get("state", "")
    kind = request.args.get("kind", "")
    return Asked(
        by=By(by) if by in set(By) else By.TOPIC,
        words=request.args.get("q", "").replace("\0", "").strip()[:100],
        state=state if state in {each.value for each in SHOWN} else "",
        kind=kind if kind in set(ContributionKind) else "",
        tag=request.args.get("tag", "")[:80].replace("\0", ""),
    )


def _of(event: Event, uid: str) -> Contribution:
    return contribution_of(event, uid) or abort(404)


def _back(event: Event, asked: Asked, uid: str) -> ResponseReturnValue:
    said: dict[str, Any] = {**asked.in_address()}
    return redirect(url_for(".board", slug=event.slug, _anchor=uid, **said), 303)
