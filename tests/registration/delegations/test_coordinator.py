"""The coordinator's pages: the delegation's own people, and no others."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventreg.history.models import ActorKind, LogEntry
from eventreg.messages.models import Message
from eventreg.messages.rendering import finish
from eventreg.registration import links as registration_links
from eventreg.registration.delegations import coordinating, links
from eventreg.registration.models import Registration, RegistrationState
from eventreg.registration.questions.errors import field_of
from eventreg.registration.questions.models import QuestionKind
from eventreg.registration.questions.queries import answers_in_words, left_open
from eventreg.registration.service import set_consents
from tests.factories import (
    NOON,
    a_delegate,
    a_delegation,
    a_municipality,
    a_question,
    a_registration,
    an_open_event,
)

ANNA = {
    "first_name": "Anna",
    "last_name": "Liepa",
    "email": "anna@example.org",
    "institution": "Limbažu novada dome",
    "position": "speciāliste",
}


def mine(delegation, page=""):
    return f"/lv/d/{links.token_of(delegation)}/{page}"


@pytest.fixture
def event(app):
    return an_open_event(capacity=10)


@pytest.fixture
def delegation(event):
    return a_delegation(event=event)


def people(session):
    return session.scalars(select(Registration).order_by(Registration.id)).all()


def mails(session):
    session.flush()
    return [
        (mail.template, mail.recipient)
        for mail in session.scalars(select(Message).order_by(Message.id))
    ]


def test_it_shows_the_event_the_places_the_deadline_and_who_has_confirmed(client, delegation):
    a_delegate(delegation=delegation, first_name="Anna").acknowledged_at = NOON
    a_delegate(delegation=delegation, first_name="Zane")
    page = client.get(mine(delegation))

    assert page.heading == "Limbažu novads"
    for said in ("Ekspertu tikšanās", "2 no 2", "2026. gada 1. aprīlī", "Anna", "Zane", "1 no 2"):
        assert said in page.words


def test_it_adds_a_person_who_gets_a_mail_and_a_link_of_their_own(client, delegation, session):
    client.submit(mine(delegation, "add"), ANNA)

    (anna,) = people(session)
    assert (anna.full_name, anna.state) == ("Anna Liepa", RegistrationState.CONFIRMED)
    assert (anna.territory, anna.delegation) == (delegation.territory, delegation)
    assert anna.acknowledged_at is None
    assert anna.consents == []
    assert mails(session) == [("registration_named", "anna@example.org")]


def test_it_writes_into_the_log_that_the_coordinator_did_it(client, delegation, session):  # R28
    client.submit(mine(delegation, "add"), ANNA)

    entry = session.scalars(select(LogEntry).order_by(LogEntry.id)).one()
    assert (entry.action, entry.actor_kind) == ("registered", ActorKind.COORDINATOR)
    assert entry.actor_id == delegation.id


def test_it_asks_the_coordinator_for_no_needs(client, delegation):  # R20
    fields = {one.get("name") for one in client.get(mine(delegation, "add")).form().iter()}

    assert {"first_name", "email"} <= fields
    assert not fields & {"diet", "access"}


def test_it_shows_the_coordinator_no_needs_and_no_consents(client, delegation, session):  # R20
    person = a_delegate(delegation=delegation, consents=["photographs"])
    client.submit(f"/lv/r/{registration_links.token_of(person)}/change", {"diet": "bez glutēna"})
    pages = [client.get(mine(delegation)), client.get(mine(delegation, f"p/{person.uid}/change"))]

    assert not any("glutēna" in page.text or "fotogrāfij" in page.text for page in pages)


def test_it_says_when_the_places_are_taken_and_offers_the_waiting_list(
    client, event, session
):  # R8
    delegation = a_delegation(event=event, capacity=1)
    a_delegate(delegation=delegation)
    page = client.get(mine(delegation, "add"))
    assert "gaidīšanas sarakst" in page.words

    done = client.submit(page, ANNA)

    assert "gaidīšanas sarakstā" in done.words
    assert [person.state for person in people(session)] == ["confirmed", "waiting"]
    assert (delegation.taken, event.taken) == (1, 1)


def test_it_never_takes_more_than_the_quota(client, event, session):  # R6
    event.waiting_list = False
    delegation = a_delegation(event=event, capacity=1)
    form = client.get(mine(delegation, "add"))
    a_delegate(delegation=delegation)
    answer = client.submit(form, ANNA)

    assert answer.status_code == 422
    assert len(people(session)) == 1
    assert delegation.taken == 1


def test_it_takes_kept_places_of_the_quota_alone(client, event, session):  # R6
    event.capacity = 2
    delegation = a_delegation(event=event, reserves=True)
    assert event.is_full

    client.submit(mine(delegation, "add"), ANNA)

    session.expire_all()
    assert (delegation.taken, event.taken) == (1, 2)


def test_it_changes_a_person_who_is_told(client, delegation, session):
    person = a_delegate(delegation=delegation)
    client.submit(mine(delegation, f"p/{person.uid}/change"), {"position": "vadītāja"})

    assert person.position == "vadītāja"
    assert mails(session) == [("registration_changed", person.email)]


def test_it_keeps_what_the_person_needs_when_the_coordinator_corrects_the_rest(client, delegation):
    person = a_delegate(delegation=delegation)
    client.submit(f"/lv/r/{registration_links.token_of(person)}/change", {"diet": "bez gaļas"})
    client.submit(mine(delegation, f"p/{person.uid}/change"), {"position": "vadītāja"})

    assert (person.position, person.needs.diet) == ("vadītāja", "bez gaļas")


def test_it_lets_the_address_be_corrected_while_the_person_has_not_confirmed(
    client, delegation, session
):
    person = a_delegate(delegation=delegation)
    old = f"/lv/r/{registration_links.token_of(person)}/"
    client.submit(mine(delegation, f"p/{person.uid}/change"), {"email": "pareizi@example.org"})

    assert client.get(old).status_code == 404
    assert mails(session) == [("registration_changed", "pareizi@example.org")]


@pytest.mark.parametrize("used", ["confirmed", "consented"])
def test_it_does_not_let_the_coordinator_take_over_what_the_person_has_opened(
    client, delegation, session, used
):  # R11
    person = a_delegate(delegation=delegation)
    email = person.email
    if used == "confirmed":
        person.acknowledged_at = NOON
    else:
        actor = coordinating.actor_of(delegation)
        set_consents(person, wanted=["photographs"], language="lv", actor=actor, now=NOON)
    answer = client.submit(
        mine(delegation, f"p/{person.uid}/change"), {"email": "mans@example.org"}
    )

    assert answer.status_code == 422
    session.expire_all()
    assert person.email == email


def test_it_withdraws_a_person_and_frees_the_place(client, delegation, session):
    person = a_delegate(delegation=delegation)
    client.submit(mine(delegation, f"p/{person.uid}/withdraw"), {"reason": "slimo"})

    session.expire_all()
    assert person.state is RegistrationState.CANCELLED
    assert (delegation.taken, delegation.event.taken) == (0, 0)
    assert mails(session) == [("registration_cancelled", person.email)]


def test_it_tells_the_organiser_that_nobody_comes(client, delegation, session):
    page = client.submit(mine(delegation, "refuse"), {"reason": "Tajā dienā ir domes sēde"})

    assert (delegation.refused_at, delegation.refusal) == (NOON, "Tajā dienā ir domes sēde")
    assert "neviens" in page.words
    assert session.scalars(select(LogEntry.action)).all() == ["invitation refused"]


def test_it_gives_kept_places_back_when_nobody_comes_where_that_was_chosen(client, event, session):
    delegation = a_delegation(event=event, reserves=True, releases=True)
    assert event.taken == 2

    client.submit(mine(delegation, "refuse"))

    session.expire_all()
    assert event.taken == 0


def test_it_refuses_no_invitation_while_people_are_named(client, delegation, session):
    form = client.get(mine(delegation, "refuse"))
    a_delegate(delegation=delegation)

    assert client.submit(form).status_code == 422
    session.expire_all()
    assert delegation.refused_at is None


def test_it_forgets_the_refusal_when_somebody_is_added(client, delegation):
    client.submit(mine(delegation, "refuse"), {"reason": "nē"})
    client.submit(mine(delegation, "add"), ANNA)

    assert (delegation.refused_at, delegation.refusal) == (None, "")


@pytest.mark.parametrize("page", ["add", "refuse", "change", "withdraw"])
def test_it_only_looks_after_the_deadline(client, event, session, time_stands, page):
    delegation = a_delegation(event=event)
    person = a_delegate(delegation=delegation)
    if page == "refuse":
        person.delegation = None
        delegation.taken = 0
    address = page if page in {"add", "refuse"} else f"p/{person.uid}/{page}"
    form = client.get(mine(delegation, address))
    time_stands(delegation.answer_until)
    answer = client.submit(form, ANNA if page == "add" else {})

    assert answer.status_code == 422
    assert len(people(session)) == 1
    session.expire_all()
    assert person.is_active
    assert client.get(mine(delegation)).links.keys().isdisjoint({"Pievienot cilvēku", "Labot"})


@pytest.mark.parametrize("page", ["", "add", "refuse"])
def test_it_opens_nothing_to_a_link_that_was_made_up(client, delegation, page):  # R11
    person = a_registration()
    for token in (
        *("x", links.token_of(delegation)[:-1], delegation.uid),
        registration_links.token_of(person),
    ):
        assert client.get(f"/lv/d/{token}/{page}").status_code == 404


def test_it_opens_nothing_to_the_link_of_the_coordinator_before(client, delegation):  # R11
    old = mine(delegation)
    delegation.link_version += 1

    assert client.get(old).status_code == 404


@pytest.mark.parametrize("page", ["change", "withdraw"])
def test_it_reaches_nobody_of_another_delegation(client, event, delegation, session, page):  # R11
    other = a_delegation(event=event, territory=a_municipality("Talsu novads"))
    theirs, free = a_delegate(delegation=other, first_name="Zane"), a_registration(event=event)
    addresses = [mine(delegation, f"p/{person.uid}/{page}") for person in (theirs, free)]
    form = client.get(mine(delegation, "add")).form()
    token = next(one.get("value") for one in form.iter("input") if one.get("name") == "csrf_token")
    sent = [client.post(address, data={"csrf_token": token}) for address in addresses]

    assert [answer.status_code for answer in sent] == [404, 404]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert "Zane" not in client.get(mine(delegation)).text
    assert theirs.is_active


def test_it_says_nothing_of_where_an_address_is_registered(client, event, delegation, session):
    other = a_delegation(event=event, territory=a_municipality("Talsu novads"))  # R9
    a_delegate(delegation=other, email="anna@example.org", last_name="Slepenā")
    in_other = client.submit(mine(delegation, "add"), ANNA)
    a_registration(event=event, email="zane@example.org", last_name="Slepenā")
    by_form = client.submit(mine(delegation, "add"), ANNA | {"email": "zane@example.org"})

    assert in_other.errors == by_form.errors
    assert len(in_other.errors) == 1
    for page in (in_other, by_form):
        assert not any(word in page.text for word in ("Slepenā", "Talsu", "jau ir reģistr"))
    assert len(people(session)) == 2


def test_it_says_plainly_when_the_person_is_in_the_own_delegation(client, delegation):
    a_delegate(delegation=delegation, email="anna@example.org")
    answer = client.submit(mine(delegation, "add"), ANNA | {"email": "ANNA@example.org"})

    assert "jau ir reģistrēt" in answer.errors[0]


def test_it_lets_a_coordinator_cause_only_so_many_mails_a_day(
    client, event, session, time_stands
):  # R12
    delegation = a_delegation(event=event, capacity=1)
    most = coordinating.most_a_day(delegation)
    person = a_delegate(delegation=delegation)
    for number in range(most + 3):
        client.submit(mine(delegation, f"p/{person.uid}/change"), {"position": f"amats {number}"})
    first_day = len(mails(session))
    time_stands(NOON + timedelta(days=1))
    client.submit(mine(delegation, f"p/{person.uid}/change"), {"position": "cits amats"})

    assert (most, first_day) == (11, 11)
    assert len(mails(session)) == 12


def test_it_counts_tries_that_fail_too_so_that_addresses_cannot_be_guessed(
    client, event, delegation, session
):  # R11, R12
    a_registration(event=event, email="anna@example.org")
    for _ in range(coordinating.most_a_day(delegation)):
        client.submit(mine(delegation, "add"), ANNA)
    answer = client.submit(mine(delegation, "add"), ANNA | {"email": "cita@example.org"})

    assert "rīt" in answer.errors[0]
    assert len(people(session)) == 1


def test_an_institution_names_people_of_any_affiliation(client, event, session):
    delegation = a_delegation(event=event, institution="Latvijas Universitāte")
    client.submit(mine(delegation, "add"), ANNA | {"affiliation": "state", "institution": "LU"})

    (anna,) = people(session)
    assert (anna.affiliation, anna.territory) == ("state", None)


def test_the_coordinator_sees_whose_required_answers_are_missing(client, delegation):
    a_question(event=delegation.event, label="Kad ierodaties?", required=True)
    a_question(event=delegation.event, label="Ko vēlaties piebilst?")
    a_delegate(delegation=delegation, first_name="Zane")
    page = client.get(mine(delegation))

    assert "Vēl jāatbild uz jautājumiem: Kad ierodaties?" in page.words
    assert "Ko vēlaties piebilst?" not in page.words


def test_the_coordinator_may_answer_for_the_person_or_leave_it_open(client, delegation, session):
    kind = QuestionKind.SHORT_TEXT
    known, open_one = (
        a_question(event=delegation.event, label=label, kind=kind, required=True)
        for label in ("Kad ierodaties?", "Ko vēlaties piebilst?")
    )
    page = client.submit(mine(delegation, "add"), ANNA | {field_of(known.uid): "pulksten 9"})

    (anna,) = people(session)
    assert [each.words for each in answers_in_words(anna)] == ["pulksten 9"]
    assert [label.in_("lv") for label in left_open(anna)] == [open_one.label.in_("lv")]
    assert "Vēl jāatbild uz jautājumiem: Ko vēlaties piebilst?" in page.words


def test_files_are_the_persons_own_to_attach(client, delegation):
    file = a_question(event=delegation.event, kind=QuestionKind.FILE)

    assert field_of(file.uid) not in client.get(mine(delegation, "add")).text


def test_the_mail_and_the_page_ask_the_person_first_for_what_is_missing(
    client, delegation, session
):
    a_question(event=delegation.event, label="Kad ierodaties?", required=True)
    client.submit(mine(delegation, "add"), ANNA)
    (mail,) = session.scalars(select(Message))
    said = finish(mail).text
    page = client.get(f"/lv/r/{registration_links.token_of(people(session)[0])}/")

    assert said.index("- Kad ierodaties?") < said.index("Kad:")
    assert page.all("h2")[1] == "Organizatoram vēl vajadzīga Jūsu atbilde"
    assert "Kad ierodaties?" in page.words
