"""What may stand against a questionnaire, and against answering it."""

from flask_babel import lazy_gettext

from eventreg.errors import DomainError


class NotOpenForAnswers(DomainError):
    """It is too early or too late, or the person was not registered."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("The questionnaire is not open now."))


class AnsweredAlready(DomainError):
    """Everybody answers once; nobody can find the answers again to change them."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("You have answered already. Thank you!"))


class AnswerMissing(DomainError):
    """A question that must be answered was not."""

    def __init__(self, field: str) -> None:
        super().__init__(lazy_gettext("Please answer this question."), field=field)


class AnswerUnknown(DomainError):
    """Something that was not offered."""

    def __init__(self, field: str) -> None:
        super().__init__(lazy_gettext("Please choose one of the answers."), field=field)


class NothingAnswered(DomainError):
    """An empty questionnaire was sent."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Please answer at least one question."))


class QuestionHasAnswers(DomainError):
    """What was answered would mean something else."""

    def __init__(self, field: str | None = None) -> None:
        super().__init__(
            lazy_gettext(
                "People have answered this question. It can be worded better, but what may be"
                " chosen stays, and it cannot be removed."
            ),
            field=field,
        )


class TooFewChoices(DomainError):
    """One answer is no choice."""

    def __init__(self) -> None:
        super().__init__(lazy_gettext("Write at least two answers, one a line."), field="choices")


class ChoicesDiffer(DomainError):
    """A language has more lines than the other."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("Write as many answers in one language as in the other."), field="choices"
        )


class TooManyQuestions(DomainError):
    """Nobody answers a long questionnaire."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("A short questionnaire has at most twenty questions. Remove one first.")
        )


class ClosesBeforeItOpens(DomainError):
    """The last day stands before the first."""

    def __init__(self) -> None:
        super().__init__(
            lazy_gettext("The last day cannot come before the first."), field="closes_on"
        )
