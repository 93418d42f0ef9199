"""Event files for the tests: as plain values that a test changes at one place, and generated."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from eventreg.agenda.models import ItemKind, SpeakerRole
from eventreg.contributions.models import ContributionKind, ContributionState, Naming
from eventreg.events.event_file import text
from eventreg.events.event_file.shape import EventFile
from eventreg.events.models import Admission, Audience, EventStatus
from eventreg.paths import DATA
from eventreg.registration.models import ConsentPurpose, ParticipantRole
from eventreg.registration.questions.models import QuestionKind
from eventreg.visits.models import InstitutionKind

LIMBAZI = DATA / "events" / "limbazi-2017.json"
JELGAVA = {"country": "LV", "code": "0090000", "name": "Jelgava"}
FIRST_DAY = date(2017, 11, 21)


def limbazi() -> dict[str, Any]:
    """The shipped first event as plain values."""
    values: dict[str, Any] = json.loads(LIMBAZI.read_text(encoding="utf-8"))
    return values


def with_people() -> dict[str, Any]:
    """The first event with two seats on a visit and two people, one of whom has a seat."""
    values = limbazi()
    values["visits"][0]["capacity"] = 2
    visit = values["visits"][0]["key"]
    seat = {"visit": visit, "state": "confirmed"}
    values["registrations"] = [person("anna", visits=[seat]), person("janis")]
    return values


def person(name: str, **values: Any) -> dict[str, Any]:
    """A registration."""
    given: dict[str, Any] = {
        "key": f"persona-{name}",
        "state": "confirmed",
        "first_name": name.title(),
        "last_name": "Kalniņa",
        "affiliation": "municipality",
        "territory": dict(JELGAVA),
        "email": f"{name}@example.org",
        "language": "lv",
    }
    return given | values


def read(values: dict[str, Any]) -> EventFile:
    """The typed shape of plain values."""
    return text.read(json.dumps(values))


# --- generated --------------------------------------------------------------------------------

words = st.text(
    alphabet=st.sampled_from("abcāčēģķļņšūž ĀČ„”–\n\"\\<&'"), min_size=1, max_size=20
).filter(lambda value: bool(value.strip()))
lines = st.one_of(st.just(""), words)
local = st.fixed_dictionaries({}, optional={"lv": words, "en": words})
named = local.filter(bool)
moments = st.datetimes(
    min_value=datetime.fromisoformat("2016-01-01"),
    max_value=datetime.fromisoformat("2018-01-01"),
    timezones=st.just(UTC),
).map(lambda moment: moment.isoformat())
maybe_moments = st.one_of(st.none(), moments)
places = st.one_of(st.none(), st.integers(5, 100))
territories = st.one_of(st.none(), st.sampled_from([JELGAVA, {"country": "LV", "code": "0660200"}]))


def of(enum: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([member.value for member in enum])


@st.composite
def happenings(draw: st.DrawFn, key: str, day: date | None) -> dict[str, Any]:
    start = draw(st.one_of(st.none(), st.integers(0, 22))) if day else None
    end = draw(st.one_of(st.none(), st.just(start + 1))) if start is not None else None
    speakers = st.fixed_dictionaries(
        {"role": of(SpeakerRole), "name": lines, "job": local, "institution": local}
    )
    return {
        "key": key,
        "kind": draw(of(ItemKind)),
        "starts_at": None if start is None else f"{time(start):%H:%M}",
        "ends_at": None if end is None else f"{time(end):%H:%M}",
        "title": draw(named),
        "text": draw(local),
        "place": draw(local),
        "track": draw(local),
        "speakers": draw(st.lists(speakers, max_size=3)),
    }


@st.composite
def agendas(draw: st.DrawFn, visits: list[str]) -> list[dict[str, Any]]:
    items = []
    for number in range(draw(st.integers(0, 5))):
        day = draw(st.sampled_from([None, FIRST_DAY, FIRST_DAY + timedelta(days=1)]))
        item = draw(happenings(f"item-{number}", day))
        item["day"] = day.isoformat() if day else None
        item["visit"] = draw(st.sampled_from([None, *visits])) if day is None else None
        whole = item["starts_at"] is None
        item["parts"] = [
            draw(happenings(f"part-{number}-{part}", day if whole else None))
            for part in range(draw(st.integers(0, 2)))
        ]
        items.append(item)
    return sorted(items, key=lambda item: item["day"] or "9")


@st.composite
def questions(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to three questions; one after a yes-or-no may hang on it."""
    found: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 3))):
        kind = draw(of(QuestionKind))
        options = [
            {"key": f"option-{number}-{place}", "label": draw(named), "capacity": draw(places)}
            for place in range(2 if kind in {"choice", "choices"} else 0)
        ]
        earlier = [each["key"] for each in found if each["kind"] == "yes_no"]
        before = draw(st.sampled_from([None, *earlier]))
        found.append(
            {
                "key": f"question-{number}",
                "kind": kind,
                "label": draw(named),
                "help_text": draw(local),
                "purpose": draw(local),
                "required": draw(st.booleans()),
                "kept_days": draw(st.one_of(st.none(), st.integers(0, 400))),
                "shown_to_role": draw(st.one_of(st.none(), of(ParticipantRole))),
                "condition": {"question": before} if before else None,
                "options": options,
                "archived_at": draw(maybe_moments),
            }
        )
    return found


@st.composite
def answers(
    draw: st.DrawFn, asked: list[dict[str, Any]], *, who: str, holding: bool
) -> list[dict[str, Any]]:
    """An answer to some of the questions, each of the question's kind."""
    values: dict[str, st.SearchStrategy[Any]] = {
        "text": words,
        "number": st.floats(-1e6, 1e6),
        "day": st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(str),
        "yes": st.booleans(),
        "file_name": words,
    }
    of_kind = {
        "short_text": "text",
        "long_text": "text",
        "number": "number",
        "date": "day",
        "yes_no": "yes",
        "file": "file_name",
    }
    found = []
    for question in draw(st.lists(st.sampled_from(asked), unique_by=id)) if asked else []:
        given: dict[str, Any] = {"key": f"a-{who}-{question['key']}", "question": question["key"]}
        given["asked"] = draw(named)
        if question["options"]:
            option = draw(st.sampled_from(question["options"]))["key"]
            held = holding and draw(st.booleans())
            given["options"] = [{"option": option, "label": draw(named), "held": held}]
        else:
            name = of_kind[question["kind"]]
            given[name] = draw(values[name])
        found.append(given)
    return sorted(found, key=lambda each: str(each["question"]))


@st.composite
def people(
    draw: st.DrawFn, visits: list[dict[str, Any]], asked: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    found = []
    for number in range(draw(st.integers(0, 4))):
        state = draw(st.sampled_from(["confirmed", "waiting", "cancelled"]))
        chosen = "confirmed" if state == "confirmed" else "cancelled"
        consents = st.fixed_dictionaries(
            {"purpose": of(ConsentPurpose), "wording": words, "language": st.just("lv")},
            optional={"given_at": moments, "withdrawn_at": maybe_moments},
        )
        found.append(
            person(
                f"p{number}",
                state=state,
                role=draw(of(ParticipantRole)),
                position=draw(lines),
                sample=draw(st.booleans()),
                visits=draw(chosen_visits(visits, chosen)),
                consents=draw(st.lists(consents, max_size=2)),
                answers=draw(answers(asked, who=str(number), holding=state == "confirmed")),
                created_at=draw(maybe_moments),
            )
        )
    return found


@st.composite
def contributions(
    draw: st.DrawFn, visits: list[str], registered: list[str]
) -> list[dict[str, Any]]:
    return [
        {
            "key": f"contribution-{number}",
            "kind": draw(of(ContributionKind)),
            "state": draw(of(ContributionState)),
            "naming": draw(of(Naming)),
            "author": draw(lines),
            "title": draw(named),
            "text": draw(local),
            "topic": draw(st.sampled_from([None, "izglitiba", "majoklis"])),
            "visit": draw(st.sampled_from([None, *visits])),
            "registration": draw(st.sampled_from([None, *registered])),
        }
        for number in range(draw(st.integers(0, 4)))
    ]


@st.composite
def vehicles(draw: st.DrawFn, key: str) -> list[dict[str, Any]]:
    """Up to two vehicles, each with a seat for everybody."""
    return [
        {
            "key": f"{key}-{number}",
            "name": draw(words),
            "capacity": draw(st.integers(5, 60)),
            "meeting_point": draw(local),
            "departs_at": draw(maybe_moments),
            "accompanying": draw(lines),
        }
        for number in range(draw(st.integers(0, 2)))
    ]


@st.composite
def chosen_visits(
    draw: st.DrawFn, visits: list[dict[str, Any]], state: str
) -> list[dict[str, Any]]:
    """All visits in that state; who has a seat may sit in a vehicle."""
    found = []
    for visit in visits:
        keys = [each["key"] for each in visit["vehicles"]] if state == "confirmed" else []
        vehicle = draw(st.sampled_from([None, *keys]))
        placed = draw(st.booleans()) if vehicle else False
        seat = {"vehicle": vehicle, "placed_by_hand": placed}
        found.append({"visit": visit["key"], "state": state} | seat)
    return found


@st.composite
def institutions_and_visits(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Up to two institutions, each visited once."""
    institutions = [
        {"key": f"institution-{number}", "name": draw(named), "kind": draw(of(InstitutionKind))}
        for number in range(draw(st.integers(0, 2)))
    ]
    visits = [
        {
            "key": f"visit-{number}",
            "institution": institution["key"],
            "capacity": draw(places),
            "departs_at": draw(maybe_moments),
            "good_to_know": draw(local),
            "vehicles": draw(vehicles(f"vehicle-{number}")),
        }
        for number, institution in enumerate(institutions)
    ]
    return institutions, visits


reports = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {"place_of_issue": local, "number": lines},
        optional={"sections": st.just([{"section": "course", "text": {"lv": "Norise"}}])},
    ),
)


@st.composite
def invitations(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to a municipality, one to an institution."""
    return [
        {"key": "jelgava", "territory": JELGAVA, "quota": draw(places)},
        {
            "key": "universitate",
            "institution": "Latvijas Universitāte",
            "quota": draw(places),
            "coordinator_name": draw(lines),
            "refused_at": draw(maybe_moments),
            "refusal": draw(lines),
        },
    ]


@st.composite
def event_files(draw: st.DrawFn) -> dict[str, Any]:
    """A whole event of two days in 2017, with people."""
    institutions, visits = draw(institutions_and_visits())
    keys = [visit["key"] for visit in visits]
    asked = draw(questions())
    registrations = draw(people(visits, asked))
    return {
        "format": "eventreg.event/1",
        "slug": "tiksanas",
        "status": draw(of(EventStatus)),
        "organisation": {"slug": "ministrija", "name": draw(named), "address": draw(local)},
        "series": draw(st.one_of(st.none(), st.builds(lambda n: {"key": "s", "name": n}, named))),
        "title": draw(named),
        "aim": draw(local),
        "starts_on": FIRST_DAY.isoformat(),
        "ends_on": "2017-11-22",
        "time_zone": "Europe/Riga",
        "host_territory": draw(territories),
        "capacity": draw(places),
        "admission": draw(of(Admission)),
        "list_audience": draw(of(Audience)),
        "registration_opens_at": draw(maybe_moments),
        "topics": [{"key": "izglitiba", "name": draw(named)}],
        "further_topics": [{"key": "majoklis", "name": draw(named)}],
        "institutions": institutions,
        "visits": visits,
        "agenda": draw(agendas(keys)),
        "invitations": draw(invitations()),
        "questions": asked,
        "published_at": draw(maybe_moments),
        "registrations": registrations,
        "contributions": draw(contributions(keys, [each["key"] for each in registrations])),
        "report": draw(reports),
    }
