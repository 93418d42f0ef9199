from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.orm import Session

from eventreg.contributions.models import ContributionKind, ContributionState
from eventreg.contributions.service import accepted_by_kind, by_topic
from eventreg.database import db
from eventreg.events.models import Event, Topic
from eventreg.language.local_text import LocalText
from tests.factories import a_contribution, an_event

PRACTICE = ContributionKind.GOOD_PRACTICE


def a_topic(event: Event, key: str) -> Topic:
    topic = Topic(organisation_id=event.organisation_id, key=key, name=LocalText(lv=key))
    db.session.add(topic)
    db.session.flush()
    return topic


def test_contributions_stand_by_kind_in_the_order_of_the_editor(session: Session):
    event = an_event()
    second = a_contribution(event=event, position=2)
    first = a_contribution(event=event, position=1)
    problem = a_contribution(event=event, kind=ContributionKind.PROBLEM)

    found = accepted_by_kind(event)

    assert (found[PRACTICE], found[ContributionKind.PROBLEM]) == ([first, second], [problem])


def test_a_kind_without_contributions_is_empty(session: Session):
    assert accepted_by_kind(an_event())[ContributionKind.OPINION] == []


def test_what_is_not_accepted_is_left_out(session: Session):
    event = an_event()
    for state in set(ContributionState) - {ContributionState.ACCEPTED}:
        a_contribution(event=event, state=state)

    assert accepted_by_kind(event)[PRACTICE] == []


def test_contributions_to_another_event_are_left_out(session: Session):
    a_contribution(event=an_event())

    assert accepted_by_kind(an_event())[PRACTICE] == []


def test_topics_stand_in_the_order_of_the_event_then_others_then_none(session: Session):
    event = an_event()
    other, first, second = (a_topic(event, key) for key in ("cita", "pirma", "otra"))
    event.topics = [first, second]
    nothing = a_contribution(event=event)
    for topic in (other, second, first):
        a_contribution(event=event, topic=topic)

    found = by_topic(accepted_by_kind(event)[PRACTICE], event=event)

    assert [group.topic for group in found] == [first, second, other, None]
    assert found[-1].contributions == (nothing,)


def test_any_number_of_contributions_takes_three_statements(session: Session):
    event = an_event()
    for position in range(3):
        a_contribution(event=event, position=position)
    session.flush()
    event_id = event.id
    assert event_id
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    accepted_by_kind(event)
    sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)

    assert len(statements) == 3  # the texts, their photos, and those merged into them
