"""The sections of the report: write, put in order, hide, add, remove."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.agenda.days import Direction
from eventreg.contributions.photos.shown import of_report
from eventreg.documents.preview.sections import section_preview
from eventreg.events.models import Event
from eventreg.registration.forms import SureForm
from eventreg.reports import sections
from eventreg.reports.errors import NotOfThisReport
from eventreg.reports.forms import NewSectionForm, SectionForm
from eventreg.reports.names import VISITS, Counted
from eventreg.reports.sections import Section
from eventreg.reports.standing import report_of
from eventreg.reports.wording import PLACEABLE, SECTIONS
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "report_sections", __name__, url_prefix=PREFIX + "/organise/e/<slug>/report/sections"
)


@blueprint.route("/add", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def add(event: Event) -> ResponseReturnValue:
    """A section of one's own, to be written next."""
    form = NewSectionForm()
    if form.validate_on_submit():
        name = form.attempt(
            lambda: sections.add_section(
                event=event, title=form.title.data, actor=access.actor(), now=clock.now()
            )
        )
        if name:
            return redirect(url_for(".write", slug=event.slug, name=name), 303)
    return render_form("reports/add_section.html", form=form, event=event)


@blueprint.route("/<name>", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def write(event: Event, name: str) -> ResponseReturnValue:
    """What is written in one section; first a preview, if one likes."""
    section = _section(event, name)
    form = SectionForm.of(section)
    if _saves(form) and form.allows(lambda: _write(event, form, name)):
        flash(gettext("The report is saved."))
        return _to(event, name)
    return _form(event, section, form)


@blueprint.post("/<name>/move/<direction>")
@access.event_staff(access.EDITORS)
def move(event: Event, name: str, direction: str) -> ResponseReturnValue:
    """Change its place."""
    if direction not in set(Direction):
        abort(404)
    sections.move_section(
        event=event,
        name=_section(event, name).name,
        direction=Direction(direction),
        actor=access.actor(),
        now=clock.now(),
    )
    return _to(event, name)


@blueprint.post("/<name>/hide")
@access.event_staff(access.EDITORS)
def hide(event: Event, name: str) -> ResponseReturnValue:
    """Leave it out of the paper."""
    return _show(event, name, hidden=True)


@blueprint.post("/<name>/show")
@access.event_staff(access.EDITORS)
def show(event: Event, name: str) -> ResponseReturnValue:
    """Take it into the paper again."""
    return _show(event, name, hidden=False)


@blueprint.route("/<name>/remove", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remove(event: Event, name: str) -> ResponseReturnValue:
    """Is one sure? Then the added section is gone with its words."""
    section, form = _section(event, name), SureForm()
    if section.standard is not None:
        abort(404)
    if form.validate_on_submit() and form.allows(
        lambda: sections.remove_section(
            event=event, name=name, actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The section is removed."))
        return _to(event)
    return render_form("reports/remove_section.html", form=form, event=event, section=section)


def _show(event: Event, name: str, *, hidden: bool) -> ResponseReturnValue:
    sections.show_section(
        event=event,
        name=_section(event, name).name,
        hidden=hidden,
        actor=access.actor(),
        now=clock.now(),
    )
    return _to(event, name)


def _write(event: Event, form: SectionForm, name: str) -> None:
    sections.write_section(
        event=event,
        name=name,
        title=form.title.data if form.title else None,
        text=form.text.data,
        sure=form.sure.data,
        photos=[photo.name for photo in of_report(event)],
        actor=access.actor(),
        now=clock.now(),
    )


def _form(event: Event, section: Section, form: SectionForm) -> ResponseReturnValue:
    shown = _previews() and form.validate()
    return render_form(
        "reports/section.html",
        form=form,
        event=event,
        section=section,
        names=SECTIONS,
        findings=getattr(form.refused, "found", ()),
        previews=section_preview(event, name=section.name, text=form.text.data, now=clock.now())
        if shown
        else None,
        all_sections=sections.sections_of(report_of(event)),
        counted=list(Counted),
        tables=[*Counted, VISITS],
        placeable=PLACEABLE,
        photos=of_report(event),
    )


def _saves(form: SectionForm) -> bool:
    return form.validate_on_submit() and not _previews()


def _previews() -> bool:
    return request.form.get("step") == "preview"


def _section(event: Event, name: str) -> Section:
    try:
        return sections.section_of(report_of(event), name)
    except NotOfThisReport:
        abort(404)


def _to(event: Event, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("organise_report.overview", slug=event.slug, _anchor=anchor), 303)
