"""The pages of the desk, and what a desk's device asks for and sends."""

from functools import partial
from typing import Any

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.attendance.desk import service, wording
from eventreg.attendance.desk.finding import Finding, Standing, finding_of, found
from eventreg.attendance.desk.forms import NoteForm, WalkInForm, notes_of_device
from eventreg.attendance.service import Occasion, occasion_named, occasions_of
from eventreg.events.models import Event
from eventreg.identity import new_uid
from eventreg.registration.models import Registration
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("desk", __name__, url_prefix=PREFIX + "/organise/e/<slug>/desk")

LONGEST_SEARCH = 200
# Only the desk may look through the camera; everywhere else it is forbidden (`web.headers`).
CAMERA = "camera=(self), geolocation=(), microphone=(), payment=()"


@blueprint.get("/")
@access.event_staff(access.DESK)
def overview(event: Event) -> ResponseReturnValue:
    """Choose the day or the visit."""
    return render_template(
        "attendance/desk/overview.html", event=event, occasions=occasions_of(event)
    )


@blueprint.get("/<key>/")
@access.event_staff(access.DESK)
def desk(event: Event, key: str) -> ResponseReturnValue:
    """Look for who arrives, by words or by what a scanner types; see how they stand."""
    at = occasion_named(event, key)
    asked = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    page = render_template(
        "attendance/desk/desk.html",
        event=event,
        at=at,
        asked=asked,
        findings=found(event, at, asked),
        now_noted=_now_noted(event, at),
        me=access.account().name,
        store=_store_of(event, at),
        **_words(event),
    )
    return _with_camera(page)


@blueprint.post("/<key>/note")
@access.event_staff(access.DESK)
def note(event: Event, key: str) -> ResponseReturnValue:
    """Check somebody in, or undo it, by a button."""
    at, form = occasion_named(event, key), NoteForm()
    if not form.validate():
        return redirect(url_for(".desk", slug=event.slug, key=key), 303)
    outcome = service.take_notes(
        event, occasion=at, given=[form.note()], actor=access.actor(), now=clock.now()
    )[0]
    done = "new" if outcome.counts else "undone" if not form.present.data else "again"
    to = url_for(".desk", slug=event.slug, key=key, person=form.person.data, done=done)
    return redirect(to, 303)


@blueprint.get("/<key>/list.json")
@access.event_staff(access.DESK)
def people(event: Event, key: str) -> ResponseReturnValue:
    """What a device keeps in the memory of its page; 304 when nothing has changed."""
    answer = jsonify(service.list_for_device(event, occasion_named(event, key)))
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.post("/<key>/notes.json")
@access.event_staff(access.DESK)
def notes(event: Event, key: str) -> ResponseReturnValue:
    """Take in what a device has noted meanwhile."""
    outcomes = service.take_notes(
        event,
        occasion=occasion_named(event, key),
        given=notes_of_device(request.get_data()),
        actor=access.actor(),
        now=clock.now(),
    )
    return jsonify({"outcomes": [_as_json(outcome) for outcome in outcomes]})


@blueprint.route("/<key>/walk-in", methods=["GET", "POST"])
@access.event_staff(access.DESK)
def walk_in(event: Event, key: str) -> ResponseReturnValue:
    """Enter somebody who came unannounced, and check them in."""
    at = occasion_named(event, key)
    may_exceed = bool(access.roles_in(event.organisation_id) & access.EDITORS)
    form = WalkInForm.for_event(event, may_exceed=may_exceed)
    enter = partial(_enter, event, at, form)
    if form.validate_on_submit() and (person := form.attempt(enter)):
        flash(gettext("The person is registered and gets a mail."))
        to = url_for(".desk", slug=event.slug, key=key, person=person.uid, done="new")
        return redirect(to, 303)
    return render_form("attendance/desk/walk_in.html", form=form, event=event, at=at)


def _enter(event: Event, at: Occasion, form: WalkInForm) -> Registration:
    return service.register_walk_in(
        event, occasion=at, actor=access.actor(), now=clock.now(), **form.asked()
    )


def _now_noted(event: Event, at: Occasion) -> tuple[Finding, wording.Said] | None:
    """Whom the desk has just noted, and in which words it is said."""
    finding = finding_of(event, at, request.args.get("person", ""))
    if finding is None:
        return None
    said = wording.STANDINGS[finding.standing]
    done = request.args.get("done", "")
    if done == "new" and finding.standing is Standing.PRESENT:
        said = wording.DONE
    if done == "undone" and finding.standing is Standing.EXPECTED:
        said = wording.UNDONE
    return finding, said


def _words(event: Event) -> dict[str, Any]:
    return {
        "standings": wording.STANDINGS,
        "more_words": {
            "done": wording.DONE,
            "undone": wording.UNDONE,
            "not_here": wording.NOT_HERE,
        },
        "since_when": partial(wording.since_when, event),
        "new_uid": new_uid,
    }


def _store_of(event: Event, at: Occasion) -> str:
    """Under which name a device keeps what is not sent yet: nobody else's sign-in sees it."""
    return service.digest(f"{access.account().id} {event.id} {at.key}")


def _as_json(outcome: service.Outcome) -> dict[str, Any]:
    return {
        "uid": outcome.uid,
        "kept": outcome.kept,
        "counts": outcome.counts,
        **service.told(outcome.finding),
    }


def _with_camera(page: str) -> Response:
    answer = make_response(page)
    answer.headers["Permissions-Policy"] = CAMERA
    return answer
