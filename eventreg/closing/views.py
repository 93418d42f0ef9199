"""The room in which an event is closed, step by step."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.closing import service, thanks
from eventreg.closing.evidence.service import evidence_of
from eventreg.closing.steps import closing_of
from eventreg.closing.wording import WORDS
from eventreg.events.models import Event
from eventreg.privacy.retention import needs_kept
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("closing", __name__, url_prefix=PREFIX + "/organise/e/<slug>/closing")


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """What is done and what is left, and the evidence."""
    return render_template(
        "closing/overview.html",
        event=event,
        closing=closing_of(event, now=clock.now()),
        evidence=evidence_of(event),
        words=WORDS,
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.route("/thanks", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def thank(event: Event) -> ResponseReturnValue:
    """Write to everybody who was there and has not been thanked."""
    form = Form()
    if form.validate_on_submit():
        number = form.attempt(
            lambda: thanks.send_thanks(event, actor=access.actor(), now=clock.now())
        )
        if number is not None:
            flash(ngettext("%(num)s mail goes out.", "%(num)s mails go out.", number))
            return _back(event)
    people = thanks.to_thank(event)
    return render_form("closing/thanks.html", form=form, event=event, people=people)


@blueprint.route("/needs", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def erase_needs(event: Event) -> ResponseReturnValue:
    """Forget diets and access needs before their time."""
    form = Form()
    if form.validate_on_submit() and form.allows(
        lambda: service.erase_needs(event, actor=access.actor(), now=clock.now())
    ):
        flash(gettext("What people needed is forgotten."))
        return _back(event)
    return render_form("closing/needs.html", form=form, event=event, people=needs_kept(event))


def _back(event: Event) -> ResponseReturnValue:
    return redirect(url_for(".overview", slug=event.slug), 303)
