"""The organiser's pages about photos: what is seen, where each is shown, which are taken out."""

from flask import Blueprint, Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.contributions.models import Contribution, Photo
from eventreg.contributions.photos import curating
from eventreg.contributions.photos.forms import CuratingForm, TakeOutForm
from eventreg.contributions.photos.serving import picture_of
from eventreg.contributions.photos.shown import photo_at
from eventreg.events.models import Event
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_photos", __name__, url_prefix=PREFIX + "/organise/e/<slug>/photos/<uid>"
)


@blueprint.route("/", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def edit(event: Event, uid: str) -> ResponseReturnValue:
    """Word what is seen, and say where the photo is shown."""
    photo = _of(event, uid)
    form = CuratingForm.of(photo)
    if form.validate_on_submit() and form.allows(lambda: _save(photo, form)):
        flash(gettext("The photo is saved."))
        return _to_text(photo)
    return _form("edit", photo, form)


@blueprint.get("/<size>/picture")
@access.event_staff(access.READERS)
def picture(event: Event, uid: str, size: str) -> Response:
    """The photo itself, once its text was sent."""
    return picture_of(_of(event, uid), size)


@blueprint.route("/take-out", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def take_out(event: Event, uid: str) -> ResponseReturnValue:
    """Show it nowhere, with a reason."""
    photo, form = _of(event, uid), TakeOutForm()
    if form.validate_on_submit():
        curating.take_out(photo, reason=form.reason.data, actor=access.actor(), now=clock.now())
        flash(gettext("The photo is taken out."))
        return _to_text(photo)
    return _form("take_out", photo, form)


@blueprint.post("/bring-back")
@access.event_staff(access.EDITORS)
def bring_back(event: Event, uid: str) -> ResponseReturnValue:
    """Show it again."""
    photo = _of(event, uid)
    curating.bring_back(photo, actor=access.actor(), now=clock.now())
    flash(gettext("The photo is shown again."))
    return _to_text(photo)


def _save(photo: Photo, form: CuratingForm) -> None:
    curating.edit(
        photo,
        alt=form.alt.data,
        in_report=form.in_report.data,
        in_library=form.in_library.data if form.in_library else photo.in_library,
        actor=access.actor(),
        now=clock.now(),
    )


def _of(event: Event, uid: str) -> Photo:
    return photo_at(event, uid) or abort(404)


def _form(page: str, photo: Photo, form: Form) -> ResponseReturnValue:
    return render_form(
        f"contributions/photos/{page}.html",
        form=form,
        event=photo.contribution.event,
        photo=photo,
        text=_where_it_stands(photo),
        words_given=curating.words_given(photo),
    )


def _where_it_stands(photo: Photo) -> Contribution:
    """The text that it is shown with: the one that its own was merged into, if it was."""
    return photo.contribution.merged_into or photo.contribution


def _to_text(photo: Photo) -> ResponseReturnValue:
    text = _where_it_stands(photo)
    to = url_for(
        "organise_contributions.text", slug=text.event.slug, uid=text.uid, _anchor="photos"
    )
    return redirect(to, 303)
