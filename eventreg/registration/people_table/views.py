"""The organiser's pages of saved views: save what is shown, see and remove what is saved."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.registration.people_table import service, shown
from eventreg.registration.people_table.forms import SaveViewForm
from eventreg.registration.people_table.models import PeopleView
from eventreg.registration.people_table.view import View, read_view
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "people_views", __name__, url_prefix=PREFIX + "/organise/e/<slug>/people-views"
)


@blueprint.get("/")
@access.event_staff(access.EDITORS)
def overview(event: Event) -> ResponseReturnValue:
    """The saved views that one sees here."""
    return render_template(
        "registration/people/views.html",
        event=event,
        views=service.views_for(event, access.account()),
    )


@blueprint.route("/save", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def save(event: Event) -> ResponseReturnValue:
    """Save the view that the address says under a name."""
    form, view = SaveViewForm(), read_view(request.args)
    kept = form.validate_on_submit() and form.attempt(lambda: _save(event, form, view))
    if kept:
        flash(gettext("The view is saved."))
        return redirect(url_for("organise_people.overview", slug=event.slug, view=kept.uid), 303)
    said: dict[str, Any] = {**view.address()}
    return render_form(
        "registration/people/save_view.html",
        form=form,
        event=event,
        panel=shown.panel_of(event, view),
        back=url_for("organise_people.overview", slug=event.slug, **said),
    )


@blueprint.post("/<uid>/remove")
@access.event_staff(access.EDITORS)
def remove(event: Event, uid: str) -> ResponseReturnValue:
    """Forget a saved view."""
    view = service.view_of(event, access.account(), uid) or abort(404)
    service.remove_view(view, event=event, actor=access.actor(), now=clock.now())
    flash(gettext("The view was removed."))
    return redirect(url_for(".overview", slug=event.slug), 303)


def _save(event: Event, form: SaveViewForm, view: View) -> PeopleView:
    return service.save_view(
        event=event,
        account=access.account(),
        view=view,
        name=form.name.data,
        shared=form.shared.data,
        everywhere=form.everywhere.data,
        opens_first=form.opens_first.data,
        actor=access.actor(),
        now=clock.now(),
    )
