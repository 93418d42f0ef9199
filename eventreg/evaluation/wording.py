"""What the kinds of questions are called."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext

from eventreg.evaluation.models import EvaluationQuestionKind

KINDS: Mapping[EvaluationQuestionKind, LazyString] = {
    EvaluationQuestionKind.SCALE: lazy_gettext("A scale from 1 to 5"),
    EvaluationQuestionKind.CHOICE: lazy_gettext("One of some answers"),
    EvaluationQuestionKind.TEXT: lazy_gettext("In own words"),
}
