"""The ways into a new event, and the organisation's templates."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.accounts.models import Organisation
from eventreg.events.event_file import text
from eventreg.events.event_file.composing import compose
from eventreg.events.event_file.errors import EventFileFaulty
from eventreg.events.models import Event
from eventreg.events.starting import service, sources
from eventreg.events.starting.forms import (
    BeginningForm,
    RemoveTemplateForm,
    TemplateFileForm,
    TemplateForm,
    parts_in,
)
from eventreg.events.starting.models import EventTemplate
from eventreg.web import access, uploads
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("starting", __name__, url_prefix=PREFIX + "/organise")
OF_ORGANISATION = "/o/<organisation_slug>/begin"


@blueprint.get(OF_ORGANISATION)
@access.organisation_staff(access.EDITORS)
def ways(organisation: Organisation) -> ResponseReturnValue:
    """From nothing, a preset, a template, an earlier event, an event file."""
    return render_template(
        "starting/ways.html",
        organisation=organisation,
        sources=sources.sources_of(organisation),
    )


@blueprint.route(OF_ORGANISATION + "/<kind>/<key>", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def begin(organisation: Organisation, kind: str, key: str) -> ResponseReturnValue:
    """A draft made of what is chosen; it opens at what it still needs."""
    model = sources.file_of(organisation, kind, key) or abort(404)
    form = BeginningForm.like(model)
    begun = form.attempt(lambda: _begun(organisation, form)) if form.validate_on_submit() else None
    if begun is not None:
        _tell(begun)
        return redirect(url_for("organise.event", slug=begun.event.slug), 303)
    return render_form("starting/begin.html", form=form, organisation=organisation, model=model)


@blueprint.route(OF_ORGANISATION + "/file", methods=["GET", "POST"])
@uploads.takes_files
@access.organisation_staff(access.EDITORS)
def take_file(organisation: Organisation) -> ResponseReturnValue:
    """Keep an event file as a template, and begin with it."""
    form = TemplateFileForm()
    faults: tuple[object, ...] = ()
    if form.validate_on_submit():
        template = form.attempt(lambda: _kept(organisation, form))
        if template is not None:
            return redirect(_beginning_with(organisation, template), 303)
        if isinstance(form.refused, EventFileFaulty):
            faults = tuple(form.refused.faults)
    return render_form("starting/file.html", form=form, organisation=organisation, faults=faults)


@blueprint.route(OF_ORGANISATION + "/template/<key>/remove", methods=["GET", "POST"])
@access.organisation_staff(access.EDITORS)
def remove_template(organisation: Organisation, key: str) -> ResponseReturnValue:
    """Ask, then forget a template."""
    template, form = sources.template_of(organisation, key) or abort(404), RemoveTemplateForm()
    if form.validate_on_submit():
        service.remove_template(template, actor=access.actor(), now=clock.now())
        flash(gettext("The template is removed."))
        return redirect(url_for(".ways", organisation_slug=organisation.slug), 303)
    return render_form("starting/remove.html", form=form, organisation=organisation, kept=template)


@blueprint.route("/e/<slug>/template", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def keep_template(event: Event) -> ResponseReturnValue:
    """Keep what is chosen of an event to begin others with."""
    form = TemplateForm(data={"name": event.title.in_("lv")})
    form.offer_parts(parts_in(compose(event, with_people=False)))
    if form.validate_on_submit() and form.allows(
        lambda: service.keep_template(
            event=event,
            name=form.name.data,
            parts=form.chosen_parts,
            actor=access.actor(),
            now=clock.now(),
        )
    ):
        flash(gettext("The template is kept. Choose it when you begin a new event."))
        return redirect(url_for("organise.event", slug=event.slug), 303)
    return render_form("starting/template.html", form=form, event=event)


def _begun(organisation: Organisation, form: BeginningForm) -> service.Begun:
    return service.begin_event(
        organisation=organisation,
        file=form.model,
        beginning=form.beginning(),
        actor=access.actor(),
        now=clock.now(),
    )


def _kept(organisation: Organisation, form: TemplateFileForm) -> EventTemplate:
    return service.keep_file(
        organisation=organisation,
        file=text.read(form.file.data.read()),
        name=form.name.data,
        actor=access.actor(),
        now=clock.now(),
    )


def _beginning_with(organisation: Organisation, template: EventTemplate) -> str:
    kind = sources.SourceKind.TEMPLATE.value
    return url_for(".begin", organisation_slug=organisation.slug, kind=kind, key=template.uid)


def _tell(begun: service.Begun) -> None:
    flash(gettext("The draft is saved. Nobody but your organisation sees it yet."))
    if begun.invitations_left:
        flash(
            ngettext(
                "%(num)s invited municipality is no more and was left out.",
                "%(num)s invited municipalities are no more and were left out.",
                begun.invitations_left,
            )
        )
    if begun.items_without_day:
        flash(
            ngettext(
                "%(num)s agenda item has no day now: the event is shorter than its model.",
                "%(num)s agenda items have no day now: the event is shorter than its model.",
                begun.items_without_day,
            )
        )
