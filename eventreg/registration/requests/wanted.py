"""What a person wants changed: only what differs, as plain JSON, and the same in words (R11)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext

from eventreg.language import locale
from eventreg.registration import rows
from eventreg.registration.application import Details, Needs
from eventreg.registration.models import Affiliation, ParticipantRole, Registration
from eventreg.registration.questions import wording as question_wording
from eventreg.registration.questions.given import Answers, GivenAnswer, as_plain
from eventreg.registration.questions.models import Question, QuestionKind
from eventreg.registration.questions.queries import given_of, questions_of
from eventreg.registration.wording import AFFILIATIONS, FIELDS, ROLES
from eventreg.territories.service import territory
from eventreg.visits.service import visits_of

Wanted = Mapping[str, Any]

CANCELS: Wanted = {"cancels": True}


class Difference(NamedTuple):
    """One thing that would change; `before` and `after` in words."""

    what: str
    before: str
    after: str


def wanted(
    registration: Registration,
    *,
    details: Details,
    needs: Needs,
    visits: Iterable[str],
    waits_for: Iterable[str],
    answers: Answers,
) -> Wanted:
    """What differs from what stands now; empty when nothing does."""
    different: dict[str, Any] = {}
    if changed := _changed_details(registration, details):
        different["details"] = changed
    if needs != needs_of(registration):
        different["needs"] = asdict(needs)
    chosen = {"visits": sorted({*visits}), "waits_for": sorted({*waits_for})}
    now = {each.uid for each in rows.chosen(registration)}
    if {*chosen["visits"], *chosen["waits_for"]} != now:
        different["choice"] = chosen
    standing = _without_files(registration, given_of(registration).values())
    if as_plain(answers) != as_plain(standing):
        different["answers"] = [_as_json(each) for each in answers if each]
    return different


def details_of(registration: Registration) -> Details:
    """The details that stand."""
    return Details(**{field.name: getattr(registration, field.name) for field in fields(Details)})


def needs_of(registration: Registration) -> Needs:
    """The needs that stand."""
    kept = registration.needs
    return Needs(diet=kept.diet, access=kept.access) if kept else Needs()


def details_wanted(registration: Registration, asked: Wanted) -> Details:
    """The details as they would be; what was not asked for stays as it stands."""
    changed = dict(asked.get("details", {}))
    if "affiliation" in changed:
        changed["affiliation"] = Affiliation(changed["affiliation"])
    if "role" in changed:
        changed["role"] = ParticipantRole(changed["role"])
    if "territory" in changed:
        number = changed["territory"]
        changed["territory"] = territory(number) if number else None
    return replace(details_of(registration), **changed)


def needs_wanted(registration: Registration, asked: Wanted) -> Needs:
    """The needs as they would be."""
    return Needs(**asked["needs"]) if "needs" in asked else needs_of(registration)


def answers_wanted(registration: Registration, asked: Wanted) -> Answers | None:
    """All answers as they would be, files as they stand; None when none is to change."""
    if "answers" not in asked:
        return None
    files = [given for given in given_of(registration).values() if given.file]
    return (*(_from_json(each) for each in asked["answers"]), *files)


def visits_wanted(registration: Registration, asked: Wanted) -> tuple[Sequence[str], Sequence[str]]:
    """The visits as they would be: those to have a seat on, those to wait for."""
    if "choice" in asked:
        return asked["choice"]["visits"], asked["choice"]["waits_for"]
    return [visit.uid for visit in rows.chosen(registration)], []


def names_of(asked: Wanted) -> list[str]:
    """What is to change, by the names that the log has; no values."""
    named = [*asked.get("details", {}), *(name for name in asked if name != "details")]
    return sorted("visits" if name == "choice" else name for name in named)


def differences(
    registration: Registration, asked: Wanted, *, with_needs: bool
) -> Sequence[Difference]:
    """What would change, in the language of the page; needs in words only `with_needs` (R20)."""
    return [
        *_in_details(registration, asked),
        *_in_visits(registration, asked),
        *_in_answers(registration, asked),
        *_in_needs(registration, asked, with_needs=with_needs),
    ]


def questions_asked(registration: Registration) -> Sequence[Question]:
    """The questions that a request may answer anew: all but files."""
    asked = questions_of(registration.event)
    return [question for question in asked if question.kind is not QuestionKind.FILE]


def _changed_details(registration: Registration, details: Details) -> dict[str, Any]:
    before = details_of(registration)
    names = [field.name for field in fields(Details)]
    changed = {
        name: getattr(details, name)
        for name in names
        if getattr(details, name) != getattr(before, name)
    }
    if "territory" in changed:
        changed["territory"] = details.territory.id if details.territory else None
    return changed


def _without_files(registration: Registration, given: Iterable[GivenAnswer]) -> Answers:
    asked = {question.uid for question in questions_asked(registration)}
    return tuple(each for each in given if each.question in asked and not each.file)


def _in_details(registration: Registration, asked: Wanted) -> Iterator[Difference]:
    before, after = details_of(registration), details_wanted(registration, asked)
    for name in asked.get("details", {}):
        old, new = (_detail(name, getattr(each, name)) for each in (before, after))
        yield Difference(str(FIELDS[name]), old, new)


def _detail(name: str, value: Any) -> str:
    if name == "affiliation":
        return str(AFFILIATIONS[value])
    if name == "role":
        return str(ROLES[value])
    if name == "territory":
        return value.name.in_(locale.current()) if value else ""
    return str(value)


def _in_visits(registration: Registration, asked: Wanted) -> Iterator[Difference]:
    if "choice" not in asked:
        return
    language = locale.current()
    names = {each.uid: each.host.name.in_(language) for each in visits_of(registration.event)}
    now = {visit.uid for visit in rows.chosen(registration)}
    then = {*asked["choice"]["visits"], *asked["choice"]["waits_for"]}
    before, after = (
        "; ".join(name for uid, name in names.items() if uid in chosen) for chosen in (now, then)
    )
    yield Difference(str(FIELDS["visits"]), before, after)


def _in_answers(registration: Registration, asked: Wanted) -> Iterator[Difference]:
    if "answers" not in asked:
        return
    before = given_of(registration)
    after = {each["question"]: _from_json(each) for each in asked["answers"]}
    for question in questions_asked(registration):
        old, new = (
            question_wording.given_in_words(question, given[question.uid])
            if question.uid in given
            else ""
            for given in (before, after)
        )
        if old != new:
            yield Difference(question.label.in_(locale.current()), old, new)


def _in_needs(
    registration: Registration, asked: Wanted, *, with_needs: bool
) -> Iterator[Difference]:
    if "needs" not in asked:
        return
    if not with_needs:
        yield Difference(str(FIELDS["needs"]), "", gettext("will change"))
        return
    before, after = needs_of(registration), needs_wanted(registration, asked)
    for label, old, new in (
        (gettext("Food"), before.diet, after.diet),
        (gettext("Access and help"), before.access, after.access),
    ):
        if old != new:
            yield Difference(label, old, new)


def _as_json(given: GivenAnswer) -> dict[str, Any]:
    plain = {**asdict(given), "day": given.day.isoformat() if given.day else None}
    del plain["file"]
    return {**plain, "options": list(given.options)}


def _from_json(plain: Mapping[str, Any]) -> GivenAnswer:
    day = date.fromisoformat(plain["day"]) if plain["day"] else None
    return GivenAnswer(**{**plain, "day": day, "options": tuple(plain["options"])})
