"""The organiser's room of documents: what the event offers to whom, in which versions."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.attendance.service import occasions_of
from eventreg.documents import ordering, progress
from eventreg.documents.agenda_forms.wording import FORMS
from eventreg.documents.papers import Order
from eventreg.documents.service import published_documents
from eventreg.events import wording
from eventreg.events.models import Event
from eventreg.events.organiser_wording import AUDIENCES
from eventreg.language import locale
from eventreg.web import access
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_documents", __name__, url_prefix=PREFIX + "/organise/e/<slug>/documents"
)


LOOK_AGAIN_SECONDS = 2


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """The papers for everybody with their versions, and those for organisers only."""
    offered = published_documents(event, language=locale.current())
    return render_template(
        "documents/organise_overview.html",
        event=event,
        offered=offered if access.is_public(event) else (),
        names=wording.DOCUMENTS,
        agenda_forms=FORMS,
        address=url_for("events.page", slug=event.slug),
        shelves=ordering.shelves_of(event),
        audiences=AUDIENCES,
        languages=locale.OWN_NAMES,
        occasions=occasions_of(event),
        roles=access.roles_in(event.organisation_id),
    )


@blueprint.post("/<kind>-<language>-<audience>/make")
@access.event_staff(access.EDITORS)
def make(event: Event, kind: str, language: str, audience: str) -> ResponseReturnValue:
    """Have it made in the background, and wait."""
    order = ordering.order_of(event, kind=kind, language=language, audience=audience)
    ordering.make(order)
    return _wait(order)


@blueprint.get("/<kind>-<language>-<audience>/")
@access.event_staff(access.READERS)
def waiting(event: Event, kind: str, language: str, audience: str) -> ResponseReturnValue:
    """How far it is; the page asks again by itself until it is done."""
    order = ordering.order_of(event, kind=kind, language=language, audience=audience)
    standing = ordering.standing_of(order)
    page = render_template(
        "documents/organise_waiting.html",
        event=event,
        standing=standing,
        names=wording.DOCUMENTS,
        audiences=AUDIENCES,
        languages=locale.OWN_NAMES,
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )
    return page, {"Refresh": str(LOOK_AGAIN_SECONDS)} if standing.outcome is None else {}


@blueprint.post("/<kind>-<language>-<audience>/stop")
@access.event_staff(access.EDITORS)
def stop(event: Event, kind: str, language: str, audience: str) -> ResponseReturnValue:
    """Give up what is being made."""
    order = ordering.order_of(event, kind=kind, language=language, audience=audience)
    progress.stop(order)
    return _wait(order)


@blueprint.post("/<kind>-<language>-<audience>/<int:version>/withdraw")
@access.event_staff(access.EDITORS)
def withdraw(
    event: Event, kind: str, language: str, audience: str, version: int
) -> ResponseReturnValue:
    """Give a version out no more."""
    order = ordering.order_of(event, kind=kind, language=language, audience=audience)
    ordering.withdraw(event, order, version=version, actor=access.actor(), now=clock.now())
    flash(gettext("The version is withdrawn; whoever asks next gets a new one."))
    return redirect(url_for(".overview", slug=event.slug), 303)


def _wait(order: Order) -> ResponseReturnValue:
    address = url_for(
        ".waiting",
        slug=order.slug,
        kind=order.kind.value,
        language=order.language,
        audience=order.audience.value,
    )
    return redirect(address, 303)
