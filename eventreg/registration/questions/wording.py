"""What kinds of questions are called, when they are asked, and answers as people read them."""

from collections.abc import Iterable

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from eventreg.language import dates, locale, numbers
from eventreg.registration.questions.given import GivenAnswer
from eventreg.registration.questions.models import Answer, Question, QuestionCondition, QuestionKind
from eventreg.registration.wording import ROLES

KINDS: dict[QuestionKind, LazyString] = {
    QuestionKind.SHORT_TEXT: lazy_gettext("A line of text"),
    QuestionKind.LONG_TEXT: lazy_gettext("A longer text"),
    QuestionKind.CHOICE: lazy_gettext("One answer of several"),
    QuestionKind.CHOICES: lazy_gettext("Any number of several answers"),
    QuestionKind.NUMBER: lazy_gettext("A number"),
    QuestionKind.DATE: lazy_gettext("A day"),
    QuestionKind.YES_NO: lazy_gettext("Yes or no"),
    QuestionKind.FILE: lazy_gettext("A file"),
}


def asked_when(question: Question) -> str:
    """When the question is asked, told to who reads the form; empty when always."""
    sentences = []
    if question.shown_to_role is not None:
        role = str(ROLES[question.shown_to_role])
        sentences.append(gettext("Only for the role “%(role)s”.", role=role))
    if question.condition is not None:
        sentences.append(_only_after(question.condition))
    return " ".join(sentences)


def _only_after(condition: QuestionCondition) -> str:
    language = locale.current()
    before = condition.depends_on.label.in_(language)
    if condition.option is None:
        return str(gettext("Only if you answered “yes” to “%(question)s”.", question=before))
    option = condition.option.label.in_(language)
    return str(
        gettext("Only if you chose “%(option)s” at “%(question)s”.", option=option, question=before)
    )


def hint_of(question: Question) -> str:
    """What stands below the question: when it is asked, and the organiser's help."""
    words = (asked_when(question), question.help_text.in_(locale.current()))
    return " ".join(each for each in words if each)


def number_in_words(value: float) -> str:
    """A number as the language writes it, without a needless ".0"."""
    return numbers.number(int(value) if value == int(value) else value, locale.current())


def plain_value(answer: Answer | GivenAnswer, *, file_name: str) -> str:
    """An answer as a cell of a table has it, as far as it is no choice of options."""
    if answer.yes is not None:
        return str(gettext("Yes") if answer.yes else gettext("No"))
    if answer.number is not None:
        return number_in_words(answer.number)
    if answer.day is not None:
        return dates.short_date(answer.day, locale.current())
    return answer.text or file_name


def given_in_words(question: Question, answer: GivenAnswer) -> str:
    """An answer not kept yet, in words."""
    if answer.options:
        language = locale.current()
        return in_one_line(
            option.label.in_(language)
            for option in question.options
            if option.uid in answer.options
        )
    return plain_value(answer, file_name=answer.file.name if answer.file else "")


def kept_for(question: Question) -> str:
    """How long answers are kept."""
    if question.kept_days is None:
        return str(gettext("as long as the registration"))
    return str(
        ngettext("%(num)s day after the event", "%(num)s days after the event", question.kept_days)
    )


def use_of(question: Question) -> str:
    """What the answer is used for and how long it is kept; empty when no purpose is said."""
    language = locale.current()
    if not question.purpose:
        return ""
    return str(
        gettext(
            "“%(question)s”: %(purpose)s (kept: %(time)s)",
            question=question.label.in_(language),
            purpose=question.purpose.in_(language),
            time=kept_for(question),
        )
    )


def in_one_line(words: Iterable[str]) -> str:
    """Several answers in one line."""
    return "; ".join(words)
