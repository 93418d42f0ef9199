"""The organiser's room of questions: the list, one question, copying, the form as people see it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from eventreg import clock
from eventreg.events.models import Event
from eventreg.events.wording import places_left
from eventreg.language.local_text import LocalText
from eventreg.registration.questions import forbidden, queries, service, sources, wording
from eventreg.registration.questions.forms import QuestionsPart
from eventreg.registration.questions.forms_organise import (
    CopyForm,
    NewQuestionForm,
    QuestionForm,
    RemoveForm,
)
from eventreg.registration.questions.models import Question, QuestionKind
from eventreg.registration.questions.rules import QuestionFacts
from eventreg.web import access
from eventreg.web.forms import render_form
from eventreg.web.language import PREFIX

blueprint = Blueprint(
    "organise_questions", __name__, url_prefix=PREFIX + "/organise/e/<slug>/questions"
)


@blueprint.get("/")
@access.event_staff(access.READERS)
def overview(event: Event) -> ResponseReturnValue:
    """What the event asks, in order, with what may be doubtful about it."""
    questions = queries.questions_of(event)
    return render_template(
        "questions/overview.html",
        event=event,
        questions=questions,
        moves=service.moves_of(questions),
        doubts={
            each.uid: forbidden.doubtful_words(service.facts_of(each).texts()) for each in questions
        },
        wording=wording,
        may_edit=bool(access.roles_in(event.organisation_id) & access.EDITORS),
    )


@blueprint.get("/preview")
@access.event_staff(access.READERS)
def preview(event: Event) -> ResponseReturnValue:
    """The questions as people see them, in the language of the address."""
    form = QuestionsPart()
    form.ask(queries.questions_of(event))
    return render_template(
        "questions/preview.html", event=event, form=form, places_left=places_left
    )


@blueprint.route("/add", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def add(event: Event) -> ResponseReturnValue:
    """First how it is answered, then the question."""
    kind = request.args.get("kind")
    if kind not in set(QuestionKind):
        return render_template("questions/kinds.html", event=event, kinds=wording.KINDS)
    empty = QuestionFacts(kind=QuestionKind(kind), label=LocalText())
    form = NewQuestionForm.about(empty, earlier=queries.questions_of(event), kind_stays=True)
    if _is_saved(form) and form.allows(
        lambda: service.add_question(
            event=event, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        return _back_to(event, gettext("The question was added."))
    return _ask("add", event, form)


@blueprint.route("/<uid>/", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def edit(event: Event, uid: str) -> ResponseReturnValue:
    """One question, to be changed."""
    question = _question(event, uid)
    form = _form_of(question)
    if _is_saved(form) and form.allows(
        lambda: service.edit_question(
            question=question, facts=form.facts(), actor=access.actor(), now=clock.now()
        )
    ):
        return _back_to(event, gettext("The question was changed."))
    return _ask("edit", event, form, question)


@blueprint.post("/<uid>/move")
@access.event_staff(access.EDITORS)
def move(event: Event, uid: str) -> ResponseReturnValue:
    """Up or down."""
    if request.form.get("direction") not in set(service.Direction):
        abort(400)
    service.move_question(
        question=_question(event, uid),
        direction=service.Direction(request.form["direction"]),
        actor=access.actor(),
        now=clock.now(),
    )
    return redirect(url_for(".overview", slug=event.slug, _anchor=f"question-{uid}"), 303)


@blueprint.route("/<uid>/remove", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def remove(event: Event, uid: str) -> ResponseReturnValue:
    """Ask, then remove the question from the form."""
    question, form = _question(event, uid), RemoveForm()
    if form.validate_on_submit() and form.allows(
        lambda: service.remove_question(question=question, actor=access.actor(), now=clock.now())
    ):
        return _back_to(event, gettext("The question is asked no more."))
    return _ask("remove", event, form, question)


@blueprint.route("/copy", methods=["GET", "POST"])
@access.event_staff(access.EDITORS)
def copy(event: Event) -> ResponseReturnValue:
    """Ask what another event of the organisation asked."""
    events = {each.slug: each for each in sources.events_that_ask(event)}
    form = CopyForm.among(list(events.values()))
    if form.validate_on_submit():
        added = form.attempt(
            lambda: service.copy_questions(
                source=events[form.source.data], event=event, actor=access.actor(), now=clock.now()
            )
        )
        if added is not None:
            return _back_to(event, _copied(len(added)))
    return render_form("questions/copy.html", form=form, event=event, sources=events)


def _copied(number: int) -> str:
    if not number:
        return str(gettext("All its questions stand here already."))
    return str(ngettext("%(num)s question was copied.", "%(num)s questions were copied.", number))


def _form_of(question: Question) -> QuestionForm:
    standing = list(queries.questions_of(question.event))
    return QuestionForm.about(
        service.facts_of(question),
        earlier=standing[: standing.index(question)],
        kind_stays=service.is_answered(question),
    )


def _is_saved(form: QuestionForm) -> bool:
    """Whether the form is to be saved; a button of its rows only changes the page."""
    if form.is_sent_for_rows:
        form.change_rows()
        return False
    return bool(form.validate_on_submit())


def _question(event: Event, uid: str) -> Question:
    return queries.question_of(event, uid) or abort(404)


def _back_to(event: Event, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for(".overview", slug=event.slug), 303)


def _ask(
    page: str, event: Event, form: QuestionForm | RemoveForm, question: Question | None = None
) -> ResponseReturnValue:
    return render_form(f"questions/{page}.html", form=form, event=event, question=question)
