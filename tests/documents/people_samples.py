"""People to print in tests: the first event's, and as many as one likes."""

import csv
from dataclasses import replace
from datetime import date

from eventreg.documents.facts.participants import (
    Group,
    MapFrame,
    Participant,
    ParticipantListFacts,
    Place,
    counted_by_place,
    listed,
)
from eventreg.events.models import Audience
from eventreg.language.collation import sort_key
from eventreg.paths import DATA
from tests.documents.samples import event_facts, letterhead

TWELVE = (
    ("0090000", "Jelgava"),
    ("0270000", "Ventspils"),
    ("0110000", "Jēkabpils"),
    ("0130000", "Jūrmala"),
    ("0460200", "Dobeles novads"),
    ("0901201", "Kandavas novads"),
    ("0600202", "Krāslavas novads"),
    ("0700200", "Madonas novads"),
    ("0780200", "Rēzeknes novads"),
    ("0760202", "Preiļu novads"),
    ("0961600", "Rūjienas novads"),
    ("0900200", "Tukuma novads"),
)

_UNITS = DATA / "territories" / "lv_territories_2009_2021.csv"
with _UNITS.open(encoding="utf-8") as _file:
    LABELS = {
        unit["atvk"]: (float(unit["label_lon"]), float(unit["label_lat"]))
        for unit in csv.DictReader(_file)
    }


def place(code: str, name: str) -> Place:
    longitude, latitude = LABELS[code]
    return Place(
        code=code,
        name=name,
        sort=sort_key(name, "lv"),
        longitude=longitude,
        latitude=latitude,
    )


def participant(number: int, **changes: object) -> Participant:
    code, name = TWELVE[number % len(TWELVE)]
    given = (
        "Aiga",
        "Bruno",
        "Čārlijs",
        "Dace",
        "Ēriks",
        "Fricis",
        "Ģirts",
        "Ķirsts",
        "Ņina",
        "Žanis",
    )
    family = ("Āboliņa", "Šķēle", "Ļaudams", "Kļaviņa", "Ūdre", "Ērglis", "Žagars", "Ņikitina")
    full = f"{given[number % 10]} {family[number % 8]}"
    person = Participant(
        group=Group.MUNICIPAL,
        place=place(code, name),
        name=full,
        sort=sort_key(f"{full.split()[1]} {full.split(maxsplit=1)[0]}", "lv"),
        institution=f"{name.replace('novads', 'novada')} pašvaldības Sociālais dienests",
        position="sociālā darba vadītāja",
        email=f"persona{number}@example.org",
        phone="+371 20000000",
        sample=True,
    )
    return replace(person, **changes)


def participant_list(
    people: list[Participant], *, audience: str = "public", language: str = "lv", **changes: object
) -> ParticipantListFacts:
    confirmed = [one for one in people if one.group is not Group.UNCONFIRMED]
    facts = ParticipantListFacts(
        language=language,
        letterhead=letterhead(),
        event=event_facts(),
        audience=audience,
        total=len(confirmed),
        named=sum(one.consents for one in confirmed),
        groups=listed(people, audience=Audience(audience)),
        places=counted_by_place(people),
        institutions=len({one.institution for one in confirmed}),
        visits=("Lādezera pamatskola", "Limbažu bērnu un jauniešu centrs"),
        samples=any(one.sample for one in people),
        map=MapFrame(country="LV", day=date(2017, 11, 21), host_code="0660200"),
    )
    return replace(facts, **changes)


def people_of_first_event() -> list[Participant]:
    """One expert per named municipality, two of the ministry, three hosts, one from outside."""
    limbazi = place("0660200", "Limbažu novads")
    experts = [participant(number) for number in range(len(TWELVE))]
    experts[4] = replace(experts[4], consents=False)
    more = [
        replace(
            participant(20 + number),
            group=group,
            place=limbazi if group is Group.HOST else None,
            institution=institution,
        )
        for number, (group, institution) in enumerate(
            [
                (Group.STATE, "Kultūras ministrija"),
                (Group.STATE, "Kultūras ministrija"),
                (Group.HOST, "Limbažu novada Sociālais dienests"),
                (Group.HOST, "Lādezera pamatskola"),
                (Group.HOST, "Limbažu bērnu un jauniešu centrs"),
                (Group.OTHER, "Ārējais eksperts"),
            ]
        )
    ]
    return experts + more
