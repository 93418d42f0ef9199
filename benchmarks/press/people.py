"""Facts to print: as many people as one likes, with names and places that differ."""

from dataclasses import replace
from datetime import date

from eventreg.documents.facts.cards import (
    Badge,
    BadgeFacts,
    BadgeFormat,
    Certificate,
    CertificateFacts,
)
from eventreg.documents.facts.participants import Group, ParticipantListFacts
from eventreg.documents.facts.report import ByTopic, ReportFacts
from tests.documents.people_samples import participant, participant_list
from tests.documents.report_samples import PRACTICE, report
from tests.documents.samples import event_facts, letterhead, lv

_SYLLABLES = ("bē", "da", "gu", "kal", "lie", "mež", "niek", "ozo", "pur", "rud", "siļ", "vīt")
NAMES = 7 * 12**4
SPREAD = 5_003  # without a factor of NAMES
TOPICS, PRACTICES = 16, 20


def a_name(number: int) -> str:
    """A made-up first and last name, another one for each number; as long in few as in many."""
    number = number * SPREAD % NAMES
    given = "".join(_SYLLABLES[(number // 12**place + place) % 12] for place in range(2))
    family = "".join(_SYLLABLES[(number // 7 // 12**place + place) % 12] for place in range(4))
    return f"{given.capitalize()}a {family.capitalize()}ņa"


def many_people(count: int, *, changed: str = "") -> ParticipantListFacts:
    """The organisers' list of so many people; `changed` is the name of one of them."""
    people = [
        replace(
            participant(number),
            name=a_name(number),
            sort=a_name(number).casefold(),
            email=f"{a_name(number).split()[1].casefold()}.{number:05}@example.org",
            phone=f"+371 2{number:07}",
            group=list(Group)[min(number * 5 // count, 3)],
            visits=(1 + number % 2,),
            sample=False,
        )
        for number in range(count)
    ]
    if changed:
        people[count // 2] = replace(people[count // 2], name=changed)
    return participant_list(people, audience="organisers")


def large_report(changed: str = "") -> ReportFacts:
    """A report of about 120 pages; `changed` is the title of one good practice in it."""
    topics = [
        ByTopic(
            topic=lv(f"joma {topic}"),
            contributions=tuple(
                replace(PRACTICE, title=lv(f"Prakse {topic}.{number}"))
                for number in range(PRACTICES)
            ),
        )
        for topic in range(TOPICS)
    ]
    if changed:
        first, *rest = topics[3].contributions
        said = (replace(first, title=lv(changed)), *rest)
        topics[3] = replace(topics[3], contributions=said)
    return report(good_practices=tuple(topics))


def badges(count: int) -> BadgeFacts:
    """So many badges, ten on a sheet."""
    return BadgeFacts(
        language="lv",
        letterhead=letterhead(),
        event=event_facts(),
        format=BadgeFormat.CARD,
        badges=tuple(
            Badge(
                name=a_name(number),
                institution=participant(number).institution,
                place="Limbažu novads",
                role="",
                code=f"https://events.example.org/t/{number:08}",
            )
            for number in range(count)
        ),
    )


def certificates(count: int) -> CertificateFacts:
    """So many certificates."""
    return CertificateFacts(
        language="lv",
        letterhead=letterhead(),
        event=event_facts(),
        place_of_issue=lv("Rīgā"),
        signatory_name="Žanete Šķēle",
        signatory_job=lv("vecākā eksperte"),
        certificates=tuple(
            Certificate(
                name=a_name(number),
                institution=participant(number).institution,
                days=(date(2017, 11, 21), date(2017, 11, 22)),
                hours=12,
                dated_on=date(2017, 11, 23),
                number=f"LIM-{number:04}",
                address=f"https://events.example.org/lv/c/{number:08}",
            )
            for number in range(count)
        ),
    )
