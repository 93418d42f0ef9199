"""The organiser's room of waiting lists: who waits for what, and acting out of turn (R6, R8)."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.events.wording import places_left
from eventreg.registration import people, rows, service
from eventreg.registration.forms_staff import ReasonForm
from eventreg.registration.models import Registration
from eventreg.registration.waiting import service as waiting
from eventreg.registration.waiting import wording
from eventreg.registration.waiting.forms import OutOfTurnForm
from eventreg.registration.waiting.overview import lines_of
from eventreg.visits.models import SiteVisit
from eventreg.visits.service import visit_of
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_waiting", __name__, url_prefix=PREFIX + "/organise/e/<slug>/waiting"
)


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """The lines of the event and its visits."""
    return render_template(
        "waiting/overview.html",
        event=event,
        lines=lines_of(event),
        wording=wording,
        places_left=places_left,
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.route("/<uid>/ahead", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def ahead(event: Event, uid: str) -> ResponseReturnValue:
    """Let somebody be the next, and say why."""
    form = OutOfTurnForm()
    if form.validate_on_submit() and form.allows(_step(waiting.move_ahead, event, uid, form)):
        return _back(event, gettext("Moved to the front of the waiting list."))
    return _ask("ahead", event, uid, form)


@blueprint.route("/<uid>/offer", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def offer(event: Event, uid: str) -> ResponseReturnValue:
    """Offer somebody a place now, beyond the limit if it is full, and say why."""
    form = OutOfTurnForm()
    if form.validate_on_submit() and form.allows(_step(waiting.offer_now, event, uid, form)):
        return _back(event, gettext("The place is offered; the person gets a mail."))
    return _ask("offer_now", event, uid, form)


@blueprint.route("/<uid>/remove", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remove(event: Event, uid: str) -> ResponseReturnValue:
    """Take somebody off a waiting list, who is told."""
    form = ReasonForm()
    if form.validate_on_submit() and form.allows(partial(_remove, event, uid, form)):
        return _back(event, gettext("Taken off the waiting list; the person gets a mail."))
    return _ask("remove", event, uid, form)


def _step(
    verb: Callable[..., None], event: Event, uid: str, form: OutOfTurnForm
) -> Callable[[], None]:
    visit = _visit(event)
    return partial(
        verb,
        _person(event, uid),
        reason=form.reason.data,
        visit=visit.uid if visit else "",
        actor=access.actor(),
        now=clock.now(),
    )


def _remove(event: Event, uid: str, form: ReasonForm) -> None:
    registration, visit = _person(event, uid), _visit(event)
    if visit is None:
        service.cancel_registration(
            registration, reason=form.reason.data, actor=access.actor(), now=clock.now()
        )
        return
    others = [each.uid for each in rows.chosen(registration) if each is not visit]
    service.choose_visits(registration, visits=others, actor=access.actor(), now=clock.now())


def _person(event: Event, uid: str) -> Registration:
    return people.person_of(event, uid) or abort(404)


def _visit(event: Event) -> SiteVisit | None:
    """The visit of the address; without one it is about the place at the event."""
    uid = request.args.get("visit")
    return (visit_of(event, uid) or abort(404)) if uid else None


def _back(event: Event, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for(".overview", slug=event.slug), 303)


def _ask(page: str, event: Event, uid: str, form: Form) -> ResponseReturnValue:
    return render_form(
        f"waiting/{page}.html",
        form=form,
        event=event,
        registration=_person(event, uid),
        visit=_visit(event),
    )
