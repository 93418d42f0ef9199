"""The organiser's pages about the evidence."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.closing.evidence import service
from eventreg.closing.evidence.forms import SheetsForm
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.ports import files
from eventreg.web import access
from eventreg.web.downloads import download_bytes
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX
from eventreg.web.uploads import takes_files

blueprint = Blueprint(
    "evidence", __name__, url_prefix=PREFIX + "/organise/e/<slug>/closing/evidence"
)


@blueprint.route("/sheets", methods=["GET", "POST"])
@takes_files
@access.event_staff(access.EDITORS)
def sheets(event: Event) -> ResponseReturnValue:
    """Add scans of signed sheets."""
    form = SheetsForm()
    if form.validate_on_submit():
        given = [(each.filename, each.read()) for each in form.sheets.data]
        new = form.attempt(
            lambda: service.add_sheets(event, given, actor=access.actor(), now=clock.now())
        )
        if new is not None:
            flash(ngettext("%(num)s scan is kept.", "%(num)s scans are kept.", new))
            return _back(event)
    return render_form("closing/sheets.html", form=form, event=event)


@blueprint.get("/sheets/<uid>/file")
@access.event_staff(access.EDITORS)
def sheet(event: Event, uid: str) -> Response:
    """A scan, byte for byte."""
    found = service.sheet_named(event, uid) or abort(404)
    data = files.store().get(found.storage_key)
    return download_bytes(data, kind="application/octet-stream", name=found.name)


@blueprint.route("/sheets/<uid>/remove", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remove_sheet(event: Event, uid: str) -> ResponseReturnValue:
    """Take a scan away."""
    found = service.sheet_named(event, uid) or abort(404)
    form = Form()
    if form.validate_on_submit():
        service.remove_sheet(found, actor=access.actor(), now=clock.now())
        flash(gettext("The scan is removed."))
        return _back(event)
    return render_template("closing/sheet_remove.html", form=form, event=event, sheet=found)


@blueprint.post("/make")
@access.event_staff(access.EDITORS)
def make(event: Event) -> ResponseReturnValue:
    """Have the file made of what stands now."""
    service.order(event, language=locale.current(), actor=access.actor(), now=clock.now())
    flash(gettext("The file is being made. Look again in a moment."))
    return _back(event)


@blueprint.post("/file.zip")
@access.event_staff(access.EDITORS)
def take(event: Event) -> Response:
    """The file for the funder; that it is taken is written down, so it is no GET."""
    data = service.take(event, actor=access.actor(), now=clock.now())
    return download_bytes(data, kind="application/zip", name=f"{event.slug}-evidence.zip")


def _back(event: Event) -> ResponseReturnValue:
    return redirect(url_for("closing.overview", slug=event.slug, _anchor="evidence"), 303)
