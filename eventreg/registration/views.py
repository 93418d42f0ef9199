"""Registering for an event: the form, check your answers, done; and asking for the link again."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from eventreg import clock
from eventreg.events import wording as event_wording
from eventreg.events.models import Event
from eventreg.events.registration_window import RegistrationWindow, registration_window
from eventreg.language import locale
from eventreg.ports import mail
from eventreg.registration import service, submissions
from eventreg.registration.answers import answers_of
from eventreg.registration.checking import Step
from eventreg.registration.deadlines import changes_end_at, needs_kept_until
from eventreg.registration.delegations import accepting
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.forms import LinkForm, RegistrationForm
from eventreg.registration.models import FormSubmission
from eventreg.registration.people import known_institutions
from eventreg.registration.waiting.standing import number_of_form
from eventreg.web import access, guards, transaction, uploads
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("registration", __name__, url_prefix=PREFIX)
blueprint.add_app_template_global(known_institutions)

# The key of the form that this browser sent last.
SENT = "form_sent"
# The same, if it was sent with an invitation: its answer says so whatever became of it (R11).
INVITED = "form_sent_by_invitation"


@blueprint.route("/e/<slug>/register", methods=["GET", "POST"])
@transaction.reads_first
@uploads.takes_files
@access.published_event
def register(event: Event) -> ResponseReturnValue:
    """The form; its buttons lead to check your answers, back, and to the registration."""
    token = request.values.get("invitation")
    invitation = accepting.invitation_for(event, token, now=clock.now())
    form = RegistrationForm.for_event(event, invitation)
    if request.method == "GET" and (closed := _closed(event, invitation)):
        return closed
    if form.step is Step.EDIT or not form.validate_on_submit():
        return _ask(event, form)
    return _send(event, form) if form.step is Step.SEND else _check(event, form)


@blueprint.get("/e/<slug>/register/done")
@access.published_event
def registered(event: Event) -> ResponseReturnValue:
    """The answer to the form, for the browser that sent it; the same for every address (R11)."""
    sent = submissions.shown_again(session.get(SENT), now=clock.now())
    if sent is None or sent.registration.event_id != event.id:
        return redirect(url_for(".register", slug=event.slug), 303)
    return render_template(
        "registration/done.html",
        event=event,
        reference=sent.reference,
        address=sent.registration.email_key,
        is_pending=event.admission == "approval" and session.get(INVITED) != sent.key,
        place_in_line=number_of_form(sent),
        changes_end_at=changes_end_at(event),
        mail_is_shown_to_staff=isinstance(mail.postman(), mail.FolderPostman),
    )


@blueprint.route("/e/<slug>/my-link", methods=["GET", "POST"])
@access.published_event
def my_link(event: Event) -> ResponseReturnValue:
    """Ask for the link to be sent again."""
    form = LinkForm()
    if form.validate_on_submit() and form.allows(lambda: _ask_for_link(event, form)):
        return redirect(url_for(".my_link_sent", slug=event.slug), 303)
    return render_form("registration/my_link.html", form=form, event=event)


@blueprint.get("/e/<slug>/my-link/sent")
@access.published_event
def my_link_sent(event: Event) -> ResponseReturnValue:
    """The same answer for every address (R11)."""
    return render_template("registration/my_link_sent.html", event=event)


def _ask_for_link(event: Event, form: LinkForm) -> None:
    now, email = clock.now(), form.email.data
    guards.require_of_sender(guards.LINK_OF_ADDRESS, now=now)
    guards.require(guards.LINK_OF_EMAIL, of=f"{event.id} {email}", now=now)
    service.ask_for_link(event=event, email=email, now=now)


def _closed(event: Event, invitation: PersonalInvitation | None) -> ResponseReturnValue | None:
    window = registration_window(event, now=clock.now(), invited=invitation is not None)
    if window in {RegistrationWindow.OPEN, RegistrationWindow.WAITING}:
        return None
    reason = event_wording.why_not(event, window, locale.current())
    return render_template("registration/closed.html", event=event, reason=reason, window=window)


def _ask(event: Event, form: RegistrationForm) -> ResponseReturnValue:
    return render_form(
        "registration/register.html",
        form=form,
        event=event,
        until=event_wording.until(event, locale.current()),
        needs_until=needs_kept_until(event),
        places_left=event_wording.places_left,
    )


def _check(event: Event, form: RegistrationForm) -> ResponseReturnValue:
    application = form.application()
    invited = form.invited_as is not None
    if not form.allows(
        lambda: service.check_application(event, application, now=clock.now(), invited=invited)
    ):
        return _ask(event, form)
    return render_template(
        "registration/check.html",
        form=form,
        event=event,
        answers=answers_of(form),
        needs_until=needs_kept_until(event),
    )


def _send(event: Event, form: RegistrationForm) -> ResponseReturnValue:
    sent = form.attempt(lambda: _register(event, form)) if form.seems_personal() else None
    if sent is None:
        form.show_again(event)
        return _ask(event, form)
    session[SENT] = sent.key
    if form.invited_as is not None:
        session[INVITED] = sent.key
    return redirect(url_for(".registered", slug=event.slug), 303)


def _register(event: Event, form: RegistrationForm) -> FormSubmission:
    transaction.begin_to_write()
    now = clock.now()
    sent = accepting.register(
        invitation=form.invited_as,
        event=event,
        application=form.application(),
        form_key=form.form_key.data,
        notice_version=form.read_version,
        now=now,
    )
    guards.registering(event.id, form.email.data, now=now)
    return sent
