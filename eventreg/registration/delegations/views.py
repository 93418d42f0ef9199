"""The organiser's room of an event's invitations: the matrix, inviting, one invitation."""

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.registration.delegations import coordinating, matrix, service
from eventreg.registration.delegations.forms import (
    DelegationForm,
    InviteForm,
    WithdrawForm,
    title_of,
)
from eventreg.registration.delegations.matrix import Answer
from eventreg.registration.delegations.overview import history_of, log_download
from eventreg.registration.delegations.wording import ANSWERS
from eventreg.registration.forms import SureForm
from eventreg.registration.models import Delegation
from eventreg.registration.wording import STATES
from eventreg.web import access
from eventreg.web.downloads import download
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_invitations", __name__, url_prefix=PREFIX + "/organise/e/<slug>/invitations"
)

LONGEST_SEARCH = 100
FILE_NAMES = {"lv": "uzaicinajumi", "en": "invitations"}


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """Who was invited, who answered, how many of how many."""
    words, answer = _asked()
    return render_template(
        "delegations/overview.html",
        event=event,
        matrix=_matrix(event, words, answer),
        words=words,
        answer=answer,
        answers=ANSWERS,
        may_edit=_may_edit(event),
    )


@blueprint.post("/export")
@access.event_staff(access.EDITORS)
def export(event: Event) -> Response:
    """The matrix as a table file; each download is in the log (R28), hence by POST."""
    text = matrix.matrix_csv(_matrix(event, "", None), event, language=locale.current())
    log_download(event, actor=access.actor(), now=clock.now())
    name = f"{event.slug}-{FILE_NAMES[locale.current()]}.csv"
    return download(text, kind="text/csv", name=name)


@blueprint.route("/add", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def add(event: Event) -> ResponseReturnValue:
    """Whom to invite; then a look at who gets what; then the mails."""
    form = InviteForm.for_event(event)
    if not form.validate_on_submit():
        return _ask(form, event)
    form.gather()
    if request.form.get("step") != "send" or form.unknown or not form.chosen():
        return _ask(form, event)
    made = form.attempt(partial(_invite, event, form))
    if made is None:
        return _ask(form, event)
    flash(ngettext("%(num)s invitation is sent.", "%(num)s invitations are sent.", len(made)))
    return redirect(url_for(".overview", slug=event.slug), 303)


@blueprint.route("/remind", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remind_all(event: Event) -> ResponseReturnValue:
    """Remind all who have not answered."""
    form, now = SureForm(), clock.now()
    if form.validate_on_submit():
        number = service.remind_silent(event=event, actor=access.actor(), now=now)
        flash(ngettext("%(num)s reminder is sent.", "%(num)s reminders are sent.", number))
        return redirect(url_for(".overview", slug=event.slug), 303)
    silent = [title_of(each) for each in service.silent(event, now=now)]
    return render_form("delegations/remind.html", form=form, event=event, silent=silent)


@blueprint.get("/<uid>/")
@access.event_staff(access.READERS)
def delegation(event: Event, uid: str) -> ResponseReturnValue:
    """One invitation: its terms, its people, what happened."""
    found, now = _delegation(event, uid), clock.now()
    return render_template(
        "delegations/delegation.html",
        event=event,
        delegation=found,
        row=matrix.row_of(found, language=locale.current(), now=now),
        people=coordinating.people_of(found),
        history=history_of(found),
        answers=ANSWERS,
        states=STATES,
        language_names=locale.OWN_NAMES,
        may_edit=_may_edit(event),
    )


@blueprint.route("/<uid>/edit", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def edit(event: Event, uid: str) -> ResponseReturnValue:
    """Change places, deadline or coordinator."""
    found = _delegation(event, uid)
    form = DelegationForm.of(found)
    if form.validate_on_submit() and form.allows(
        lambda: service.change_delegation(
            found, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        return _to(found, gettext("The invitation is changed."))
    return _about("edit", found, form)


@blueprint.post("/<uid>/send")
@access.event_staff(access.EDITORS)
def send(event: Event, uid: str) -> ResponseReturnValue:
    """Send the coordinator the link again."""
    found = _delegation(event, uid)
    service.send_again(found, actor=access.actor(), now=clock.now())
    return _to(found, gettext("The link is on its way."))


@blueprint.post("/<uid>/remind")
@access.event_staff(access.EDITORS)
def remind(event: Event, uid: str) -> ResponseReturnValue:
    """Remind one coordinator."""
    found = _delegation(event, uid)
    service.remind(found, actor=access.actor(), now=clock.now())
    return _to(found, gettext("The reminder is on its way."))


@blueprint.route("/<uid>/release", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def release(event: Event, uid: str) -> ResponseReturnValue:
    """Give the unused places back to all."""
    found, form = _delegation(event, uid), SureForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.release(found, actor=access.actor(), now=clock.now())
    ):
        return _to(found, gettext("The unused places are open to all."))
    return _about("release", found, form)


@blueprint.route("/<uid>/withdraw", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def withdraw(event: Event, uid: str) -> ResponseReturnValue:
    """Take the invitation back."""
    found, form = _delegation(event, uid), WithdrawForm()
    if form.validate_on_submit() and form.allows(partial(_withdraw, found, form)):
        flash(gettext("The invitation is withdrawn."))
        return redirect(url_for(".overview", slug=event.slug), 303)
    return _about("withdraw", found, form)


def _invite(event: Event, form: InviteForm) -> Sequence[Delegation]:
    return service.invite(
        event=event,
        offers=form.chosen(),
        terms=form.terms(),
        actor=access.actor(),
        now=clock.now(),
    )


def _withdraw(found: Delegation, form: WithdrawForm) -> None:
    service.withdraw(
        found,
        keeps_people=form.people.data == "keep",
        reason=form.reason.data or "",
        actor=access.actor(),
        now=clock.now(),
    )


def _asked() -> tuple[str, Answer | None]:
    """Words and answer of the address; what makes no sense asks for nothing."""
    words = request.args.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    answer = request.args.get("answer")
    return words, Answer(answer) if answer in set(Answer) else None


def _matrix(event: Event, words: str, answer: Answer | None) -> matrix.Matrix:
    return matrix.matrix_of(
        event, language=locale.current(), now=clock.now(), words=words, answer=answer
    )


def _may_edit(event: Event) -> bool:
    return bool(access.roles_in(event.organisation_id) & access.EDITORS)


def _delegation(event: Event, uid: str) -> Delegation:
    return matrix.delegation_named(event, uid) or abort(404)


def _to(found: Delegation, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for(".delegation", slug=found.event.slug, uid=found.uid), 303)


def _about(page: str, found: Delegation, form: Form) -> ResponseReturnValue:
    return render_form(
        f"delegations/{page}.html",
        form=form,
        event=found.event,
        delegation=found,
        name=title_of(found),
    )


def _ask(form: InviteForm, event: Event) -> ResponseReturnValue:
    looks = bool(form.rows.entries or form.unknown or form.invited_already)
    page = "preview" if looks else "invite"
    return render_form(f"delegations/{page}.html", form=form, event=event, chosen=form.chosen())
