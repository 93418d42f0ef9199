"""What an event file says about its questions: references, kinds, what may not be asked (R20)."""

from collections.abc import Iterator, Mapping

from eventreg.events.event_file.errors import Fault, Path
from eventreg.events.event_file.questions import AnswerShape, QuestionShape
from eventreg.events.event_file.shape import EventFile
from eventreg.registration.questions.forbidden import forbidden_words
from eventreg.registration.questions.models import QuestionKind
from eventreg.registration.questions.rules import CHOOSING
from eventreg.registration.states import HOLDING

_VALUES: Mapping[QuestionKind, str] = {
    QuestionKind.SHORT_TEXT: "text",
    QuestionKind.LONG_TEXT: "text",
    QuestionKind.CHOICE: "options",
    QuestionKind.CHOICES: "options",
    QuestionKind.NUMBER: "number",
    QuestionKind.DATE: "day",
    QuestionKind.YES_NO: "yes",
    QuestionKind.FILE: "file_name",
}


def faults(file: EventFile) -> Iterator[Fault]:
    """All contradictions about questions and answers, in the order of the file."""
    earlier: dict[str, QuestionShape] = {}
    for number, question in enumerate(file.questions):
        yield from _of_question(("questions", number), question, earlier)
        earlier[question.key] = question
    for number, person in enumerate(file.registrations or ()):
        answered: set[str] = set()
        for place, answer in enumerate(person.answers):
            path: Path = ("registrations", number, "answers", place)
            if answer.question in answered:
                yield Fault((*path, "question"), f"{answer.question!r} is answered twice")
            answered.add(answer.question)
            holding = person.state in HOLDING
            yield from _of_answer(path, answer, earlier, holding=holding)


def _of_question(
    path: Path, question: QuestionShape, earlier: Mapping[str, QuestionShape]
) -> Iterator[Fault]:
    if question.options and question.kind not in CHOOSING:
        yield Fault((*path, "options"), f"nothing can be chosen where the kind is {question.kind}")
    texts = [question.label, question.help_text, *(each.label for each in question.options)]
    if words := forbidden_words(texts):
        yield Fault((*path, "label"), f"may not be asked (R20): {', '.join(words)}")
    condition = question.condition
    if condition is None:
        return
    before = earlier.get(condition.question)
    if before is None:
        reason = f"{condition.question!r} does not stand before this question"
        yield Fault((*path, "condition", "question"), reason)
        return
    options = {option.key for option in before.options}
    fits = condition.option in options if before.kind in CHOOSING else condition.option is None
    if not fits or (before.kind not in CHOOSING and before.kind is not QuestionKind.YES_NO):
        yield Fault((*path, "condition", "option"), "is no answer that a question can hang on")


def _of_answer(
    path: Path, answer: AnswerShape, questions: Mapping[str, QuestionShape], *, holding: bool
) -> Iterator[Fault]:
    question = questions.get(answer.question)
    if question is None:
        yield Fault((*path, "question"), f"{answer.question!r} does not stand in this file")
        return
    right = _VALUES[question.kind]
    for name in ("text", "number", "day", "yes", "options", "file_name"):
        is_given = getattr(answer, name) not in {None, "", ()}
        if is_given is not (name == right):
            reason = f"an answer to a question of the kind {question.kind} has {right}"
            yield Fault((*path, name), reason)
    options = {option.key for option in question.options}
    for number, chosen in enumerate(answer.options):
        place = (*path, "options", number)
        if chosen.option not in options:
            yield Fault((*place, "option"), f"{chosen.option!r} is no option of the question")
        if chosen.held and not holding:
            reason = "cannot be held by a registration that has no place"
            yield Fault((*place, "held"), reason)
    if len({chosen.option for chosen in answer.options}) < len(answer.options):
        yield Fault((*path, "options"), "the same option is chosen twice")
    if question.kind is QuestionKind.CHOICE and len(answer.options) > 1:
        yield Fault((*path, "options"), "only one option can be chosen")
