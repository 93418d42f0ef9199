"""A mail says who, what, when, where, and brings the link and the calendar file (R27)."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from sqlalchemy import select

from eventreg.language.local_text import LocalText
from eventreg.messages import letter
from eventreg.messages.models import Message
from eventreg.messages.occasions import occasion_of
from eventreg.messages.rendering import finish
from eventreg.registration import links
from eventreg.registration.letters import SAYS
from eventreg.registration.notices import Notice, tell
from tests.factories import NOON, a_host, a_registration, a_visit, an_open_event, an_organisation

WORDS = ["Jūsu", "dalība", "reģistrēta:", "Ekspertu", "tikšanās", "expert", "„ķļņ”", "21.", "š"]


@pytest.fixture
def registration(app):
    event = an_open_event(
        organisation=an_organisation(email="info@example.org"),
        place=LocalText(lv="Kultūras nams", en="House of Culture"),
        contact_name="Ilze Ozola",
    )
    host = a_host(organisation=event.organisation, name=LocalText(lv="Skola", en="School"))
    visit = a_visit(event=event, host=host)
    return a_registration(event=event, email="anna@example.org", first_name="Anna", visits=[visit])


def mail_about(registration, notice, session, **values):
    only_there = dict.fromkeys(set(occasion_of(notice).says) - set(SAYS), "mentors")
    tell(registration, notice, now=NOON, values=only_there, **values)
    message = session.scalars(select(Message).order_by(Message.id.desc())).first()
    data = letter.write(message, finish(message)).as_bytes()
    return message_from_bytes(data, _class=EmailMessage, policy=policy.default)


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


@pytest.mark.parametrize("notice", Notice)
@pytest.mark.parametrize("language", ["lv", "en"])
def test_it_says_who_what_when_where_in_text_and_html(registration, session, notice, language):
    registration.language = language
    mail = mail_about(registration, notice, session)
    said = {
        "lv": ("Ekspertu tikšanās", "2026. gada 5. un 6. maijā", "Kultūras nams"),
        "en": ("Expert meeting", "5–6 May 2026", "House of Culture"),
    }[language]

    for body in (text_of(mail), mail.get_body(("html",)).get_content().replace("\xa0", " ")):
        for fact in (*said, "Anna Ķirse", registration.reference, "Ilze Ozola"):
            assert fact in body
    assert mail["Content-Language"] == language


def test_it_is_written_whole_in_the_persons_language(registration, session):
    in_latvian = text_of(mail_about(registration, Notice.CONFIRMED, session))
    registration.language = "en"
    in_english = text_of(mail_about(registration, Notice.CONFIRMED, session))

    assert in_latvian.startswith("Labdien!")
    assert in_english.startswith("Hello!")
    assert "Skola" in in_latvian
    assert "School" in in_english


def test_it_brings_the_persons_own_link(registration, session):
    mail = mail_about(registration, Notice.CONFIRMED, session)

    assert f"/lv/r/{links.token_of(registration)}/" in text_of(mail)
    assert f"/lv/r/{links.token_of(registration)}/" in mail.get_body(("html",)).get_content()


def test_it_comes_from_the_installation_and_is_answered_by_the_organiser(registration, session):
    mail = mail_about(registration, Notice.CONFIRMED, session)
    (sender,) = mail["From"].addresses

    assert (sender.display_name, sender.addr_spec) == ("Kultūras ministrija", "eventreg@localhost")
    assert mail["Reply-To"] == "info@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("notice", "method"), [(Notice.CONFIRMED, "REQUEST"), (Notice.CANCELLED, "CANCEL")]
)
def test_it_brings_a_calendar_file(registration, session, notice, method):
    (attached,) = mail_about(registration, notice, session).iter_attachments()

    assert attached.get_content_type() == "text/calendar"
    assert attached.get_filename() == "pasakums.ics"
    assert attached["Content-Type"].params["method"] == method
    assert Calendar.from_ical(attached.get_content())["METHOD"] == method


def test_it_brings_no_calendar_file_to_one_who_is_declined(registration, session):
    assert list(mail_about(registration, Notice.DECLINED, session).iter_attachments()) == []


def test_it_says_why_in_the_organisers_words(registration, session):
    mail = mail_about(registration, Notice.CANCELLED, session, reason="Autobuss ir pilns.")

    assert "Organizators raksta: Autobuss ir pilns." in text_of(mail)


def test_it_escapes_what_people_wrote(registration, session):
    registration.first_name = "<b>Anna</b>"
    mail = mail_about(registration, Notice.CONFIRMED, session)

    assert "<b>Anna</b>" in text_of(mail)
    assert "&lt;b&gt;Anna&lt;/b&gt;" in mail.get_body(("html",)).get_content()


def test_it_lets_no_name_break_the_headers(registration, session):
    registration.event.title = LocalText(lv="Tikšanās\r\nBcc: svešs@example.org")
    mail = mail_about(registration, Notice.CONFIRMED, session)

    assert mail["Bcc"] is None
    assert "Tikšanās Bcc: svešs@example.org" in mail["Subject"]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
@settings(max_examples=200, deadline=None)
def test_it_keeps_every_space_of_a_long_subject(words):
    mail = EmailMessage(policy=letter.POLICY)
    mail["Subject"] = " ".join(words)
    read = message_from_bytes(mail.as_bytes(), _class=EmailMessage, policy=policy.default)

    assert read["Subject"] == " ".join(words)
    assert max(len(line) for line in mail.as_bytes().splitlines()) < 79
