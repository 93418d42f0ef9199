"""Understanding the words of a table: municipalities, roles, visits, answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from flask_babel import gettext

from eventreg.events.models import Event
from eventreg.language import locale
from eventreg.language.lists import joined
from eventreg.language.local_text import LANGUAGES
from eventreg.language.search import folded
from eventreg.registration.models import Affiliation, ParticipantRole
from eventreg.registration.people_files.columns import questions_for
from eventreg.registration.questions.given import GivenAnswer
from eventreg.registration.questions.models import Question, QuestionKind, QuestionOption
from eventreg.registration.wording import AFFILIATIONS, ROLES
from eventreg.territories.models import Territory
from eventreg.territories.service import countries_on, territories_on
from eventreg.visits.planned import PlannedVisit
from eventreg.visits.service import visits_of
from eventreg.web.fields import DAYS

Value = TypeVar("Value")
Named = TypeVar("Named", bound=StrEnum)

SUGGESTIONS = 3
SEPARATOR = ";"
_YES = ("ja", "yes", "y", "j", "1", "true", "x")
_NO = ("ne", "no", "n", "0", "false", "-")
_LANGUAGES = {
    "lv": ("lv", "latviesu", "latviski", "latvian", "lat"),
    "en": ("en", "anglu", "angliski", "english", "eng"),
}
_AFFILIATIONS = {
    Affiliation.MUNICIPALITY: ("pasvaldiba", "municipality", "local government"),
    Affiliation.STATE: ("valsts", "valsts iestade", "state", "ministry"),
    Affiliation.ORGANISATION: ("organizacija", "cits", "nvo", "organisation", "other", "ngo"),
}


class NotUnderstood(ValueError):
    """The words of a cell mean nothing here; the text says so to a person."""


@dataclass(frozen=True)
class Words:
    """What words mean at one event; read once for a whole table."""

    event: Event

    @cached_property
    def _territories(self) -> Mapping[str, Sequence[Territory]]:
        found: dict[str, list[Territory]] = {}
        day = self.event.starts_on
        for country in countries_on(day):
            for each in territories_on(day, country=country):
                names = {*each.name.values(), *each.official_name.values()}
                for name in {folded(name) for name in names}:
                    found.setdefault(name, []).append(each)
        return found

    @cached_property
    def _codes(self) -> Mapping[str, Territory]:
        return {folded(each.code): each for group in self._territories.values() for each in group}

    @cached_property
    def _visits(self) -> Mapping[str, PlannedVisit]:
        return {
            folded(name): visit
            for visit in visits_of(self.event)
            if visit.choosable
            for name in visit.host.name.values()
        }

    @cached_property
    def visits_by_uid(self) -> Mapping[str, PlannedVisit]:
        """The visits that can be chosen, by their public names."""
        return {visit.uid: visit for visit in self._visits.values()}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions whose answers a table can bring, by their meaning's name."""
        return questions_for(self.event)

    @cached_property
    def _named(self) -> Mapping[type[StrEnum], Mapping[str, Any]]:
        affiliations = {word: each for each, words in _AFFILIATIONS.items() for word in words}
        affiliations |= _in_all_languages(AFFILIATIONS)
        return {Affiliation: affiliations, ParticipantRole: _in_all_languages(ROLES)}

    def territory(self, text: str) -> Territory:
        """The municipality of the event's first day that is so called, or has that code (R1)."""
        wanted = folded(text)
        found = self._territories.get(wanted, ())
        if len(found) == 1:
            return found[0]
        if not found and wanted in self._codes:
            return self._codes[wanted]
        near = self._suggested(wanted) if not found else [each.name for each in found]
        if near:
            names = joined((f"“{name.in_(locale.current())}”" for name in near), locale.current())
            raise NotUnderstood(
                gettext(
                    "there is no municipality “%(name)s” on the day of the event; near it are"
                    " %(names)s",
                    name=text,
                    names=names,
                )
            )
        raise NotUnderstood(
            gettext("there is no municipality “%(name)s” on the day of the event", name=text)
        )

    def territory_of_code(self, text: str) -> Territory:
        """The municipality of that code."""
        try:
            return self._codes[folded(text)]
        except KeyError:
            raise NotUnderstood(
                gettext("no municipality of the event's day has the code “%(code)s”", code=text)
            ) from None

    def one_of(self, kind: type[Named], text: str) -> Named:
        """The role or affiliation of that name, in any language."""
        known = self._named[kind]
        found: Named | None = known.get(folded(text))
        if found is None:
            words = ROLES if kind is ParticipantRole else AFFILIATIONS
            raise NotUnderstood(
                gettext(
                    "“%(text)s” is not known here; write one of: %(words)s",
                    text=text,
                    words="; ".join(str(name) for name in words.values()),
                )
            )
        return found

    def language(self, text: str) -> str:
        """The language of that name."""
        for code, words in _LANGUAGES.items():
            if folded(text) in words:
                return code
        raise NotUnderstood(
            gettext("mails can be in Latvian or English, not in “%(text)s”", text=text)
        )

    def visits(self, text: str) -> tuple[str, ...]:
        """The public names of the visits to those institutions, parted by semicolons."""
        found = []
        for name in _parts(text):
            visit = self._visits.get(folded(name))
            if visit is None:
                raise NotUnderstood(
                    gettext("no visit to “%(name)s” can be chosen at this event", name=name)
                )
            found.append(visit.uid)
        return tuple(dict.fromkeys(found))

    def answer(self, question: Question, text: str) -> GivenAnswer:
        """What is answered to the question."""
        values: dict[QuestionKind, Any] = {
            QuestionKind.NUMBER: lambda: {"number": _number(text)},
            QuestionKind.DATE: lambda: {"day": _day(text)},
            QuestionKind.YES_NO: lambda: {"yes": _yes(text)},
            QuestionKind.CHOICE: lambda: {"options": (_option(question, text).uid,)},
            QuestionKind.CHOICES: lambda: {"options": _options(question, text)},
        }
        value = values.get(question.kind, lambda: {"text": text})()
        return GivenAnswer(question=question.uid, **value)

    def _suggested(self, wanted: str) -> list[Any]:
        near = get_close_matches(wanted, self._territories, n=SUGGESTIONS, cutoff=0.6)
        return [self._territories[name][0].name for name in near]


def _in_all_languages(names: Mapping[Named, Any]) -> dict[str, Named]:
    found: dict[str, Named] = {each.value: each for each in names}
    for language in LANGUAGES:
        with locale.using(language):
            found.update((folded(str(name)), each) for each, name in names.items())
    return found


def _parts(text: str) -> Iterable[str]:
    parts = text.replace("\n", SEPARATOR).split(SEPARATOR)
    return [part for each in parts if (part := each.strip())]


def _number(text: str) -> float:
    try:
        return float("".join(text.split()).replace(",", "."))
    except ValueError:
        raise NotUnderstood(gettext("“%(text)s” is no number", text=text)) from None


def _day(text: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise NotUnderstood(gettext("“%(text)s” is no day; write it as 21.11.2026", text=text))


def _yes(text: str) -> bool:
    if folded(text) in _YES:
        return True
    if folded(text) in _NO:
        return False
    raise NotUnderstood(gettext("“%(text)s” is neither yes nor no", text=text))


def _options(question: Question, text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_option(question, part).uid for part in _parts(text)))


def _option(question: Question, text: str) -> QuestionOption:
    for option in question.options:
        if option.archived_at is None and folded(text) in map(folded, option.label.values()):
            return option
    raise NotUnderstood(
        gettext("“%(text)s” is not among the answers that can be chosen", text=text)
    )
