"""The organiser's pages on which registrations of one person are found and made one."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.errors import DomainError
from eventreg.events.models import Event
from eventreg.registration import wording
from eventreg.registration.duplicates import service
from eventreg.registration.duplicates.finding import MOST_GROUPS, alike_at
from eventreg.registration.duplicates.queries import others_like
from eventreg.registration.models import Registration
from eventreg.registration.people import person_of
from eventreg.registration.together.service import people_named
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "people_twins", __name__, url_prefix=PREFIX + "/organise/e/<slug>/people-twins"
)


class MergeForm(Form):
    """The question whether two registrations are to become one."""


@blueprint.get("/")
@access.event_staff(access.EDITORS)
def overview(event: Event) -> ResponseReturnValue:
    """Registrations that are likely to be of one person."""
    return render_template(
        "registration/people/twins.html",
        event=event,
        groups=alike_at(event),
        most=MOST_GROUPS,
        wording=wording,
    )


@blueprint.get("/<uid>")
@access.event_staff(access.EDITORS)
def choose(event: Event, uid: str) -> ResponseReturnValue:
    """Look for the other registration of this person."""
    registration = _person(event, uid)
    words = request.args.get("q", "").replace("\0", "")[:100]
    return render_template(
        "registration/people/twin_choose.html",
        event=event,
        registration=registration,
        words=words,
        found=others_like(event, registration, words),
        wording=wording,
    )


@blueprint.route("/<kept>/merge/<other>", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def merge(event: Event, kept: str, other: str) -> ResponseReturnValue:
    """Show what would become of the two, then make them one."""
    one, second, form = _person(event, kept), _person(event, other), MergeForm()
    if form.validate_on_submit() and form.allows(lambda: _merge(one, second)):
        flash(gettext("The two registrations are one now."))
        return redirect(url_for("organise_people.person", slug=event.slug, uid=kept), 303)
    return render_form(
        "registration/people/twin_merge.html",
        form=form,
        event=event,
        kept=one,
        other=second,
        wording=wording,
        **_foreseen(one, second),
    )


@blueprint.post("/apart")
@access.event_staff(access.EDITORS)
def apart(event: Event) -> ResponseReturnValue:
    """Note that these are different people."""
    people = people_named(event, request.form.getlist("person")[:MOST_GROUPS])
    service.say_they_are_two(people, actor=access.actor(), now=clock.now())
    flash(gettext("They are not suggested again."))
    return redirect(url_for(".overview", slug=event.slug), 303)


def _merge(kept: Registration, other: Registration) -> service.Seats:
    return service.merge_registrations(kept, other, actor=access.actor(), now=clock.now())


def _foreseen(kept: Registration, other: Registration) -> Mapping[str, Any]:
    """What merging would do, or why it cannot be."""
    try:
        service.require_mergeable(kept, other)
    except DomainError as error:
        return {"refusal": error.message, "carried": [], "left": []}
    seats = service.seats_of(kept, other)
    return {"refusal": None, "carried": _hosts(seats.carried), "left": _hosts(seats.left)}


def _hosts(visits: Sequence[Any]) -> Sequence[Any]:
    return [visit.host_institution.name for visit in visits]


def _person(event: Event, uid: str) -> Registration:
    return person_of(event, uid) or abort(404)
