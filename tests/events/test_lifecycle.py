"""The life of an event: draft, published, closed, archived, cancelled."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from eventreg.events import errors, lifecycle
from eventreg.events.lifecycle import MOVES
from eventreg.events.models import Admission, EventStatus
from eventreg.events.readiness import readiness_of
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.messages.models import Message
from tests.factories import (
    LONG_AGO,
    NOON,
    a_delegation,
    a_registration,
    a_visit,
    an_event,
    an_item,
    an_open_event,
    an_organisation,
)

READY = {"place": LocalText(lv="Skola"), "contact_email": "ilze@example.org"}
REASON = LocalText(lv="Sniegputenis.", en="A snowstorm.")

VERBS = {
    EventStatus.PUBLISHED: lifecycle.publish_event,
    EventStatus.DRAFT: lifecycle.withdraw_event,
    EventStatus.CLOSED: lifecycle.close_event,
    EventStatus.ARCHIVED: lifecycle.archive_event,
}


def move(event, to):
    if to is EventStatus.CANCELLED:
        return lifecycle.cancel_event(event=event, reason=REASON, actor=COMMAND, now=NOON)
    return VERBS[to](event=event, actor=COMMAND, now=NOON)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("to", EventStatus)
@pytest.mark.parametrize("before", EventStatus)
def test_an_event_moves_only_as_the_table_allows(session, before, to):
    event = an_event(status=before, published_at=LONG_AGO, **READY)

    if to in MOVES[before]:
        assert move(event, to).status is to
    else:
        with pytest.raises(errors.StatusMoveNotAllowed):
            move(event, to)
        assert event.status is before


def test_everything_but_a_cancelled_event_can_be_cancelled():
    assert {status for status, ends in MOVES.items() if EventStatus.CANCELLED not in ends} == {
        EventStatus.CANCELLED
    }


def test_publishing_says_when_and_publishing_again_keeps_the_day(session):
    first, again = an_event(**READY), an_event(published_at=LONG_AGO, **READY)

    assert move(first, EventStatus.PUBLISHED).published_at == NOON
    assert move(again, EventStatus.PUBLISHED).published_at == LONG_AGO


def test_what_is_missing_is_told_all_at_once(session):
    event = an_event(
        title=LocalText(en="Meeting"), registration_closes_at=datetime(2026, 3, 1, tzinfo=UTC)
    )

    with pytest.raises(errors.EventNotReady) as refused:
        move(event, EventStatus.PUBLISHED)
    assert len(refused.value.reasons) == 4
    assert event.status is EventStatus.DRAFT


def test_the_organisation_s_address_answers_questions_too(session):
    event = an_event(
        organisation=an_organisation(email="km@example.org"), place=LocalText(lv="Skola")
    )

    assert readiness_of(event, now=NOON).is_ready


def test_a_past_event_is_published_although_registration_is_long_closed(session):
    event = an_event(
        starts_on=date(2017, 11, 21),
        ends_on=date(2017, 11, 22),
        registration_closes_at=datetime(2017, 11, 1, tzinfo=UTC),
        **READY,
    )

    assert readiness_of(event, now=NOON).is_ready


def test_an_event_by_invitation_needs_no_registration_window(session):
    event = an_event(
        admission=Admission.INVITATION,
        registration_closes_at=datetime(2026, 3, 1, tzinfo=UTC),
        **READY,
    )

    assert readiness_of(event, now=NOON).is_ready


def test_agenda_and_seats_are_counted(session):
    event = an_event()
    an_item(event=event)
    a_visit(event=event, capacity=12)
    a_visit(event=event, capacity=8)
    an_item(event=an_event())
    readiness = readiness_of(event, now=NOON)

    assert (readiness.agenda_items, readiness.visits, readiness.seats) == (1, 2, 20)


def test_a_visit_without_a_limit_makes_the_seats_unlimited(session):
    event = an_event()
    a_visit(event=event, capacity=12)
    a_visit(event=event)

    assert readiness_of(event, now=NOON).seats is None


def advice_for(event):
    """The sentences of advice, each with where it leads to."""
    ready = readiness_of(event, now=NOON)
    return {str(check.sentence): (check.endpoint, check.anchor) for check in ready.advice}


@pytest.mark.parametrize(
    ("values", "sentence", "anchor"),
    [
        ({"capacity": None}, "Vietu skaits nav ierobežots.", "capacity"),
        ({"aim": LocalText(lv="Mācīties.")}, "„Mērķis” nav angļu valodā.", "aim"),
        (
            {"registration_closes_at": datetime(2027, 1, 1, tzinfo=UTC)},
            "Reģistrācija beidzas tikai pēc pasākuma sākuma.",
            "registration_closes_at",
        ),
        (
            {"admission": Admission.INVITATION},
            "Drīkst nākt tikai uzaicinātie, bet neviens nav uzaicināts.",
            "",
        ),
    ],
)
def test_what_would_be_better_is_advised_with_the_way_to_it(session, values, sentence, anchor):
    given = {"title": LocalText(lv="Tikšanās", en="Meeting")} | READY | values
    found = advice_for(an_event(**given))

    assert found[sentence][1] == anchor


def test_what_clashes_in_the_agenda_and_a_visit_without_seats_are_named(session):
    event = an_event(**READY)
    day = {"day": event.starts_on, "starts_at": time(10), "ends_at": time(11)}
    for title in ("Atklāšana", "Saruna"):
        an_item(event=event, title=LocalText(lv=title), place=LocalText(lv="Zāle"), **day)
    a_visit(event=event, capacity=0)
    found = advice_for(event)

    assert "Vienā laikā vienā vietā („Zāle”) ir divi punkti: „Atklāšana” un „Saruna”." in found
    assert "Apmeklējumā „Pamatskola” nav nevienas vietas." in found
    assert "2 darba kārtības punktiem nav nosaukuma angļu valodā." in found


def test_an_invitation_not_sent_is_pointed_out(session):
    event = an_event(**READY)
    a_delegation(event=event, invited_at=None)

    assert "1 uzaicinājums vēl nav nosūtīts." in advice_for(event)


def test_an_event_somebody_registered_for_cannot_hide(session):
    event = an_open_event()
    a_registration(event=event)

    with pytest.raises(errors.PeopleRegistered) as refused:
        move(event, EventStatus.DRAFT)
    assert refused.value.people == 1
    assert event.status is EventStatus.PUBLISHED


def test_who_is_registered_is_told_of_the_cancellation_with_the_reason(session):  # R26
    event = an_open_event()
    a_registration(event=event, email="liga@example.org")
    a_registration(event=an_open_event(), email="other@example.org")
    move(event, EventStatus.CANCELLED)
    session.commit()

    (message,) = session.scalars(select(Message)).all()
    assert message.recipient == "liga@example.org"
    assert message.template == "event_cancelled"
    assert "Sniegputenis." in message.text
    assert message.calendar_method == "CANCEL"


def test_the_reason_stands_on_the_page_of_a_cancelled_event(session):
    assert move(an_open_event(), EventStatus.CANCELLED).notice == REASON


def test_an_event_is_not_cancelled_without_a_reason(session):
    event = an_open_event()

    with pytest.raises(errors.CancellationUnexplained):
        lifecycle.cancel_event(event=event, reason=LocalText(), actor=COMMAND, now=NOON)
    assert event.status is EventStatus.PUBLISHED


def test_each_move_is_in_the_log(session):  # R28
    event = an_event(**READY)
    for to in (EventStatus.PUBLISHED, EventStatus.CLOSED, EventStatus.ARCHIVED):
        move(event, to)
    entries = session.scalars(select(LogEntry).order_by(LogEntry.id))

    assert [(entry.action, entry.before, entry.after) for entry in entries] == [
        ("published", {"status": "draft"}, {"status": "published"}),
        ("closed", {"status": "published"}, {"status": "closed"}),
        ("archived", {"status": "closed"}, {"status": "archived"}),
    ]
