"""The coordinator's pages: the delegation's own people and no others (R11)."""

from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.wording import places_left
from eventreg.language import locale
from eventreg.registration.delegations import coordinating, links
from eventreg.registration.delegations.forms import title_of
from eventreg.registration.delegations.forms_coordinator import (
    MemberForm,
    NewMemberForm,
    RefusalForm,
)
from eventreg.registration.errors import EventFull, QuotaFull
from eventreg.registration.forms_staff import ReasonForm
from eventreg.registration.models import Delegation, Registration, RegistrationState
from eventreg.registration.notices import contact_email
from eventreg.registration.questions.queries import left_open_among
from eventreg.registration.wording import STATES
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("delegation", __name__, url_prefix=PREFIX + "/d/<token>")

WAIT = "wait"


@blueprint.get("/")
@access.own_delegation
def overview(delegation: Delegation) -> ResponseReturnValue:
    """The event, the quota, the deadline, who comes and who has confirmed."""
    people = coordinating.people_of(delegation)
    return render_template(
        "delegations/mine.html",
        **_frame(delegation),
        people=people,
        left_open=left_open_among(people),
        confirmed=sum(person.acknowledged_at is not None for person in people),
        may_change=coordinating.may_change(delegation, now=clock.now()),
        states=STATES,
        contact_email=contact_email(delegation.event),
    )


@blueprint.route("/add", methods=["GET", "POST"])
@access.own_delegation
def add(delegation: Delegation) -> ResponseReturnValue:
    """Add a person; where the places are taken, the waiting list is offered (R8)."""
    form = NewMemberForm.for_delegation(delegation)
    if form.validate_on_submit() and (person := form.attempt(partial(_add, delegation, form))):
        waits = person.state is RegistrationState.WAITING
        done = gettext("The person is on the waiting list and gets a mail.")
        return _back(delegation, done if waits else gettext("The person is added and gets a mail."))
    full = _is_full(delegation) or isinstance(form.refused, QuotaFull | EventFull)
    offers_waiting = full and delegation.event.waiting_list
    return _ask("mine_add", delegation, form, is_full=full, offers_waiting=offers_waiting)


@blueprint.route("/p/<uid>/change", methods=["GET", "POST"])
@access.own_delegation
def change(delegation: Delegation, uid: str) -> ResponseReturnValue:
    """Correct a person's details."""
    person = _person(delegation, uid)
    form = MemberForm.of(delegation, person)
    if form.validate_on_submit() and form.allows(partial(_change, delegation, person, form)):
        return _back(delegation, gettext("The details are saved."))
    taken_over = coordinating.is_taken_over(person)
    return _ask("mine_change", delegation, form, person=person, is_taken_over=taken_over)


@blueprint.route("/p/<uid>/withdraw", methods=["GET", "POST"])
@access.own_delegation
def withdraw(delegation: Delegation, uid: str) -> ResponseReturnValue:
    """Let a person not come, who is told why."""
    person, form = _person(delegation, uid), ReasonForm()
    if form.validate_on_submit() and form.allows(
        lambda: coordinating.withdraw_person(
            delegation, person, reason=form.reason.data or "", now=clock.now()
        )
    ):
        return _back(delegation, gettext("The person is withdrawn and gets a mail."))
    return _ask("mine_withdraw", delegation, form, person=person)


@blueprint.route("/refuse", methods=["GET", "POST"])
@access.own_delegation
def refuse(delegation: Delegation) -> ResponseReturnValue:
    """Nobody from us."""
    form = RefusalForm()
    if form.validate_on_submit() and form.allows(
        lambda: coordinating.refuse(delegation, reason=form.reason.data or "", now=clock.now())
    ):
        return _back(delegation, gettext("The organiser knows that nobody comes."))
    return _ask("mine_refuse", delegation, form)


def _add(delegation: Delegation, form: NewMemberForm) -> Registration:
    return coordinating.add_person(
        delegation,
        details=form.details(),
        email=form.email.data or "",
        language=form.language.data,
        waits=request.form.get("step") == WAIT,
        answers=form.answers(),
        now=clock.now(),
    )


def _change(delegation: Delegation, person: Registration, form: MemberForm) -> None:
    coordinating.change_person(
        delegation, person, details=form.details(), email=form.email.data or "", now=clock.now()
    )


def _is_full(delegation: Delegation) -> bool:
    return delegation.is_full or (not delegation.reserves and delegation.event.is_full)


def _person(delegation: Delegation, uid: str) -> Registration:
    return coordinating.person_of(delegation, uid) or abort(404)


def _frame(delegation: Delegation) -> dict[str, object]:
    return {
        "delegation": delegation,
        "event": delegation.event,
        "name": title_of(delegation),
        "token": links.token_of(delegation),
        "places_left": places_left,
        "most_a_day": coordinating.most_a_day(delegation),
        "language_names": locale.OWN_NAMES,
    }


def _back(delegation: Delegation, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for(".overview", token=links.token_of(delegation)), 303)


def _ask(page: str, delegation: Delegation, form: Form, **values: object) -> ResponseReturnValue:
    return render_form(f"delegations/{page}.html", form=form, **_frame(delegation), **values)
