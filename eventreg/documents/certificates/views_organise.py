"""The organiser's room of certificates: confirm who was there, take the papers."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.attendance.certificates import service
from eventreg.documents.certificates.service import all_certificates
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.downloads import download_bytes
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_certificates", __name__, url_prefix=PREFIX + "/organise/e/<slug>/certificates"
)


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """Who has one, and who was there without."""
    return render_template(
        "documents/certificates/overview.html",
        event=event,
        certificates=service.overview(event, now=clock.now()),
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.post("/issue")
@access.event_staff(access.EDITORS)
def issue(event: Event) -> ResponseReturnValue:
    """Confirm the attendance as it is noted now."""
    new = service.issue_certificates(event, actor=access.actor(), now=clock.now())
    flash(ngettext("%(num)s certificate is issued.", "%(num)s certificates are issued.", new))
    return _back(event)


@blueprint.post("/<int:position>/withdraw")
@access.event_staff(access.EDITORS)
def withdraw(event: Event, position: int) -> ResponseReturnValue:
    """Let a certificate prove nothing any more."""
    _set(event, position, withdrawn=True)
    flash(gettext("The certificate is withdrawn."))
    return _back(event)


@blueprint.post("/<int:position>/restore")
@access.event_staff(access.EDITORS)
def restore(event: Event, position: int) -> ResponseReturnValue:
    """Let a withdrawn certificate prove again."""
    _set(event, position, withdrawn=False)
    flash(gettext("The certificate is valid again."))
    return _back(event)


@blueprint.get("/all.pdf")
@access.event_staff(access.EDITORS)
def pdf(event: Event) -> ResponseReturnValue:
    """Everybody's certificates, a page each."""
    made = all_certificates(event, language=locale.current(), actor=access.actor(), now=clock.now())
    return download_bytes(made.pdf, kind="application/pdf", name=made.file_name)


def _set(event: Event, position: int, *, withdrawn: bool) -> None:
    service.set_withdrawn(
        event, position=position, withdrawn=withdrawn, actor=access.actor(), now=clock.now()
    )


def _back(event: Event) -> ResponseReturnValue:
    return redirect(url_for(".overview", slug=event.slug), 303)
