"""The organiser's pages about people: find, add, correct, cancel, take out as a file."""

import csv
import io
from contextlib import contextmanager

import pytest
import sqlalchemy
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.database import db
from eventreg.events.models import Admission
from eventreg.history.models import LogEntry
from eventreg.messages.models import Message
from eventreg.registration import service, submissions
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.people_files.cells import neutral
from tests.factories import (
    NOON,
    a_registration,
    a_visit,
    an_account,
    an_application,
    an_open_event,
)


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis", capacity=10)


@pytest.fixture
def editor(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    return client


@pytest.fixture
def reader(client, event):
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    return client


PEOPLE = "/lv/organise/e/cesis/people/"


def page_of(registration):
    return f"{PEOPLE}{registration.uid}/"


@contextmanager
def statements():
    """The statements that the database is asked meanwhile."""
    made = []

    def note(_connection, _cursor, statement, *_more):
        made.append(statement)

    sqlalchemy.event.listen(db.engine, "before_cursor_execute", note)
    yield made
    sqlalchemy.event.remove(db.engine, "before_cursor_execute", note)


def names(page):
    return [text.removesuffix(" paraugs") for text in page.all("th") if ", " in text][1:]


def last_action(session):
    entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
    return entry.action, entry.actor_kind


def test_it_lists_people_in_latvian_order(editor, event):  # R5
    for last_name in ("Ķirse", "Liepa", "Kalniņš", "Šmits", "Sērmūkša"):
        a_registration(event=event, last_name=last_name, first_name="Anna")

    assert names(editor.get(PEOPLE)) == [
        *("Kalniņš, Anna", "Ķirse, Anna", "Liepa, Anna", "Sērmūkša, Anna", "Šmits, Anna")
    ]


@pytest.mark.parametrize(
    "words", ["kirse", "ĶIRSE", "labklajibas", "anna kirse", "anna.k@example.org", "anna.k"]
)
def test_it_finds_people_without_diacritics(editor, event, words):
    a_registration(
        event=event,
        email="anna.k@example.org",
        first_name="Anna",
        institution="Labklājības ministrija",
    )
    a_registration(event=event, first_name="Juris", last_name="Liepa")

    assert names(editor.get(f"{PEOPLE}?q={words}")) == ["Ķirse, Anna"]


@pytest.mark.parametrize("words", ["%25", "_", "' OR 1=1 --", "nav tāda", "a%00b"])
def test_it_takes_every_sign_of_a_search_as_it_is(editor, event, words):
    a_registration(event=event, email="liga@example.org")

    assert "Neviens neatbilst meklētajam." in editor.get(f"{PEOPLE}?q={words}").words


def test_it_finds_a_person_by_the_reference_that_a_repeated_form_was_given(editor, event):
    anna = a_registration(event=event, email="anna@example.org")
    again = service.register(
        event=event,
        application=an_application("anna@example.org"),
        form_key=submissions.new_key(),
        notice_version=1,
        now=NOON,
    )

    assert again.reference != anna.reference
    assert names(editor.get(f"{PEOPLE}?q={again.reference.lower()}")) == ["Ķirse, Līga"]


def test_it_shows_those_of_one_state(editor, event):
    gone = a_registration(event=event, last_name="Liepa")
    a_registration(event=event)
    service.cancel_registration(gone, actor=service.Actor("task"), now=NOON)

    assert names(editor.get(f"{PEOPLE}?state=cancelled")) == ["Liepa, Līga"]
    assert len(names(editor.get(f"{PEOPLE}?state=nonsense"))) == 2


def test_it_reads_the_list_in_a_fixed_number_of_statements(editor, event):
    visit = a_visit(event=event)
    made = []
    for people in (1, 2):
        for _ in range(people):
            a_registration(event=event, visits=[visit])
        with statements() as these:
            editor.get(PEOPLE)
        made.append(len(these))

    assert made[0] == made[1]


def test_it_shows_nobody_of_another_event(editor, event):
    other = an_open_event(organisation=event.organisation)
    stranger = a_registration(event=other, last_name="Svešā")

    assert "Svešā" not in editor.get(PEOPLE).text
    assert editor.get(page_of(stranger)).status_code == 404


def test_it_is_not_there_for_staff_of_another_organisation(client, event):
    other = an_open_event()
    client.sign_in(an_account(organisation=other.organisation))
    anna = a_registration(event=event)

    assert client.get(PEOPLE).status_code == 404
    assert client.get(page_of(anna)).status_code == 404


@pytest.mark.parametrize("page", ["", "change", "visits", "cancel"])
def test_it_sends_strangers_to_the_sign_in(client, event, page):
    anna = a_registration(event=event)
    answer = client.get(page_of(anna) + page)

    assert answer.status_code == 303
    assert "/sign-in" in answer.location


@pytest.mark.parametrize("page", ["change", "visits", "cancel"])
def test_a_reader_changes_nobody(reader, event, page):
    assert reader.get(page_of(a_registration(event=event)) + page).status_code == 403


def test_it_adds_a_person_who_is_told_by_mail(editor, event, session):
    page = editor.submit(
        f"{PEOPLE}add",
        {
            "first_name": "Juris",
            "last_name": "Ābols",
            "email": "juris@example.org",
            "affiliation": "state",
            "institution": "Kultūras ministrija",
            "position": "direktors",
            "role": "organiser",
        },
    )

    (registration,) = session.scalars(select(Registration))
    assert page.heading == "Juris Ābols"
    assert registration.role == "organiser"
    assert registration.consents == []
    assert session.scalars(select(Message.recipient)).all() == ["juris@example.org"]
    assert last_action(session) == ("registered", "staff")
    assert event.taken == 1


def test_it_tells_staff_that_the_address_is_registered(editor, event):  # R9
    a_registration(event=event, email="Anna@example.org")
    page = editor.submit(
        f"{PEOPLE}add",
        {
            "first_name": "Anna",
            "last_name": "Liepa",
            "email": "anna@example.org",
            "affiliation": "state",
            "institution": "Ministrija",
            "position": "eksperte",
        },
    )

    assert page.errors == ["Ar šo e-pasta adresi pasākumam jau ir reģistrēta persona."]


def test_an_organiser_exceeds_no_limit_either(editor, event, session):  # R6
    event.capacity = 1
    a_registration(event=event)
    page = editor.submit(
        f"{PEOPLE}add",
        {
            "first_name": "Anna",
            "last_name": "Liepa",
            "email": "anna@example.org",
            "affiliation": "state",
            "institution": "Ministrija",
            "position": "eksperte",
        },
    )

    assert "Visas vietas" in page.errors[0]
    assert len(session.scalars(select(Registration)).all()) == 1


def test_it_corrects_the_address(editor, event, session):
    anna = a_registration(event=event, email="ana@example.org")
    editor.submit(page_of(anna) + "change", {"email": "anna@example.org"})

    assert (anna.email_key, anna.link_version) == ("anna@example.org", 2)
    assert last_action(session) == ("changed", "staff")


def test_it_does_not_give_one_persons_address_to_another(editor, event):  # R9
    a_registration(event=event, email="anna@example.org")
    other = a_registration(event=event, email="ilze@example.org")
    page = editor.submit(page_of(other) + "change", {"email": "ANNA@example.org"})

    assert page.status_code == 422
    assert other.email == "ilze@example.org"


def test_it_cancels_on_behalf_and_says_why(editor, event, session):
    anna = a_registration(event=event)
    page = editor.submit(page_of(anna) + "cancel", {"reason": "Lūdza pa tālruni"})

    assert anna.state is RegistrationState.CANCELLED
    assert event.taken == 0
    assert "Lūdza pa tālruni" in session.scalars(select(Message.text)).one()
    assert "Atcelta (organizators)" in page.words


def test_it_says_that_a_registration_is_cancelled_already(editor, event):
    anna = a_registration(event=event)
    form = editor.get(page_of(anna) + "cancel")
    editor.submit(form)
    again = editor.submit(form)

    assert again.status_code == 422
    assert "Reģistrācija pa šo laiku ir mainījusies" in again.errors[0]


@pytest.mark.parametrize("decision", ["confirm", "decline"])
def test_it_decides_about_an_applicant(editor, event, session, decision):
    event.admission = Admission.APPROVAL
    visit = a_visit(event=event, capacity=1)
    service.register(
        event=event,
        application=an_application(visits=[visit]),
        form_key=submissions.new_key(),
        notice_version=1,
        now=NOON,
    )
    (applicant,) = session.scalars(select(Registration))
    before = (event.taken, visit.taken)
    if decision == "confirm":
        editor.submit(page_of(applicant), action=page_of(applicant) + "confirm")
    else:
        editor.submit(page_of(applicant) + "decline", {"reason": "Vietas ir ekspertiem."})

    session.expire_all()
    confirmed = decision == "confirm"
    assert before == (0, 0)
    assert (event.taken, visit.taken) == ((1, 1) if confirmed else (0, 0))
    assert applicant.state == ("confirmed" if confirmed else "declined")


def test_it_sends_the_link_again(editor, event, session):
    anna = a_registration(event=event, email="anna@example.org")
    editor.submit(page_of(anna), action=page_of(anna) + "link")

    assert session.scalars(select(Message.template)).all() == ["my_link"]
    assert last_action(session) == ("link sent again", "staff")


def test_needs_are_seen_by_those_who_arrange_them(editor, event):  # R20
    anna = a_registration(event=event)
    service.change_registration(
        anna,
        details=details_of(anna),
        needs=service.Needs(diet="bez riekstiem"),
        actor=service.Actor("task"),
        now=NOON,
    )

    assert "bez riekstiem" in editor.get(page_of(anna)).words


def test_needs_are_not_seen_by_a_reader_nor_in_the_list_nor_in_the_file(reader, event):  # R20
    anna = a_registration(event=event)
    service.change_registration(
        anna,
        details=details_of(anna),
        needs=service.Needs(diet="bez riekstiem"),
        actor=service.Actor("task"),
        now=NOON,
    )

    assert "bez riekstiem" not in reader.get(page_of(anna)).text
    assert "bez riekstiem" not in reader.get(PEOPLE).text
    reader.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    assert "bez riekstiem" not in exported(reader).text


def test_it_shows_no_secret_link_to_staff(editor, event):  # R11
    anna = a_registration(event=event)
    service.send_link(anna, actor=service.Actor("task"), now=NOON)

    for page in (page_of(anna), PEOPLE, "/lv/organise/e/cesis/messages/"):
        assert "/r/" not in editor.get(page).text


def exported(client):
    return client.submit("/lv/organise/e/cesis/people-files/export", {"kind": "csv"})


def test_it_gives_a_file_that_spreadsheets_open_rightly(editor, event):
    a_registration(event=event, first_name="Ēriks", last_name="Žagata", position="ģimenes ārsts")
    answer = exported(editor)

    assert answer.data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    assert (row["Uzvārds"], row["Vārds"], row["Amats"]) == ("Žagata", "Ēriks", "ģimenes ārsts")
    assert "cesis-dalibnieki.csv" in answer.headers["Content-Disposition"]


def test_it_notes_in_the_log_who_took_the_people_out(editor, event, session):  # R28
    exported(editor)

    assert last_action(session) == ("people exported", "staff")


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_file_is_a_formula(beginning):
    assert neutral(f"{beginning}HYPERLINK(1)") == f"'{beginning}HYPERLINK(1)"
    assert neutral("Anna") == "Anna"


def details_of(registration):
    names = ("first_name", "last_name", "position", "institution", "affiliation", "role", "phone")
    return service.Details(**{name: getattr(registration, name) for name in names})
