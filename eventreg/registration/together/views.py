"""The organiser's question before something is done with several people, and what became of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy import select

from eventreg import clock
from eventreg.events.models import Event
from eventreg.registration import approval, wording
from eventreg.registration.approval import Outcome
from eventreg.registration.models import Registration
from eventreg.registration.people_filter.conditions import select_people
from eventreg.registration.people_table.page import count_of
from eventreg.registration.people_table.view import View, read_view
from eventreg.registration.remarks import service as remarks
from eventreg.registration.remarks.queries import tag_named
from eventreg.registration.together import service
from eventreg.registration.together.forms import Decision, TagForm, TogetherForm, form_for
from eventreg.visits.service import visit_of
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("people_together", __name__, url_prefix=PREFIX + "/organise/e/<slug>/people")

Done = Sequence[Outcome]


@blueprint.post("/together")
@access.event_staff(access.EDITORS)
def ask(event: Event) -> ResponseReturnValue:
    """Ask about several people at once, then do it to one after the other."""
    form, view = form_for(event, request.form.get("decision", "")), read_view(request.args)
    people = form.chosen()
    if not people:
        flash(_nobody(form))
        return redirect(url_for("organise_people.overview", slug=event.slug, **_said(view)), 303)
    if not form.is_sure():
        return _ask_about(event, form, people, view)
    if isinstance(form, TagForm):
        return _tag(event, form, view)
    outcomes = _DO[form.decision](form, people)
    return render_template(
        "registration/people_done.html", event=event, outcomes=outcomes, wording=wording
    )


def _nobody(form: TogetherForm) -> str:
    if form.only is not None:
        return str(gettext("Tick at least one person who awaits approval."))
    return str(gettext("Tick at least one person first."))


def _ask_about(
    event: Event, form: TogetherForm, people: Sequence[Registration], view: View
) -> ResponseReturnValue:
    """The question; a tag alone is given to more people than can be listed."""
    fitting = count_of(event, view.filter()) if form.everybody.data else len(people)
    if isinstance(form, TagForm) and form.everybody.data:
        form.sure.data = "yes"
    else:
        form.remember(people)
    return render_form(
        f"registration/people_{form.decision}.html",
        form=form,
        event=event,
        applicants=people,
        fitting=fitting,
        most=service.MOST_AT_ONCE,
        here=url_for(".ask", slug=event.slug, **_said(view)),
        back=url_for("organise_people.overview", slug=event.slug, **_said(view)),
    )


def _tag(event: Event, form: TagForm, view: View) -> ResponseReturnValue:
    if form.everybody.data and not form.people.data:
        numbers = select_people(event.id, view.filter()).with_only_columns(Registration.id)
    else:
        numbers = select(Registration.id).where(
            Registration.event_id == event.id,
            Registration.uid.in_([each.uid for each in form.chosen()]),
        )
    actor, now, number = access.actor(), clock.now(), 0
    if form.way.data == "give":
        number = remarks.give_tag(event, name=form.tag.data, people=numbers, actor=actor, now=now)
        flash(ngettext("%(num)s person was tagged.", "%(num)s people were tagged.", number))
    else:
        if tag := tag_named(event, form.tag.data):
            number = remarks.take_tag(event, tag=tag, people=numbers, actor=actor, now=now)
        flash(
            ngettext(
                "The tag was taken from %(num)s person.",
                "The tag was taken from %(num)s people.",
                number,
            )
        )
    return redirect(url_for("organise_people.overview", slug=event.slug, **_said(view)), 303)


def _approve(_form: TogetherForm, people: Sequence[Registration]) -> Done:
    return approval.approve_many(people, actor=access.actor(), now=clock.now())


def _decline(form: Any, people: Sequence[Registration]) -> Done:
    actor, now = access.actor(), clock.now()
    return approval.decline_many(people, reason=form.reason.data, actor=actor, now=now)


def _move(form: Any, people: Sequence[Registration]) -> Done:
    visit = visit_of(form.event, form.visit.data) or abort(404)
    return service.move_to_visit(people, visit=visit, actor=access.actor(), now=clock.now())


def _put(form: Any, people: Sequence[Registration]) -> Done:
    vehicle = service.vehicle_at(form.event, form.vehicle.data) or abort(404)
    return service.put_into_vehicle(people, vehicle=vehicle, actor=access.actor(), now=clock.now())


def _correct(form: Any, people: Sequence[Registration]) -> Done:
    unit = form.territory.unit
    return service.set_municipality(people, territory=unit, actor=access.actor(), now=clock.now())


_DO: Mapping[Decision, Callable[[Any, Sequence[Registration]], Done]] = {
    Decision.APPROVE: _approve,
    Decision.DECLINE: _decline,
    Decision.VISIT: _move,
    Decision.VEHICLE: _put,
    Decision.MUNICIPALITY: _correct,
}


def _said(view: View) -> dict[str, Any]:
    return {**view.address()}
