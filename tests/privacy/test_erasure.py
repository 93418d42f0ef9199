from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eventreg.contributions.models import Contribution, Naming
from eventreg.database import db
from eventreg.documents.models import DocumentKind
from eventreg.events.models import Event
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.messages import delivery
from eventreg.ports import files
from eventreg.privacy.service import erase_person, forget_files
from eventreg.privacy.traces import find_traces
from eventreg.registration import links
from eventreg.registration.application import Needs
from eventreg.registration.models import (
    ConsentPurpose,
    Delegation,
    Registration,
    RegistrationState,
)
from eventreg.registration.service import change_registration, register
from eventreg.reports.models import Report, ReportStatus
from eventreg.territories.models import Territory, TerritoryKind
from tests.factories import (
    NOON,
    a_contribution,
    a_document,
    a_registration,
    a_speaker,
    a_visit,
    an_application,
    an_item,
    an_open_event,
)

EMAIL = "Agnese.Zemgaliete@example.org"
NAME = "Agnese Žemgaliete"
WORDS = (EMAIL, NAME, "Žemgaliete", "agnese zemgaliete", "+371 29999999", "bez glutēna")


def jelgava() -> Territory:
    return Territory(
        country="LV",
        code="0003000",
        kind=TerritoryKind.STATE_CITY,
        name=LocalText(lv="Jelgava"),
        official_name=LocalText(lv="Jelgavas valstspilsēta"),
        valid_from=date(2021, 7, 1),
    )


def agnese(event: Event) -> Registration:
    """Registered by the form with everything a person can leave behind, then changed."""
    application = an_application(
        EMAIL,
        first_name="Agnese",
        last_name="Žemgaliete",
        phone="+371 29999999",
        consents=[ConsentPurpose.LIST_PUBLIC],
    )
    register(
        event=event,
        application=application,
        form_key="forma",
        notice_version=event.organisation.privacy_notice_version,
        now=NOON,
    )
    person = db.session.scalars(select(Registration).order_by(Registration.id.desc())).first()
    assert person is not None
    change_registration(
        person,
        details=application.details,
        needs=Needs(diet="bez glutēna"),
        actor=COMMAND,
        now=NOON,
    )
    a_contribution(
        event=event, registration=person, author=NAME, naming=Naming.NAME, institution="Skola"
    )
    return person


def an_ended_event() -> Event:
    return an_open_event(starts_on=date(2026, 2, 24), ends_on=date(2026, 2, 25))


def erase() -> list[str]:
    erased = erase_person(email=EMAIL.lower(), actor=COMMAND, now=NOON)
    db.session.commit()
    forget_files(email=EMAIL.lower())
    return [str(trace) for trace in erased.traces]


def stored_bytes(app: Flask) -> Iterator[bytes]:
    home: Path = app.extensions["eventreg.settings"].home
    for folder in ("files", "mail"):
        for file in (home / folder).rglob("*"):
            if file.is_file():
                yield file.read_bytes()


def test_no_table_and_no_file_holds_the_person_any_more(app: Flask, session: Session):  # R22
    event = an_open_event()
    agnese(event)
    a_document(event=event, data=f"%PDF {NAME}".encode())
    session.add(Delegation(event=event, territory=jelgava(), coordinator_email=EMAIL))
    session.commit()
    delivery.deliver_due()
    assert find_traces(WORDS)
    assert any(NAME.encode() in data for data in stored_bytes(app))

    erase()

    assert find_traces(WORDS) == []
    assert not any(word.encode() in data for data in stored_bytes(app) for word in (EMAIL, NAME))


@pytest.mark.database("sqlite")
def test_not_even_the_free_pages_of_the_database_hold_the_person(app: Flask, session: Session):
    file = Path(app.extensions["eventreg.settings"].database_url.removeprefix("sqlite:///"))
    files = [file, file.with_name(f"{file.name}-wal")]
    agnese(an_open_event())
    session.commit()
    assert any(EMAIL.encode() in each.read_bytes() for each in files)

    erase()

    assert not any(EMAIL.encode() in each.read_bytes() for each in files if each.exists())


def test_a_past_event_counts_as_many_people_as_before(session: Session):  # R22
    event = an_ended_event()
    a_registration(event=event, email=EMAIL)
    erase()

    person = session.scalars(select(Registration)).one()

    assert (person.state, person.institution, event.taken) == (RegistrationState.CONFIRMED, "", 1)


def test_a_coming_place_and_its_seats_are_free_again(session: Session):
    event = an_open_event()
    visit = a_visit(event=event, capacity=1)
    a_registration(event=event, email=EMAIL, visits=[visit])
    erase()

    assert (event.taken, visit.taken) == (0, 0)


def test_the_secret_link_opens_nothing_any_more(session: Session):  # R11
    token = links.token_of(a_registration(email=EMAIL))
    erase()

    assert links.registration_of(token) is None


def test_every_event_of_the_person_is_reached(session: Session):
    for _event in range(2):
        a_registration(event=an_open_event(), email=EMAIL)

    assert erase_person(email=EMAIL, actor=COMMAND, now=NOON).registrations == 2


def test_somebody_else_stays(session: Session):
    other = a_registration(email="liga.kirse@example.org", first_name="Līga", last_name="Ķirse")
    a_registration(email=EMAIL)
    erase()

    assert (other.full_name, other.email) == ("Līga Ķirse", "liga.kirse@example.org")


def test_the_contribution_stays_without_its_author(session: Session):
    agnese(an_open_event())
    erase()

    given = session.scalars(select(Contribution)).one()

    assert (given.title["lv"], given.author, given.institution, given.naming) == (
        "Mentors vakarskolā",
        "",
        "",
        Naming.NOT_NAMED,
    )


def test_the_log_still_says_what_happened(session: Session):  # R28
    agnese(an_open_event())
    before = session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all()
    erase()

    after = session.scalars(select(LogEntry.action).order_by(LogEntry.id)).all()

    assert after[: len(before)] == before
    assert after[-1] == "made anonymous"


def test_a_list_that_named_the_person_is_withdrawn_and_its_file_gone(session: Session):
    event = an_ended_event()
    a_registration(event=event, email=EMAIL)
    document = a_document(event=event, data=b"%PDF")
    erase()

    assert document.withdrawn_at == NOON
    assert list(files.store().all_keys()) == []


def test_a_final_report_stays_for_it_is_a_legal_record(session: Session):
    event = an_ended_event()
    person = a_registration(event=event, email=EMAIL)
    a_contribution(event=event, registration=person, author=NAME, naming=Naming.NAME)
    session.add(Report(event=event, status=ReportStatus.FINAL))
    report = a_document(event=event, data=b"%PDF", kind=DocumentKind.REPORT)
    erase()

    assert report.withdrawn_at is None


def test_a_draft_report_that_names_the_person_is_withdrawn(session: Session):
    event = an_ended_event()
    person = a_registration(event=event, email=EMAIL)
    a_contribution(event=event, registration=person, author=NAME, naming=Naming.NAME)
    report = a_document(event=event, data=b"%PDF", kind=DocumentKind.REPORT)
    erase()

    assert report.withdrawn_at == NOON


def test_a_speaker_of_that_name_is_pointed_out_not_changed(session: Session):
    event = an_open_event()
    agnese(event)
    a_speaker(item=an_item(event=event), name=NAME)

    assert [line.split(" ")[0] for line in erase()] == ["agenda_speaker"]


def test_a_second_erasure_finds_nobody(session: Session):
    a_registration(email=EMAIL)
    erase()

    assert erase_person(email=EMAIL, actor=COMMAND, now=NOON).registrations == 0


def test_two_forgotten_people_of_an_event_do_not_collide(session: Session):  # R9
    event = an_ended_event()
    for address in (EMAIL, "otra@example.org"):
        a_registration(event=event, email=address)
        erase_person(email=address, actor=COMMAND, now=NOON)

    assert session.scalar(select(func.count(Registration.email_key.distinct()))) == 2


def test_it_finds_words_in_any_table_in_json_too(session: Session):
    an_open_event(contact_name=NAME, title=LocalText(lv=f"Ar {NAME}"))

    assert {(each.table, each.column) for each in find_traces([NAME])} == {
        ("event", "title"),
        ("event", "contact_name"),
    }


@pytest.mark.database("sqlite")
def test_withdrawn_files_left_by_a_crash_go_with_the_next_call(session: Session):
    a_document(event=an_open_event(), data=b"%PDF", withdrawn_at=NOON - timedelta(days=1))
    session.commit()

    forget_files(email=EMAIL)

    assert list(files.store().all_keys()) == []
