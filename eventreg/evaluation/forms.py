"""The organiser's forms of the questionnaire, and the questionnaire itself."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import request
from flask_babel import lazy_gettext
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from eventreg.evaluation import errors
from eventreg.evaluation.answering import LONGEST, Said, field_of
from eventreg.evaluation.models import EvaluationQuestion, EvaluationQuestionKind
from eventreg.evaluation.ready_made import QuestionFacts
from eventreg.evaluation.results import choices_of
from eventreg.language.local_text import LANGUAGES, LocalText
from eventreg.web.fields import Day
from eventreg.web.forms import (
    Form,
    MaxLength,
    OnceForm,
    Required,
    local_line,
    local_text,
    text,
)

LABEL, CHOICES, REASON = 200, 1_000, 500


class SettingsForm(Form):
    """When it is open, and whether people are asked by mail."""

    opens_on: Any = Day(
        lazy_gettext("First day"), [Required(lazy_gettext("Say when people can begin."))]
    )
    closes_on: Any = Day(
        lazy_gettext("Last day"), [Required(lazy_gettext("Say when it is closed."))]
    )
    asks = BooleanField(
        lazy_gettext("Ask those who were there by mail"),
        description=lazy_gettext(
            "The day after the event, and once more four days later if they have not answered."
        ),
    )

    def said(self) -> dict[str, Any]:
        """What was said, by the names that `service.settle` has for it."""
        names = ("opens_on", "closes_on", "asks")
        return {name: self[name].data for name in names}


class QuestionForm(Form):
    """A question of a kind that is known; the form asks what that kind needs."""

    kind: EvaluationQuestionKind
    label = local_line(
        lazy_gettext("Question"), length=LABEL, required=lazy_gettext("Write the question.")
    )
    low = local_line(lazy_gettext("What 1 means"), length=LABEL)
    high = local_line(lazy_gettext("What 5 means"), length=LABEL)
    choices = local_text(
        lazy_gettext("Answers to choose from"),
        length=CHOICES,
        description=lazy_gettext("One answer a line, in the same order in both languages."),
    )
    required = BooleanField(lazy_gettext("Must be answered"))

    @classmethod
    def about(cls, facts: QuestionFacts) -> "QuestionForm":
        """The form of a question with what is known of it."""
        form = cls(
            data={
                "label": facts.label,
                "low": facts.low,
                "high": facts.high,
                "choices": _as_lines(facts.choices),
                "required": facts.required,
            }
        )
        form.kind = facts.kind
        if facts.kind is not EvaluationQuestionKind.SCALE:
            del form.low, form.high
        if facts.kind is not EvaluationQuestionKind.CHOICE:
            del form.choices
        return form

    def facts(self) -> QuestionFacts:
        """What was said; raises ChoicesDiffer."""
        return QuestionFacts(
            kind=self.kind,
            label=self.label.data,
            low=self.low.data if self.low else LocalText(),
            high=self.high.data if self.high else LocalText(),
            choices=_from_lines(self.choices.data) if self.choices else (),
            required=self.required.data,
        )


class NewQuestionForm(OnceForm, QuestionForm):
    """A question to be added, once however often it is sent."""


class AsideForm(Form):
    """Why a text is not shown."""

    reason = text(
        lazy_gettext("Why it is not shown"),
        length=REASON,
        required=lazy_gettext("Say why the text is not shown."),
        description=lazy_gettext("Such as: it names a person. The reason stands in the log."),
    )


class AnswerForm(Form):
    """The questionnaire; call `ask` once the form is made."""

    questions: Sequence[EvaluationQuestion] = ()

    def ask(self, questions: Sequence[EvaluationQuestion], *, language: str) -> None:
        """Add a field for each question, with what was sent."""
        self.questions = questions
        for question in questions:
            name = field_of(question)
            unbound = _field(question, language)
            field = self.meta.bind_field(self, unbound, {"name": name, "prefix": self._prefix})
            self._fields[name] = field
            field.process(request.form if self.is_submitted() else None)

    def asked(self) -> Iterator[tuple[EvaluationQuestion, Any]]:
        """The questions with their fields, in their order."""
        for question in self.questions:
            yield question, self[field_of(question)]

    def said(self) -> Mapping[str, Said]:
        """What was answered, by the public names of questions."""
        return {question.uid: _said(question, field.data) for question, field in self.asked()}


class _Marked:
    """Says beside the field that it must be answered; the rules see to it."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads a plain dictionary

    def __call__(self, _form: Any, _field: Any) -> None:
        """Leave it to the rules."""


class _OneOf(RadioField):
    """Radio buttons; the rules say whether one must be chosen."""

    def pre_validate(self, _form: Any) -> None:
        """Leave it to the rules."""


def _field(question: EvaluationQuestion, language: str) -> Any:
    label = question.label.in_(language)
    marked = [_Marked()] if question.required else []
    if question.kind is EvaluationQuestionKind.TEXT:
        return TextAreaField(label, [MaxLength(LONGEST), *marked])
    choices = [
        SelectChoice(str(number), choice.in_(language))
        for number, choice in enumerate(choices_of(question), start=1)
    ]
    return _OneOf(label, marked, choices=choices)


def _said(question: EvaluationQuestion, data: Any) -> Said:
    if question.kind is EvaluationQuestionKind.TEXT:
        return Said(text=data or "")
    if not data:
        return Said()
    return Said(number=int(data) if str(data).isascii() and str(data).isdigit() else 0)


def _as_lines(choices: Sequence[LocalText]) -> LocalText:
    return LocalText(
        {
            language: "\n".join(each.get(language, "") for each in choices)
            for language in LANGUAGES
            if any(each.get(language) for each in choices)
        }
    )


def _from_lines(said: LocalText) -> Sequence[LocalText]:
    lines = {
        language: [line.strip() for line in words.splitlines() if line.strip()]
        for language, words in said.items()
        if words.strip()
    }
    if len({len(each) for each in lines.values()}) > 1:
        raise errors.ChoicesDiffer
    longest = max((len(each) for each in lines.values()), default=0)
    return [
        LocalText({language: each[place] for language, each in lines.items()})
        for place in range(longest)
    ]
