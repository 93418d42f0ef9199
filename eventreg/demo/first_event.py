"""The first event as it is shipped, with sample people, contributions and a sample report."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from eventreg.demo.people import Name, municipality_of, names, sample
from eventreg.events.event_file import text
from eventreg.events.event_file.shape import EventFile
from eventreg.paths import DATA
from eventreg.registration.models import Affiliation, ParticipantRole
from eventreg.territories.models import Territory
from eventreg.territories.service import territory_by_code

SLUG = "limbazi-2017"
REGISTERED = datetime(2017, 11, 1, 8, 0, tzinfo=UTC)
STATE_INSTITUTIONS = frozenset({"Nodarbinātības valsts aģentūra"})


def first_event() -> EventFile:
    """The file of the first event with samples; its own facts are as they are shipped."""
    values = json.loads((DATA / "events" / f"{SLUG}.json").read_text(encoding="utf-8"))
    values |= json.loads((DATA / "samples" / f"{SLUG}.json").read_text(encoding="utf-8"))
    values["registrations"] = list(_people(values))
    day = date.fromisoformat(values["ends_on"]) + timedelta(days=30)
    values["report"] |= {"published_at": f"{day}T08:00:00Z"}
    return text.read(json.dumps(values))


def _people(values: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """An expert of each municipality named, the hosts, the ministry, an external expert."""
    everybody = names()
    visits = [visit["key"] for visit in values["visits"]]
    number = 0
    for kind, seats in ((_experts, visits), (_hosts, ()), (_others, visits)):
        for given in kind(values):
            number += 1
            yield _sample(number, next(everybody), given, seats)


def _sample(
    number: int, name: Name, given: Mapping[str, Any], visits: Sequence[str]
) -> Mapping[str, Any]:
    position = given.get("position") or name.job(number)
    return sample(
        key=f"{SLUG}-{number:02}",
        name=name,
        number=number,
        registered_at=(REGISTERED + timedelta(hours=number)).isoformat(),
        visits=visits,
        **{**given, "position": position},
    )


def _experts(values: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for invitation in values["invitations"]:
        territory = _territory(invitation["territory"]["code"])
        yield {"territory": territory, "institution": municipality_of(territory)}


def _hosts(values: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Those who, by the agenda, received the guests."""
    host = _territory(values["host_territory"]["code"])
    meeting = next(item for item in values["agenda"] if item["kind"] == "host_meeting")
    for speaker in meeting["speakers"]:
        institution = speaker.get("institution", {}).get("lv", municipality_of(host))
        is_of_the_state = institution in STATE_INSTITUTIONS
        yield {
            "role": ParticipantRole.HOST,
            "institution": institution,
            "position": speaker.get("job", {}).get("lv", ""),
            "territory": None if is_of_the_state else host,
            "affiliation": Affiliation.STATE if is_of_the_state else Affiliation.MUNICIPALITY,
        }


def _others(values: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    ministry = values["organisation"]["name"]["lv"]
    for _representative in range(2):
        yield {
            "role": ParticipantRole.ORGANISER,
            "affiliation": Affiliation.STATE,
            "institution": ministry,
        }
    yield {
        "affiliation": Affiliation.ORGANISATION,
        "institution": "",
        "position": "ārējais eksperts",
    }


def _territory(code: str) -> Territory:
    found = territory_by_code(code)
    if found is None:
        raise LookupError(f"no territory {code}")
    return found
