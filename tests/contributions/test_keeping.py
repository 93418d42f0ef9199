"""A text that is saved as one types: one draft however often it comes, and only while a draft."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.contributions.giving import keeping
from eventreg.contributions.giving.errors import NotADraft, NothingWritten
from eventreg.contributions.giving.service import Given
from eventreg.contributions.models import Contribution, ContributionKind, ContributionState
from eventreg.database import db
from eventreg.events.models import EventStatus
from eventreg.history.models import ActorKind
from eventreg.history.service import Actor
from eventreg.identity import new_uid
from eventreg.language.local_text import LocalText
from eventreg.registration.links import token_of
from tests.factories import NOON, a_contribution, a_registration, an_event

OPINION = ContributionKind.OPINION
UID, TOKEN = new_uid(), "csrf_token"


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
    return a_registration(event=event)


def how(registration, title, kind=OPINION):
    me = Actor(ActorKind.PARTICIPANT, registration.id)
    given = Given(title=title, text="Par redzēto.", language="lv")
    return {"uid": UID, "kind": kind, "given": given, "actor": me, "now": NOON}


def typed(registration, title, **more):
    return keeping.keep_as_typed(registration, **how(registration, title, **more))


def test_what_comes_again_with_more_words_is_the_same_draft(anna):  # R9
    first = typed(anna, "Ment")
    assert typed(anna, "Mentors skolā") is first
    assert (first.uid, first.state) == (UID, ContributionState.DRAFT)
    assert [each.title["lv"] for each in db.session.scalars(select(Contribution))] == [
        "Mentors skolā"
    ]


def test_its_button_sends_the_draft_that_was_saved(anna):
    draft = typed(anna, "Ment")
    sent = keeping.give_named(anna, send=True, **how(anna, "Mentors skolā"))

    assert sent is draft
    assert sent.state is ContributionState.SUBMITTED


def test_what_was_sent_changes_by_its_button_only(anna):
    sent = keeping.give_named(anna, send=True, **how(anna, "Mentors skolā"))
    with pytest.raises(NotADraft):
        typed(anna, "Ment")
    assert (sent.title["lv"], sent.state) == ("Mentors skolā", ContributionState.SUBMITTED)


def test_nobody_writes_into_the_text_of_another_or_of_another_kind(anna, event):
    typed(anna, "Mentors skolā")
    with pytest.raises(NotADraft):
        typed(a_registration(event=event), "Cits")
    with pytest.raises(NotADraft):
        typed(anna, "Cits", kind=ContributionKind.PROBLEM)


def test_an_empty_page_is_no_draft(anna):
    words = how(anna, "") | {"given": Given(title="", text="", language="lv")}
    with pytest.raises(NothingWritten):
        keeping.keep_as_typed(anna, **words)


@pytest.fixture
def page(client, anna, time_stands):
    time_stands(NOON)
    path = f"/lv/r/{token_of(anna)}/contributions"
    db.session.commit()
    form = client.get(f"{path}/add/opinion").form()
    token = next(each.get("value") for each in form.iter("input") if each.get("name") == TOKEN)
    return lambda **typed: client.post(f"{path}/keep/opinion", data={TOKEN: token, **typed})


def test_the_page_hears_when_it_was_saved_and_where_it_goes_on(page, anna):
    answer = page(draft=UID, title="Mentors", naming="not_named")

    assert answer.status_code == 200
    assert answer.json["said"] == "Saglabāts plkst. 12.00."
    assert answer.json["address"].endswith(f"/contributions/{UID}/")


@pytest.mark.parametrize("wrong", [{"title": ""}, {"draft": ""}, {"draft": "../x"}, {"naming": ""}])
def test_the_page_hears_that_a_form_cannot_be_saved(page, wrong):
    answer = page(**{"draft": UID, "title": "Mentors", "naming": "not_named", **wrong})

    assert answer.status_code == 422
    assert db.session.scalar(select(Contribution)) is None


def test_a_draft_stays_in_the_language_it_was_begun_in(page, anna):
    begun = a_contribution(
        event=anna.event,
        registration=anna,
        kind=OPINION,
        state=ContributionState.DRAFT,
        title=LocalText(en="A mentor"),
    )
    db.session.commit()
    page(draft=begun.uid, title="A mentor at school", naming="not_named")

    db.session.refresh(begun)
    assert begun.title == LocalText(en="A mentor at school")
