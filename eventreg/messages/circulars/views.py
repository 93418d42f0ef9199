"""The organiser's pages about letters to many."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.language.local_text import LocalText
from eventreg.messages.circulars import service
from eventreg.messages.circulars.forms import CircularForm, SendForm
from eventreg.messages.circulars.models import Circular
from eventreg.messages.circulars.readers import (
    count_readers,
    examples_of,
    readers_of,
    said_to,
)
from eventreg.messages.circulars.wording import STATES
from eventreg.messages.models import Message
from eventreg.messages.own_words import Source, Words, check_words
from eventreg.messages.rendering import Previewed, preview
from eventreg.registration.people_filter.address import drafted
from eventreg.registration.people_filter.model import Filter
from eventreg.registration.people_table.view import read_view
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("circulars", __name__, url_prefix=PREFIX + "/organise/e/<slug>/letters")


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """All letters, newest first."""
    return render_template(
        "messages/circulars/overview.html",
        event=event,
        circulars=service.circulars_of(event),
        states=STATES,
        may_edit=_may_edit(event),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def new(event: Event) -> ResponseReturnValue:
    """A letter to those whom the address names, as the list of people does."""
    wanted = read_view(request.args).filter()
    form = CircularForm.of({}, examples_of(event, wanted))
    if form.validate_on_submit() and not form.wants_preview:
        made = form.attempt(
            lambda: service.write(
                event, **form.said, wanted=wanted, actor=access.actor(), now=clock.now()
            )
        )
        if made is not None:
            return _to(made)
    return _written(event, form, wanted)


@blueprint.get("/<uid>/")
@access.event_staff(access.READERS)
def circular(event: Event, uid: str) -> ResponseReturnValue:
    """One letter: to whom it goes, how it reads, what can be done with it."""
    found = _named(event, uid)
    wanted = readers_of(found)
    return render_template(
        "messages/circulars/circular.html",
        event=event,
        circular=found,
        count=count_readers(event, wanted),
        seen=_seen(found),
        people=_people_address(event, wanted),
        states=STATES,
        may_edit=_may_edit(event),
        is_open=found.state in service.OPEN,
    )


@blueprint.route("/<uid>/edit", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def edit(event: Event, uid: str) -> ResponseReturnValue:
    """Change the words of a letter that has not gone out."""
    found = _named(event, uid)
    wanted = readers_of(found)
    form = CircularForm.of(_words_of(found), examples_of(event, wanted))
    if (
        form.validate_on_submit()
        and not form.wants_preview
        and form.allows(
            lambda: service.rewrite(found, **form.said, actor=access.actor(), now=clock.now())
        )
    ):
        return _to(found)
    return _written(event, form, wanted)


@blueprint.route("/<uid>/send", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def send(event: Event, uid: str) -> ResponseReturnValue:
    """Say when it goes out."""
    found = _named(event, uid)
    form = SendForm.by_clocks_of(event)
    if form.validate_on_submit() and form.allows(
        lambda: service.send(found, send_at=form.moment, actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The letter goes out.") if form.moment is None else gettext("It is set."))
        return _to(found)
    count = count_readers(event, readers_of(found))
    return render_form(
        "messages/circulars/send.html", form=form, event=event, circular=found, count=count
    )


@blueprint.post("/<uid>/test")
@access.event_staff(access.EDITORS)
def test(event: Event, uid: str) -> ResponseReturnValue:
    """Send it to oneself, as the first reader would get it."""
    found = _named(event, uid)
    seen = _seen(found)
    if seen is None:
        flash(gettext("Nobody fits, so there is no letter to try."))
        return _to(found)
    service.send_test(seen, to=access.account(), now=clock.now())
    flash(gettext("The letter is on its way to %(address)s.", address=access.account().email))
    return _to(found)


@blueprint.post("/<uid>/hold-back")
@access.event_staff(access.EDITORS)
def hold_back(event: Event, uid: str) -> ResponseReturnValue:
    """Send it not yet."""
    found = _named(event, uid)
    service.hold_back(found, actor=access.actor(), now=clock.now())
    flash(gettext("The letter is a draft again."))
    return _to(found)


@blueprint.route("/<uid>/remove", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remove(event: Event, uid: str) -> ResponseReturnValue:
    """Forget a draft."""
    found, form = _named(event, uid), Form()
    if form.validate_on_submit() and form.allows(
        lambda: service.remove(found, actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The letter is removed."))
        return redirect(url_for(".overview", slug=event.slug), 303)
    return render_form("messages/circulars/remove.html", form=form, event=event, circular=found)


def _written(event: Event, form: CircularForm, wanted: Filter) -> ResponseReturnValue:
    examples = examples_of(event, wanted)
    seen = None
    if form.wants_preview and form.validate_on_submit():
        occasion = service.the_occasion()
        if form.allows(lambda: check_words(occasion, **form.said)):
            seen = _previewed(form.example_of(examples), **form.said)
    return render_form(
        "messages/circulars/write.html",
        form=form,
        event=event,
        examples=examples,
        occasion=service.the_occasion(),
        seen=seen,
        count=count_readers(event, wanted),
        people=_people_address(event, wanted),
    )


def _seen(found: Circular) -> Previewed | None:
    """How the first reader would get it."""
    examples = examples_of(found.event, readers_of(found))
    first = examples[0] if examples else None
    return _previewed(first, subject=found.subject, body=found.body)


def _previewed(message: Message | None, *, subject: LocalText, body: LocalText) -> Previewed | None:
    if message is None:
        return None
    said = Words(**said_to(subject, body, message.language), source=Source.EVENT)
    return preview(message, service.the_occasion(), said)


def _words_of(found: Circular) -> dict[str, Words]:
    return {
        language: Words(
            subject=found.subject[language], body=found.body[language], source=Source.EVENT
        )
        for language in found.subject
    }


def _people_address(event: Event, wanted: Filter) -> str:
    """The list of those who fit."""
    said: dict[str, Any] = {**drafted(wanted).address()}
    return url_for("organise_people.overview", slug=event.slug, **said)


def _named(event: Event, uid: str) -> Circular:
    return service.circular_named(event, uid) or abort(404)


def _may_edit(event: Event) -> bool:
    return bool(access.roles_in(event.organisation_id) & access.EDITORS)


def _to(found: Circular) -> ResponseReturnValue:
    return redirect(url_for(".circular", slug=found.event.slug, uid=found.uid), 303)
