"""The signed file of the report: kept for organisers, and for everybody once the report is out."""

from flask import Blueprint, Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.reports.signing import service
from eventreg.reports.signing.forms import SignedFileForm
from eventreg.reports.standing import report_of
from eventreg.web import access
from eventreg.web.downloads import download_bytes
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX
from eventreg.web.uploads import takes_files

blueprint = Blueprint("signed_report", __name__, url_prefix=PREFIX)


@blueprint.route("/organise/e/<slug>/report/signed/", methods=["GET", "POST"])
@takes_files
@access.event_staff(access.EDITORS)
def add(event: Event) -> ResponseReturnValue:
    """Hand in the signed file."""
    form = SignedFileForm()
    if form.validate_on_submit() and form.allows(lambda: _keep(event, form)):
        flash(gettext("The signed file is kept."))
        return redirect(url_for("organise_report.overview", slug=event.slug, _anchor="signed"), 303)
    return render_form("reports/signing/add.html", form=form, event=event)


@blueprint.get("/organise/e/<slug>/report/signed/<uid>/file")
@access.event_staff(access.READERS)
def for_organisers(event: Event, uid: str) -> ResponseReturnValue:
    """The file as it was handed in."""
    return _file(event, uid)


@blueprint.get("/e/<slug>/report/signed/<uid>/file")
@access.published_event
def for_everybody(event: Event, uid: str) -> ResponseReturnValue:
    """The file as it was handed in, once the report is out."""
    report = report_of(event)
    if report is None or report.published_at is None:
        abort(404)
    return _file(event, uid)


def _keep(event: Event, form: SignedFileForm) -> None:
    given = form.file.data
    service.keep_signed(
        event=event,
        data=given.read(),
        file_name=given.filename or "",
        language=form.language.data,
        actor=access.actor(),
        now=clock.now(),
    )


def _file(event: Event, uid: str) -> Response:
    found = service.signed_file(event, uid) or abort(404)
    kind = service.MEDIA_TYPES[found.form]
    return download_bytes(service.bytes_of(found), kind=kind, name=found.file_name)
