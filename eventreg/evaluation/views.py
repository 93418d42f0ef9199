"""The organiser's room of evaluation: the questionnaire, and what was answered."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.evaluation import service, wording
from eventreg.evaluation.answering import FEWEST, is_open
from eventreg.evaluation.charts import chart_of
from eventreg.evaluation.file import results_csv
from eventreg.evaluation.forms import (
    AnswerForm,
    AsideForm,
    NewQuestionForm,
    QuestionForm,
    SettingsForm,
)
from eventreg.evaluation.models import Evaluation, EvaluationQuestion, EvaluationQuestionKind
from eventreg.evaluation.ready_made import QuestionFacts
from eventreg.evaluation.results import choices_of, invited_to, results_of, set_aside
from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.language.local_text import LocalText
from eventreg.registration.forms import SureForm
from eventreg.web import access
from eventreg.web.downloads import download
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_evaluation", __name__, url_prefix=PREFIX + "/organise/e/<slug>/evaluation"
)


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """The questionnaire in order, when it is open, how many have answered."""
    evaluation = service.evaluation_of(event)
    return render_template(
        "evaluation/overview.html",
        event=event,
        evaluation=evaluation,
        is_open=evaluation is not None and is_open(evaluation, now=clock.now()),
        invited=invited_to(event),
        has_results=results_of(evaluation) is not None,
        fewest=FEWEST,
        kinds=wording.KINDS,
        choices_of=choices_of,
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.post("/begin")
@access.event_staff(access.EDITORS)
def begin(event: Event) -> ResponseReturnValue:
    """Begin with the ready-made questions, or with none."""
    ready_made = "ready_made" in request.form
    service.begin(event, ready_made=ready_made, actor=access.actor(), now=clock.now())
    flash(gettext("The questionnaire stands. Read it and change what you like."))
    return _back(event)


@blueprint.route("/settings", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def settings(event: Event) -> ResponseReturnValue:
    """When it is open, and whether people are asked by mail."""
    evaluation = _evaluation(event)
    form = SettingsForm(obj=evaluation)
    if form.validate_on_submit() and form.allows(
        lambda: service.settle(evaluation, **form.said(), actor=access.actor(), now=clock.now())
    ):
        flash(gettext("Saved."))
        return _back(event)
    return render_form("evaluation/settings.html", form=form, event=event)


@blueprint.route("/add/<kind>", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def add(event: Event, kind: str) -> ResponseReturnValue:
    """A question of that kind."""
    if kind not in set(EvaluationQuestionKind):
        abort(404)
    evaluation = _evaluation(event)
    empty = QuestionFacts(kind=EvaluationQuestionKind(kind), label=LocalText())
    form = NewQuestionForm.about(empty)
    if form.validate_on_submit() and form.allows(
        lambda: service.add_question(
            evaluation, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The question was added."))
        return _back(event)
    return render_form("evaluation/question.html", form=form, event=event, question=None)


@blueprint.route("/<uid>/", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def edit(event: Event, uid: str) -> ResponseReturnValue:
    """One question, to be worded better."""
    question = _question(event, uid)
    form = QuestionForm.about(service.facts_of(question))
    if form.validate_on_submit() and form.allows(
        lambda: service.edit_question(
            question, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The question was changed."))
        return _back(event, uid)
    return render_form("evaluation/question.html", form=form, event=event, question=question)


@blueprint.post("/<uid>/move/<direction>")
@access.event_staff(access.EDITORS)
def move(event: Event, uid: str, direction: str) -> ResponseReturnValue:
    """Up or down."""
    if direction not in set(service.Direction):
        abort(404)
    service.move_question(_question(event, uid), service.Direction(direction))
    return _back(event, uid)


@blueprint.route("/<uid>/remove", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remove(event: Event, uid: str) -> ResponseReturnValue:
    """Ask, then remove it."""
    question, form = _question(event, uid), SureForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.remove_question(question, actor=access.actor(), now=clock.now())
    ):
        flash(gettext("The question was removed."))
        return _back(event)
    return render_form("evaluation/remove.html", form=form, event=event, question=question)


@blueprint.get("/preview")
@access.event_staff(access.READERS)
def preview(event: Event) -> ResponseReturnValue:
    """The questionnaire as people see it, in the language of the address."""
    form = AnswerForm()
    form.ask(_evaluation(event).questions, language=locale.current())
    return render_template("evaluation/preview.html", event=event, form=form)


@blueprint.get("/results")
@access.event_staff(access.READERS)
def results(event: Event) -> ResponseReturnValue:
    """What was answered, from five people on (R24)."""
    found = results_of(_evaluation(event))
    return render_template(
        "evaluation/results.html",
        event=event,
        results=found,
        fewest=FEWEST,
        choices_of=choices_of,
        charts={each.question.uid: chart_of(each) for each in found.questions} if found else {},
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.get("/results.csv")
@access.event_staff(access.READERS)
def table(event: Event) -> ResponseReturnValue:
    """The results as a table."""
    found = results_of(_evaluation(event)) or abort(404)
    name = f"{event.slug}-{_FILE[locale.current()]}.csv"
    return download(results_csv(found), kind="text/csv", name=name)


@blueprint.route("/<uid>/texts/<key>", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def aside(event: Event, uid: str, key: str) -> ResponseReturnValue:
    """Show a text no more, with a reason."""
    question, form = _question(event, uid), AsideForm()
    opinion = _opinion(event, uid, key)
    if form.validate_on_submit() and form.allows(
        lambda: set_aside(
            question, key, reason=form.reason.data, actor=access.actor(), now=clock.now()
        )
    ):
        flash(gettext("The text is shown no more."))
        return redirect(url_for(".results", slug=event.slug, _anchor=f"question-{uid}"), 303)
    return render_form("evaluation/aside.html", form=form, event=event, opinion=opinion)


@blueprint.post("/<uid>/texts/<key>/show")
@access.event_staff(access.EDITORS)
def show(event: Event, uid: str, key: str) -> ResponseReturnValue:
    """Show a text again."""
    set_aside(_question(event, uid), key, reason="", actor=access.actor(), now=clock.now())
    return redirect(url_for(".results", slug=event.slug, _anchor=f"question-{uid}"), 303)


_FILE = {"lv": "novertejums", "en": "evaluation"}


def _evaluation(event: Event) -> Evaluation:
    return service.evaluation_of(event) or abort(404)


def _question(event: Event, uid: str) -> EvaluationQuestion:
    return service.question_of(event, uid) or abort(404)


def _opinion(event: Event, uid: str, key: str) -> object:
    found = results_of(_evaluation(event)) or abort(404)
    texts = (text for each in found.questions if each.question.uid == uid for text in each.texts)
    return next((text for text in texts if text.key == key), None) or abort(404)


def _back(event: Event, uid: str = "") -> ResponseReturnValue:
    anchor = f"question-{uid}" if uid else None
    return redirect(url_for(".overview", slug=event.slug, _anchor=anchor), 303)
