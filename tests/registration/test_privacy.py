"""Only what the purpose needs is asked, and each sees only what is for them (R18, R20, R21)."""

import pytest
from sqlalchemy import select

from eventreg.events.models import Audience
from eventreg.history.models import LogEntry
from eventreg.messages.models import Message
from eventreg.registration.forms import RegistrationForm
from eventreg.registration.models import (
    Affiliation,
    ConsentPurpose,
    ParticipantRole,
    PracticalNeeds,
    Registration,
)
from eventreg.registration.queries import participants_of
from tests.factories import a_registration, a_visit, an_open_event

# What may be asked, and what for (P01). A new field must be entered here with its purpose.
PURPOSES = {
    "first_name": "to know who comes",
    "last_name": "to know who comes",
    "email": "to confirm, and for the own link",
    "phone": "optional: urgent news on the day",
    "affiliation": "the group in the list of participants",
    "territory": "participants by municipality",
    "institution": "the list of participants",
    "position": "the list of participants",
    "role": "what the person does at the event",
    "visits": "seats on visits",
    "invitation": "no personal data: which invitation is answered",
    "waits": "whether the person waits when all places are taken",
    "waits_for": "the waiting lists of visits",
    "diet": "optional: meals; erased first",
    "access": "optional: access; erased first",
    "consent_list_public": "the name in the public list",
    "consent_list_participants": "the name in the participants' list",
    "consent_photographs": "photographs",
    "form_key": "no personal data: the form is sent once",
    "notice_version": "no personal data: which notice was shown",
    "homepage": "no personal data: stays empty unless a program fills it in",
    "opened": "no personal data: when the form was opened",
    "person": "no personal data: that no program filled the form in",
    "csrf_token": "no personal data: the form is not forged",
}
COLUMNS = {
    *("id", "uid", "event_id", "reference", "state", "role", "first_name", "last_name"),
    *("name_sort", "search_text", "position", "institution", "affiliation", "territory_id"),
    *("delegation_id", "email", "email_key", "phone", "language", "link_version"),
    *("calendar_sequence", "notice_version", "sample", "created_at", "updated_at", "cancelled_at"),
    # the place in the waiting list, who wants to come together, who has seen an entry for them
    *("queue_order", "offer_until", "party", "acknowledged_at", "handovers"),
    "institution_sort",  # the order of the organiser's list, made of the institution
}
NEVER_ASKED = (
    "ethnic",
    "nationality",
    "religio",
    "health",
    "gender",
    "sex",
    "birth",
    "personal_code",
)


@pytest.mark.database("sqlite")
def test_it_asks_nothing_that_has_no_declared_purpose(app):  # P01
    a_visit(event=(event := an_open_event()))
    with app.test_request_context():
        fields = {field.name for field in RegistrationForm.for_event(event)}

    assert fields == set(PURPOSES)


def test_it_keeps_nothing_that_has_no_declared_purpose():  # P01
    assert {column.name for column in Registration.__table__.columns} == COLUMNS
    assert {column.name for column in PracticalNeeds.__table__.columns} == {
        *("registration_id", "diet", "access")
    }


def test_it_has_no_field_and_no_choice_for_what_is_never_asked():  # R20, P02
    said = " ".join([*PURPOSES, *COLUMNS, *ParticipantRole, *Affiliation, *ConsentPurpose])

    assert [word for word in NEVER_ASKED if word in said] == []


def test_needs_are_in_no_mail_and_no_log(client, app, session):  # R20
    an_open_event(slug="cesis")
    check = client.submit(
        "/lv/e/cesis/register",
        {
            "first_name": "Anna",
            "last_name": "Liepa",
            "email": "anna@example.org",
            "affiliation": "state",
            "institution": "Ministrija",
            "position": "eksperte",
            "diet": "bez riekstiem",
            "access": "ratiņkrēsls",
        },
    )
    client.submit(check, button="send")

    (mail,) = session.scalars(select(Message))
    for text in (mail.text, mail.html, mail.calendar):
        assert "riekst" not in text
        assert "ratiņkrēsls" not in text
    for entry in session.scalars(select(LogEntry)):
        assert "riekst" not in str(entry.after)


def named(event, audience):
    return [one.name for one in participants_of(event, audience=audience) if one.is_named]


@pytest.fixture
def event(app):
    event = an_open_event(list_audience=Audience.PUBLIC)
    a_registration(event=event, first_name="Anna", consents=["list_public"])
    a_registration(event=event, first_name="Berta", consents=["list_participants"])
    a_registration(event=event, first_name="Cilda", consents=["photographs"])
    return event


def test_the_public_sees_only_those_who_agreed_to_it(event):  # R18
    assert named(event, Audience.PUBLIC) == ["Anna Ķirse"]


def test_participants_see_those_who_agreed_to_either_list(event):  # R18
    assert named(event, Audience.PARTICIPANTS) == ["Anna Ķirse", "Berta Ķirse"]


def test_participants_see_the_position_only_of_those_who_agreed_to_that(event):  # R21
    seen = participants_of(event, audience=Audience.PARTICIPANTS)

    assert {one.name: bool(one.position) for one in seen if one.is_named} == {
        "Anna Ķirse": False,
        "Berta Ķirse": True,
    }


def test_organisers_see_all(event):  # R18
    assert len(named(event, Audience.ORGANISERS)) == 3


def test_those_who_did_not_agree_are_counted(event):  # R18
    (_anna, *others) = participants_of(event, audience=Audience.PUBLIC)

    assert len(others) == 2
    for one in others:
        assert (one.name, one.institution, one.position, one.email, one.sort) == ("",) * 5


@pytest.mark.parametrize(
    ("narrower", "wider"),
    [(Audience.ORGANISERS, Audience.PARTICIPANTS), (Audience.PARTICIPANTS, Audience.PUBLIC)],
)
def test_a_wider_audience_never_sees_more(event, narrower, wider):  # R18
    fields = ("name", "institution", "position", "email", "phone", "reference")

    def shown(audience):
        return {
            (field, value)
            for one in participants_of(event, audience=audience)
            for field in fields
            if (value := getattr(one, field))
        }

    assert shown(wider) < shown(narrower)


@pytest.mark.parametrize("closed_to", [Audience.PUBLIC, Audience.PARTICIPANTS])
def test_a_list_for_organisers_names_nobody_to_others(event, closed_to):  # R18
    event.list_audience = Audience.ORGANISERS

    assert named(event, closed_to) == []


def test_who_withdraws_is_gone_from_the_list_at_once(event, session):  # R21
    anna = session.scalars(select(Registration).where(Registration.first_name == "Anna")).one()
    anna.consents[0].withdrawn_at = anna.created_at
    session.flush()

    assert named(event, Audience.PUBLIC) == []
