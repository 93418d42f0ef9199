"""Versions of the agenda: what would be published, what was, and whom it is told to."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from wtforms import BooleanField, HiddenField

from eventreg import clock
from eventreg.agenda.versions import service
from eventreg.agenda.versions.errors import VersionOutdated
from eventreg.agenda.versions.models import AgendaVersion
from eventreg.agenda.versions.wording import sentences
from eventreg.errors import DomainError
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.forms import Form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "agenda_versions", __name__, url_prefix=PREFIX + "/organise/e/<slug>/agenda/versions"
)


class PublishForm(Form):
    """Whether those whom it touches are told; `mark` says which changes the page showed."""

    mark = HiddenField()
    is_told = BooleanField()


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """What has changed since the latest version, and what each version changed."""
    return _page(event, PublishForm())


@blueprint.post("/")
@access.event_staff(access.EDITORS)
def publish(event: Event) -> ResponseReturnValue:
    """Keep the agenda as the next version."""
    form = PublishForm()
    version = form.attempt(lambda: _published(event, form)) if form.validate() else None
    if version is None:
        return _page(event, form, refused=form.refused), 422
    flash(_done(version))
    return redirect(url_for(".overview", slug=event.slug), 303)


def _published(event: Event, form: PublishForm) -> AgendaVersion:
    return service.publish_version(
        event=event,
        mark=form.mark.data or "",
        is_told=form.is_told.data,
        actor=access.actor(),
        now=clock.now(),
    )


def _page(event: Event, form: PublishForm, refused: DomainError | None = None) -> str:
    draft, language = service.draft_of(event, now=clock.now()), locale.current()
    if isinstance(refused, VersionOutdated) or not form.mark.data:
        form.mark.data = draft.mark
    return render_template(
        "agenda/versions.html",
        event=event,
        form=form,
        draft=draft,
        touched=service.count_touched(event, draft),
        pending=sentences(draft.changes, language),
        versions=[
            (version, sentences(version.changes, language))
            for version in service.versions_of(event)
        ],
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


def _done(version: AgendaVersion) -> str:
    if not version.told:
        return str(gettext("Version %(number)s of the agenda is published.", number=version.number))
    return str(
        ngettext(
            "Version %(number)s of the agenda is published; %(num)s person is told by mail.",
            "Version %(number)s of the agenda is published; %(num)s people are told by mail.",
            version.told,
            number=version.number,
        )
    )
