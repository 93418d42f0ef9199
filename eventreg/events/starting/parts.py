"""What of an event comes along into another one, and how it changes on the way.

Plain values only: an event file goes in, another comes out.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from eventreg import clock
from eventreg.events.event_file.evaluation import EvaluationShape
from eventreg.events.event_file.questions import QuestionShape
from eventreg.events.event_file.shape import (
    NOTHING,
    AgendaItemShape,
    ContactShape,
    EventFile,
    InvitationShape,
    PartShape,
    VisitShape,
)
from eventreg.events.models import EventStatus
from eventreg.identity import new_uid

Happening = TypeVar("Happening", AgendaItemShape, PartShape)


class Part(StrEnum):
    """What may come along; the rules of registration and the organisation always do."""

    TEXTS = "texts"
    AGENDA = "agenda"
    SPEAKERS = "speakers"
    VISITS = "visits"
    QUESTIONS = "questions"
    EVALUATION = "evaluation"
    INVITATIONS = "invitations"


ALL_PARTS = frozenset(Part)
_TEXTS = ("aim", "description", "working_language", "practical", "photo_notice", "funding")
_MOMENTS = ("registration_opens_at", "registration_closes_at", "changes_freeze_at")
_NEW_INVITATION = dict[str, Any](
    granted_beyond=0,
    invited_at=None,
    reminded_at=None,
    refused_at=None,
    refusal="",
    released_at=None,
    coordinator_name="",
    coordinator_email="",
    link_version=1,
)


@dataclass(frozen=True)
class Shift:
    """So many days later, at the same clock time of the event's zone."""

    days: timedelta
    zone: ZoneInfo
    ends_on: date

    def of(self, moment: datetime | None) -> datetime | None:
        if moment is None:
            return None
        return clock.moment_of(clock.shown_at(moment, self.zone) + self.days, self.zone)

    def of_day(self, day: date | None) -> date | None:
        """None for a day that the shorter event does not have."""
        shifted = day and day + self.days
        return shifted if shifted and shifted <= self.ends_on else None


def without_people(file: EventFile) -> EventFile:
    """The file without anybody who came, wrote or was to be asked; as a template keeps it."""
    return file.model_copy(
        update={
            "registrations": None,
            "contributions": None,
            "report": None,
            "further_topics": (),
            "contact": ContactShape(),
            "institutions": tuple(
                each.model_copy(update={"contact": ContactShape()}) for each in file.institutions
            ),
            "invitations": tuple(
                each.model_copy(update=_NEW_INVITATION) for each in file.invitations
            ),
        }
    )


def begun_from(
    file: EventFile, *, starts_on: date, ends_on: date | None, parts: Collection[Part]
) -> EventFile:
    """A draft made of the chosen parts, its days shifted to begin on `starts_on`.

    Without `ends_on` it lasts as long as its model. What stood on days that it does not have comes
    along without day and time. Keys are new, people and what they wrote stay behind.
    """
    ends_on = ends_on or file.ends_on + (starts_on - file.starts_on)
    shift = Shift(starts_on - file.starts_on, ZoneInfo(file.time_zone), ends_on)
    keys: dict[str, str] = defaultdict(new_uid)
    visits = file.visits if Part.VISITS in parts else ()
    hosts = {each.institution for each in visits}
    return file.model_copy(
        update={
            **_of_a_draft(parts),
            **{name: shift.of(getattr(file, name)) for name in _MOMENTS},
            "starts_on": starts_on,
            "ends_on": ends_on,
            "institutions": tuple(each for each in file.institutions if each.key in hosts),
            "visits": tuple(_visit(each, keys, shift) for each in visits),
            "agenda": _agenda(file, keys, shift, parts),
            "questions": _questions(file, keys) if Part.QUESTIONS in parts else (),
            "evaluation": _evaluation(file, shift) if Part.EVALUATION in parts else None,
            "invitations": tuple(
                _invitation(each, keys, shift)
                for each in file.invitations
                if Part.INVITATIONS in parts
            ),
        }
    )


def _evaluation(file: EventFile, shift: Shift) -> EvaluationShape | None:
    """The questionnaire, open as long after the new event as it was after its model."""
    if file.evaluation is None:
        return None
    days = {
        name: getattr(file.evaluation, name) + (shift.ends_on - file.ends_on)
        for name in ("opens_on", "closes_on")
    }
    return file.evaluation.model_copy(update=days)


def _of_a_draft(parts: Collection[Part]) -> dict[str, Any]:
    left = () if Part.TEXTS in parts else _TEXTS
    return {
        **dict.fromkeys(left, NOTHING),
        **dict.fromkeys(("summary", "notice"), NOTHING),
        **dict.fromkeys(("published_at", "created_at", "updated_at"), None),
        **dict.fromkeys(("registrations", "contributions", "report"), None),
        "status": EventStatus.DRAFT,
        "granted_beyond": 0,
        "further_topics": (),
    }


def _visit(visit: VisitShape, keys: dict[str, str], shift: Shift) -> VisitShape:
    vehicles = tuple(
        each.model_copy(
            update={
                "key": keys[each.key],
                "granted_beyond": 0,
                "departs_at": shift.of(each.departs_at),
            }
        )
        for each in visit.vehicles
    )
    return visit.model_copy(
        update={
            "key": keys[visit.key],
            "granted_beyond": 0,
            "departs_at": shift.of(visit.departs_at),
            "vehicles": vehicles,
        }
    )


def _agenda(
    file: EventFile, keys: dict[str, str], shift: Shift, parts: Collection[Part]
) -> tuple[AgendaItemShape, ...]:
    if Part.AGENDA not in parts:
        return ()
    items = []
    for item in file.agenda:
        if item.visit and Part.VISITS not in parts:
            continue
        day = shift.of_day(item.day)
        timed = day is not None
        own = tuple(_happening(each, keys, parts, timed=timed) for each in item.parts)
        whole = _happening(item, keys, parts, timed=timed)
        items.append(whole.model_copy(update={"day": day, "parts": own}))
    return tuple(sorted(items, key=lambda item: (item.day is None, item.day or shift.ends_on)))


def _happening(
    item: Happening, keys: dict[str, str], parts: Collection[Part], *, timed: bool
) -> Happening:
    visit = item.visit if Part.VISITS in parts else None
    return item.model_copy(
        update={
            "key": keys[item.key],
            "visit": visit and keys[visit],
            "speakers": item.speakers if Part.SPEAKERS in parts else (),
            **({} if timed else {"starts_at": None, "ends_at": None}),
        }
    )


def _questions(file: EventFile, keys: dict[str, str]) -> tuple[QuestionShape, ...]:
    """Those still asked; one that hangs on an answer nobody can give any more is not."""
    asked: set[str] = set()
    questions = []
    for each in file.questions:
        condition = each.condition
        hangs_on = {condition.question, condition.option} - {None} if condition else set()
        if each.archived_at is None and hangs_on <= asked:
            options = (option.key for option in each.options if option.archived_at is None)
            asked.update((each.key, *options))
            questions.append(_question(each, keys))
    return tuple(questions)


def _question(question: QuestionShape, keys: dict[str, str]) -> QuestionShape:
    condition = question.condition
    return question.model_copy(
        update={
            "key": keys[question.key],
            "options": tuple(
                each.model_copy(update={"key": keys[each.key], "granted_beyond": 0})
                for each in question.options
                if each.archived_at is None
            ),
            "condition": condition
            and condition.model_copy(
                update={
                    "question": keys[condition.question],
                    "option": condition.option and keys[condition.option],
                }
            ),
        }
    )


def _invitation(invitation: InvitationShape, keys: dict[str, str], shift: Shift) -> InvitationShape:
    return invitation.model_copy(
        update={
            **_NEW_INVITATION,
            "key": keys[invitation.key],
            "answer_until": shift.of(invitation.answer_until),
        }
    )
