"""Certificates: issued once attendance is confirmed, proven to anybody, withdrawn when erased."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.agenda.models import ItemKind
from eventreg.attendance import service as attendance
from eventreg.attendance.certificates import service
from eventreg.attendance.certificates.errors import CertificateUnknown, EventNotOver
from eventreg.attendance.certificates.models import Certificate
from eventreg.database import db
from eventreg.documents.gather.certificates import certificate_facts
from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.privacy.service import erase_person
from eventreg.registration.links import token_of
from eventreg.web import guards
from tests.documents.conftest import words_of
from tests.factories import NOON, a_registration, an_account, an_event, an_item, an_open_event

YESTERDAY, TODAY = NOON.date() - timedelta(days=1), NOON.date()


@pytest.fixture
def event(app):
    return an_open_event(slug="tiksanas", starts_on=YESTERDAY, ends_on=TODAY)


@pytest.fixture
def person(event):
    person = a_registration(
        event=event, first_name="Līga", last_name="Ķirse", email="l@example.org"
    )
    there(event, person, YESTERDAY, TODAY)
    return person


@pytest.fixture
def certificate(event, person):
    issue(event)
    return db.session.scalars(select(Certificate)).one()


def there(event, person, *days: date) -> None:
    for day in days:
        attendance.note_attendance(
            event,
            occasion=attendance.occasion_named(event, str(day)),
            present=[person.uid],
            absent=[],
            actor=COMMAND,
            now=NOON,
        )


def absent(event, person, day: date) -> None:
    attendance.note_attendance(
        event,
        occasion=attendance.occasion_named(event, str(day)),
        present=[],
        absent=[person.uid],
        actor=COMMAND,
        now=NOON,
    )


def issue(event) -> int:
    return service.issue_certificates(event, actor=COMMAND, now=NOON)


def test_only_who_was_there_gets_one_and_only_once(event, person):
    a_registration(event=event, last_name="Nebija")

    assert issue(event) == 1
    assert issue(event) == 0
    (issued,) = service.issued_at(event)
    assert issued.certificate.registration is person
    assert issued.days == (YESTERDAY, TODAY)


def test_who_is_noted_later_gets_the_next_number(event, certificate):
    late = a_registration(event=event, last_name="Āboliņa")
    there(event, late, TODAY)

    issue(event)

    numbers = [each.certificate.number for each in service.issued_at(event)]
    assert numbers == ["tiksanas/2", "tiksanas/1"]  # in order of names


def test_before_the_last_day_none_is_issued(app):
    coming = an_open_event(starts_on=TODAY, ends_on=TODAY + timedelta(days=1))

    with pytest.raises(EventNotOver):
        issue(coming)


def test_a_certificate_is_in_the_log(event, certificate):  # R28
    entry = db.session.scalars(
        select(LogEntry).where(LogEntry.action == "certificate issued")
    ).one()

    assert entry.after == {"number": "tiksanas/1"}


def test_it_tells_how_long_the_agenda_was_without_meals_and_counts_the_same_time_once(
    event, certificate
):
    for day in (YESTERDAY, TODAY):
        an_item(event=event, day=day, starts_at=time(10), ends_at=time(12))
        an_item(event=event, day=day, starts_at=time(11), ends_at=time(13))
        an_item(event=event, day=day, starts_at=time(13), ends_at=time(14), kind=ItemKind.MEAL)

    facts = certificate_facts(event, service.issued_at(event), language="lv", now=NOON)

    assert [each.hours for each in facts.certificates] == [6]


def test_the_code_proves_it_with_the_name(client, certificate):
    page = client.get(f"/lv/certificates/{certificate.code}")

    assert page.status_code == 200
    assert "Apliecība ir derīga" in page.words
    assert "Līga Ķirse" in page.words


def test_a_code_typed_without_dashes_is_known(client, certificate):
    page = client.get(f"/lv/certificates/?of={certificate.code.replace('-', '').lower()}")

    assert "Līga Ķirse" in page.words


def test_the_number_alone_proves_it_without_the_name(client, certificate):
    page = client.get("/en/certificates/?of=tiksanas/1")

    assert "The certificate is valid" in page.words
    assert "Ķirse" not in page.words


@pytest.mark.parametrize("words", ["7KM4-QX2D-9FTR", "tiksanas/2", "tiksanas/²", "/", "x"])
def test_what_was_never_issued_is_not_known(client, certificate, words):
    page = client.get("/en/certificates/", query_string={"of": words})

    assert page.status_code == 404
    assert "No such certificate is known" in page.words


def test_a_withdrawn_one_proves_nothing_until_it_is_valid_again(client, event, certificate):
    address = f"/en/certificates/{certificate.code}"

    def is_valid(*, withdrawn):
        service.set_withdrawn(event, position=1, withdrawn=withdrawn, actor=COMMAND, now=NOON)
        page = client.get(address)
        return "The certificate is valid" in page.words and "Ķirse" in page.words

    assert not is_valid(withdrawn=True)
    assert is_valid(withdrawn=False)


def test_who_is_erased_is_named_nowhere_and_the_number_stays_used(
    client, event, certificate
):  # R22
    code = certificate.code

    erase_person(email="l@example.org", actor=COMMAND, now=NOON)

    page = client.get(f"/en/certificates/{code}")
    assert "The certificate is not valid" in page.words
    assert "Ķirse" not in page.words
    service.set_withdrawn(event, position=1, withdrawn=False, actor=COMMAND, now=NOON)
    assert "The certificate is not valid" in client.get(f"/en/certificates/{code}").words


def test_who_is_no_longer_noted_as_present_has_no_valid_certificate(event, person, certificate):
    for day in (YESTERDAY, TODAY):
        absent(event, person, day)

    assert service.certificate_of(person) is None
    proof = service.proof_of(certificate.code)
    assert proof is not None
    assert (proof.name, proof.issued.is_valid) == ("", False)


def test_codes_cannot_be_guessed_for_long(client, monkeypatch, certificate):
    monkeypatch.setattr(guards, "PROOF_OF_ADDRESS", guards.Limit("proof-address", 2, guards.HOUR))
    stranger = {"REMOTE_ADDR": "192.0.2.7"}

    tried = [
        client.get("/en/certificates/7KM4-QX2D-9FTR", environ_base=stranger).status_code
        for _ in range(3)
    ]

    assert tried == [404, 404, 429]


def test_another_event_cannot_withdraw_it(certificate):
    with pytest.raises(CertificateUnknown):
        service.set_withdrawn(an_event(), position=1, withdrawn=True, actor=COMMAND, now=NOON)


def test_an_organiser_confirms_and_everybody_finds_the_own_one(client, event, person):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    link = f"/lv/r/{token_of(person)}/"
    assert "Mana apliecība" not in client.get(link).words
    page = client.get("/lv/organise/e/tiksanas/certificates/")
    assert "1 cilvēks piedalījās" in page.words

    client.submit(page, action="/lv/organise/e/tiksanas/certificates/issue")

    assert "Mana apliecība" in client.get(link).words
    assert "tiksanas/1" in client.get("/lv/organise/e/tiksanas/certificates/").words


@pytest.mark.usefixtures("one_press")
@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_paper_says_who_when_and_where_to_prove_it(
    client, event, person, certificate, language, tmp_path
):
    event.place = LocalText(lv="Limbaži", en="Limbaži")

    paper = client.get(f"/{language}/r/{token_of(person)}/certificate.pdf")

    words = words_of(paper.data, tmp_path)
    assert "Līga Ķirse" in words
    assert "tiksanas/1" in words
    assert certificate.code in words


def test_without_a_certificate_there_is_no_paper(client, event, person):
    assert client.get(f"/lv/r/{token_of(person)}/certificate.pdf").status_code == 404


@pytest.mark.parametrize("role", [StaffRole.READER, StaffRole.DESK])
def test_who_only_reads_or_checks_in_confirms_nothing(client, event, person, role):
    client.sign_in(an_account(organisation=event.organisation, role=role))

    assert client.get("/lv/organise/e/tiksanas/certificates/all.pdf").status_code == 403
