"""The organiser invites municipalities and institutions."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from eventreg.history.models import LogEntry
from eventreg.messages import delivery
from eventreg.messages.models import Message
from eventreg.registration.delegations import links, service, tasks
from eventreg.registration.delegations.errors import InvitedAlready, PlacesMissing
from eventreg.registration.delegations.offers import Offer
from eventreg.registration.delegations.pasted import recognise
from eventreg.registration.delegations.service import Terms
from eventreg.registration.models import Delegation, Registration, RegistrationState
from tests.factories import (
    NOON,
    a_delegate,
    a_delegation,
    a_municipality,
    a_network,
    a_network_member,
    a_registration,
    an_account,
    an_open_event,
)


@pytest.fixture
def event(app):
    return an_open_event(capacity=10)


@pytest.fixture
def organiser(client, event):
    account = an_account(organisation=event.organisation)
    client.sign_in(account)
    return account


def page_of(event, page=""):
    return f"/lv/organise/e/{event.slug}/invitations/{page}"


def delegations(session):
    return session.scalars(select(Delegation).order_by(Delegation.id)).all()


def mails(session):
    session.flush()
    found = session.scalars(select(Message).order_by(Message.id))
    return [(mail.template, mail.recipient) for mail in found]


def actions(session):
    return session.scalars(
        select(LogEntry.action).where(LogEntry.subject == "delegation").order_by(LogEntry.id)
    ).all()


# --- whom


def test_a_pasted_list_is_recognised_without_diacritics(app):
    limbazi, kekava = a_municipality(), a_municipality("Ķekavas novads")
    found = recognise(
        "limbazu novads\n2. Kekavas novads; Anna\n", day=date(2026, 5, 5), language="lv"
    )

    assert [unit for unit, _line in found.found] == [limbazi, kekava]
    assert found.unknown == []


def test_no_line_of_a_pasted_list_is_lost_and_what_is_meant_is_suggested(app):
    limbazi = a_municipality()
    found = recognise(
        "Limbažu nov.\nNeviens\n\nLimbazu novads", day=date(2026, 5, 5), language="lv"
    )

    assert [(each.line.text, list(each.suggestions)) for each in found.unknown] == [
        ("Limbažu nov.", [limbazi]),
        ("Neviens", []),
    ]
    assert len(found.found) == 1


def test_a_municipality_that_did_not_stand_on_the_day_is_not_recognised(app):  # R1
    a_municipality("Kandavas novads", valid_to=date(2025, 1, 1))
    found = recognise("Kandavas novads", day=date(2026, 5, 5), language="lv")

    assert (len(found.found), len(found.unknown)) == (0, 1)


def test_a_line_brings_coordinator_address_and_places(app):
    a_municipality()
    (_unit, line), *_rest = recognise(
        "Limbažu novads; Anna Bērziņa; anna@example.org; 3", day=date(2026, 5, 5), language="lv"
    ).found

    assert (line.person, line.email, line.places) == ("Anna Bērziņa", "anna@example.org", 3)


# --- sending


def test_it_shows_who_gets_what_before_anything_is_sent(client, event, organiser, session):
    network = a_network(organisation=event.organisation)
    a_network_member(network=network, territory=a_municipality(), email="k@example.org")
    page = client.submit(
        page_of(event, "add"),
        {"networks": [network.uid], "names": "Talsu novds", "places": "2"},
    )

    assert "Limbažu novads" in page.words
    assert "1 uzaicinājums, kopā piedāvājot 2 vietas" in page.words
    assert "Talsu novds" in page.text
    assert (delegations(session), mails(session)) == ([], [])


def test_it_sends_one_mail_with_one_link_to_each_coordinator(client, event, organiser, session):
    a_municipality(), a_municipality("Talsu novads")
    names = "Limbazu novads; Anna; anna@example.org\nTalsu novads; Zane; zane@example.org; 3"
    page = client.submit(page_of(event, "add"), {"names": names, "places": "2"})
    done = client.submit(page, {"answer_until": "2026-04-01T12:00"}, button="send")

    assert "Nosūtīti 2 uzaicinājumi" in done.words
    limbazi, talsi = delegations(session)
    assert (limbazi.capacity, talsi.capacity) == (2, 3)
    assert limbazi.answer_until.isoformat() == "2026-04-01T09:00:00+00:00"
    assert mails(session) == [
        ("delegation_invited", "anna@example.org"),
        ("delegation_invited", "zane@example.org"),
    ]
    session.commit()
    delivery.deliver_due()
    kept = client.application.extensions["eventreg.settings"].home / "mail"
    sent = " ".join(file.read_text(errors="replace") for file in kept.glob("*.eml"))
    assert sent.count("To: anna@example.org") == 1


def test_the_mail_brings_the_coordinators_link_which_staff_do_not_see(event, session):
    delegation = a_delegation(event=event)
    service.send_again(delegation, actor=tasks.TASK, now=NOON)
    session.commit()
    delivery.deliver_due()

    (mail,) = session.scalars(select(Message))
    assert mail.state == "sent"
    assert "Limbažu novads" in mail.text
    assert links.token_of(delegation) not in mail.text + mail.html


def test_nothing_is_sent_while_a_line_is_not_recognised(client, event, organiser, session):
    a_municipality()
    names = "Limbažu novads; Anna; anna@example.org\nTalsu novds"
    page = client.submit(page_of(event, "add"), {"names": names})
    page = client.submit(page, {}, button="send")

    assert "Talsu novds" in page.text
    assert delegations(session) == []


def test_a_suggestion_that_is_ticked_becomes_a_line(client, event, organiser, session):
    talsi = a_municipality("Talsu novads")
    page = client.submit(page_of(event, "add"), {"names": "Talsu novds"})
    page = client.submit(page, {"picked": [str(talsi.id)]}, button="preview")
    page = client.submit(page, {"rows-0-email": "zane@example.org"}, button="send")

    assert [each.territory for each in delegations(session)] == [talsi]


def test_a_whole_region_is_invited_and_a_line_without_tick_is_not(
    client, event, organiser, session
):
    a_municipality(), a_municipality("Valkas novads")
    region = "Vidzemes plānošanas reģions"
    page = client.submit(page_of(event, "add"), {"regions": [region]})
    fields = {"rows-0-email": "a@example.org", "rows-1-email": "b@example.org"}
    client.submit(page, fields | {"rows-1-wanted": None}, button="send")

    assert [each.coordinator_email for each in delegations(session)] == ["a@example.org"]


def test_an_institution_is_invited_by_its_name(client, event, organiser, session):
    line = "Latvijas Universitāte; Ilze; ilze@example.org"
    page = client.submit(page_of(event, "add"), {"institutions": line, "places": "4"})
    client.submit(page, {}, button="send")

    (university,) = delegations(session)
    assert (university.institution, university.capacity) == ("Latvijas Universitāte", 4)


def test_whoever_is_invited_already_is_left_out_and_said_so(client, event, organiser, session):
    a_delegation(event=event)
    page = client.submit(page_of(event, "add"), {"names": "Limbažu novads"})

    assert "Jau uzaicināti" in page.words
    assert len(delegations(session)) == 1


def test_kept_places_never_exceed_the_event(event, session):  # R6
    a_registration(event=event)
    offer = Offer(territory=a_municipality(), places=10, email="a@example.org")
    with pytest.raises(PlacesMissing):
        service.invite(
            event=event, offers=[offer], terms=Terms(reserves=True), actor=tasks.TASK, now=NOON
        )

    assert event.taken == 1


def test_an_invitation_of_two_of_whom_one_stands_invites_neither(event, session):
    standing = a_delegation(event=event)
    offers = [
        Offer(territory=a_municipality("Talsu novads"), email="a@example.org"),
        Offer(territory=standing.territory, email="b@example.org"),
    ]
    with pytest.raises(InvitedAlready):
        service.invite(event=event, offers=offers, terms=Terms(), actor=tasks.TASK, now=NOON)

    assert delegations(session) == [standing]


# --- afterwards


def test_a_changed_coordinator_gets_a_mail_and_the_old_link_is_dead(
    client, event, organiser, session
):  # R11
    delegation = a_delegation(event=event)
    old = f"/lv/d/{links.token_of(delegation)}/"
    client.submit(page_of(event, f"{delegation.uid}/edit"), {"email": "jauna@example.org"})

    assert mails(session) == [("delegation_invited", "jauna@example.org")]
    assert client.get(old).status_code == 404
    assert actions(session) == ["invitation changed"]


def test_the_quota_can_be_raised_but_not_below_who_is_named(client, event, organiser, session):
    delegation = a_delegation(event=event)
    a_delegate(delegation=delegation), a_delegate(delegation=delegation)
    client.submit(page_of(event, f"{delegation.uid}/edit"), {"places": "4"})
    raised = delegation.capacity
    answer = client.submit(page_of(event, f"{delegation.uid}/edit"), {"places": "1"})

    assert answer.status_code == 422
    session.expire_all()
    assert (raised, delegation.capacity) == (4, 4)


@pytest.mark.parametrize("people", ["keep", "cancel"])
def test_a_withdrawn_invitation_asks_what_becomes_of_its_people(
    client, event, organiser, session, people
):  # R6
    delegation = a_delegation(event=event, reserves=True)
    person = a_delegate(delegation=delegation)
    email = delegation.coordinator_email
    client.submit(page_of(event, f"{delegation.uid}/withdraw"), {"people": people})

    session.expire_all()
    keeps = people == "keep"
    assert delegations(session) == []
    assert person.state is (RegistrationState.CONFIRMED if keeps else RegistrationState.CANCELLED)
    assert (person.delegation_id, event.taken) == (None, 1 if keeps else 0)
    assert ("delegation_withdrawn", email) in mails(session)


def test_unused_places_are_given_back_to_all_by_hand(client, event, organiser, session):
    delegation = a_delegation(event=event, reserves=True)
    a_delegate(delegation=delegation)
    assert event.taken == 2
    client.submit(page_of(event, f"{delegation.uid}/release"))

    session.expire_all()
    assert (event.taken, delegation.reserves, delegation.released_at) == (1, False, NOON)


def test_only_those_who_have_not_answered_are_reminded(client, event, organiser, session):
    silent = a_delegation(event=event)
    a_delegate(delegation=a_delegation(event=event, territory=a_municipality("Talsu novads")))
    a_delegation(event=event, territory=a_municipality("Ogres novads"), refused_at=NOON)
    client.submit(page_of(event, "remind"))

    assert mails(session) == [("delegation_reminder", silent.coordinator_email)]


def test_whoever_is_silent_is_reminded_three_days_before_the_deadline_once(
    event, session, time_stands
):
    delegation = a_delegation(event=event)
    session.commit()
    sent = []
    for before in (timedelta(days=3, minutes=1), timedelta(days=3), timedelta(days=2)):
        time_stands(delegation.answer_until - before)
        tasks.look_after()
        sent.append(len(mails(session)))

    assert sent == [0, 1, 1]


def test_unused_places_are_given_back_by_themselves_where_that_was_chosen(
    event, session, time_stands
):
    chosen = a_delegation(event=event, reserves=True, releases=True)
    kept = a_delegation(event=event, territory=a_municipality("Talsu novads"), reserves=True)
    session.commit()
    tasks.look_after()
    before = (chosen.reserves, event.taken)
    time_stands(chosen.answer_until)
    tasks.look_after()

    session.expire_all()
    assert before == (True, 4)
    assert (chosen.reserves, kept.reserves, event.taken) == (False, True, 2)


# --- the matrix


def test_the_matrix_says_who_answered_and_how_many_of_how_many(client, event, organiser):  # R5
    ogre = a_delegation(event=event, territory=a_municipality("Ogres novads"))
    a_delegate(delegation=ogre).acknowledged_at = NOON
    a_delegation(event=event, territory=a_municipality("Ādažu novads"), refused_at=NOON)
    a_delegation(event=event, territory=a_municipality("Cēsu novads"))
    page = client.get(page_of(event))

    rows = [row.split(" novads ")[0] for row in page.all("tr")[1:]]
    assert rows == ["Ādažu", "Cēsu", "Ogres"]
    assert "1 no 2" in page.all("tr")[3]
    assert "neviens nepiedalās" in page.all("tr")[1]


def test_the_matrix_is_filtered_by_words_and_answer(client, event, organiser):
    a_delegation(event=event, territory=a_municipality("Ādažu novads"), refused_at=NOON)
    a_delegation(event=event, territory=a_municipality("Cēsu novads"))
    by_words = client.get(page_of(event, "?q=adazu"))
    by_answer = client.get(page_of(event, "?answer=silent"))

    assert [len(page.all("tr")) for page in (by_words, by_answer)] == [2, 2]
    assert "Ādažu" in by_words.words
    assert "Cēsu" in by_answer.words


def test_the_matrix_is_a_table_file_too_in_which_nothing_is_a_formula(
    client, event, organiser, session
):  # R28
    a_delegation(event=event, coordinator_name="=1+1")
    page = client.get(page_of(event))
    file = client.submit(page, action=page_of(event, "export"))

    assert file.get_data(as_text=True).startswith("\ufeff")
    assert "'=1+1" in file.get_data(as_text=True)
    assert session.scalars(select(LogEntry.action)).all() == ["invitations exported"]


@pytest.mark.parametrize("page", ["", "add", "remind", "{uid}/", "{uid}/edit", "{uid}/withdraw"])
def test_nothing_of_it_is_for_staff_of_another_organisation(client, event, page):
    delegation = a_delegation(event=event)
    client.sign_in(an_account(organisation=an_open_event().organisation))

    assert client.get(page_of(event, page.format(uid=delegation.uid))).status_code == 404


def test_a_delegation_of_another_event_is_not_found(client, event, organiser):
    other = a_delegation(event=an_open_event(organisation=event.organisation))

    assert client.get(page_of(event, f"{other.uid}/")).status_code == 404


def test_its_page_shows_terms_people_and_history(client, event, organiser, session):
    delegation = a_delegation(event=event, capacity=3)
    a_delegate(delegation=delegation, first_name="Anna")
    service.remind(delegation, actor=tasks.TASK, now=NOON)
    page = client.get(page_of(event, f"{delegation.uid}/"))

    for said in ("Limbažu novads", "1 no 3", "Anna", "Kristīne Koordinatore", "Atgādināts"):
        assert said in page.words
    assert session.scalars(select(Registration.delegation_id)).all() == [delegation.id]
