"""The organiser's pages about the vehicles of a site visit and who goes in them."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.agenda.days import Direction
from eventreg.events.models import Event
from eventreg.visits.forms import RemoveForm
from eventreg.visits.models import SiteVisit, Vehicle
from eventreg.visits.service import visit_of
from eventreg.visits.vehicles import seating, service
from eventreg.visits.vehicles.forms import AssignForm, NewVehicleForm, PlaceForm, VehicleForm
from eventreg.visits.vehicles.seating import Assigned
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_vehicles",
    __name__,
    url_prefix=PREFIX + "/organise/e/<slug>/visits/<visit_uid>/vehicles",
)


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event, visit_uid: str) -> ResponseReturnValue:
    """The vehicles, and who goes in which."""
    return _page(event, visit_uid)


@blueprint.route("/add", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def add(event: Event, visit_uid: str) -> ResponseReturnValue:
    """A new vehicle."""
    visit, form = _visit(event, visit_uid), NewVehicleForm.about(event, None)
    if form.validate_on_submit() and form.allows(
        lambda: service.add_vehicle(
            visit=visit, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        return _back_to(visit, gettext("The vehicle was added."))
    return _ask("vehicle_add", visit, form)


@blueprint.route("/<uid>/", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def edit(event: Event, visit_uid: str, uid: str) -> ResponseReturnValue:
    """A vehicle, to be changed."""
    vehicle = _vehicle(event, visit_uid, uid)
    form = VehicleForm.about(event, service.facts_of(vehicle))
    if form.validate_on_submit() and form.allows(
        lambda: service.change_vehicle(
            vehicle=vehicle, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        return _back_to(vehicle.visit, gettext("The vehicle was changed."))
    return _ask("vehicle_edit", vehicle.visit, form, vehicle)


@blueprint.post("/<uid>/move")
@access.event_staff(access.EDITORS)
def move(event: Event, visit_uid: str, uid: str) -> ResponseReturnValue:
    """Up or down in the list."""
    if request.form.get("direction") not in set(Direction):
        abort(400)
    vehicle, direction = _vehicle(event, visit_uid, uid), Direction(request.form["direction"])
    service.move_vehicle(
        vehicle=vehicle, direction=direction, actor=access.actor(), now=clock.now()
    )
    return _back_to(vehicle.visit, gettext("The vehicle was moved."))


@blueprint.route("/<uid>/remove", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remove(event: Event, visit_uid: str, uid: str) -> ResponseReturnValue:
    """Ask, then remove the vehicle; its people keep their seats on the visit."""
    vehicle, form = _vehicle(event, visit_uid, uid), RemoveForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.remove_vehicle(vehicle=vehicle, actor=access.actor(), now=clock.now())
    ):
        return _back_to(_visit(event, visit_uid), gettext("The vehicle was removed."))
    return _ask("vehicle_remove", vehicle.visit, form, vehicle)


@blueprint.post("/place")
@access.event_staff(access.EDITORS)
def place(event: Event, visit_uid: str) -> ResponseReturnValue:
    """Move the people ticked into a vehicle, or out of theirs."""
    visit = _visit(event, visit_uid)
    loads = seating.loads_of(visit)
    form = PlaceForm.about(loads)
    if form.validate() and form.allows(
        lambda: seating.place(
            visit=visit,
            people=form.people.data or (),
            vehicle=form.chosen(loads),
            actor=access.actor(),
            now=clock.now(),
        )
    ):
        return _back_to(visit, gettext("The people were moved."))
    return _page(event, visit_uid, form)


@blueprint.post("/assign")
@access.event_staff(access.EDITORS)
def assign(event: Event, visit_uid: str) -> ResponseReturnValue:
    """Give everybody a vehicle."""
    visit, form = _visit(event, visit_uid), AssignForm()
    done = form.validate() and form.attempt(
        lambda: seating.assign(
            visit=visit, anew=form.anew.data, actor=access.actor(), now=clock.now()
        )
    )
    if isinstance(done, Assigned):
        return _back_to(visit, _told(done))
    return _page(event, visit_uid, form)


def _told(done: Assigned) -> str:
    if done.left:
        left = ngettext(
            "%(num)s person has no vehicle: there are not enough seats.",
            "%(num)s people have no vehicle: there are not enough seats.",
            done.left,
        )
        return str(left)
    return str(gettext("Everybody has a vehicle."))


def _page(event: Event, visit_uid: str, wrong: Form | None = None) -> ResponseReturnValue:
    """The page as it stands, with what was wrong above it."""
    visit = _visit(event, visit_uid)
    loads = seating.loads_of(visit)
    placing = wrong if isinstance(wrong, PlaceForm) else PlaceForm.about(loads)
    return render_form(
        "visits/vehicles.html",
        form=wrong or placing,
        event=event,
        visit=visit,
        loads=loads,
        placing=placing,
        ticked=placing.people.data or (),
        assigning=wrong if isinstance(wrong, AssignForm) else AssignForm(),
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


def _visit(event: Event, uid: str) -> SiteVisit:
    return visit_of(event, uid) or abort(404)


def _vehicle(event: Event, visit_uid: str, uid: str) -> Vehicle:
    return service.vehicle_of(_visit(event, visit_uid), uid) or abort(404)


def _ask(
    page: str, visit: SiteVisit, form: Form, vehicle: Vehicle | None = None
) -> ResponseReturnValue:
    return render_form(
        f"visits/{page}.html", form=form, event=visit.event, visit=visit, vehicle=vehicle
    )


def _back_to(visit: SiteVisit, message: str) -> ResponseReturnValue:
    flash(message)
    address = url_for(".overview", slug=visit.event.slug, visit_uid=visit.uid)
    return redirect(address, 303)
