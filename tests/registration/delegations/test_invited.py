"""Single persons are invited by mail, with what is known filled in."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.events.models import Admission
from eventreg.messages import delivery
from eventreg.messages.models import Message
from eventreg.registration.delegations import links, tasks
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.models import Registration
from tests.factories import (
    NOON,
    a_municipality,
    a_network,
    a_network_member,
    a_personal_invitation,
    a_registration,
    an_account,
    an_open_event,
)

# What a stranger fills in.
FORM = {
    "first_name": "Anna",
    "last_name": "Bērziņa",
    "email": "anna.berzina@example.org",
    "affiliation": "state",
    "institution": "Labklājības ministrija",
    "position": "eksperte",
}


@pytest.fixture
def event(app):
    return an_open_event(capacity=10, admission=Admission.INVITATION)


@pytest.fixture
def invitation(event):
    return a_personal_invitation(event=event, email="ilze@example.org")


@pytest.fixture
def organiser(client, event):
    client.sign_in(an_account(organisation=event.organisation))


def page_of(event, page=""):
    return f"/lv/organise/e/{event.slug}/invited/{page}"


def mine(invitation, page=""):
    return f"/lv/i/{links.invitation_token(invitation)}/{page}"


def mails(session):
    session.flush()
    found = session.scalars(select(Message).order_by(Message.id))
    return [(mail.template, mail.recipient) for mail in found]


def accepts(client, invitation):
    page = client.get(client.get(mine(invitation)).links["Pieņemt un reģistrēties"])
    check = client.submit(page, button="check")
    return page, client.submit(check, button="send")


def test_an_organiser_invites_a_person_who_gets_one_mail(client, event, organiser, session):
    fields = {"email": "ilze@example.org", "first_name": "Ilze", "answer_until": ""}
    done = client.submit(page_of(event, "add"), fields)

    assert "Ilze" in done.words
    assert mails(session) == [("person_invited", "ilze@example.org")]
    session.commit()
    delivery.deliver_due()
    (mail,) = session.scalars(select(Message))
    assert mail.state == "sent"
    assert "Ekspertu tikšanās" in mail.subject


def test_members_of_a_network_are_invited_with_what_is_known(client, event, organiser, session):
    network = a_network(organisation=event.organisation)
    limbazi = a_municipality()
    member = a_network_member(network=network, territory=limbazi, last_name="Āboliņa")
    a_network_member(network=network, territory=limbazi, last_name="Cita")
    client.submit(page_of(event, "members"), {"members": [member.uid]})

    (made,) = session.scalars(select(PersonalInvitation))
    assert (made.last_name, made.territory, made.affiliation) == (
        *("Āboliņa", limbazi),
        "municipality",
    )


def test_nobody_is_invited_twice(client, event, organiser, invitation, session):
    answer = client.submit(page_of(event, "add"), {"email": "ILZE@example.org"})

    assert answer.status_code == 422
    assert len(session.scalars(select(PersonalInvitation)).all()) == 1


def test_accepting_leads_to_the_form_with_what_is_known(client, invitation, session):
    page, done = accepts(client, invitation)

    values = {one.get("name"): one.get("value") for one in page.form().iter("input")}
    assert (values["first_name"], values["email"]) == ("Ilze", "ilze@example.org")
    assert done.path.endswith("/register/done")
    (registration,) = session.scalars(select(Registration))
    assert registration.state == "confirmed"
    assert (invitation.registration, registration.position) == (registration, "profesore")


@pytest.mark.parametrize("admission", [Admission.INVITATION, Admission.APPROVAL, Admission.OPEN])
def test_it_works_before_registration_opens_and_needs_no_approval(
    client, event, invitation, session, admission
):
    event.admission, event.registration_opens_at = admission, NOON + timedelta(days=1)
    accepts(client, invitation)

    assert session.scalars(select(Registration.state)).all() == ["confirmed"]


def test_who_is_invited_is_not_told_to_wait_for_a_decision(client, event, invitation):
    event.admission = Admission.APPROVAL
    _, done = accepts(client, invitation)

    assert "izskata katru pieteikumu" not in done.words


def test_a_stranger_learns_nothing_from_a_form_for_an_invited_person(
    client, app, event, invitation
):  # R11
    event.admission = Admission.APPROVAL
    accepts(client, invitation)
    pages = []
    for email in (invitation.email, "cita@example.org"):
        stranger = app.test_client()
        check = stranger.submit(f"/lv/e/{event.slug}/register", FORM | {"email": email})
        pages.append(stranger.submit(check, button="send"))

    said = ["izskata katru pieteikumu" in page.words for page in pages]
    assert said == [True, True]


def test_an_invited_person_who_is_registered_already_sees_the_same_page(
    client, event, invitation
):  # R11
    event.admission = Admission.APPROVAL
    a_registration(event=event, email=invitation.email)
    _, done = accepts(client, invitation)

    assert done.path.endswith("/register/done")
    assert "izskata katru pieteikumu" not in done.words


def test_without_an_invitation_the_form_stays_shut(client, event, invitation):
    closed = client.get(f"/lv/e/{event.slug}/register")
    forged = client.get(f"/lv/e/{event.slug}/register?invitation=x")

    assert [page.document.find(".//main//form") for page in (closed, forged)] == [None, None]


def test_an_invitation_to_another_event_does_not_help(client, event, invitation):
    other = an_open_event(admission=Admission.INVITATION)
    token = links.invitation_token(invitation)
    page = client.get(f"/lv/e/{other.slug}/register?invitation={token}")

    assert page.document.find(".//main//form") is None


def test_an_invitation_brings_one_registration_only(client, event, invitation, session):
    page = client.get(client.get(mine(invitation)).links["Pieņemt un reģistrēties"])
    accepts(client, invitation)
    check = client.submit(page, {"email": "cits@example.org"}, button="check")

    assert check.status_code == 422
    assert len(session.scalars(select(Registration)).all()) == 1
    assert "esat pieņēmuši" in client.get(mine(invitation)).words


def test_refusing_takes_one_click_and_looking_changes_nothing(client, invitation):
    client.get(mine(invitation))
    seen = invitation.refused_at
    page = client.submit(mine(invitation), action=mine(invitation, "refuse"))

    assert (seen, invitation.refused_at) == (None, NOON)
    assert "varat pārdomāt" in page.words


def test_one_can_change_ones_mind(client, invitation, session):
    client.submit(mine(invitation), action=mine(invitation, "refuse"))
    accepts(client, invitation)

    assert invitation.refused_at is None
    assert invitation.registration is not None


def test_after_the_deadline_it_has_lapsed(client, event, invitation, time_stands):
    token = links.invitation_token(invitation)
    time_stands(invitation.answer_until)

    assert "Pieņemt un reģistrēties" not in client.get(mine(invitation)).links
    page = client.get(f"/lv/e/{event.slug}/register?invitation={token}")
    assert page.document.find(".//main//form") is None


@pytest.mark.parametrize("token", ["x", "{uid}", "{token}x"])
def test_a_link_that_was_made_up_opens_nothing(client, invitation, token):  # R11
    made = token.format(uid=invitation.uid, token=links.invitation_token(invitation))

    assert client.get(f"/lv/i/{made}/").status_code == 404


def test_a_withdrawn_invitation_is_dead(client, event, organiser, invitation):
    old = mine(invitation)
    client.submit(page_of(event, f"{invitation.uid}/withdraw"))

    assert client.get(old).status_code == 404


def test_the_list_says_what_has_become_of_each(client, event, organiser, invitation):
    a_personal_invitation(event=event, last_name="Atteikusies", refused_at=NOON)
    accepted = a_personal_invitation(event=event, last_name="Nākusi")
    accepted.registration = a_registration(event=event)
    rows = client.get(page_of(event)).all("tr")[1:]

    said = ("atteicās", "pieņemts", "vēl nav atbildes")
    assert [word in row for row, word in zip(rows, said, strict=True)] == [True, True, True]


def test_only_whoever_is_silent_is_reminded(client, event, organiser, invitation, session):
    a_personal_invitation(event=event, refused_at=NOON)
    client.submit(page_of(event, "remind"))

    assert mails(session) == [("person_invited_reminder", "ilze@example.org")]


def test_whoever_is_silent_is_reminded_once_before_the_deadline(invitation, session, time_stands):
    session.commit()
    time_stands(invitation.answer_until - timedelta(days=3))
    tasks.look_after()
    tasks.look_after()

    assert len(mails(session)) == 1


def test_an_invitation_to_another_event_is_not_found(client, event, organiser):
    other = a_personal_invitation(event=an_open_event(organisation=event.organisation))

    assert client.get(page_of(event, f"{other.uid}/withdraw")).status_code == 404
