"""Every kind of paper with as much in it as one likes, and how it is printed in tests."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time

from flask import Flask, current_app

from eventreg.contributions.giving.service import CARD
from eventreg.documents.bookbinder import Bookbinder
from eventreg.documents.facts.agenda import AgendaFacts, Day, Practical, VisitTime
from eventreg.documents.facts.cards import (
    Badge,
    BadgeDay,
    BadgeFacts,
    BadgeFormat,
    BadgeMoment,
    Certificate,
    CertificateFacts,
)
from eventreg.documents.facts.head import NOTHING, Facts, Letterhead, Text
from eventreg.documents.facts.participants import Group, Participant
from eventreg.documents.facts.practice import PracticeFacts
from eventreg.documents.facts.report import ByTopic, ReportFacts, Section, Written, numbered
from eventreg.documents.facts.sheets import (
    CateringFacts,
    ManifestFacts,
    Passenger,
    Portion,
    Ride,
    SignInFacts,
    SignInLine,
    VisitRides,
)
from eventreg.documents.models import DocumentKind
from eventreg.documents.part_cache import PartCache
from eventreg.documents.practices.service import print_practice
from eventreg.documents.press import Press, Printed
from eventreg.documents.printing import book_of, printed
from eventreg.documents.sheets import service as sheets
from eventreg.reports.blocks import Block, Run, What
from tests.documents.people_samples import TWELVE, participant, participant_list
from tests.documents.report_samples import contribution, participation, report
from tests.documents.samples import FIRST, event_facts, item, person, row, visit

Say = Callable[[str], str]  # words for a thing of that name
FIRST_DAY, SECOND_DAY = date(2017, 11, 21), date(2017, 11, 22)
DEPARTS = datetime(2017, 11, 21, 9, 30, tzinfo=UTC)
MOST_ITEMS = 40  # of an agenda or a report, however many people come

AWKWARD_NAMES = (
    "Anna-Marija Elizabete Krastiņa-Šķēle-Ļaudobele-Dzirnavniece",
    "Тарас Шевченко",
    "漢字 👍",
    "Nesadalāmsuzvārds" * 6,
    'O\'Nīls & <b>"Dēls"</b> 100% \\ (x) {{ 7 * 7 }}',
    "A\u0304bolin\u0327a",
    "محمد علي",
    "שלום כהן",
    "e\u0301\u0302\u0303\u0308\u0323",
    "</table><script>alert(1)</script><!--",
    "\u202etxet desrever\u202c \u200b\ufeff",
    "Ieva ‰ § € „pēdiņas” – …",
    "Y",  # thirteen in all, so that each comes to stand in each place
)


def plain() -> Say:
    """Ordinary words."""
    return lambda what: f"{what} ar garumzīmēm un ķēžu burtiem"


def awkward() -> Say:
    """The awkward names, one after another, whatever is asked for."""
    count = 0

    def say(what: str) -> str:
        nonlocal count
        count += 1
        return AWKWARD_NAMES[count % len(AWKWARD_NAMES)]

    return say


def _head(language: str, say: Say, bare: bool) -> dict[str, object]:
    if bare:
        event = event_facts(
            kind=NOTHING, place=NOTHING, series=NOTHING, network=NOTHING, funding=NOTHING
        )
        return {"language": language, "letterhead": Letterhead(name=_of(say("x"))), "event": event}
    return {
        "language": language,
        "letterhead": Letterhead(
            name=_of(say("rīkotājs")), address=_of(say("adrese")), phone="+371 67000000"
        ),
        "event": event_facts(title=_of(say("virsraksts")), place=_of(say("vieta"))),
    }


def _of(words: str) -> Text:
    return Text(words, "lv")


def agenda(language: str, size: int, say: Say, bare: bool) -> AgendaFacts:
    count = min(size, MOST_ITEMS)
    rows = tuple(
        row(
            item(
                ("presentation", "meal", "discussion")[number % 3],
                say("nosaukums"),
                text=_of(say("apraksts")),
                place=_of(say("telpa")),
                people=(person(say("runātājs"), say("iestāde"), say("amats")),),
                starts_at=time(9 + number % 8, number % 60),
                ends_at=None if number % 4 else time(17, number % 60),
            )
        )
        for number in range(count)
    )
    none = Practical(
        text=NOTHING, working_language=NOTHING, contact_name="", contact_email="", contact_phone=""
    )
    return AgendaFacts(
        **_head(language, say, bare),
        aim=NOTHING if bare else _of(say("mērķis")),
        days=() if bare else (Day(number=1, day=FIRST_DAY, rows=rows),),
        undated=(item("presentation", say("nosaukums")),) if bare else (),
        visits=() if bare else (visit(1, say("iestāde"), seats=20, accompanying=say("pavadonis")),),
        practical=none if bare else replace(none, text=_of(say("jāzina")), contact_name=say("kam")),
        photo_notice=NOTHING if bare else _of(say("fotografē")),
    )


def people(size: int, say: Say, bare: bool) -> list[Participant]:
    """So many people, of whom each seventh agrees to no list."""
    return [
        participant(
            number,
            name=say("vārds"),
            group=Group.OTHER if bare else list(Group)[number * 4 // size],
            place=None if bare else participant(number).place,
            institution="" if bare else say("iestāde"),
            position="" if bare else say("amats"),
            email="" if bare else f"persona{number}@example.org",
            phone="" if bare else f"+371 2{number:07}",
            consents=number % 7 != 3,
            visits=() if bare else (1,),
            sample=number % 5 == 0 and not bare,
            sort=f"{number:05}",
        )
        for number in range(size)
    ]


def listed(audience: str) -> "Made":
    def made(language: str, size: int, say: Say, bare: bool) -> Facts:
        facts = participant_list(people(size, say, bare), audience=audience, language=language)
        facts = replace(facts, **_head(language, say, bare))
        return replace(facts, visits=()) if bare else facts

    return made


def sign_in_of_a_day(language: str, size: int, say: Say, bare: bool) -> SignInFacts:
    return SignInFacts(
        **_head(language, say, bare), day=FIRST_DAY, host=NOTHING, times=(), lines=_lines(size, say)
    )


def sign_in_of_a_visit(language: str, size: int, say: Say, bare: bool) -> SignInFacts:
    times = () if bare else (VisitTime(day=SECOND_DAY, starts_at=time(10), ends_at=None),)
    head = _head(language, say, bare)
    return SignInFacts(
        **head, day=None, host=_of(say("skola")), times=times, lines=_lines(size, say)
    )


def _lines(size: int, say: Say) -> tuple[SignInLine, ...]:
    return tuple(
        SignInLine(
            number=number,
            name=say("vārds"),
            institution=say("iestāde"),
            place=TWELVE[number % 12][1],
        )
        for number in range(1, size + 1)
    )


def manifest(language: str, size: int, say: Say, bare: bool) -> ManifestFacts:
    riders = tuple(
        Passenger(
            number=number,
            name=say("vārds"),
            institution="" if bare else say("iestāde"),
            phone="" if bare else f"+371 2{number:07}",
        )
        for number in range(1, size + 1)
    )
    bus = Ride(
        name=say("autobuss"),
        seats=size,
        meeting_point=_of(say("vieta")),
        departs_at=DEPARTS,
        accompanying=say("pavadonis"),
        passengers=riders,
    )
    left = replace(bus, name="", seats=None, passengers=(), departs_at=None, meeting_point=NOTHING)
    went = VisitRides(
        number=1, host=_of(say("skola")), address=say("iela"), times=(), rides=(bus, left)
    )
    return ManifestFacts(**_head(language, say, bare), visits=() if bare else (went,))


def catering(language: str, size: int, say: Say, bare: bool) -> CateringFacts:
    wishes = () if bare else tuple(Portion(words=say("vēlme"), people=1) for _ in range(size))
    return CateringFacts(
        **_head(language, say, bare), days=(FIRST_DAY,), people=2 * size, portions=wishes
    )


def badges(form: BadgeFormat, *, backs: bool = False) -> "Made":
    def made(language: str, size: int, say: Say, bare: bool) -> BadgeFacts:
        return BadgeFacts(
            **_head(language, say, bare),
            format=form,
            backs=backs,
            days=(BadgeDay(day=FIRST_DAY, moments=(_moment(say),)),) if backs else (),
            contact="" if bare else say("kontakts"),
            address="example.org/e",
            badges=tuple(
                Badge(
                    name=say("vārds"),
                    institution=say("iestāde"),
                    place="" if bare else TWELVE[number % 12][1],
                    role="" if bare or number % 3 else "rīkotājs",
                    code=f"TICKET-{number}",
                    visits=(_of(say("vizīte")),) if backs and not bare else (),
                )
                for number in range(size)
            ),
        )

    return made


def _moment(say: Say) -> BadgeMoment:
    return BadgeMoment(at=time(10), title=_of(say("sesija")))


def certificates(language: str, size: int, say: Say, bare: bool) -> CertificateFacts:
    return CertificateFacts(
        **_head(language, say, bare),
        place_of_issue=NOTHING if bare else _of(say("vieta")),
        signatory_name="" if bare else say("paraksta"),
        signatory_job=NOTHING if bare else _of(say("amats")),
        certificates=tuple(
            Certificate(
                name=say("vārds"),
                institution="" if bare else say("iestāde"),
                days=(FIRST_DAY,),
                hours=None if bare else 6,
                dated_on=date(2017, 11, 23),
                number=f"LIM-{number:04}",
                address=f"https://events.example.org/lv/c/{number}",
            )
            for number in range(size)
        ),
    )


def final_report(language: str, size: int, say: Say, bare: bool) -> ReportFacts:
    head = _head(language, say, bare)
    facts = report(language, letterhead=head["letterhead"], event=head["event"])
    if bare:
        nothing = replace(participation(), total=0, groups=(), places=(), institutions=0)
        return replace(
            facts,
            sections=numbered([Section.GENERAL]),
            participation=nothing,
            undated=(),
            visits=(),
            good_practices=(),
            opinions=(),
            problems=(),
            proposals=(),
        )

    def said(what: str) -> Written:
        words = _of(say(what))
        runs = (Run(text=words.text),)
        return Written(blocks=(Block(what=What.PARAGRAPH, runs=runs),), language=words.language)

    given = tuple(
        contribution(say("teikts"), text=_of(say("skaidrots")), author=say("vārds"))
        for _ in range(min(size, MOST_ITEMS))
    )
    return replace(
        facts,
        aim=_of(say("mērķis")),
        summary=_of(say("kopsavilkums")),
        opinions=(ByTopic(topic=_of(say("joma")), contributions=given),),
        proposals=given[: MOST_ITEMS // 2],
        sections=numbered(
            Section, {Section.AIM: said("uzdevumi"), Section.CONCLUSIONS: said("secinājumi")}
        ),
    )


def practice(language: str, size: int, say: Say, bare: bool) -> PracticeFacts:
    words = {} if bare else {name: _of(say(name)) for name in CARD}
    return PracticeFacts(
        **_head(language, say, bare),
        practice=contribution(
            say("nosaukums"), text=NOTHING if bare else _of(" ".join([say("x")] * size)), **words
        ),
        address="https://events.example.org/lv/practices/x/",
    )


Made = Callable[[str, int, Say, bool], Facts]
KINDS: Mapping[str, Made] = {
    "agenda": agenda,
    "list for everybody": listed("public"),
    "list for participants": listed("participants"),
    "list for organisers": listed("organisers"),
    "sign-in of a day": sign_in_of_a_day,
    "sign-in of a visit": sign_in_of_a_visit,
    "manifest": manifest,
    "catering": catering,
    "badges": badges(BadgeFormat.CARD),
    "lanyards": badges(BadgeFormat.LANYARD),
    "badges with backs": badges(BadgeFormat.POCKET, backs=True),
    "certificates": certificates,
    "practice": practice,
    "report": final_report,
}
_KEPT = {"agenda": DocumentKind.AGENDA, "report": DocumentKind.REPORT}
_SHEETS = {
    "sign-in of a day": sheets.Sheet.SIGN_IN,
    "sign-in of a visit": sheets.Sheet.SIGN_IN,
    "manifest": sheets.Sheet.MANIFEST,
    "catering": sheets.Sheet.CATERING,
}


def print_paper(
    kind: str, facts: Facts, *, words: Flask, press: Press, cache: PartCache
) -> Printed:
    """The paper as the house prints it."""
    with words.app_context():
        if kind in _SHEETS:
            current_app.extensions["eventreg.press"] = press
            current_app.extensions["eventreg.parts"] = cache
            return sheets._printed(_SHEETS[kind], facts, FIRST.made_at)
        if isinstance(facts, PracticeFacts):
            current_app.extensions["eventreg.press"] = press
            return print_practice(facts, FIRST)
        if isinstance(facts, BadgeFacts | CertificateFacts):
            return Bookbinder(press, cache).bind(book_of(facts, FIRST))
        of = _KEPT.get(kind, DocumentKind.PARTICIPANTS)
        return printed(of, facts, FIRST, press=press, cache=cache)
