"""What may stand against a question or an answer, each named after the fact."""

from collections.abc import Sequence

from flask_babel import lazy_gettext, lazy_ngettext

from eventreg.errors import DomainError
from eventreg.language.local_text import LocalText
from eventreg.registration.errors import Shown


def field_of(question_uid: str) -> str:
    """The name of the form's field that asks the question."""
    return f"question-{question_uid}"


class OptionFull(DomainError):
    """As many as may have chosen an option (R8); `field` is the question's."""

    def __init__(self, question_uid: str, label: LocalText):
        super().__init__(
            lazy_gettext(
                "No places are left for “%(option)s”. Please choose another answer.",
                option=Shown(label),
            ),
            field=field_of(question_uid),
        )


class OptionNotOffered(DomainError):
    """A chosen option is not one of the question's, or no longer."""

    def __init__(self, question_uid: str):
        super().__init__(
            lazy_gettext("This answer can no longer be chosen. Please choose again."),
            field=field_of(question_uid),
        )


class QuestionUnanswered(DomainError):
    """A question that must be answered is not."""

    def __init__(self, question_uid: str, label: LocalText):
        super().__init__(
            lazy_gettext("Please answer the question “%(question)s”.", question=Shown(label)),
            field=field_of(question_uid),
        )


class QuestionsChanged(DomainError):
    """An answer is to a question that is not asked, or of another kind."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("The questions have changed meanwhile. Please look through them again.")
        )


class FileNotKept(DomainError):
    """A file that was attached is not there any more: it was kept for a day only."""

    def __init__(self, question_uid: str):
        super().__init__(
            lazy_gettext("The file was kept for a day only. Please attach it once more."),
            field=field_of(question_uid),
        )


class QuestionAsksForbidden(DomainError):
    """A question asks for what nobody may be asked (R20); `words` are those that say so."""

    field = "label"

    def __init__(self, words: Sequence[str]):
        super().__init__(
            lazy_gettext(
                "This may not be asked: “%(words)s”. Ethnicity, health, religion, gender, birth "
                "date and personal code are never asked for. What people need for meals and "
                "access they write in the part “What you need”.",
                words="”, “".join(words),
            )
        )
        self.words = tuple(words)


class KindIsAnswered(DomainError):
    """The kind of a question cannot change once somebody has answered it."""

    field = "kind"

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Somebody has answered already; the kind stays as it is."))


class TooFewOptions(DomainError):
    """There is nothing to choose between."""

    field = "options"

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Write at least two answers to choose from."))


class OptionsAlike(DomainError):
    """Two options have the same words."""

    field = "options"

    def __init__(self, label: LocalText):
        super().__init__(
            lazy_gettext("The answer “%(option)s” stands there twice.", option=Shown(label))
        )


class OptionHoldsMore(DomainError):
    """More people have chosen the option than the new limit allows (R6)."""

    field = "options"

    def __init__(self, label: LocalText, taken: int):
        super().__init__(
            lazy_ngettext(
                "%(num)s person has chosen “%(option)s” already; the limit cannot be lower.",
                "%(num)s people have chosen “%(option)s” already; the limit cannot be lower.",
                taken,
                option=Shown(label),
            )
        )


class ConditionNotEarlier(DomainError):
    """A question hangs on one that does not stand before it."""

    field = "condition"

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("A question can only hang on the answer to one that stands before it.")
        )


class OthersHangOn(DomainError):
    """Another question is asked only after an answer to this one."""

    def __init__(self, label: LocalText, *, field: str | None = None):
        super().__init__(
            lazy_gettext(
                "The question “%(question)s” is asked only after an answer that would go. "
                "Change that question first.",
                question=Shown(label),
            ),
            field=field,
        )


class TooManyQuestions(DomainError):
    """A form with more questions than anybody would answer."""

    def __init__(self, most: int):
        super().__init__(
            lazy_ngettext(
                "A form has at most %(num)s question of its own.",
                "A form has at most %(num)s questions of its own.",
                most,
            )
        )


class TooManyFiles(DomainError):
    """More files than one form can carry."""

    field = "kind"

    def __init__(self, most: int):
        super().__init__(
            lazy_ngettext(
                "A form asks for at most %(num)s file.",
                "A form asks for at most %(num)s files.",
                most,
            )
        )
