"""The organiser's pages on which people go out and come in as files."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.people_files import importing
from eventreg.registration.people_files.errors import RowsFaulty
from eventreg.registration.people_files.exporting import export_people
from eventreg.registration.people_files.forms import (
    PAPER,
    ExportForm,
    MappingForm,
    ShownForm,
    SureForm,
    UploadForm,
)
from eventreg.registration.people_files.models import ImportState, PeopleImport
from eventreg.registration.people_files.planning import planned
from eventreg.registration.people_files.table import Shown
from eventreg.registration.people_files.writing import MEDIA_TYPES, FileKind
from eventreg.registration.people_table.columns import HEADINGS, file_keys
from eventreg.registration.people_table.page import count_of, people_in_order
from eventreg.registration.people_table.view import View, read_view
from eventreg.web import access, uploads
from eventreg.web.downloads import download_bytes
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "people_files", __name__, url_prefix=PREFIX + "/organise/e/<slug>/people-files"
)

FILE_NAMES = {"lv": "dalibnieki", "en": "people"}
MOST_FAULTS_SHOWN = 200


@blueprint.route("/export", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def export(event: Event) -> ResponseReturnValue:
    """Everybody as a file; each download is in the log (R28), hence by POST."""
    form = ExportForm()
    if not form.validate_on_submit():
        return render_form("people_files/export.html", form=form, event=event)
    return _sent(event, FileKind(form.kind.data), with_needs=form.with_needs.data)


@blueprint.route("/shown", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def shown(event: Event) -> ResponseReturnValue:
    """What the table of people shows, as the address says, as a file."""
    form, view = ShownForm(), read_view(request.args)
    if form.validate_on_submit():
        return _sent_shown(event, form.kind.data, view)
    return render_form(
        "people_files/shown.html",
        form=form,
        event=event,
        view=view,
        count=count_of(event, view.filter()),
        headings=HEADINGS,
        back=_with("organise_people.overview", event, view),
    )


@blueprint.route("/import", methods=["GET", "POST"])
@uploads.takes_files
@access.event_staff(access.EDITORS)
def upload(event: Event) -> ResponseReturnValue:
    """Send a table in."""
    form = UploadForm()
    if form.validate_on_submit() and (begun := form.attempt(lambda: _begin(event, form))):
        return _to("columns", begun)
    return render_form("people_files/upload.html", form=form, event=event)


@blueprint.route("/import/<uid>/", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def columns(event: Event, uid: str) -> ResponseReturnValue:
    """What the columns of the table mean, and how to import them."""
    begun = _begun(event, uid)
    if begun.state is ImportState.DONE:
        return _to("done", begun)
    sheet = importing.sheet_of(begun)
    form = MappingForm.about(event, sheet, importing.mapped_by(begun), importing.choices_of(begun))
    if form.validate_on_submit() and form.allows(
        lambda: importing.settle(begun, **form.said(), now=clock.now())
    ):
        return _to("check", begun)
    return render_form(
        "people_files/columns.html", form=form, event=event, begun=begun, sheet=sheet
    )


@blueprint.route("/import/<uid>/check", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def check(event: Event, uid: str) -> ResponseReturnValue:
    """What the import would do and what stands against it; then do it."""
    begun, form = _begun(event, uid), SureForm()
    if form.validate_on_submit() and form.allows(
        lambda: importing.finish(begun, actor=access.actor(), now=clock.now())
    ):
        return _to("done", begun)
    return _checked(event, uid, form)


@blueprint.get("/import/<uid>/done")
@access.event_staff(access.EDITORS)
def done(event: Event, uid: str) -> ResponseReturnValue:
    """How many were imported."""
    begun = _begun(event, uid)
    if begun.state is not ImportState.DONE:
        return _to("check", begun)
    return render_template("people_files/done.html", event=event, begun=begun)


@blueprint.post("/import/<uid>/stop")
@access.event_staff(access.EDITORS)
def stop(event: Event, uid: str) -> ResponseReturnValue:
    """Import nobody and forget the file."""
    importing.forget(_begun(event, uid), now=clock.now())
    flash(gettext("Nobody was imported, and the file is forgotten."))
    return redirect(url_for("organise_people.overview", slug=event.slug), 303)


def _checked(event: Event, uid: str, form: Form) -> ResponseReturnValue:
    begun = _begun(event, uid)
    plan = planned(
        event,
        importing.sheet_of(begun),
        importing.mapped_by(begun),
        importing.choices_of(begun),
    )
    faults = form.refused.faults if isinstance(form.refused, RowsFaulty) else plan.faults
    return render_form(
        "people_files/check.html",
        form=form,
        event=event,
        begun=begun,
        plan=plan,
        told=importing.choices_of(begun).told,
        faults=faults[:MOST_FAULTS_SHOWN],
        more=max(0, len(faults) - MOST_FAULTS_SHOWN),
    )


def _begin(event: Event, form: UploadForm) -> PeopleImport:
    file = form.file.data
    return importing.upload(
        event=event,
        data=file.read(),
        name=file.filename or "",
        actor=access.actor(),
        now=clock.now(),
    )


def _sent_shown(event: Event, kind: str, view: View) -> ResponseReturnValue:
    if kind == PAPER:
        return redirect(_with("sheets.people", event, view), 303)
    people = people_in_order(event, view.filter(), view.order)
    only = Shown(people, file_keys(view.columns))
    return _sent(event, FileKind(kind), with_needs=False, shown=only)


def _with(page: str, event: Event, view: View) -> str:
    said: dict[str, Any] = {**view.address()}
    return url_for(page, slug=event.slug, **said)


def _sent(
    event: Event, kind: FileKind, *, with_needs: bool, shown: Shown | None = None
) -> Response:
    actor, now = access.actor(), clock.now()
    data = export_people(
        event=event, kind=kind, with_needs=with_needs, actor=actor, now=now, shown=shown
    )
    name = f"{event.slug}-{FILE_NAMES[locale.current()]}.{kind.value}"
    return download_bytes(data, kind=MEDIA_TYPES[kind], name=name)


def _begun(event: Event, uid: str) -> PeopleImport:
    return importing.import_of(event, uid) or abort(404)


def _to(page: str, begun: PeopleImport) -> ResponseReturnValue:
    return redirect(url_for(f".{page}", slug=begun.event.slug, uid=begun.uid), 303)
