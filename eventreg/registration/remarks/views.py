"""Tags and notes on a person's page."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import Select, select

from eventreg import clock
from eventreg.events.models import Event
from eventreg.registration.models import Registration
from eventreg.registration.people import person_of
from eventreg.registration.remarks import queries, service
from eventreg.registration.remarks.errors import NoteMayBeSensitive
from eventreg.registration.remarks.forms import GiveTagForm, NoteForm
from eventreg.registration.remarks.models import StaffNote
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "people_remarks", __name__, url_prefix=PREFIX + "/organise/e/<slug>/people/<uid>"
)


@blueprint.route("/tags", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def tags(event: Event, uid: str) -> ResponseReturnValue:
    """Give the person a tag."""
    registration, form = _person(event, uid), GiveTagForm()
    if form.validate_on_submit() and form.allows(lambda: _give(registration, form)):
        return _back(registration, gettext("The tag is given."))
    return render_form(
        "registration/person_tag.html",
        form=form,
        event=event,
        registration=registration,
        known=[tag.name for tag in queries.tags_of(event)],
    )


@blueprint.post("/tags/take")
@access.event_staff(access.EDITORS)
def take_tag(event: Event, uid: str) -> ResponseReturnValue:
    """Take a tag away from the person."""
    registration = _person(event, uid)
    tag = queries.tag_named(event, request.form.get("tag", "")) or abort(404)
    people, actor = _only(registration), access.actor()
    service.take_tag(event, tag=tag, people=people, actor=actor, now=clock.now())
    return _back(registration, gettext("The tag was taken away."))


@blueprint.route("/notes", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def notes(event: Event, uid: str) -> ResponseReturnValue:
    """Write a note about the person; words that may be sensitive are asked about (R25)."""
    registration, form = _person(event, uid), NoteForm()
    if form.validate_on_submit() and form.allows(lambda: _write(registration, form)):
        return _back(registration, gettext("The note is written."))
    return render_form(
        "registration/person_note.html",
        form=form,
        event=event,
        registration=registration,
        asks=form.sure.data or isinstance(form.refused, NoteMayBeSensitive),
    )


@blueprint.post("/notes/<note>/remove")
@access.event_staff(access.EDITORS)
def remove_note(event: Event, uid: str, note: str) -> ResponseReturnValue:
    """Take a note away for good."""
    registration = _person(event, uid)
    found = queries.note_of(registration, note) or abort(404)
    service.remove_note(found, actor=access.actor(), now=clock.now())
    return _back(registration, gettext("The note was removed."))


def _give(registration: Registration, form: GiveTagForm) -> int:
    return service.give_tag(
        registration.event,
        name=form.tag.data,
        people=_only(registration),
        actor=access.actor(),
        now=clock.now(),
    )


def _write(registration: Registration, form: NoteForm) -> StaffNote:
    return service.write_note(
        registration,
        text=form.text.data,
        sure=form.sure.data,
        actor=access.actor(),
        now=clock.now(),
    )


def _person(event: Event, uid: str) -> Registration:
    return person_of(event, uid) or abort(404)


def _only(registration: Registration) -> Select[int]:
    return select(Registration.id).where(Registration.id == registration.id)


def _back(registration: Registration, message: str) -> ResponseReturnValue:
    flash(message)
    slug, uid = registration.event.slug, registration.uid
    return redirect(url_for("organise_people.person", slug=slug, uid=uid), 303)
