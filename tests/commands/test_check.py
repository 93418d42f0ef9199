from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from eventreg.events.models import Event
from eventreg.visits.models import SiteVisit
from tests.commands.conftest import Run
from tests.factories import a_document, a_registration, a_visit, an_open_event
from tests.mail_server import MailServer


def told(done: tuple[int, str, str], name: str) -> str:
    return next(line for line in done[1].splitlines() if line.startswith(f"{name}: "))


def test_a_good_installation_is_good(on_the_test_database: Run, session: Session):
    a_registration(event=an_open_event())
    session.commit()

    done = on_the_test_database("check")

    assert (done.code, {line.partition(": ")[2] for line in done.out.splitlines()}) == (
        0,
        {"good"},
    )


def test_a_wrong_count_of_places_is_found(on_the_test_database: Run, session: Session):  # R7
    event = an_open_event()
    a_registration(event=event)
    session.execute(update(Event).values(taken=5))
    session.commit()

    done = on_the_test_database("check")

    assert done.code == 1
    assert f"event {event.slug}: 5 places counted, 1 held (R7)" in told(done, "counts")


def test_a_wrong_count_of_seats_is_found(on_the_test_database: Run, session: Session):  # R7
    event = an_open_event()
    visit = a_visit(event=event)
    a_registration(event=event, visits=[visit])
    session.execute(update(SiteVisit).values(taken=0))
    session.commit()

    assert f"visit {visit.id} of event {event.slug}: 0 places counted, 1 held (R7)" in told(
        on_the_test_database("check"), "counts"
    )


def test_a_lost_file_is_found(on_the_test_database: Run, session: Session, app: Flask):
    document = a_document(event=an_open_event(), data=b"%PDF")
    session.commit()
    home: Path = app.extensions["eventreg.settings"].home
    next((home / "files").rglob("*.pdf")).unlink()

    assert f"{document.storage_key} is lost" in told(on_the_test_database("check"), "storage")


def test_an_empty_database_is_told_what_to_do(eventreg: Run):
    done = eventreg("check")

    assert (done.code, told(done, "database")) == (
        1,
        "database: The database is empty. Run: eventreg db upgrade",
    )


def test_a_mail_server_that_does_not_answer_is_found(
    installed: Run, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("EVENTREG_MAIL_URL", "smtp://127.0.0.1:9")

    assert "see EVENTREG_MAIL_URL" in told(installed("check"), "mail")


def test_a_mail_server_that_answers_is_good_and_gets_nothing(
    installed: Run, monkeypatch: pytest.MonkeyPatch, mail_server: MailServer
):
    monkeypatch.setenv("EVENTREG_MAIL_URL", mail_server.url)

    assert told(installed("check"), "mail") == "mail: good"
    assert mail_server.messages == []


def test_production_without_https_is_warned_of(installed: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("EVENTREG_ENVIRONMENT", "production")
    monkeypatch.setenv("EVENTREG_SECRET_KEY", "k" * 40)
    monkeypatch.setenv("EVENTREG_BASE_URL", "http://pasakumi.example.org")

    assert "is not https" in told(installed("check"), "settings")
