"""The questionnaire that most meetings need, to begin with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from eventreg.evaluation.models import EvaluationQuestionKind
from eventreg.language.local_text import LocalText


@dataclass(frozen=True, kw_only=True)
class QuestionFacts:
    """What is known of a question; scales alone have ends, choices alone something to choose."""

    kind: EvaluationQuestionKind
    label: LocalText
    low: LocalText = field(default_factory=LocalText)
    high: LocalText = field(default_factory=LocalText)
    choices: Sequence[LocalText] = ()
    required: bool = False


_BAD, _GOOD = LocalText(lv="ļoti slikti", en="very bad"), LocalText(lv="ļoti labi", en="very good")
_LITTLE, _MUCH = LocalText(lv="nemaz", en="not at all"), LocalText(lv="ļoti", en="very much")


def _scale(
    lv: str, en: str, *, low: LocalText = _BAD, high: LocalText = _GOOD, required: bool = False
) -> QuestionFacts:
    return QuestionFacts(
        kind=EvaluationQuestionKind.SCALE,
        label=LocalText(lv=lv, en=en),
        low=low,
        high=high,
        required=required,
    )


def _text(lv: str, en: str) -> QuestionFacts:
    return QuestionFacts(kind=EvaluationQuestionKind.TEXT, label=LocalText(lv=lv, en=en))


READY_MADE = (
    _scale("Kā jūs kopumā vērtējat pasākumu?", "How was the event as a whole?", required=True),
    _scale("Kā vērtējat saturu un darba kārtību?", "How were the contents and the agenda?"),
    _scale("Kā vērtējat iestāžu apmeklējumus?", "How were the site visits?"),
    _scale("Kā vērtējat organizāciju?", "How was the organisation?"),
    _scale(
        "Cik noderīgs jūsu darbam ir tas, ko uzzinājāt?",
        "How useful for your work is what you learned?",
        low=_LITTLE,
        high=_MUCH,
    ),
    QuestionFacts(
        kind=EvaluationQuestionKind.CHOICE,
        label=LocalText(
            lv="Vai jūs piedalītos šādā pasākumā vēlreiz?",
            en="Would you come to such an event again?",
        ),
        choices=(
            LocalText(lv="Jā", en="Yes"),
            LocalText(lv="Varbūt", en="Perhaps"),
            LocalText(lv="Nē", en="No"),
        ),
    ),
    _text("Kas bija visvērtīgākais?", "What was the most valuable?"),
    _text("Ko nākamreiz darīt citādi?", "What should be done differently next time?"),
)
