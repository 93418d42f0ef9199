"""Saying what one thought of the event, from the own link and without a name."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from eventreg import clock
from eventreg.evaluation import answering, service
from eventreg.evaluation.forms import AnswerForm
from eventreg.evaluation.models import Evaluation
from eventreg.language import locale
from eventreg.registration import links
from eventreg.registration.models import Registration
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint("my_evaluation", __name__, url_prefix=PREFIX + "/r/<token>/evaluation")


@blueprint.route("/", methods=["GET", "POST"])
@access.own_registration
def answer(registration: Registration) -> ResponseReturnValue:
    """The questionnaire, once."""
    evaluation = service.evaluation_of(registration.event)
    if evaluation is None or not answering.may_answer(evaluation, registration, now=clock.now()):
        return _closed(registration, evaluation)
    if answering.has_answered(registration):
        return _closed(registration, evaluation)
    form = AnswerForm()
    form.ask(evaluation.questions, language=locale.current())
    if form.validate_on_submit() and form.allows(
        lambda: answering.answer(evaluation, registration, said=form.said(), now=clock.now())
    ):
        flash(gettext("Thank you! Your answers are counted without your name."))
        return redirect(url_for("my_registration.overview", token=_token(registration)), 303)
    return _page(registration, form)


def _page(registration: Registration, form: AnswerForm) -> ResponseReturnValue:
    return render_form(
        "evaluation/answer.html",
        form=form,
        event=registration.event,
        token=_token(registration),
        fewest=answering.FEWEST,
    )


def _closed(registration: Registration, evaluation: Evaluation | None) -> ResponseReturnValue:
    return render_template(
        "evaluation/closed.html",
        event=registration.event,
        evaluation=evaluation,
        answered=answering.has_answered(registration),
        token=_token(registration),
    )


def _token(registration: Registration) -> str:
    return links.token_of(registration)
