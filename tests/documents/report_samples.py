"""A report to print in tests."""

from dataclasses import replace
from datetime import date

from eventreg.documents.facts.head import Text
from eventreg.documents.facts.participants import MapFrame, counted_by_place
from eventreg.documents.facts.report import (
    ByTopic,
    Contribution,
    GroupCount,
    Participation,
    ReportFacts,
    Requisites,
    Section,
    Written,
    numbered,
)
from eventreg.reports.markdown import read
from tests.documents.people_samples import people_of_first_event
from tests.documents.samples import agenda_of_first_event, event_facts, letterhead, lv

SCHOOL = lv("Lādezera pamatskola")


def contribution(title: str, **more: object) -> Contribution:
    facts = Contribution(
        title=lv(title),
        text=Text(),
        topic=lv("izglītība"),
        source=SCHOOL,
        territory="Limbažu novads",
        author="",
        institution="",
        sample=True,
    )
    return replace(facts, **more)


PRACTICE = contribution(
    "Skolotāja palīgs klasē un ģimenē",
    text=lv("Palīgs strādā skolā un reizi nedēļā tiekas ar ģimeni tās mājās."),
    institution="Lādezera pamatskola",
    place=lv("Lādezera pamatskola, Limbažu novads"),
    problem=lv("Bērni pēc pārtraukuma mācībās neatgriežas skolā, ģimenes skolai neuzticas."),
    solution=lv("Viens un tas pats cilvēks palīdz gan stundās, gan sarunās ar vecākiem."),
    took_part=lv("Skola, sociālais dienests, vecāki."),
    result=lv("Kavējumu skaits divos gados samazinājās, visi bērni pārcelti nākamajā klasē."),
    needed_to_repeat=lv("Pusslodze palīgam, mēnesis iepazīšanās laika."),
    contact=lv("skola@example.org"),
)


REQUISITES = Requisites(
    status="final",
    place_of_issue=lv("Rīgā"),
    dated_on=date(2017, 12, 15),
    number="4.1-6/12",
    signatory_name="Žanete Šķēle",
    signatory_job=lv("vecākā eksperte"),
)

GOOD_PRACTICES = (
    ByTopic(topic=lv("izglītība"), contributions=(PRACTICE, PRACTICE)),
    ByTopic(
        topic=lv("nodarbinātība"),
        contributions=(replace(PRACTICE, title=lv("Pirmā darba vieta vasarā")),),
    ),
)

OPINIONS = (
    ByTopic(
        topic=lv("līdzdalība"),
        contributions=(
            contribution(
                "Jaunieši paši zina, kas viņiem vajadzīgs",
                text=lv("Viņus jāaicina pie galda, pirms lemj, nevis pēc tam."),
                author="Dace Kļaviņa",
                institution="Dobeles novada pašvaldība",
            ),
        ),
    ),
)

PROBLEMS = (
    ByTopic(
        topic=lv("nodarbinātība"),
        contributions=(
            contribution(
                "Darba devēji atsaka telefoniski",
                text=lv("Uz klātienes sarunu aicina reti."),
                level="local",
            ),
            contribution("Atbalsts beidzas līdz ar projektu", level="national"),
        ),
    ),
)

PROPOSALS = (
    contribution(
        "Palīga slodzi paredzēt pašvaldības budžetā",
        addressee=lv("Pašvaldības"),
        due_on=date(2018, 9, 1),
        status="new",
    ),
    contribution(
        "Vienu reizi gadā tikties visam tīklam",
        addressee=lv("Kultūras ministrija"),
        due_on=date(2018, 11, 30),
        status="taken_up",
    ),
)


def participation() -> Participation:
    return Participation(
        total=18,
        groups=(
            GroupCount(key="municipal", people=12),
            GroupCount(key="state", people=2),
            GroupCount(key="host", people=3),
            GroupCount(key="other", people=1),
        ),
        places=counted_by_place(people_of_first_event()),
        institutions=17,
        map=MapFrame(country="LV", day=date(2017, 11, 21), host_code="0660200"),
    )


def written(text: str) -> Written:
    return Written(blocks=read(text), language="lv")


WRITTEN = {
    Section.AIM: written(
        "Iepazīt trīs iestāžu darbu.\n\nApkopot labās prakses, viedokļus, problēmas un "
        "priekšlikumus."
    ),
    Section.COURSE: written(
        "Vizīte sākās skolā, turpinājās jauniešu centrā un noslēdzās sanāksmē."
    ),
    Section.CONCLUSIONS: written(
        "Labas prakses ir tuvumā; tās jāpārnes ar cilvēkiem, nevis tikai papīra."
    ),
}


def report(language: str = "lv", **changes: object) -> ReportFacts:
    agenda = agenda_of_first_event()
    facts = ReportFacts(
        language=language,
        letterhead=letterhead(),
        event=event_facts(),
        requisites=REQUISITES,
        sections=numbered(Section, WRITTEN),
        working_language=lv("latviešu"),
        aim=agenda.aim,
        topics=(lv("izglītība"), lv("nodarbinātība"), lv("sociālā iekļaušana"), lv("līdzdalība")),
        summary=lv(
            "Divu dienu vizītē eksperti no 12 pašvaldībām iepazina trīs iestādes un tikās ar "
            "novada pārstāvjiem un vietējiem jauniešiem."
        ),
        participation=participation(),
        days=agenda.days,
        undated=agenda.undated,
        visits=agenda.visits,
        good_practices=GOOD_PRACTICES,
        opinions=OPINIONS,
        problems=PROBLEMS,
        proposals=PROPOSALS,
        agenda_url="https://events.example.org/lv/e/limbazi-2017/agenda.pdf",
        participants_url="https://events.example.org/lv/e/limbazi-2017/participants.pdf",
        samples=True,
    )
    return replace(facts, **changes)
