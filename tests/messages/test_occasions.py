"""Every occasion of a mail: in both languages, whole, readable, saying what R27 asks for."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from flask import Flask

from eventreg.app import create_app
from eventreg.language import locale
from eventreg.language.local_text import LANGUAGES, LocalText
from eventreg.messages import letter, words
from eventreg.messages.models import Message
from eventreg.messages.occasions import Readers, all_occasions, occasion_of
from eventreg.messages.rendering import MASK, finish
from eventreg.registration.notices import facts_of
from tests import page_rules
from tests.factories import NOON, a_host, a_registration, a_visit, an_open_event, an_organisation
from tests.settings import settings_for


@pytest.fixture(scope="session")
def occasions(tmp_path_factory) -> list[str]:
    """The names of all occasions."""
    app: Flask = create_app(settings_for(tmp_path_factory.mktemp("occasions")))
    with app.app_context():
        return [occasion.name for occasion in all_occasions()]


@pytest.fixture
def registration(app):
    event = an_open_event(
        organisation=an_organisation(email="info@example.org", phone="+371 67000000"),
        place=LocalText(lv="Kultūras nams", en="House of Culture"),
        contact_name="Ilze Ozola",
    )
    host = a_host(organisation=event.organisation, name=LocalText(lv="Skola", en="School"))
    return a_registration(event=event, first_name="Anna", visits=[a_visit(event=event, host=host)])


def a_mail(registration, occasion, language):
    """A mail on the occasion with every fact it may tell; what it lacks is said as 'mentors'."""
    registration.language = language
    facts = facts_of(registration) | {
        "uid": registration.uid,
        "invited": "Cēsu novads",
        "quota": 3,
        "answer_until": NOON.isoformat(),
        "number": 2,
        "came": 3,
        "left": 1,
        "not_arrived": 1,
        "percent": 80,
        "taken": 32,
        "places": 40,
    }
    if occasion.brings_words:
        with locale.using(language):
            facts["said"] = {"subject": str(occasion.subject), "body": str(occasion.body)}
    further = dict.fromkeys(set(occasion.says) - set(facts), "mentors")
    return Message(
        uid="BxgT0Yf2vQe5mXKJw1n7aA",
        event=registration.event,
        registration=registration,
        template=occasion.name,
        language=language,
        recipient=registration.email,
        facts=further | facts,
        created_at=NOON,
    )


def each_mail(registration):
    """Every occasion in every language, finished; what is wrong is said of all at once."""
    for occasion in all_occasions():
        for language in LANGUAGES:
            message = a_mail(registration, occasion, language)
            yield occasion, language, message, finish(message)


@pytest.mark.database("sqlite")
def test_every_mail_says_what_when_and_where_in_text_and_html(registration):  # R27
    said = {
        "lv": ("Ekspertu tikšanās", "2026. gada 5. un 6. maijā", "Kultūras nams"),
        "en": ("Expert meeting", "5–6 May 2026", "House of Culture"),
    }
    lacking = [
        (occasion.name, language, fact)
        for occasion, language, _message, mail in each_mail(registration)
        for body in (mail.text, mail.html.replace("\xa0", " "))
        for fact in said[language]
        if fact not in body
    ]

    assert lacking == []


@pytest.mark.database("sqlite")
def test_every_mail_is_addressed_to_somebody_and_leads_somewhere(registration):  # R27
    lacking = [
        (occasion.name, language)
        for occasion, language, _message, mail in each_mail(registration)
        if "http://127.0.0.1" not in mail.text
        or (occasion.readers is not Readers.ORGANISER and "Ilze Ozola" not in mail.text)
    ]

    assert lacking == []


@pytest.mark.database("sqlite")
def test_no_name_in_braces_and_no_empty_value_is_left(registration):
    left = [
        (occasion.name, language, found.group())
        for occasion, language, _message, mail in each_mail(registration)
        for body in (mail.subject, mail.text, mail.html.split("</style>")[-1])
        if (found := re.search(r"\{\w*\}|%\(\w+\)|None|Undefined", body))
    ]

    assert left == []


@pytest.mark.database("sqlite")
def test_the_html_of_every_mail_is_valid(registration, servers):
    wrong = {}
    for occasion, language, _message, mail in each_mail(registration):
        faults = page_rules.validate(servers.html_checker, mail.html.encode())
        if faults:
            wrong[occasion.name, language] = faults

    assert wrong == {}


@pytest.mark.database("sqlite")
def test_the_text_of_every_mail_reads_well(registration):
    wrong = [
        (occasion.name, language)
        for occasion, language, _message, mail in each_mail(registration)
        if "\n\n\n" in mail.text
        or re.search(r"[ \t]\n", mail.text.replace("-- \n", ""))
        or "<" in mail.text
        or "&" in mail.text.replace("&amp;", "&&")
    ]

    assert wrong == []


@pytest.mark.database("sqlite")
def test_every_mail_speaks_its_language_alone(registration):
    spoken = {}
    for occasion, language, _message, mail in each_mail(registration):
        spoken.setdefault(occasion.name, {})[language] = mail

    same = [
        name
        for name, by_language in spoken.items()
        if by_language["lv"].subject == by_language["en"].subject
        or "Hello" in by_language["lv"].text
        or "Labdien" in by_language["en"].text
    ]
    assert same == []


@pytest.mark.database("sqlite")
def test_no_secret_link_is_kept_of_any_mail(registration):  # R11
    kept = [
        occasion.name
        for occasion, _language, _message, mail in each_mail(registration)
        if mail.secret and any(mail.secret in str(value) for value in mail.masked().values())
    ]

    assert kept == []
    assert any(MASK in mail.masked()["text"] for *_, mail in each_mail(registration))


@pytest.mark.database("sqlite")
def test_every_mail_survives_its_way_through_mail_programs(registration):
    for _occasion, _language, message, finished in each_mail(registration):
        data = letter.write(message, finished).as_bytes()
        read = message_from_bytes(data, _class=EmailMessage, policy=policy.default)

        assert read["Subject"] == finished.subject
        assert read.get_body(("plain",)).get_content().splitlines() == finished.text.splitlines()
        assert max(len(line) for line in data.splitlines()) < 999


@pytest.mark.database("sqlite")
def test_our_own_words_name_only_what_the_occasion_explains(app):
    unexplained = {}
    for occasion in all_occasions():
        if occasion.readers is Readers.ORGANISER:
            continue
        for language in LANGUAGES:
            with locale.using(language):
                named = words.names_in(f"{occasion.subject} {occasion.body}")
            if not named <= set(occasion.says):
                unexplained[occasion.name, language] = named - set(occasion.says)

    assert unexplained == {}


@pytest.mark.database("sqlite")
def test_latvian_words_name_the_same_as_english_ones(app):
    other = []
    for occasion in all_occasions():
        named = []
        for language in LANGUAGES:
            with locale.using(language):
                named.append(
                    (words.names_in(str(occasion.subject)), words.names_in(str(occasion.body)))
                )
        if named[0] != named[1]:
            other.append((occasion.name, named))

    assert other == []


@pytest.mark.database("sqlite")
def test_an_unknown_occasion_is_none(app):
    assert occasion_of("nothing") is None
