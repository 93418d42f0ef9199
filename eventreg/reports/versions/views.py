"""The organiser's looks back: versions compared, comments answered."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.reports.comments import service as comments
from eventreg.reports.comments.forms import AnswerForm
from eventreg.reports.comments.models import ReportComment
from eventreg.reports.versions import service
from eventreg.reports.versions.models import ReportVersion
from eventreg.reports.versions.passages import Passage, differences, parts_of, passages_by_name
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("report_versions", __name__, url_prefix=PREFIX + "/organise/e/<slug>/report")


@blueprint.get("/versions/<int:before>/<int:after>/")
@access.event_staff(access.READERS)
def compare(event: Event, before: int, after: int) -> ResponseReturnValue:
    """What one version says otherwise than another."""
    one, other = (service.version_of(event, each) or abort(404) for each in (before, after))
    language = locale.current()
    return render_template(
        "reports/versions/compare.html",
        event=event,
        before=one,
        after=other,
        differences=differences(
            parts_of(service.facts_of(one, language)), parts_of(service.facts_of(other, language))
        ),
    )


@blueprint.get("/comments/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """What participants said of which paragraph."""
    found = comments.comments_on(event)
    return render_template(
        "reports/versions/comments.html",
        event=event,
        found=found,
        passages={version.id: _passages(version, rows) for version, rows in found.items()},
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.route("/comments/<uid>/", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def answer(event: Event, uid: str) -> ResponseReturnValue:
    """Say what becomes of a comment."""
    said = comments.comment_of(event, uid) or abort(404)
    form = AnswerForm(obj=said)
    if form.validate_on_submit() and form.allows(
        lambda: comments.answer(said, text=form.answer.data, actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The answer stands beside the comment."))
        return redirect(url_for(".overview", slug=event.slug, _anchor=uid), 303)
    shown = _passages(said.version, [said])[said.uid]
    values = {"event": event, "said": said, "passage": shown}
    return render_form("reports/versions/answer.html", form=form, **values)


def _passages(version: ReportVersion, said: Sequence[ReportComment]) -> dict[str, Passage | None]:
    """What each comment is about, as its author read it."""
    by_language = {
        language: passages_by_name(parts_of(service.facts_of(version, language)))
        for language in {each.language for each in said}
    }
    return {each.uid: by_language[each.language].get(each.passage) for each in said}
