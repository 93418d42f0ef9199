"""Sample delegations of the coming event, each in another state."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from eventreg.demo.people import Name, names

INVITED_BEFORE = timedelta(days=10)
ANSWER_BEFORE = timedelta(days=14)

# Places offered, how many of the people who stand there came by it, and what else is so.
STATES: Sequence[Mapping[str, Any]] = (
    {"quota": 3, "people": 1, "reserves": True, "releases": True},
    {"quota": 1, "people": 1},
    {"quota": 2, "people": 1},
    {"quota": 2, "people": 0, "refusal": "Tajās dienās ir domes sēde."},
    {"quota": 2, "people": 0},
    {"quota": 2, "people": 0, "late": True},
)
UNIVERSITY = "Latvijas Universitātes Izglītības zinātņu un psiholoģijas fakultāte"


def invite(values: dict[str, Any], *, first: date, now: datetime) -> None:
    """Enter invitations for the first municipalities of the sample people, and for a faculty.

    `values` are those of an event file; people of invited municipalities come by the invitation.
    """
    coordinators = list(names())
    came: list[dict[str, Any]] = values["registrations"]
    values["invitations"] = [
        *_of_municipalities(came, coordinators, first, now),
        _invitation(f"d{first:%y%m}-fakultate", coordinators[-1], {"quota": 4}, first, now)
        | {"institution": UNIVERSITY},
    ]


def _of_municipalities(
    came: Sequence[dict[str, Any]], coordinators: Sequence[Name], first: date, now: datetime
) -> Iterator[dict[str, Any]]:
    for number, (state, person) in enumerate(zip(STATES, came, strict=False)):
        key = f"d{first:%y%m}-{number}"
        if state["people"]:
            person["invitation"] = key
            person["acknowledged_at"] = person["created_at"] if number else None
        shown = {name: state[name] for name in ("quota", "reserves", "releases") if name in state}
        territory = person["territory"] if state["people"] else came[-1 - number]["territory"]
        invitation = _invitation(key, coordinators[number], shown, first, now)
        yield invitation | {"territory": territory} | _answer(state, now)


def _invitation(
    key: str, coordinator: Name, state: Mapping[str, Any], first: date, now: datetime
) -> dict[str, Any]:
    until = datetime.combine(first - ANSWER_BEFORE, time(14), UTC)
    return {
        "key": key,
        "invited_at": _said(now - INVITED_BEFORE),
        "answer_until": _said(until),
        "coordinator_name": f"{coordinator.first} {coordinator.last}",
        "coordinator_email": coordinator.email,
        **state,
    }


def _answer(state: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    if "refusal" in state:
        return {"refused_at": _said(now - timedelta(days=4)), "refusal": state["refusal"]}
    if "late" in state:
        yesterday = now - timedelta(days=1)
        return {
            "answer_until": _said(yesterday),
            "reminded_at": _said(yesterday - timedelta(days=3)),
        }
    return {}


def _said(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
