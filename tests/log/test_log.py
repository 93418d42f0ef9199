"""The log is read in words: who did what to what, and what is otherwise since (R28)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.contributions.models import ContributionState
from eventreg.events.event_file.shape import EventFile
from eventreg.events.service import edit_event, facts_of
from eventreg.history.models import ActorKind
from eventreg.history.service import COMMAND, Actor, record
from eventreg.log.reading import PER_PAGE, Wanted, page_of
from eventreg.privacy.service import erase_registration
from eventreg.registration.service import cancel_registration
from tests.factories import (
    NOON,
    a_contribution,
    a_registration,
    an_account,
    an_item,
    an_open_event,
    an_organisation,
)
from tests.public.statements import counted_statements


@pytest.fixture
def event(app):
    return an_open_event(organisation=an_organisation(), slug="cesis", capacity=300)


@pytest.fixture
def anna(event):
    return an_account(organisation=event.organisation, role=StaffRole.EDITOR, name="Anna Bērziņa")


def log_of(event, **wanted):
    return page_of(event, Wanted(**wanted), language="lv").lines


def noted(event, action, subject, uid, *, minutes=0, actor=COMMAND, **more):
    record(
        action,
        actor=actor,
        now=NOON + timedelta(minutes=minutes),
        subject=subject,
        subject_uid=uid,
        organisation_id=event.organisation_id,
        event_id=event.id,
        **more,
    )


def test_a_line_says_who_did_what_to_what_and_what_is_otherwise(event, anna):
    item = an_item(event=event, title="Atklāšana")
    by = Actor(ActorKind.STAFF, anna.id)
    change = {
        "before": {"day": None, "kind": "meal"},
        "after": {"day": "2026-05-05", "kind": "session"},
    }
    noted(event, "changed", "agenda_item", item.uid, actor=by, **change)

    (line,) = log_of(event)
    assert (line.who, line.what, line.thing) == (
        "Anna Bērziņa", "Mainīts darba kārtības punkts", "Atklāšana",
    )  # fmt: skip
    assert [(each.label, each.before, each.after) for each in line.details] == [
        ("Diena", "", "05.05.2026."),
        ("Veids", "Maltīte", "Sesija"),
    ]


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("part", EventFile.model_fields)
def test_what_a_file_changed_is_said_in_words_or_not_at_all(event, part):
    noted(event, "changed", "event", "cesis", after={"parts": [part]})

    (line,) = log_of(event)
    assert part not in [detail.after for detail in line.details]


def test_parts_that_a_file_changed_are_named(event):
    noted(event, "changed", "event", "cesis", after={"parts": ["format", "agenda", "capacity"]})

    (line,) = log_of(event)
    assert [each.after for each in line.details] == ["Darba kārtība, Vietu skaits"]


def test_a_thing_that_is_no_more_is_called_as_it_was(event):
    noted(event, "removed", "agenda_item", "gone", before={"title": {"lv": "Pusdienas"}})

    (line,) = log_of(event)
    assert (line.thing, line.page) == ("Pusdienas", "")


def test_the_draft_of_an_expert_is_not_named(event):
    draft = a_contribution(event=event, title="Mana doma", state=ContributionState.DRAFT)
    noted(event, "added", "contribution", draft.uid)

    (line,) = log_of(event)
    assert (line.thing, line.page) == ("", "")


def test_what_is_done_again_at_once_is_one_line(event):
    for minutes in (0, 1, 3, 60):
        noted(event, "changed", "contribution", "draft", minutes=minutes)

    assert [line.times for line in log_of(event)] == [1, 3]


def test_it_is_narrowed_by_thing_actor_days_and_person(event, anna):
    person = a_registration(event=event, first_name="Līga", last_name="Ķirse")
    a_registration(event=event, first_name="Ūna", last_name="Ņikitina")
    item = an_item(event=event)
    noted(event, "added", "agenda_item", item.uid, actor=Actor(ActorKind.STAFF, anna.id))
    noted(event, "moved", "agenda_item", item.uid, minutes=3 * 24 * 60)

    assert [each.what for each in log_of(event, words="kirse")] == ["Reģistrēta"]
    assert [each.thing for each in log_of(event, subject="registration")] == [
        "Ūna Ņikitina",
        "Līga Ķirse",
    ]
    assert len(log_of(event, actor=str(anna.id))) == 1
    assert len(log_of(event, actor=ActorKind.COMMAND)) == 3
    assert len(log_of(event, since=NOON.date() + timedelta(days=1))) == 1
    assert len(log_of(event, until=NOON.date())) == 3
    assert len(log_of(event, about=person.uid)) == 1


def test_who_is_erased_is_named_in_no_line(client, event, anna):  # R22
    person = a_registration(
        event=event, first_name="Līga", last_name="Ķirse", phone="+371 29123456"
    )
    cancel_registration(person, actor=COMMAND, now=NOON)
    erase_registration(person, actor=COMMAND, now=NOON)
    client.sign_in(anna)

    page = client.get("/lv/organise/e/cesis/log/")
    assert "Vārds: dzēsts" in page.words
    for said in ("Līga", "Ķirse", "29123456", "liga@"):
        assert said not in page.words


def test_a_page_leads_to_earlier_entries_and_back(client, event, anna):
    for number in range(PER_PAGE + 3):
        noted(event, "changed", "agenda_item", f"item-{number}")
    client.sign_in(anna)

    first = client.get("/lv/organise/e/cesis/log/")
    second = client.get(first.links["Senāki ieraksti"])
    assert second.words.count("Viss par to:") == 3
    assert second.links["Uz jaunākajiem"] == "/lv/organise/e/cesis/log/"


def test_a_page_takes_as_many_statements_for_200_entries_as_for_10(client, event, anna):
    client.sign_in(anna)

    def statements():
        with counted_statements() as seen:
            client.get("/lv/organise/e/cesis/log/")
        return len(seen)

    for _number in range(10):
        a_registration(event=event)
    client.get("/lv/organise/e/cesis/log/")
    few = statements()
    for _number in range(40):
        a_registration(event=event)
    for number in range(150):
        noted(event, "changed", "registration", f"gone-{number}")
    assert statements() == few


def test_it_is_taken_out_as_a_table(client, event, anna):
    facts = replace(facts_of(event), capacity=400)
    by = Actor(ActorKind.STAFF, anna.id)
    edit_event(event=event, facts=facts, actor=by, now=NOON)
    client.sign_in(anna)

    table = client.get("/en/organise/e/cesis/log.csv").get_data(as_text=True)
    assert "Anna Bērziņa,Details of the event changed,Expert meeting,Places: 300 → 400" in table
    assert log_of(event)[0].what == "Žurnāls izgūts datnē"


def test_an_owner_reads_that_of_the_organisation_and_all_its_events(client, event):
    an_open_event(organisation=event.organisation, slug="limbazi")
    noted(event, "published", "event", "cesis")
    client.sign_in(an_account(organisation=event.organisation))

    page = client.get(f"/lv/organise/o/{event.organisation.slug}/log/")
    assert "Pasākums publicēts: Ekspertu tikšanās" in page.words


@pytest.mark.parametrize(
    "query",
    [
        "?before=9999999999999999999999",
        "?actor=²&since=x",
        "?q=%00&subject=%27",
        "?until=9999-12-31",
        "?since=0001-01-01",
    ],
)
def test_an_address_that_says_nothing_sensible_shows_the_log(client, event, anna, query):
    client.sign_in(anna)

    assert client.get(f"/lv/organise/e/cesis/log/{query}").status_code == 200
