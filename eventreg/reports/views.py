"""The organiser's room of the final report: its requisites, its way out."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.documents.ordering import is_long_draft
from eventreg.events.models import Event
from eventreg.language.locale import OWN_NAMES
from eventreg.reports import sections, service
from eventreg.reports.comments.service import count_open
from eventreg.reports.forms import MoveForm, RequisitesForm
from eventreg.reports.models import ReportStatus
from eventreg.reports.signing.service import signed_files
from eventreg.reports.standard import WRITTEN_ONLY
from eventreg.reports.standing import report_of
from eventreg.reports.versions.service import versions_of
from eventreg.reports.wording import SECTIONS, STATUSES
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("organise_report", __name__, url_prefix=PREFIX + "/organise/e/<slug>/report")


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """Where the report stands and what is written."""
    return _overview(event, Form())


@blueprint.route("/requisites", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def requisites(event: Event) -> ResponseReturnValue:
    """Place, date, number, who signs."""
    form = RequisitesForm.of(report_of(event))
    if form.validate_on_submit() and form.allows(
        lambda: service.set_requisites(
            event=event, requisites=form.requisites(), actor=access.actor(), now=clock.now()
        )
    ):
        return _saved(event, gettext("The report is saved."))
    return render_form("reports/requisites.html", form=form, event=event)


@blueprint.post("/move")
@access.event_staff(access.EDITORS)
def move(event: Event) -> ResponseReturnValue:
    """Open the report for comments, make it final, or take it back to a draft."""
    form = MoveForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.move_report(
            event=event,
            to=form.chosen,
            telling="telling" in request.form,
            actor=access.actor(),
            now=clock.now(),
        )
    ):
        return _saved(event, gettext("The report has moved on."))
    return _overview(event, form)


@blueprint.post("/publish")
@access.event_staff(access.EDITORS)
def publish(event: Event) -> ResponseReturnValue:
    """Let everybody take the report."""
    form = Form()
    if form.validate_on_submit() and form.allows(
        lambda: service.publish_report(event=event, actor=access.actor(), now=clock.now())
    ):
        return _saved(event, gettext("The report is published."))
    return _overview(event, form)


def _overview(event: Event, form: Form) -> ResponseReturnValue:
    report = report_of(event)
    status = report.status if report else ReportStatus.DRAFT
    standing = sections.sections_of(report)
    return render_form(
        "reports/organise_overview.html",
        form=form,
        event=event,
        report=report,
        status=status,
        moves=service.MOVES[status],
        statuses=STATUSES,
        names=SECTIONS,
        sections=standing,
        written_only=WRITTEN_ONLY,
        missing=sections.missing_words(standing),
        languages=OWN_NAMES,
        versions=versions_of(event),
        signed_files=signed_files(event),
        open_comments=count_open(event),
        is_long=is_long_draft(event),
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


def _saved(event: Event, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for(".overview", slug=event.slug), 303)
