"""The pages on which staff note who was there."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.attendance import service
from eventreg.attendance.forms import AttendanceForm
from eventreg.events.models import Event
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("attendance", __name__, url_prefix=PREFIX + "/organise/e/<slug>/attendance")


@blueprint.get("/")
@access.event_staff(access.ANY_STAFF)
def overview(event: Event) -> ResponseReturnValue:
    """How many were there, by day and by visit."""
    return render_template(
        "attendance/overview.html", event=event, occasions=service.occasions_of(event)
    )


@blueprint.route("/<key>/", methods=["GET", "POST"])
@access.event_staff(access.DESK)
def occasion(event: Event, key: str) -> ResponseReturnValue:
    """Tick who is there."""
    at = service.occasion_named(event, key)
    people = service.expected_at(event, at)
    if not people:
        return render_template("attendance/nobody.html", event=event, at=at)
    form = AttendanceForm.of(people, service.present_at(event, at))
    if form.validate_on_submit() and form.allows(lambda: _note(event, at, form)):
        flash(gettext("Attendance is saved."))
        return redirect(url_for(".occasion", slug=event.slug, key=key), 303)
    ticks = dict(zip((person.uid for person in people), form.present, strict=True))
    return render_form(
        "attendance/occasion.html", form=form, event=event, at=at, people=people, ticks=ticks
    )


def _note(event: Event, at: service.Occasion, form: AttendanceForm) -> None:
    service.note_attendance(
        event,
        occasion=at,
        present=form.present.data or (),
        absent=form.absent(),
        actor=access.actor(),
        now=clock.now(),
    )
