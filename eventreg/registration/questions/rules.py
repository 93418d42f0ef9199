"""What an organiser says about a question, and the rules for it that need no other row."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from eventreg.language.local_text import LocalText
from eventreg.language.search import folded
from eventreg.registration.models import ParticipantRole
from eventreg.registration.questions import forbidden
from eventreg.registration.questions.errors import (
    OptionsAlike,
    QuestionAsksForbidden,
    TooFewOptions,
)
from eventreg.registration.questions.models import QuestionKind

CHOOSING = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
FEWEST_OPTIONS = 2
MOST_OPTIONS = 40
MOST_QUESTIONS = 40
MOST_FILES = 3
NO_TEXT = LocalText()


class OptionFacts(NamedTuple):
    """Something to choose; `uid` is that of an option there is already, `capacity` its limit."""

    label: LocalText
    capacity: int | None = None
    uid: str = ""


class Hangs(NamedTuple):
    """A question is asked only after a yes to the question of that public name, or that option."""

    question: str
    option: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionFacts:
    """All that an organiser says about a question; see `questions.models.Question`."""

    kind: QuestionKind
    label: LocalText
    help_text: LocalText = NO_TEXT
    purpose: LocalText = NO_TEXT
    required: bool = False
    kept_days: int | None = None
    shown_to_role: ParticipantRole | None = None
    condition: Hangs | None = None
    options: tuple[OptionFacts, ...] = ()

    def texts(self) -> Iterator[LocalText]:
        """All that people read of it."""
        yield from (self.label, self.help_text)
        yield from (option.label for option in self.options)


def check(facts: QuestionFacts) -> None:
    """Raise QuestionAsksForbidden (R20), TooFewOptions or OptionsAlike."""
    if words := forbidden.forbidden_words(facts.texts()):
        raise QuestionAsksForbidden(words)
    if facts.kind not in CHOOSING:
        return
    if len(facts.options) < FEWEST_OPTIONS:
        raise TooFewOptions
    for language in ("lv", "en"):
        known: set[str] = set()
        for option in facts.options:
            label = folded(option.label.in_(language))
            if label in known:
                raise OptionsAlike(option.label)
            known.add(label)
