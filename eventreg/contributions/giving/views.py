"""What I contribute to the report, from my own link."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import (
    Blueprint,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.contributions.giving import keeping, service
from eventreg.contributions.giving.forms import PHOTOS, SEND, GivingForm
from eventreg.contributions.models import Contribution, ContributionKind
from eventreg.contributions.naming.service import OUT_OF_HAND
from eventreg.contributions.wording import KINDS, NAMINGS, STATES, WHAT_IT_IS
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.identity import new_uid
from eventreg.language import locale
from eventreg.language.times import clock_time
from eventreg.registration import links
from eventreg.registration.forms import SureForm
from eventreg.registration.models import Registration
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

TAKEN = "text_taken"  # from which page a text came that the device need not keep any more

blueprint = Blueprint("my_contributions", __name__, url_prefix=PREFIX + "/r/<token>/contributions")


@blueprint.get("/")
@access.own_registration
def overview(registration: Registration) -> ResponseReturnValue:
    """What I have written, and what else I could write."""
    return render_template(
        "contributions/mine.html",
        event=registration.event,
        token=links.token_of(registration),
        given=service.given_by(registration),
        is_open=service.may_give(registration, now=clock.now()),
        open_states=service.OPEN_TO_ITS_AUTHOR,
        kinds=KINDS,
        what_it_is=WHAT_IT_IS,
        states=STATES,
        namings=NAMINGS,
        named_apart=OUT_OF_HAND,
        taken=_taken(registration),
    )


@blueprint.route("/add/<kind>", methods=["GET", "POST"])
@access.own_registration
def add(registration: Registration, kind: str) -> ResponseReturnValue:
    """Write something down: as a draft, or for the report."""
    if kind not in set(ContributionKind):
        abort(404)
    if not service.may_give(registration, now=clock.now()):
        return _back(registration)
    form = _typed(registration, ContributionKind(kind))
    if form.validate_on_submit():
        mine = form.attempt(lambda: _give(registration, ContributionKind(kind), form))
        if mine is not None:
            return _kept(registration, mine, page=kind)
    return _form(registration, ContributionKind(kind), form)


@blueprint.route("/<uid>/", methods=["GET", "POST"])
@access.own_registration
def change(registration: Registration, uid: str) -> ResponseReturnValue:
    """Write on, as long as nobody has decided about it."""
    mine = _mine(registration, uid)
    if mine.state not in service.OPEN_TO_ITS_AUTHOR:
        return _back(registration)
    form = GivingForm.of(registration.event, mine.kind, mine)
    if form.validate_on_submit() and form.allows(
        lambda: service.change(mine, given=form.given(), **_how(registration))
    ):
        return _kept(registration, mine, page=uid)
    return _form(registration, mine.kind, form, mine)


@blueprint.post("/keep/<kind>")
@access.own_registration
def keep(registration: Registration, kind: str) -> ResponseReturnValue:
    """Save a draft as it is typed; the page goes on at the address of the draft."""
    if kind not in set(ContributionKind):
        abort(404)
    form = _typed(registration, ContributionKind(kind))
    if form.named is None or not form.validate_on_submit():
        return jsonify(kept=False), 422
    what = _what(registration, ContributionKind(kind), form) | {"uid": form.named}
    mine = form.attempt(lambda: keeping.keep_as_typed(registration, **what))
    return _said(registration, mine) if mine is not None else (jsonify(kept=False), 422)


@blueprint.route("/<uid>/remove", methods=["GET", "POST"])
@access.own_registration
def remove(registration: Registration, uid: str) -> ResponseReturnValue:
    """Am I sure? Then it is gone."""
    mine, form = _mine(registration, uid), SureForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.take_back(mine, actor=_me(registration), now=clock.now())
    ):
        flash(gettext("The text is removed."))
        return _back(registration)
    return render_form(
        "contributions/remove.html", form=form, mine=mine, token=links.token_of(registration)
    )


def _form(
    registration: Registration,
    kind: ContributionKind,
    form: GivingForm,
    mine: Contribution | None = None,
) -> ResponseReturnValue:
    return render_form(
        "contributions/give.html",
        form=form,
        kind=KINDS[kind],
        what_it_is=WHAT_IT_IS[kind],
        mine=mine,
        is_sent=mine is not None and mine.state == "submitted",
        store=keeping.store_of(registration),
        draft=mine.uid if mine else new_uid(),
        keep=kind.value,
        event=registration.event,
        token=links.token_of(registration),
    )


def _typed(registration: Registration, kind: ContributionKind) -> GivingForm:
    """The form of a new text, or of one that was saved as it was typed: in the same language."""
    saved = service.of_mine(registration, request.form.get("draft", ""))
    return GivingForm.of(registration.event, kind, saved)


def _give(registration: Registration, kind: ContributionKind, form: GivingForm) -> Contribution:
    what = {**_what(registration, kind, form), "send": _sends()}
    if form.named:
        return keeping.give_named(registration, uid=form.named, **what)
    return service.give(registration, **what)


def _what(registration: Registration, kind: ContributionKind, form: GivingForm) -> dict[str, Any]:
    return {"kind": kind, "given": form.given(), "actor": _me(registration), "now": clock.now()}


def _said(registration: Registration, mine: Contribution) -> ResponseReturnValue:
    at = clock.now().astimezone(ZoneInfo(registration.event.time_zone))
    return jsonify(
        uid=mine.uid,
        address=url_for(".change", token=links.token_of(registration), uid=mine.uid),
        said=gettext("Saved at %(time)s.", time=clock_time(at.time(), locale.current())),
    )


def _how(registration: Registration) -> dict[str, Any]:
    return {"send": _sends(), "actor": _me(registration), "now": clock.now()}


def _sends() -> bool:
    return request.form.get("step") == SEND


def _kept(registration: Registration, mine: Contribution, *, page: str) -> ResponseReturnValue:
    session[TAKEN] = page
    flash(gettext("Thank you! It is sent.") if _sends() else gettext("Your text is saved."))
    if request.form.get("step") == PHOTOS:
        return redirect(
            url_for("my_photos.photos", token=links.token_of(registration), uid=mine.uid), 303
        )
    return _back(registration)


def _taken(registration: Registration) -> dict[str, str] | None:
    page = session.pop(TAKEN, None)
    return {"store": keeping.store_of(registration), "page": page} if page else None


def _mine(registration: Registration, uid: str) -> Contribution:
    return service.of_mine(registration, uid) or abort(404)


def _me(registration: Registration) -> Actor:
    return Actor(ActorKind.PARTICIPANT, registration.id)


def _back(registration: Registration) -> ResponseReturnValue:
    return redirect(url_for(".overview", token=links.token_of(registration)), 303)
