"""The photos of what I contribute, from my own link."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.contributions.giving.service import OPEN_TO_ITS_AUTHOR, may_give, of_mine
from eventreg.contributions.models import Contribution, Photo
from eventreg.contributions.photos import service
from eventreg.contributions.photos.forms import ACCEPTED, PhotosForm
from eventreg.contributions.photos.service import Kept
from eventreg.contributions.photos.serving import picture_of
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.registration import links
from eventreg.registration.forms import SureForm
from eventreg.registration.models import Registration
from eventreg.web import access, transaction
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX
from eventreg.web.uploads import takes_files

blueprint = Blueprint(
    "my_photos", __name__, url_prefix=PREFIX + "/r/<token>/contributions/<uid>/photos"
)


@blueprint.route("/", methods=["GET", "POST"])
@transaction.reads_first
@takes_files
@access.own_registration
def photos(registration: Registration, uid: str) -> ResponseReturnValue:
    """See my photos, say what is seen in them, add some as long as nobody has decided."""
    mine = of_mine(registration, uid) or abort(404)
    form, token = PhotosForm.of(mine), links.token_of(registration)
    if not _is_open(mine):
        return render_template("contributions/photos/closed.html", mine=mine, token=token)
    if form.validate_on_submit():
        kept = form.attempt(lambda: _save(registration, mine, form))
        if kept is not None:
            return _kept(registration, mine, kept)
    return render_form(
        "contributions/photos/mine.html", form=form, mine=mine, accepted=ACCEPTED, token=token
    )


@blueprint.get("/<photo_uid>/<size>/picture")
@access.own_registration
def picture(registration: Registration, uid: str, photo_uid: str, size: str) -> Response:
    """My photo itself."""
    return picture_of(_mine(registration, uid, photo_uid), size)


@blueprint.route("/<photo_uid>/withdraw", methods=["GET", "POST"])
@access.own_registration
def withdraw(registration: Registration, uid: str, photo_uid: str) -> ResponseReturnValue:
    """Am I sure? Then it is gone from everywhere."""
    photo, form = _mine(registration, uid, photo_uid), SureForm()
    if form.validate_on_submit():
        service.withdraw(photo, actor=_me(registration), now=clock.now())
        flash(gettext("The photo is withdrawn and gone."))
        return _to(".photos", registration, uid)
    return render_form(
        "contributions/photos/withdraw.html",
        form=form,
        photo=photo,
        mine=photo.contribution,
        token=links.token_of(registration),
    )


def _save(registration: Registration, mine: Contribution, form: PhotosForm) -> Kept:
    alts, new = form.alts(mine), service.read_files(form.new())
    transaction.begin_to_write()
    return service.save_photos(
        mine,
        alts=alts,
        new=new,
        agreed=form.agreed.data,
        actor=_me(registration),
        now=clock.now(),
    )


def _kept(registration: Registration, mine: Contribution, kept: Kept) -> ResponseReturnValue:
    """Back to the text once every photo is described."""
    if kept.unreadable:
        flash(gettext("These could not be read: %(names)s", names=", ".join(kept.unreadable)))
    if kept.photos:
        flash(ngettext("%(num)s photo is kept.", "%(num)s photos are kept.", kept.photos))
    if kept.unreadable or not all(photo.alt for photo in mine.photos):
        return _to(".photos", registration, mine.uid)
    flash(gettext("Your photos are saved with the text."))
    return _to("my_contributions.change", registration, mine.uid)


def _is_open(mine: Contribution) -> bool:
    author = mine.registration
    return (
        mine.state in OPEN_TO_ITS_AUTHOR
        and author is not None
        and may_give(author, now=clock.now())
    )


def _mine(registration: Registration, uid: str, photo_uid: str) -> Photo:
    photo = service.photo_of_mine(registration, photo_uid) or abort(404)
    return photo if photo.contribution.uid == uid else abort(404)


def _me(registration: Registration) -> Actor:
    return Actor(ActorKind.PARTICIPANT, registration.id)


def _to(page: str, registration: Registration, uid: str) -> ResponseReturnValue:
    return redirect(url_for(page, token=links.token_of(registration), uid=uid), 303)
