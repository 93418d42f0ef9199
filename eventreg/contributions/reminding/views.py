"""Switching the reminders on and off."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.contributions.reminding import service
from eventreg.events.models import Event
from eventreg.web import access
from eventreg.web.forms import Form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "reminding", __name__, url_prefix=PREFIX + "/organise/e/<slug>/contributions/reminders"
)


@blueprint.route("/", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def reminders(event: Event) -> ResponseReturnValue:
    """When people are reminded, and a button for the other way."""
    form, standing = Form(), service.reminders_of(event)
    if form.validate_on_submit():
        on = standing is None
        service.switch(event, on=on, actor=access.actor(), now=clock.now())
        flash(gettext("People are reminded.") if on else gettext("Nobody is reminded any more."))
        return redirect(url_for("organise_contributions.overview", slug=event.slug), 303)
    return render_template(
        "contributions/reminding/reminders.html",
        form=form,
        event=event,
        standing=standing,
        days=service.days_of_reminders(event),
    )
