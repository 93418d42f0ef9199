"""The file for the funder holds what proves the event, and its hashes."""

import hashlib
import io
import zipfile
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.attendance import service as attendance
from eventreg.closing.evidence import service, tasks
from eventreg.closing.evidence.errors import EvidenceNotMade, SheetNotAccepted
from eventreg.closing.models import EvidenceFile, SignedSheet
from eventreg.contributions.models import ContributionState, Naming
from eventreg.contributions.photos.curating import take_out
from eventreg.contributions.photos.service import withdraw
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND, TASK
from eventreg.ports import files
from eventreg.privacy import stored
from eventreg.privacy.retention import Forgotten, forget_due
from eventreg.reports.models import ReportStatus
from eventreg.reports.service import move_report, set_requisites
from eventreg.reports.signing.service import keep_signed
from tests.factories import (
    NOON,
    a_contribution,
    a_document,
    a_registration,
    an_account,
    an_open_event,
    an_organisation,
)
from tests.photographs import a_photo
from tests.reports.builders import WHOLE
from tests.reports.signed import container

DAY = NOON.date() - timedelta(days=2)
SCAN = b"%PDF-1.7 parakstu lapa"


@pytest.fixture
def event(app):
    return an_open_event(starts_on=DAY, ends_on=DAY, slug="limbazi")


def add(event, *names, data=SCAN):
    given = [(name, data) for name in names]
    return service.add_sheets(event, given, actor=COMMAND, now=NOON)


def made(event, session):
    """The ZIP, made as the worker makes it."""
    service.order(event, language="lv", actor=COMMAND, now=NOON)
    session.commit()
    tasks.make_left_over()
    return zipfile.ZipFile(io.BytesIO(service.take(event, actor=COMMAND, now=NOON)))


def photos_in(archive):
    return [name for name in archive.namelist() if name.startswith("photos/")]


def test_it_holds_papers_sheets_attendance_and_mails(event, session):
    person = a_registration(event=event, first_name="Anna", last_name="Āboliņa")
    attendance.note_attendance(
        event,
        occasion=attendance.occasion_named(event, str(DAY)),
        present=[person.uid],
        absent=[],
        actor=COMMAND,
        now=NOON,
    )
    a_document(event=event, data=b"%PDF-1.7 saraksts")
    add(event, "1. diena.pdf")

    archive = made(event, session)

    assert set(archive.namelist()) == {
        "index.html",
        "papers/limbazi-dalibnieku-saraksts.pdf",
        "signed-sheets/01-1. diena.pdf",
        "attendance.csv",
        "mails.csv",
        "SHA256SUMS",
    }
    assert archive.read("signed-sheets/01-1. diena.pdf") == SCAN
    assert "Āboliņa;Anna" in archive.read("attendance.csv").decode()
    assert "piedalījās" in archive.read("attendance.csv").decode()


def test_it_holds_the_signed_report_byte_for_byte(event, session):
    set_requisites(event=event, requisites=WHOLE, actor=COMMAND, now=NOON)
    move_report(event=event, to=ReportStatus.FINAL, actor=COMMAND, now=NOON)
    keep_signed(
        event=event,
        data=container(),
        file_name="ziņojums.edoc",
        language="lv",
        actor=COMMAND,
        now=NOON,
    )
    archive = made(event, session)

    assert archive.read("signed-report/01-ziņojums.edoc") == container()


def test_it_holds_photos_with_what_they_show_and_authors_only_as_agreed(event, session):  # R21
    anna, ivo = (a_registration(event=event, last_name=name) for name in ("Āboliņa", "Ozols"))
    for author, naming in ((anna, Naming.NAME), (ivo, Naming.NOT_NAMED)):
        a_photo(contribution=a_contribution(event=event, registration=author, naming=naming))
    a_photo(contribution=a_contribution(event=event), alt="Seja", taken_out_at=NOON)
    draft = a_contribution(event=event, state=ContributionState.DRAFT)
    a_photo(contribution=draft, alt="Melnraksts")

    archive = made(event, session)

    assert len(photos_in(archive)) == 2
    table = archive.read("photos.csv").decode()
    assert table.count("Skolas darbnīca") == 2
    assert ("Āboliņa" in table, "Ozols" in table) == (True, False)
    assert "Skolas darbnīca" in archive.read("index.html").decode()


def test_each_file_has_its_hash(event, session):
    add(event, "lapa.pdf")
    archive = made(event, session)

    lines = archive.read("SHA256SUMS").decode().splitlines()
    assert {line.partition("  ")[2]: line.partition("  ")[0] for line in lines} == {
        name: hashlib.sha256(archive.read(name)).hexdigest()
        for name in archive.namelist()
        if name != "SHA256SUMS"
    }
    assert hashlib.sha256(SCAN).hexdigest() in archive.read("index.html").decode()


def test_mails_are_named_without_addresses(event, session):
    person = a_registration(event=event, email="anna@example.org")
    archive = made(event, session)

    assert person.email not in archive.read("mails.csv").decode()


def test_the_same_scan_twice_is_one(event):
    assert add(event, "lapa.pdf", "lapa (1).pdf") == 1
    assert add(event, "lapa.pdf") == 0


@pytest.mark.parametrize("data", [b"", b"MZ\x90 program", b"<html>"])
def test_what_is_no_scan_is_not_taken_and_nothing_beside_it(event, data):
    with pytest.raises(SheetNotAccepted):
        service.add_sheets(event, [("lapa.pdf", SCAN), ("x.pdf", data)], actor=COMMAND, now=NOON)

    assert service.evidence_of(event).sheets == []


def test_a_scan_that_is_removed_goes_from_the_store(event, session):
    add(event, "lapa.pdf")
    sheet = service.evidence_of(event).sheets[0]
    key = sheet.storage_key
    service.remove_sheet(sheet, actor=COMMAND, now=NOON)
    session.commit()
    stored.delete_withdrawn()

    assert key not in set(files.store().all_keys())


def test_a_file_made_anew_replaces_the_one_before(event, session):
    made(event, session)
    before = session.scalars(select(EvidenceFile.storage_key)).one()
    add(event, "lapa.pdf")
    archive = made(event, session)
    stored.delete_withdrawn()

    assert "signed-sheets/01-lapa.pdf" in archive.namelist()
    assert before not in set(files.store().all_keys())


@pytest.mark.parametrize("goes", [withdraw, partial(take_out, reason="Bērna seja")])
def test_a_photo_taken_back_is_in_no_file_that_is_given_out(event, session, time_stands, goes):
    photo = a_photo(contribution=a_contribution(event=event))  # R21
    assert len(photos_in(made(event, session))) == 1

    goes(photo, actor=COMMAND, now=NOON + timedelta(minutes=1))
    session.commit()
    session.expire_all()
    with pytest.raises(EvidenceNotMade):
        service.take(event, actor=COMMAND, now=NOON)
    time_stands(NOON + timedelta(minutes=2))
    tasks.make_left_over()

    anew = zipfile.ZipFile(io.BytesIO(service.take(event, actor=COMMAND, now=NOON)))
    assert photos_in(anew) == []


def test_evidence_goes_when_the_time_for_contacts_is_over(session):  # R22
    long_ago = NOON.date() - timedelta(days=100)
    event = an_open_event(
        starts_on=long_ago, ends_on=long_ago, organisation=an_organisation(retention_days=100)
    )
    add(event, "lapa.pdf")
    made(event, session)

    assert list(forget_due(actor=TASK, now=NOON)) == [
        Forgotten(event.slug, needs=0, people=0, evidence=2)
    ]
    session.commit()
    stored.delete_withdrawn()

    assert session.scalars(select(SignedSheet)).all() == []
    assert [key for key in files.store().all_keys() if "sheets" in key or "evidence" in key] == []


def test_the_organiser_adds_scans_makes_the_file_and_takes_it(client, event, session):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    page = client.get("/lv/organise/e/limbazi/closing/")
    page = client.submit(
        page.links["Pievienot parakstīto lapu skenējumus"], files={"sheets": ("diena.pdf", SCAN)}
    )
    assert "diena.pdf" in page.words

    page = client.submit(page, action="/lv/organise/e/limbazi/closing/evidence/make")
    tasks.make_left_over()
    page = client.get(page.path)
    answer = client.submit(
        page, action="/lv/organise/e/limbazi/closing/evidence/file.zip", follow=False
    )

    assert answer.mimetype == "application/zip"
    assert "SHA256SUMS" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    assert session.scalars(select(LogEntry).where(LogEntry.action == "evidence taken")).one()


def test_what_is_no_scan_is_said_beside_the_field(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    page = client.submit(
        "/lv/organise/e/limbazi/closing/evidence/sheets", files={"sheets": ("a.pdf", b"MZ")}
    )

    assert page.status_code == 422
    assert page.errors[0].startswith("„a.pdf” nav pieņemta")
