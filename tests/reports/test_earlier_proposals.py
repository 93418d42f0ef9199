"""Given an earlier event of the same series, the next report says what became of its proposals."""

from dataclasses import replace
from datetime import date

import pytest

from eventreg.accounts.models import Organisation
from eventreg.contributions.models import ContributionKind, ContributionState, ProposalStatus
from eventreg.database import db
from eventreg.documents.gather.earlier import earlier_proposals
from eventreg.documents.gather.report import current_facts
from eventreg.documents.outline import outline_of
from eventreg.documents.wording import PROPOSAL_STATES
from eventreg.events.models import Series
from eventreg.language.local_text import LocalText
from eventreg.reports import service
from eventreg.reports.models import ReportStatus
from tests.factories import NOON, a_contribution, an_event, an_organisation
from tests.reports.builders import BY, WHOLE


@pytest.fixture
def series(app):
    return Series(organisation_id=an_organisation().id, name=LocalText(lv="Tīkls"))


def met(series, year, **values):
    days = {"starts_on": date(year, 5, 5), "ends_on": date(year, 5, 6)}
    owner = db.session.get_one(Organisation, series.organisation_id)
    return an_event(organisation=owner, series=series, **days, **values)


def proposed(event, title="Algot palīgu", **values):
    return a_contribution(event=event, kind=ContributionKind.PROPOSAL, title=title, **values)


def published(event):
    service.set_requisites(event=event, requisites=WHOLE, **BY)
    service.move_report(event=event, to=ReportStatus.FINAL, **BY)
    service.publish_report(event=event, **BY)


def test_the_next_report_says_what_became_of_earlier_proposals(series):
    first, second = met(series, 2024), met(series, 2025)
    proposed(
        first,
        proposal_status=ProposalStatus.DONE,
        answer=LocalText(lv="Palīgs strādā."),
        answered_on=date(2025, 1, 9),
    )
    published(first)
    facts = current_facts(second, language="lv", now=NOON)
    chapter = next(each for each in outline_of(facts) if each.key == "earlier_proposals")

    said = str(chapter.blocks)
    assert chapter.title == "Kas noticis ar agrākajiem priekšlikumiem"
    told = ("Algot palīgu", "Palīgs strādā.", str(PROPOSAL_STATES[ProposalStatus.DONE]))
    assert [words for words in told if words not in said] == []
    assert "5. un 6." in said
    assert not current_facts(first, language="lv", now=NOON).earlier


def test_only_what_was_published_and_belongs_together_is_told(series):
    unpublished, stranger, next_one = met(series, 2023), met(series, 2024), met(series, 2025)
    proposed(unpublished)
    proposed(stranger, "Cita rīkotāja")
    stranger.series = None
    published(stranger)
    later = met(series, 2026)
    proposed(later)
    published(later)

    assert earlier_proposals(next_one, "lv") == ()


def test_what_is_set_aside_or_made_up_is_not_told(series):
    first, second = met(series, 2024), met(series, 2025)
    proposed(first, state=ContributionState.SET_ASIDE)
    proposed(first, sample=True)
    proposed(first, "Tikties biežāk")
    published(first)

    (earlier,) = earlier_proposals(second, "lv")
    assert [one.title.text for one in earlier.proposals] == ["Tikties biežāk"]
    assert replace(earlier, proposals=()).title.text == first.title["lv"]
