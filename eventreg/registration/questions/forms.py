"""The part of a form that asks an event's own questions; every form about a person may have it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import CombinedMultiDict
from wtforms import Field

from eventreg.registration.models import ParticipantRole
from eventreg.registration.questions import conditions, wording
from eventreg.registration.questions.errors import QuestionUnanswered, field_of
from eventreg.registration.questions.fields import AttachedFile, OneOfMany, field_for
from eventreg.registration.questions.given import NO, YES, Answers, GivenAnswer
from eventreg.registration.questions.models import Question, QuestionKind, QuestionOption
from eventreg.web.forms import Form


@dataclass(frozen=True, kw_only=True)
class OfferedOption:
    """A radio button or tick box; a full option can be left, never chosen."""

    control: Any
    option: QuestionOption | None
    is_full: bool
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """A question with its field. `asked_when` says when it is asked; empty when always."""

    question: Question
    field: Any
    asked_when: str
    is_required: bool

    @property
    def depends_on(self) -> str | None:
        """The name of the field that it hangs on."""
        condition = self.question.condition
        return field_of(condition.depends_on.uid) if condition else None

    @property
    def depends_on_value(self) -> str | None:
        """What must be answered there."""
        condition = self.question.condition
        if condition is None:
            return None
        return condition.option.uid if condition.option else YES

    @property
    def use(self) -> str:
        """What the answer is used for, and how long it is kept."""
        return wording.use_of(self.question)

    @property
    def is_list(self) -> bool:
        return isinstance(self.field, OneOfMany)


class QuestionsPart(Form):
    """Asks the questions of an event. Call `ask` once the form is made.

    All are on the page, each with its condition in words; a script may hide what is not asked. What
    is answered to a question that is not asked counts for nothing, and stands in nobody's way.
    """

    questions: Sequence[Question] = ()
    insists = True
    _stood: Mapping[str, GivenAnswer] = {}

    def ask(
        self,
        questions: Sequence[Question],
        *,
        answers: Mapping[str, GivenAnswer] | None = None,
        insist: bool = True,
    ) -> None:
        """Add the questions to the form, with the answers that stand.

        `insist` is whether a required one must be answered: of people themselves, not of staff.
        """
        self.questions, self.insists = questions, insist
        self._stood = answers or {}
        sent = _sent() if questions and self.is_submitted() else None
        for question in questions:
            unbound = field_for(
                question,
                self._offered(question),
                description=wording.hint_of(question),
            )
            name = field_of(question.uid)
            field = self.meta.bind_field(self, unbound, {"name": name, "prefix": self._prefix})
            self._fields[name] = field
            field.process(sent, _as_data(question, self._stood.get(question.uid)))

    def put_in_order(self, first: Sequence[str]) -> None:
        """Let errors be told in the order of the page: the fields `first`, questions, the rest."""
        names = [*first, *(field_of(question.uid) for question in self.questions), *self._fields]
        for name in dict.fromkeys(names):
            if name in self._fields:
                self._fields.move_to_end(name)

    @property
    def has_files(self) -> bool:
        return any(question.kind is QuestionKind.FILE for question in self.questions)

    def asked_questions(self) -> Iterator[AskedQuestion]:
        """The questions for the page, in their order."""
        for question in self.questions:
            yield AskedQuestion(
                question=question,
                field=self[field_of(question.uid)],
                asked_when=wording.asked_when(question),
                is_required=question.required and self.insists,
            )

    def options_of(self, asked: AskedQuestion) -> Iterator[OfferedOption]:
        """The radio buttons or tick boxes of a question."""
        known = {option.uid: option for option in asked.question.options}
        held = self._held(asked.question)
        chosen = asked.field.data or ()
        for control in asked.field:
            option = known.get(control.data)
            full = option is not None and option.is_full and option.uid not in held
            is_chosen = control.data == chosen or control.data in (
                chosen if isinstance(chosen, list) else ()
            )
            yield OfferedOption(
                control=control,
                option=option,
                is_full=full,
                is_closed=full and not is_chosen,
            )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check all fields; then what is not asked is no matter, what is required must be there."""
        super().validate(extra_validators)
        given = {each.question: each for each in self._given()}
        asked = conditions.asked(self.questions, role=self._role(), given=given)
        for question in self.questions:
            field = self[field_of(question.uid)]
            if question not in asked:
                field.errors = ()
                continue
            self.refused = getattr(field, "refused", None) or self.refused
            if question.required and self.insists and not given[question.uid]:
                field.errors = field.errors or (_missing(question),)
        return not self.errors

    def answers(self) -> Answers:
        """What was answered to the questions that are asked."""
        given = (_answer(each.question, each.field) for each in self.really_asked())
        return tuple(answer for answer in given if answer)

    def really_asked(self) -> Iterator[AskedQuestion]:
        """The questions that are asked of whoever gives these answers."""
        given = {each.question: each for each in self._given()}
        asked = conditions.asked(self.questions, role=self._role(), given=given)
        return (each for each in self.asked_questions() if each.question in asked)

    def answer_in_words(self, asked: AskedQuestion) -> str:
        """What was answered, for the person to check."""
        return wording.given_in_words(asked.question, _answer(asked.question, asked.field))

    def carried_answers(self) -> Iterator[tuple[str, str]]:
        """All that was typed, as hidden fields of the next page."""
        for question in self.questions:
            name = field_of(question.uid)
            yield from _carried(name, self[name])

    def _given(self) -> Iterator[GivenAnswer]:
        for question in self.questions:
            yield _answer(question, self[field_of(question.uid)])

    def _offered(self, question: Question) -> list[QuestionOption]:
        held = self._held(question)
        return [
            option
            for option in question.options
            if option.archived_at is None or option.uid in held
        ]

    def _held(self, question: Question) -> Sequence[str]:
        stood = self._stood.get(question.uid)
        return stood.options if stood else ()

    def _role(self) -> ParticipantRole | None:
        field = self._fields.get("role")
        known = field is not None and field.data in set(ParticipantRole)
        return ParticipantRole(field.data) if field is not None and known else None


def _sent() -> Any:
    return CombinedMultiDict((request.files, request.form)) if request.files else request.form


_DATA: Mapping[QuestionKind, Callable[[GivenAnswer], Any]] = {
    QuestionKind.SHORT_TEXT: lambda answer: answer.text,
    QuestionKind.LONG_TEXT: lambda answer: answer.text,
    QuestionKind.CHOICE: lambda answer: next(iter(answer.options), None),
    QuestionKind.CHOICES: lambda answer: list(answer.options),
    QuestionKind.NUMBER: lambda answer: answer.number,
    QuestionKind.DATE: lambda answer: answer.day,
    QuestionKind.YES_NO: lambda answer: {True: YES, False: NO, None: None}[answer.yes],
    QuestionKind.FILE: lambda answer: answer.file,
}


def _as_data(question: Question, answer: GivenAnswer | None) -> Any:
    """An answer as the data of its field."""
    return _DATA[question.kind](answer) if answer else None


_VALUES: Mapping[QuestionKind, Callable[[Any], Mapping[str, Any]]] = {
    QuestionKind.SHORT_TEXT: lambda value: {"text": value},
    QuestionKind.LONG_TEXT: lambda value: {"text": value},
    QuestionKind.CHOICE: lambda value: {"options": (value,)},
    QuestionKind.CHOICES: lambda value: {"options": tuple(value)},
    QuestionKind.NUMBER: lambda value: {"number": value},
    QuestionKind.DATE: lambda value: {"day": value},
    QuestionKind.YES_NO: lambda value: {"yes": value == YES},
    QuestionKind.FILE: lambda value: {"file": value},
}


def _answer(question: Question, field: Field) -> GivenAnswer:
    """What a field holds as an answer; an empty one when nothing was answered."""
    if field.data in (None, "", []):
        return GivenAnswer(question=question.uid)
    return GivenAnswer(question=question.uid, **_VALUES[question.kind](field.data))


def _carried(name: str, field: Any) -> Iterator[tuple[str, str]]:
    if isinstance(field, AttachedFile):
        if field.note:
            yield f"{name}-kept", field.note
    elif isinstance(field.data, list):
        for value in field.data:
            yield name, value
    elif field.data not in {None, ""}:
        yield name, str(field.data)


def _missing(question: Question) -> str:
    """Names the question: the summary above the form may hold several such lines."""
    return str(QuestionUnanswered(question.uid, question.label).message)
