"""The report as it is open for comments, from my own link."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.language import locale
from eventreg.registration import links
from eventreg.registration.models import Registration
from eventreg.reports.comments import service
from eventreg.reports.comments.forms import CommentForm
from eventreg.reports.comments.models import ReportComment
from eventreg.reports.versions.passages import Part, Passage, parts_of, passages_by_name
from eventreg.reports.versions.service import facts_of
from eventreg.web import access
from eventreg.web.forms import Form, render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("report_comments", __name__, url_prefix=PREFIX + "/r/<token>/report")


@blueprint.get("/")
@access.own_registration
def overview(registration: Registration) -> ResponseReturnValue:
    """The report paragraph by paragraph, with what I have said and what was answered."""
    return _page(registration, Form())


@blueprint.route("/comment/<section>/<int:number>", methods=["GET", "POST"])
@access.own_registration
def write(registration: Registration, section: str, number: int) -> ResponseReturnValue:
    """Say something of a paragraph."""
    passage = _passage(registration, f"{section}/{number}")
    form = CommentForm()
    if form.validate_on_submit() and form.allows(lambda: _say(registration, passage, form)):
        flash(gettext("Thank you! Your comment is with the organisers."))
        return _back(registration, passage.name)
    return render_form(
        "reports/comments/write.html",
        form=form,
        event=registration.event,
        token=links.token_of(registration),
        passage=passage,
    )


@blueprint.post("/comments/<uid>/remove")
@access.own_registration
def remove(registration: Registration, uid: str) -> ResponseReturnValue:
    """Take a comment of mine back."""
    form, mine = Form(), _mine(registration, uid)
    if form.validate_on_submit() and form.allows(
        lambda: service.take_back(mine, actor=_me(registration), now=clock.now())
    ):
        flash(gettext("The comment is removed."))
        return _back(registration)
    return _page(registration, form)


def _page(registration: Registration, form: Form) -> ResponseReturnValue:
    version = service.open_version(registration.event)
    said: dict[tuple[int, str], list[ReportComment]] = {}
    comments = service.comments_by(registration)
    for each in comments:
        said.setdefault((each.version_id, each.passage), []).append(each)
    return render_form(
        "reports/comments/mine.html",
        form=form,
        event=registration.event,
        token=links.token_of(registration),
        version=version,
        parts=_parts(registration),
        said=said,
        may_comment=service.may_comment(registration),
        earlier=[each for each in comments if version is None or each.version_id != version.id],
    )


def _parts(registration: Registration) -> tuple[Part, ...]:
    version = service.open_version(registration.event)
    if version is None:
        return ()
    return parts_of(facts_of(version, locale.current()))


def _passage(registration: Registration, name: str) -> Passage:
    return passages_by_name(_parts(registration)).get(name) or abort(404)


def _say(registration: Registration, passage: Passage, form: CommentForm) -> None:
    service.comment(
        registration,
        passage=passage.name,
        language=locale.current(),
        text=form.text.data,
        actor=_me(registration),
        now=clock.now(),
    )


def _mine(registration: Registration, uid: str) -> ReportComment:
    found = service.comment_of(registration.event, uid)
    if found is None or found.registration_id != registration.id:
        abort(404)
    return found


def _me(registration: Registration) -> Actor:
    return Actor(ActorKind.PARTICIPANT, registration.id)


def _back(registration: Registration, passage: str = "") -> ResponseReturnValue:
    anchor = passage.replace("/", "-") or None
    address = url_for(".overview", token=links.token_of(registration), _anchor=anchor)
    return redirect(address, 303)
