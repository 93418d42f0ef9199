"""Publishing an event, taking it back, closing it, putting it away, calling it off.

Each is a page that says what will happen, and a button that does it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from eventreg import clock
from eventreg.events import lifecycle
from eventreg.events.forms import CancellationForm
from eventreg.events.models import Event, EventStatus
from eventreg.events.readiness import readiness_of
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("lifecycle", __name__, url_prefix=PREFIX + "/organise/e/<slug>")


class Step(NamedTuple):
    """A move: its page, the verb that does it, where it ends, what is said when it is done."""

    page: str
    verb: Callable[..., Event]
    to: EventStatus
    done: LazyString


PUBLISH = Step(
    "publish",
    lifecycle.publish_event,
    EventStatus.PUBLISHED,
    lazy_gettext("The event is published."),
)
WITHDRAW = Step(
    "withdraw",
    lifecycle.withdraw_event,
    EventStatus.DRAFT,
    lazy_gettext("The event is a draft again."),
)
CLOSE = Step(
    "close", lifecycle.close_event, EventStatus.CLOSED, lazy_gettext("The event is closed.")
)
ARCHIVE = Step(
    "archive",
    lifecycle.archive_event,
    EventStatus.ARCHIVED,
    lazy_gettext("The event is in the archive."),
)
CANCEL = Step(
    "cancel",
    lifecycle.cancel_event,
    EventStatus.CANCELLED,
    lazy_gettext("The event is cancelled. Those who were registered are told by mail."),
)


@blueprint.route("/publish", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def publish(event: Event) -> ResponseReturnValue:
    """Let everybody see it, unless something is missing; then say what."""
    return _taken(PUBLISH, event, Form())


@blueprint.route("/withdraw", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def withdraw(event: Event) -> ResponseReturnValue:
    """Back to a draft, as long as nobody has registered."""
    return _taken(WITHDRAW, event, Form())


@blueprint.route("/close", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def close(event: Event) -> ResponseReturnValue:
    """End registration for good."""
    return _taken(CLOSE, event, Form())


@blueprint.route("/archive", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def archive(event: Event) -> ResponseReturnValue:
    """Put a closed event away."""
    return _taken(ARCHIVE, event, Form())


@blueprint.route("/cancel", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def cancel(event: Event) -> ResponseReturnValue:
    """Call it off and tell everybody who is registered."""
    form = CancellationForm()
    return _taken(CANCEL, event, form, reason=form.reason.data)


def _taken(step: Step, event: Event, form: Form, **said: Any) -> ResponseReturnValue:
    now = clock.now()
    if form.validate_on_submit() and form.allows(
        lambda: step.verb(event=event, actor=access.actor(), now=now, **said)
    ):
        flash(str(step.done))
        return redirect(url_for("organise.event", slug=event.slug), 303)
    return render_form(
        f"events/organise_{step.page}.html",
        form=form,
        event=event,
        readiness=readiness_of(event, now=now),
        people=lifecycle.count_people(event),
        may_move=lifecycle.may_move(event, step.to),
    )
