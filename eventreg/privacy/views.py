"""My data as a file, and forgetting me: what everybody may ask for with the own link (R22, R23)."""

import json

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.accounts.notices import version_of
from eventreg.database import db
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.language import locale
from eventreg.privacy.my_data import my_data
from eventreg.privacy.service import erase_registration, forget_files
from eventreg.registration import links
from eventreg.registration.deadlines import contacts_kept_until, needs_kept_until
from eventreg.registration.forms import SureForm
from eventreg.registration.models import Registration
from eventreg.web import access
from eventreg.web.downloads import download
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("my_data", __name__, url_prefix=PREFIX)

FILE_NAMES = {"lv": "mani-dati", "en": "my-data"}


@blueprint.get("/r/<token>/my-data")
@access.own_registration
def overview(registration: Registration) -> ResponseReturnValue:
    """What can be had, and what becomes of it when."""
    return render_template(
        "privacy/my_data.html",
        registration=registration,
        event=registration.event,
        token=links.token_of(registration),
        needs_until=needs_kept_until(registration.event),
        kept_until=contacts_kept_until(registration.event),
        notice=version_of(registration.event.organisation, registration.notice_version),
    )


@blueprint.get("/r/<token>/my-data.json")
@access.own_registration
def as_json(registration: Registration) -> Response:
    """Everything held about me, to be read by programs; the shape is in `docs/my-data.md`."""
    held = my_data(registration, now=clock.now())
    text = json.dumps(held, ensure_ascii=False, indent=2) + "\n"
    name = f"{registration.event.slug}-{FILE_NAMES[locale.current()]}.json"
    return download(text, kind="application/json", name=name)


@blueprint.route("/r/<token>/erase", methods=["GET", "POST"])
@access.own_registration
def erase(registration: Registration) -> ResponseReturnValue:
    """What goes and what stays; then it goes at once."""
    form = SureForm()
    if form.validate_on_submit():
        email, me = registration.email, Actor(ActorKind.PARTICIPANT, registration.id)
        erase_registration(registration, actor=me, now=clock.now())
        db.session.commit()  # files can go only when the rows are gone for certain
        forget_files(email=email)
        return redirect(url_for(".erased"), 303)
    return render_form(
        "privacy/erase.html",
        form=form,
        registration=registration,
        event=registration.event,
        token=links.token_of(registration),
    )


@blueprint.get("/erased")
@access.everyone
def erased() -> ResponseReturnValue:
    """It is done; the page knows of nobody."""
    return render_template("privacy/erased.html")
