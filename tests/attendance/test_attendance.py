"""Who was there: by day and by visit, noted by more than one desk."""

from datetime import date

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.attendance import service
from eventreg.attendance.errors import OccasionUnknown
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.registration.models import Registration
from tests.client import CheckingClient
from tests.factories import NOON, a_registration, a_visit, an_account, an_open_event

TUESDAY, WEDNESDAY = date(2026, 5, 5), date(2026, 5, 6)


@pytest.fixture
def event(app) -> Event:
    return an_open_event(starts_on=TUESDAY, ends_on=WEDNESDAY, slug="tiksanas-2026")


def note(
    event: Event, key: str, *, present: list[Registration], absent: list[Registration]
) -> None:
    service.note_attendance(
        event,
        occasion=service.occasion_named(event, key),
        present=[each.uid for each in present],
        absent=[each.uid for each in absent],
        actor=COMMAND,
        now=NOON,
    )


def counts(event: Event) -> dict[str, tuple[int, int]]:
    return {each.key: (each.present, each.expected) for each in service.occasions_of(event)}


def test_attendance_is_counted_by_day_and_by_visit(event):
    visit = a_visit(event=event)
    one, other = a_registration(event=event, visits=[visit]), a_registration(event=event)

    note(event, "2026-05-05", present=[one, other], absent=[])
    note(event, visit.uid, present=[one, other], absent=[])

    assert counts(event) == {
        "2026-05-05": (2, 2),
        "2026-05-06": (0, 2),
        visit.uid: (1, 1),  # who has no seat is not noted
    }
    assert service.attended(event) == {
        one.id: {"2026-05-05", visit.uid},
        other.id: {"2026-05-05"},
    }


def test_two_desks_do_not_undo_each_other(event):
    one, other = a_registration(event=event), a_registration(event=event)

    note(event, "2026-05-05", present=[one], absent=[])
    note(event, "2026-05-05", present=[other], absent=[])
    note(event, "2026-05-05", present=[one], absent=[])

    assert counts(event)["2026-05-05"] == (2, 2)


def test_a_tick_taken_away_notes_the_person_as_absent(event):
    person = a_registration(event=event)
    note(event, "2026-05-05", present=[person], absent=[])

    note(event, "2026-05-05", present=[], absent=[person])

    assert counts(event)["2026-05-05"] == (0, 1)


def test_each_change_is_in_the_log_once(event, session):  # R28
    person = a_registration(event=event)
    for _ in range(2):
        note(event, "2026-05-05", present=[person], absent=[])
    note(event, "2026-05-05", present=[], absent=[person])

    actions = session.scalars(
        select(LogEntry.action).where(LogEntry.action.like("noted%")).order_by(LogEntry.id)
    ).all()
    assert actions == ["noted as present", "noted as absent"]


def test_a_day_that_is_not_the_events_is_not_found(event):
    with pytest.raises(OccasionUnknown):
        service.occasion_named(event, "2026-05-07")


def test_the_desk_ticks_who_is_there(client: CheckingClient, event: Event):
    here, missing = a_registration(event=event), a_registration(event=event)
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.DESK))
    address = f"/lv/organise/e/{event.slug}/attendance/2026-05-05/"

    client.submit(address, {"present": [here.uid]})
    page = client.get(address)

    assert "Atzīmēta klātbūtne: 1 no 2." in page.words
    assert service.attended(event) == {here.id: {"2026-05-05"}}
    assert missing.id not in service.attended(event)


@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_overview_counts_in_both_languages(client: CheckingClient, event: Event, language: str):
    a_registration(event=event)
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))

    page = client.get(f"/{language}/organise/e/{event.slug}/attendance/")

    assert {"lv": "Klātbūtne", "en": "Attendance"}[language] == page.heading


def test_a_reader_cannot_tick(client: CheckingClient, event: Event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))

    answer = client.get(f"/lv/organise/e/{event.slug}/attendance/2026-05-05/")

    assert answer.status_code == 403
