"""My registration: what a person sees and changes with the secret link (R11)."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.wording import places_left
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.language import locale
from eventreg.registration import letters, links, rows, service, tickets, wording
from eventreg.registration.consents import WORDING
from eventreg.registration.deadlines import needs_kept_until
from eventreg.registration.forms import MyConsentsForm, MyDetailsForm, SureForm
from eventreg.registration.forms_visits import MyVisitsForm
from eventreg.registration.models import Registration
from eventreg.registration.my_page import has_calendar, load_my_page
from eventreg.registration.notices import visits_held
from eventreg.registration.waiting import wording as waiting_wording
from eventreg.web import access, uploads
from eventreg.web.downloads import calendar_file
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("my_registration", __name__, url_prefix=PREFIX + "/r/<token>")


@blueprint.get("/")
@access.own_registration
def overview(registration: Registration) -> ResponseReturnValue:
    """Everything held about me, and what I can do."""
    return render_template(
        "registration/mine.html",
        page=load_my_page(registration, now=clock.now()),
        registration=registration,
        event=registration.event,
        token=links.token_of(registration),
        consent_wording=WORDING,
        wording=wording,
        waiting_wording=waiting_wording,
    )


@blueprint.route("/change", methods=["GET", "POST"])
@uploads.takes_files
@access.own_registration
def change(registration: Registration) -> ResponseReturnValue:
    """Change my details and needs."""
    form = MyDetailsForm.of(registration)
    if form.validate_on_submit() and form.allows(
        lambda: service.change_registration(
            registration,
            details=form.details(),
            needs=form.needs(),
            answers=form.answers(),
            actor=_me(registration),
            now=clock.now(),
        )
    ):
        return _back(registration, gettext("Your details are saved."))
    return _ask("change", registration, form)


@blueprint.route("/visits", methods=["GET", "POST"])
@access.own_registration
def visits(registration: Registration) -> ResponseReturnValue:
    """Choose my visits anew."""
    held = [visit.uid for visit in rows.chosen(registration)]
    form = MyVisitsForm.of(registration, held)
    if form.validate_on_submit() and form.allows(
        lambda: service.choose_visits(
            registration,
            visits=form.visits.data,
            waits_for=form.waits_for.data,
            actor=_me(registration),
            now=clock.now(),
        )
    ):
        return _back(registration, gettext("Your visits are saved."))
    return _ask("visits", registration, form)


@blueprint.route("/consents", methods=["GET", "POST"])
@access.own_registration
def consents(registration: Registration) -> ResponseReturnValue:
    """Give and withdraw consents, at any time (R21)."""
    form = MyConsentsForm.of(registration)
    if form.validate_on_submit() and form.allows(
        lambda: service.set_consents(
            registration,
            wanted=form.wanted(),
            language=locale.current(),
            actor=_me(registration),
            now=clock.now(),
        )
    ):
        return _back(registration, gettext("What you agree to is saved."))
    return _ask("consents", registration, form)


@blueprint.route("/cancel", methods=["GET", "POST"])
@access.own_registration
def cancel(registration: Registration) -> ResponseReturnValue:
    """Am I sure? Then my place is free for somebody else."""
    form = SureForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.cancel_registration(registration, actor=_me(registration), now=clock.now())
    ):
        return _back(registration, gettext("Your registration is cancelled."))
    return _ask("cancel", registration, form)


@blueprint.get("/calendar.ics")
@access.own_registration
def calendar(registration: Registration) -> Response:
    """The event and my visits for my calendar; after cancelling, what takes them out of it."""
    if not has_calendar(registration):
        abort(404)
    text = letters.calendar_of(registration, now=registration.updated_at)
    return calendar_file(text, name=f"{registration.event.slug}.ics")


@blueprint.get("/ticket")
@access.own_registration
def ticket(registration: Registration) -> ResponseReturnValue:
    """What the desk looks at; a page that prints well."""
    if not tickets.has_ticket(registration):
        abort(404)
    title = gettext("QR code of the ticket %(reference)s", reference=registration.reference)
    return render_template(
        "registration/mine/ticket.html",
        registration=registration,
        event=registration.event,
        token=links.token_of(registration),
        qr=tickets.drawn(tickets.code_of(registration), title=title),
        visits=visits_held(registration),
        roles=wording.ROLES,
    )


def _me(registration: Registration) -> Actor:
    return Actor(ActorKind.PARTICIPANT, registration.id)


def _back(registration: Registration, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for(".overview", token=links.token_of(registration)), 303)


def _ask(page: str, registration: Registration, form: Form) -> ResponseReturnValue:
    return render_form(
        f"registration/{page}.html",
        form=form,
        registration=registration,
        event=registration.event,
        token=links.token_of(registration),
        needs_until=needs_kept_until(registration.event),
        places_left=places_left,
    )
