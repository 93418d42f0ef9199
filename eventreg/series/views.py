"""The series of an organisation: the meetings of one project, looked at together."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.accounts.for_whom import ask_for_whom
from eventreg.accounts.models import Organisation
from eventreg.documents.series.service import series_paper
from eventreg.events.models import Series
from eventreg.events.wording import STATUSES
from eventreg.language import locale
from eventreg.series import service
from eventreg.series.forms import SeriesForm
from eventreg.series.map import series_map
from eventreg.web import access
from eventreg.web.downloads import download_bytes
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("series", __name__, url_prefix=PREFIX + "/organise/series")


@blueprint.get("/")
@access.staff
def choose() -> ResponseReturnValue:
    """The series of one's organisation; of several, the question which."""
    return ask_for_whom(
        "series.overview",
        roles=access.READERS,
        title=gettext("Series of meetings"),
        question=gettext("The series of which organisation?"),
    )


@blueprint.get("/<organisation_slug>/")
@access.organisation_staff(access.READERS)
def overview(organisation: Organisation) -> ResponseReturnValue:
    """The series by name."""
    return render_template(
        "series/overview.html",
        organisation=organisation,
        kept=service.all_series(organisation, language=locale.current()),
    )


@blueprint.get("/<organisation_slug>/<uid>/")
@access.organisation_staff(access.READERS)
def series(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """The meetings of a series, and who came to them from where."""
    found, language = _series(organisation, uid), locale.current()
    counts = service.came_from(found, day=clock.now().date(), language=language)
    return render_template(
        "series/series.html",
        organisation=organisation,
        series=found,
        meetings=service.meetings_of(found),
        came_from=counts,
        map=series_map(counts, language=language),
        statuses=STATUSES,
        has_report=service.was_held(found, today=clock.now().date()),
        may_edit=bool(access.roles_in(organisation.id) & access.EDITORS),
    )


@blueprint.get("/<organisation_slug>/<uid>/report.pdf")
@access.organisation_staff(access.READERS)
def report(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """The report over all meetings that were held."""
    found = _series(organisation, uid)
    paper = series_paper(found, language=locale.current(), now=clock.now()) or abort(404)
    return download_bytes(paper.pdf, kind="application/pdf", name=paper.file_name)


@blueprint.route("/<organisation_slug>/<uid>/rename", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def rename(organisation: Organisation, uid: str) -> ResponseReturnValue:
    """Another name for a series."""
    found = _series(organisation, uid)
    form = SeriesForm(data={"name": found.name})
    if form.validate_on_submit():
        service.rename_series(found, name=form.name.data, actor=access.actor(), now=clock.now())
        flash(gettext("The series is renamed."))
        return redirect(url_for(".series", organisation_slug=organisation.slug, uid=uid), 303)
    return render_form("series/rename.html", form=form, organisation=organisation, series=found)


def _series(organisation: Organisation, uid: str) -> Series:
    return service.series_named(organisation, uid) or abort(404)
