"""The report over a series: its meetings, who came in which year, practices and proposals."""

import subprocess
from datetime import date

import outloud
import pytest

from eventreg.accounts.models import StaffRole
from eventreg.contributions.models import ContributionKind, Naming
from eventreg.contributions.naming.service import change_naming
from eventreg.database import db
from eventreg.documents.gather.series import series_facts
from eventreg.events.models import Series
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Affiliation
from eventreg.reports import service as reports
from eventreg.reports.models import ReportStatus
from eventreg.territories.service import territory_named
from tests.documents.conftest import opened, words_of
from tests.factories import (
    NOON,
    a_contribution,
    a_municipality,
    a_registration,
    an_account,
    an_open_event,
    an_organisation,
)
from tests.public.statements import counted_statements
from tests.reports.builders import BY, WHOLE


@pytest.fixture
def series(app, session):
    owner = an_organisation(slug="ministrija")
    made = Series(organisation_id=owner.id, name=LocalText(lv="Tīkls", en="Network"))
    session.add(made)
    session.flush()
    made.owner = owner
    return made


def held(series, year, title="Tikšanās"):
    days = {"starts_on": date(year, 5, 5), "ends_on": date(year, 5, 6)}
    return an_open_event(
        organisation=series.owner, series=series, title=LocalText(lv=title, en=title), **days
    )


def comes(event, unit):
    return a_registration(event=event, affiliation=Affiliation.MUNICIPALITY, territory=unit)


def published(event):
    reports.set_requisites(event=event, requisites=WHOLE, **BY)
    reports.move_report(event=event, to=ReportStatus.FINAL, **BY)
    reports.publish_report(event=event, **BY)


def facts_of(series):
    return series_facts(series, language="lv", now=NOON)


def test_meetings_that_were_held_are_told_with_who_came_in_which_year(series):
    cesis, talsi = a_municipality("Cēsu novads"), a_municipality("Talsu novads")
    first, second = held(series, 2024, "Pirmā"), held(series, 2025, "Otrā")
    comes(held(series, 2027, "Nākamā"), talsi)
    for unit in (cesis, talsi):
        comes(first, unit)
    comes(second, cesis)
    facts = facts_of(series)

    told = [(each.title.text, each.people, each.municipalities) for each in facts.meetings]
    assert told == [("Pirmā", 2, 2), ("Otrā", 1, 1)]
    assert facts.years == (2024, 2025)
    assert [each.people for each in facts.marks] == [2, 1]  # the map says what the table says
    assert [(each.name, each.counts, each.total) for each in facts.places] == [
        ("Cēsu novads", (1, 1), 2),
        ("Talsu novads", (1, 0), 1),
    ]


def test_a_unit_that_is_no_more_counts_under_the_one_of_today_and_that_is_said(latvia, series):
    old = territory_named("Alojas novads", day=date(2020, 5, 5))
    event = held(series, 2022)
    comes(event, a_municipality("Cēsu novads")).territory = old
    db.session.flush()
    facts = facts_of(series)

    assert [each.name for each in facts.places] == ["Limbažu novads"]
    assert [(each.name, each.today) for each in facts.former] == [
        ("Alojas novads", "Limbažu novads")
    ]


def test_only_published_reports_give_practices_and_proposals(series):
    first, second = held(series, 2024), held(series, 2025)
    a_contribution(event=first, title="Mentors")
    a_contribution(event=first, kind=ContributionKind.PROPOSAL, title="Algot palīgu")
    a_contribution(event=second, title="Nav publicēts")
    published(first)
    facts = facts_of(series)

    assert [one.said.title.text for each in facts.practices for one in each.practices] == [
        "Mentors"
    ]
    assert [one.said.title.text for each in facts.proposals for one in each.proposals] == [
        "Algot palīgu"
    ]


def test_an_author_is_named_only_as_far_as_agreed_now(series):
    event = held(series, 2024)
    anna = a_registration(event=event, first_name="Anna", last_name="Liepa")
    given = a_contribution(event=event, registration=anna, naming=Naming.NAME)
    published(event)
    assert "Anna Liepa" in str(facts_of(series).practices)

    change_naming(given, naming=Naming.NOT_NAMED, **BY)
    assert "Liepa" not in str(facts_of(series).practices)


def test_it_takes_as_many_statements_for_many_meetings_as_for_few(series, session):
    taken = []
    for years in ((2022, 2023), (2024, 2025)):
        for year in years:
            event = held(series, year)
            comes(event, a_municipality(f"Novads {year}"))
            a_contribution(event=event, title="Mentors")
            published(event)
        session.commit()
        session.expire_all()
        with counted_statements() as statements:
            facts_of(series)
        taken.append(len(statements))
    assert taken[0] == taken[1]


@pytest.mark.usefixtures("one_press")
@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_paper_passes_the_checkers_and_says_it_all(client, series, tmp_path, language):
    event = held(series, 2024)
    comes(event, a_municipality("Cēsu novads"))
    a_contribution(event=event, title="Mentors vakarskolā")
    a_contribution(event=event, kind=ContributionKind.PROPOSAL, title="Algot palīgu")
    published(event)
    client.sign_in(an_account(organisation=series.owner, role=StaffRole.READER))
    answer = client.get(f"/{language}/organise/series/ministrija/{series.uid}/report.pdf")
    file = tmp_path / "report.pdf"
    file.write_bytes(answer.data)

    assert [finding.message for finding in outloud.check(file).findings] == []
    subprocess.run(["qpdf", "--check", str(file)], check=True, capture_output=True)
    said = words_of(answer.data, tmp_path)
    assert [
        each
        for each in ("Mentors vakarskolā", "Algot palīgu", "Cēsu novads", "2024")
        if each not in said
    ] == []
    paper = opened(answer.data)
    assert str(paper.Root.Lang).startswith(language)


def test_before_the_first_meeting_there_is_no_report(client, series):
    held(series, 2027)
    client.sign_in(an_account(organisation=series.owner, role=StaffRole.READER))
    answer = client.get(f"/lv/organise/series/ministrija/{series.uid}/report.pdf")

    assert answer.status_code == 404
    assert facts_of(series) is None
