"""The organiser's site visits of an event."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.agenda.days import Direction
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.visits import service
from eventreg.visits.forms import NewVisitForm, RemoveForm, VisitForm
from eventreg.visits.hosts import hosts_of
from eventreg.visits.models import SiteVisit
from eventreg.visits.vehicles.service import vehicles_by_visit
from eventreg.visits.wording import INSTITUTION_KINDS
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("organise_visits", __name__, url_prefix=PREFIX + "/organise/e/<slug>/visits")


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """The visits with their seats, and which of them cannot both be chosen."""
    visits = service.visits_of(event)
    return render_template(
        "visits/overview.html",
        event=event,
        visits=visits,
        overlaps=service.overlapping(visits),
        kinds=INSTITUTION_KINDS,
        vehicles=vehicles_by_visit(event),
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.route("/add", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def add(event: Event) -> ResponseReturnValue:
    """A new visit, with its place in the agenda."""
    hosts = hosts_of(event.organisation, language=locale.current())
    form = NewVisitForm.about(event, facts=None, hosts=hosts, language=locale.current())
    if form.validate_on_submit() and form.allows(
        lambda: service.add_visit(event=event, **form.said(), actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The site visit was added, and it stands in the agenda."))
        return _back_to(event)
    return render_form("visits/add.html", form=form, event=event)


@blueprint.route("/<uid>/", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def edit(event: Event, uid: str) -> ResponseReturnValue:
    """One visit, to be changed, and the agenda items on which it stands."""
    visit, language = _visit(event, uid), locale.current()
    hosts = hosts_of(event.organisation, language=language)
    form = VisitForm.about(event, facts=service.facts_of(visit), hosts=hosts, language=language)
    if form.validate_on_submit() and form.allows(
        lambda: service.edit_visit(
            visit=visit, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The site visit was changed."))
        return _back_to(event, visit)
    items = service.items_of(visit)
    return render_form("visits/edit.html", form=form, event=event, visit=visit, items=items)


@blueprint.post("/<uid>/move")
@access.event_staff(access.EDITORS)
def move(event: Event, uid: str) -> ResponseReturnValue:
    """Up or down in the list that participants see."""
    if request.form.get("direction") not in set(Direction):
        abort(400)
    visit, direction = _visit(event, uid), Direction(request.form["direction"])
    service.move_visit(visit=visit, direction=direction, actor=access.actor(), now=clock.now())
    return _back_to(event, visit)


@blueprint.route("/<uid>/remove", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remove(event: Event, uid: str) -> ResponseReturnValue:
    """Ask, then remove the visit and its places in the agenda; not when somebody chose it."""
    visit, form = _visit(event, uid), RemoveForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.remove_visit(visit=visit, actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The site visit was removed."))
        return _back_to(event)
    items = service.items_of(visit)
    return render_form("visits/remove.html", form=form, event=event, visit=visit, items=items)


def _visit(event: Event, uid: str) -> SiteVisit:
    return service.visit_of(event, uid) or abort(404)


def _back_to(event: Event, visit: SiteVisit | None = None) -> ResponseReturnValue:
    anchor = f"visit-{visit.uid}" if visit else None
    return redirect(url_for(".overview", slug=event.slug, _anchor=anchor), 303)
