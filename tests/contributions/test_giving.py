"""Experts write down what they saw, from their own link."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from eventreg.contributions.giving import service
from eventreg.contributions.giving.errors import (
    AlreadyDecided,
    GivingNotOpen,
    NothingWritten,
    TextMissing,
    TitleMissing,
    TooManyContributions,
)
from eventreg.contributions.giving.service import Given
from eventreg.contributions.models import (
    Contribution,
    ContributionKind,
    ContributionState,
    Naming,
    ProposalStatus,
)
from eventreg.events.models import EventStatus
from eventreg.history.models import ActorKind, LogEntry
from eventreg.history.service import Actor
from eventreg.registration.links import token_of
from eventreg.registration.models import RegistrationState
from tests.factories import (
    NOON,
    a_contribution,
    a_host,
    a_registration,
    a_visit,
    an_event,
    an_item,
)

PRACTICE = ContributionKind.GOOD_PRACTICE


@pytest.fixture
def event(latvia):
    return an_event(
        status=EventStatus.PUBLISHED,
        published_at=NOON,
        starts_on=NOON.date(),
        ends_on=NOON.date() + timedelta(days=1),
    )


@pytest.fixture
def anna(event):
    return a_registration(event=event, institution="Limbažu novada dome")


def written(**more):
    return Given(**{"title": "Mentors skolā", "text": "Vecāki palīdz.", "language": "lv"} | more)


def given(registration, *, kind=PRACTICE, send=True, now=NOON, **more):
    me = Actor(ActorKind.PARTICIPANT, registration.id)
    return service.give(
        registration, kind=kind, given=written(**more), send=send, actor=me, now=now
    )


def changed(contribution, *, send=True, **more):
    me = Actor(ActorKind.PARTICIPANT, contribution.registration_id)
    service.change(contribution, given=written(**more), send=send, actor=me, now=NOON)


def test_what_is_sent_waits_for_the_organiser(anna):
    sent = given(anna, naming=Naming.INSTITUTION, more={"contact": "Skola"})

    assert sent.state is ContributionState.SUBMITTED
    assert (sent.title["lv"], sent.contact["lv"]) == ("Mentors skolā", "Skola")
    assert (sent.institution, sent.author) == ("Limbažu novada dome", "")


def test_a_draft_may_be_half_written(anna):
    assert given(anna, send=False, title="").state is ContributionState.DRAFT
    with pytest.raises(NothingWritten):
        given(anna, send=False, title="", text="")


@pytest.mark.parametrize(
    ("half", "missing"), [({"title": ""}, TitleMissing), ({"text": ""}, TextMissing)]
)
def test_what_is_sent_is_whole(anna, half, missing):
    with pytest.raises(missing):
        given(anna, **half)


def test_what_was_sent_stays_sent_when_it_is_changed(anna):
    sent = given(anna)

    changed(sent, send=False, text="Vecāki un kaimiņi palīdz.")

    assert sent.state is ContributionState.SUBMITTED
    assert sent.text["lv"] == "Vecāki un kaimiņi palīdz."
    with pytest.raises(TextMissing):
        changed(sent, send=False, text="")


def test_a_proposal_begins_its_life_as_new(anna):
    proposal = given(anna, kind=ContributionKind.PROPOSAL, more={"addressee": "Ministrija"})

    assert proposal.proposal_status is ProposalStatus.NEW
    assert proposal.addressee["lv"] == "Ministrija"


def test_it_comes_from_a_visit_or_from_a_session(anna, event):
    visit = a_visit(event=event, host=a_host(organisation=event.organisation))
    item = an_item(event=event)

    assert given(anna, about=visit).visit is visit
    assert given(anna, about=item).agenda_item is item


def test_it_is_open_from_the_first_day_where_the_event_is(anna, event):
    event.starts_on = date(2026, 3, 3)  # which begins at 22.00 UTC of the day before in Riga
    assert not service.may_give(anna, now=NOON)
    assert service.may_give(anna, now=NOON.replace(hour=22))
    event.status = EventStatus.ARCHIVED
    assert not service.may_give(anna, now=NOON + timedelta(days=2))


def test_who_has_no_place_contributes_nothing(anna):
    anna.state = RegistrationState.CANCELLED
    with pytest.raises(GivingNotOpen):
        given(anna)


@pytest.mark.parametrize(
    "state", [ContributionState.ACCEPTED, ContributionState.MERGED, ContributionState.SET_ASIDE]
)
def test_what_the_organiser_works_with_stays_as_it_is(anna, event, state):
    decided = a_contribution(event=event, registration=anna, state=state)

    with pytest.raises(AlreadyDecided):
        changed(decided)
    with pytest.raises(AlreadyDecided):
        service.take_back(decided, actor=Actor(ActorKind.PARTICIPANT, anna.id), now=NOON)


def test_what_is_taken_back_is_gone(anna, session):
    sent = given(anna)

    service.take_back(sent, actor=Actor(ActorKind.PARTICIPANT, anna.id), now=NOON)

    assert session.scalars(select(Contribution)).all() == []


def test_nobody_fills_the_database(anna, event):
    for _ in range(service.MOST):
        a_contribution(event=event, registration=anna)
    with pytest.raises(TooManyContributions):
        given(anna)


def test_the_log_says_who_contributed_when_but_not_what(anna, session):  # R28
    changed(given(anna, send=False))

    entries = session.scalars(
        select(LogEntry).where(LogEntry.subject == "contribution").order_by(LogEntry.id)
    ).all()
    assert [entry.action for entry in entries] == ["added", "submitted"]
    assert "Mentors" not in str([entry.after for entry in entries])


# --- at the browser


def mine(registration, page=""):
    return f"/lv/r/{token_of(registration)}/contributions/{page}"


def test_one_writes_a_draft_and_sends_it(anna, client, session):
    page = client.get(f"/lv/r/{token_of(anna)}/")
    page = client.get(page.links["Mans devums ziņojumam"])
    form = client.get(page.links["Labā prakse"])
    page = client.submit(form, {"title": "Mentors skolā"}, button="draft")
    assert "melnraksts" in page.words

    form = client.get(page.links["Rakstīt tālāk Mentors skolā"])
    page = client.submit(form, {"text": "Vecāki palīdz.", "naming": "name"}, button="send")

    assert "Paldies" in page.words
    (sent,) = session.scalars(select(Contribution)).all()
    assert (sent.state, sent.naming) == (ContributionState.SUBMITTED, Naming.NAME)


def test_a_form_that_fails_keeps_what_was_typed(anna, client):
    page = client.submit(
        client.get(mine(anna, "add/good_practice")), {"solution": "Ar mentoru."}, button="send"
    )

    assert page.status_code == 422
    assert "Uzrakstiet vismaz virsrakstu." in page.words
    assert "Ar mentoru." in page.get_data(as_text=True)


def test_one_removes_a_text_after_being_asked(anna, client, session):
    sent = given(anna)
    page = client.submit(client.get(mine(anna, f"{sent.uid}/remove")), {})

    assert "Teksts ir noņemts." in page.words
    assert session.scalars(select(Contribution)).all() == []


def test_nobody_reaches_what_another_wrote(anna, event, client):
    other = given(a_registration(event=event))

    assert client.get(mine(anna, f"{other.uid}/")).status_code == 404
    assert client.get(mine(anna, f"{other.uid}/remove")).status_code == 404


def test_before_the_meeting_there_is_nothing_to_write(anna, event, client):
    event.starts_on, event.ends_on = date(2026, 5, 5), date(2026, 5, 6)

    assert "Mans devums ziņojumam" not in client.get(f"/lv/r/{token_of(anna)}/").links
    assert client.get(mine(anna, "add/opinion"), follow_redirects=True).path == mine(anna)
