"""A coming event, made up whole: its times are samples, and it is always open for registration."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from eventreg.demo.invitations import invite
from eventreg.demo.people import municipality_of, names, sample
from eventreg.events.event_file import text
from eventreg.events.event_file.shape import EventFile
from eventreg.paths import DATA
from eventreg.territories.service import territories_on

SLUG_BEGINS = "paraugs-"
SHIPPED_DAY = date(2000, 1, 4)  # the first day in the shipped file, a Tuesday
WEEKS_AHEAD = 6
PEOPLE = 12
_DAY = re.compile(r'"(\d{4}-\d{2}-\d{2})(T[\d:]+Z)?"')

# What sample people would like to discuss.
WISHES = (
    "Kā iesaistīt vecākus, kuri uz skolu nenāk?",
    "Pieredze ar mentoriem, kas strādā vairākās skolās.",
)

# Seats taken on the visits: some left, none left, some left.
SEATS_TAKEN = (4, 5, 8)


def coming_event(*, now: datetime) -> EventFile:
    """The event, some six weeks from now on a Tuesday and Wednesday."""
    first = first_day(now.date())
    month = f"{first:%y%m}"
    shipped = (DATA / "samples" / "coming-event.json").read_text(encoding="utf-8")
    moved = _moved(shipped, by=first - SHIPPED_DAY)
    named = moved.replace('"p0000-', f'"p{month}-').replace("-0000", f"-{first:%Y-%m}")
    values = json.loads(named)
    values["registrations"] = list(_people(values, first=first, now=now))
    invite(values, first=first, now=now)
    _seat(values)
    return text.read(json.dumps(values))


def first_day(today: date) -> date:
    """The Tuesday six to seven weeks ahead."""
    ahead = today + timedelta(weeks=WEEKS_AHEAD)
    return ahead + timedelta(days=(SHIPPED_DAY.weekday() - ahead.weekday()) % 7)


def _moved(shipped: str, *, by: timedelta) -> str:
    """The text with every day and moment moved by whole days."""

    def later(found: re.Match[str]) -> str:
        return f'"{date.fromisoformat(found[1]) + by}{found[2] or ""}"'

    return _DAY.sub(later, shipped)


def _people(values: Mapping[str, Any], *, first: date, now: datetime) -> Iterator[dict[str, Any]]:
    """One expert from each of some municipalities of that day."""
    everybody = list(names())[::-1]
    host = values["host_territory"]["code"]
    places = [each for each in territories_on(first) if each.code != host]
    chosen = places[:: max(1, len(places) // PEOPLE)][:PEOPLE]
    for number, (name, territory) in enumerate(zip(everybody, chosen, strict=False)):
        registered = now - timedelta(days=5) + timedelta(hours=number * 7)
        person = sample(
            key=f"{values['slug']}-{number:02}",
            name=name,
            number=number,
            position=name.job(number),
            institution=municipality_of(territory),
            territory=territory,
            registered_at=registered.isoformat(timespec="minutes"),
            visits=list(_visits(values, number)),
        )
        yield {**person, "answers": list(_answers(values, number))}


def _seat(values: Mapping[str, Any]) -> None:
    """Let those who visit the school go in its vehicles; the last to register has none yet."""
    school = values["visits"][0]
    minibus, car = (vehicle["key"] for vehicle in school["vehicles"])
    seats = [
        seat
        for person in values["registrations"]
        for seat in person["visits"]
        if seat["visit"] == school["key"]
    ]
    for seat, vehicle in zip(seats, (minibus, minibus, car), strict=False):
        seat |= {"vehicle": vehicle, "placed_by_hand": vehicle == car}


def _answers(values: Mapping[str, Any], number: int) -> Iterator[Mapping[str, Any]]:
    """Three of four come to dinner; some by car, some by public transport, some by the bus."""
    dinner, way, stop, topic = values["questions"]
    yield _answer(dinner, number, option=int(number % 4 == 3))
    yield _answer(way, number, option=number % 3)
    if number % 3 == 2:
        yield _answer(stop, number, option=number % 2)
    if number % 5 == 0:
        yield {**_answer(topic, number), "text": WISHES[number % len(WISHES)]}


def _answer(
    question: Mapping[str, Any], number: int, *, option: int | None = None
) -> Mapping[str, Any]:
    chosen = [] if option is None else [question["options"][option]]
    return {
        "key": f"{question['key']}-{number:02}",
        "question": question["key"],
        "asked": question["label"],
        "options": [
            {"option": each["key"], "label": each["label"], "held": True} for each in chosen
        ],
    }


def _visits(values: Mapping[str, Any], number: int) -> Iterator[str]:
    """The school or the youth centre, which are at the same time (R10), and the library."""
    school, centre, library = (visit["key"] for visit in values["visits"])
    of_school, of_centre, of_library = SEATS_TAKEN
    if number < of_school:
        yield school
    elif number < of_school + of_centre:
        yield centre
    if number < of_library:
        yield library
