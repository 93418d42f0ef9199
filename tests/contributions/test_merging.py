"""Given several texts that say the same, when the organiser merges them, one stays for all."""

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.contributions.merging import service
from eventreg.contributions.merging.errors import NotForMerging, NothingToMerge
from eventreg.contributions.models import ContributionKind, ContributionState
from eventreg.events.event_file import composing
from eventreg.events.event_file.importing import import_event
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from tests.factories import (
    NOON,
    a_contribution,
    a_registration,
    an_account,
    an_open_event,
)

MENTORS = LocalText(lv="Katram jaunietim, kas atgriežas skolā, ir mentors.")
NEARLY = LocalText(lv="Jaunietim, kas atgriežas skolā, katram ir savs mentors.")
BUSES = LocalText(lv="Autobuss lauku pagastos kursē reizi dienā.")


@pytest.fixture
def event(app):
    return an_open_event(slug="limbazi")


def given(event, text=MENTORS, **values):
    values = {"state": ContributionState.SUBMITTED, "title": "Teksts"} | values
    return a_contribution(event=event, text=text, **values)


def merge(kept, *others):
    service.merge(kept, others, actor=COMMAND, now=NOON)


def test_the_merged_text_keeps_its_words_and_leaves_the_list(event):
    kept, other = given(event), given(event, NEARLY)
    merge(kept, other)

    assert (other.state, other.merged_into) == (ContributionState.MERGED, kept)
    assert other.text == NEARLY
    assert kept.joined == [other]


def test_what_was_merged_before_comes_along(event, session):
    first, second, third = given(event), given(event), given(event)
    merge(second, third)
    merge(first, second)
    session.expire_all()

    assert first.joined == [second, third]


def test_a_merged_text_can_stand_by_itself_again(event, session):
    kept, other = given(event), given(event)
    merge(kept, other)
    service.take_out(other, actor=COMMAND, now=NOON)
    session.expire_all()

    assert (other.state, other.merged_into, kept.joined) == (ContributionState.SUBMITTED, None, [])
    with pytest.raises(NotForMerging):
        service.take_out(other, actor=COMMAND, now=NOON)


def test_texts_of_another_kind_or_event_or_state_are_not_merged(event):
    kept = given(event)
    for other in (
        given(event, kind=ContributionKind.PROBLEM),
        given(an_open_event()),
        given(event, state=ContributionState.SET_ASIDE),
        given(event, state=ContributionState.DRAFT),
        kept,
    ):
        with pytest.raises(NotForMerging):
            merge(kept, other)
    with pytest.raises(NothingToMerge):
        merge(kept)


def test_those_that_say_nearly_the_same_are_named_first(event):
    kept, buses, near = given(event), given(event, BUSES, title="Cits"), given(event, NEARLY)
    found = service.candidates(kept)

    assert [(each.contribution.uid, each.is_near) for each in found] == [
        (near.uid, True),
        (buses.uid, False),
    ]
    assert service.near_pairs([kept, buses, near]) == {kept.uid, near.uid}


def test_merged_texts_travel_in_the_event_file(event, session):
    kept, other = given(event), given(event)
    merge(kept, other)
    session.commit()
    file = composing.compose(event, with_people=False)
    kept.joined.clear()
    session.commit()
    import_event(file, actor=COMMAND, now=NOON)
    session.expire_all()

    assert other.merged_into is kept


def test_merging_is_in_the_log(event, session):  # R28
    kept, other = given(event), given(event)
    merge(kept, other)

    entry = session.scalars(select(LogEntry).where(LogEntry.action == "merged")).one()
    assert (entry.subject_uid, entry.before["state"]) == (other.uid, "submitted")


def test_the_organiser_sees_what_is_nearly_the_same_and_makes_it_one(client, event):
    anna = a_registration(event=event, first_name="Anna", last_name="Āboliņa")
    given(event, title="Mentori", registration=anna)
    given(event, NEARLY, title="Mentors katram")
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))

    page = client.get("/lv/organise/e/limbazi/contributions/")
    assert page.words.count("gandrīz tas pats, kas cits teksts") == 2

    page = client.get(page.links["Mentors katram"])
    page = client.submit(page.links["Apvienot ar citiem"])

    assert "Teksti ir apvienoti." in page.words
    assert "Anna Āboliņa" in page.words
    assert "Apvieno arī šos tekstus" in page.words


def test_nothing_ticked_is_said_beside_the_texts(client, event):
    given(event, title="Mentori")
    kept = given(event, BUSES, title="Autobusi")
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    page = client.submit(f"/lv/organise/e/limbazi/contributions/{kept.uid}/merge")

    assert page.status_code == 422
    assert page.errors == ["Izvēlieties vismaz vienu citu tekstu."]
