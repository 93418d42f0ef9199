"""Contributions side by side: in columns, filtered, moved, tagged."""

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.contributions.models import ContributionKind, ContributionState
from eventreg.contributions.sorting import service, tags
from eventreg.contributions.sorting.errors import NoSuchPlace, TagEmpty
from eventreg.contributions.sorting.service import Asked, By
from eventreg.database import db
from eventreg.events.models import Topic
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language import locale
from eventreg.language.local_text import LocalText
from tests.factories import (
    NOON,
    a_contribution,
    a_host,
    a_registration,
    a_visit,
    an_account,
    an_event,
)
from tests.public.statements import counted_statements

BY = {"actor": COMMAND, "now": NOON}
ROOM = "/lv/organise/e/cesis/contributions/side-by-side/"


@pytest.fixture
def event(latvia):
    event = an_event(slug="cesis")
    for key, name in (("izglitiba", "izglītība"), ("darbs", "darbs")):
        topic = Topic(organisation_id=event.organisation_id, key=key, name=LocalText(lv=name))
        event.topics.append(topic)
    db.session.flush()
    return event


@pytest.fixture
def editor(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


def sent(event, title, **values):
    given = {"state": ContributionState.SUBMITTED, "registration": a_registration(event=event)}
    return a_contribution(event=event, title=title, **given | values)


def shown(event, **asked):
    with locale.using("lv"):
        columns = service.columns_of(event, Asked(**asked))
    return {column.name: [card.row.title["lv"] for card in column.cards] for column in columns}


def test_texts_stand_by_topic_by_visit_and_by_kind(event):
    school = a_visit(event=event, host=a_host(organisation=event.organisation, name="Skola"))
    sent(event, "Mentors", topic=event.topics[0], visit=school)
    sent(event, "Bez temata", kind=ContributionKind.OPINION)

    assert shown(event) == {"izglītība": ["Mentors"], "darbs": [], "": ["Bez temata"]}
    assert shown(event, by=By.VISIT) == {"Skola": ["Mentors"], "": ["Bez temata"]}
    kinds = shown(event, by=By.KIND)
    assert [*kinds.values()] == [["Mentors"], ["Bez temata"], [], []]


def test_what_is_shown_is_filtered_by_words_state_kind_and_tag(event):
    found = sent(event, "Mentors", text=LocalText(lv="Ēdnīcā satiekas paaudzes."))
    sent(event, "Cits", kind=ContributionKind.PROBLEM)
    tags.give_tag(found, name="Paraugs", **BY)

    for asked in (
        {"words": "ednica"},
        {"tag": "paraugs"},
        {"kind": "good_practice"},
        {"words": "paaudzes", "state": "submitted"},
    ):
        assert shown(event, **asked)[""] == ["Mentors"]
    assert shown(event, state="accepted") == {"izglītība": [], "darbs": []}


def test_a_text_is_moved_to_another_topic_or_visit_of_the_event(event):
    text = sent(event, "Mentors")
    school = a_visit(event=event, host=a_host(organisation=event.organisation))
    stranger = a_visit(event=an_event(slug="cits"), host=school.host_institution)

    service.place(text, by=By.TOPIC, key=event.topics[1].uid, **BY)
    service.place(text, by=By.VISIT, key=school.uid, **BY)
    assert (text.topic, text.visit) == (event.topics[1], school)
    service.place(text, by=By.TOPIC, key="", **BY)
    assert text.topic is None
    with pytest.raises(NoSuchPlace):
        service.place(text, by=By.VISIT, key=stranger.uid, **BY)


def test_a_tag_is_given_once_however_it_is_spelled_and_taken_away(event, session):
    one, other = sent(event, "Mentors"), sent(event, "Palīgs")
    tags.give_tag(one, name="Labs paraugs", **BY)
    tags.give_tag(other, name="labs PARAUGS", **BY)
    tags.give_tag(one, name="LABS paraugs", **BY)

    assert tags.tags_offered(event) == [("labs paraugs", "Labs paraugs")]
    tags.take_tag(one, key="labs paraugs", **BY)
    assert [*tags.tags_at(event)] == [other.id]
    with pytest.raises(TagEmpty):
        tags.give_tag(one, name=" . ", **BY)
    about = select(LogEntry.action).where(LogEntry.subject == "contribution")
    actions = session.scalars(about.order_by(LogEntry.id))
    assert actions.all()[-3:] == ["tagged", "tagged", "untagged"]


def test_a_text_is_moved_and_tagged_on_the_page(editor, event):
    text = sent(event, "Mentors", text=LocalText(lv="Skolā strādā Jānis Ozoliņš, kurš ir roms."))
    page = editor.get(f"{ROOM}?q=mentors")
    assert "jāpārlasa vēlreiz" in page.words
    action = f"{ROOM}{text.uid}/place?q=mentors"
    moved = editor.submit(page, {"to": event.topics[0].uid}, action=action)
    assert "Izglītība (1)" in moved.words
    tagged = editor.submit(f"{ROOM}{text.uid}/tags", {"name": "Paraugs"})
    assert "Paraugs" in tagged.words


def test_the_page_takes_as_many_statements_for_many_texts_as_for_few(editor, event):
    taken = []
    for number in (2, 20):
        for place in range(number):
            tags.give_tag(sent(event, f"Teksts {number} {place}"), name="Paraugs", **BY)
        db.session.commit()
        db.session.expire_all()
        with counted_statements() as statements:
            editor.get(ROOM)
        taken.append(len(statements))
    assert taken[0] == taken[1]
