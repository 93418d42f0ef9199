"""Several spellings of an institution become one name, and stay it."""

import pytest
from sqlalchemy import delete, select

from eventreg.history.models import LogEntry
from eventreg.history.service import COMMAND
from eventreg.registration.institutions import service
from eventreg.registration.institutions.errors import (
    NameSaysNothing,
    SpellingIsTheName,
    SpellingOfAnother,
)
from eventreg.registration.institutions.listing import alike_of, names_of, with_words
from eventreg.registration.institutions.models import Institution, InstitutionSpelling
from eventreg.registration.institutions.spelling import key_of, known_as, look_alike
from eventreg.registration.models import Registration
from eventreg.registration.people import known_institutions
from tests.factories import (
    NOON,
    a_delegation,
    a_network,
    a_network_member,
    a_registration,
    an_account,
    an_event,
    an_organisation,
)

DOME = "Limbažu novada pašvaldība"


@pytest.fixture
def ministry(app):
    return an_organisation()


@pytest.fixture
def event(ministry):
    return an_event(organisation=ministry)


def page_of(ministry, page=""):
    return f"/lv/organise/institution-names/{ministry.slug}/{page}"


def make_one(ministry, *written, name):
    return service.make_one(
        organisation=ministry, spellings=written, name=name, actor=COMMAND, now=NOON
    )


def kept(session):
    return {
        each.name: sorted(spelling.written for spelling in each.spellings)
        for each in session.scalars(select(Institution))
    }


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (DOME, "LIMBAZU  NOVADA PASVALDIBA", True),
        (DOME, "Limbaži novada pašvaldība", True),
        ("„Vilzēnu” pamatskola", "Pamatskola Vilzēni", True),
        ("Alojas novada pašvaldība", "Alūksnes novada pašvaldība", False),
        ("Rīgas 1. vidusskola", "Rīgas 2. vidusskola", False),
        ("Rīgas vidusskola", "Rīgas 2. vidusskola", False),
        ("Jelgavas muzejs", "Jelgavas bibliotēka", False),
    ],
)
def test_names_that_differ_by_a_slip_look_alike_and_other_institutions_do_not(one, other, alike):
    assert look_alike(key_of(one), key_of(other)) is alike


def test_two_spellings_become_one_name_wherever_they_stand(ministry, event, session):
    person = a_registration(event=event, institution="Limbazu novada dome")
    other = a_registration(event=event, institution="LND")
    a_registration(event=event, institution="Cita iestāde")
    a_registration(institution="LND")  # of another organisation
    delegation = a_delegation(event=event, territory=None, institution="LND")
    member = a_network_member(network=a_network(organisation=ministry), institution="LND")

    changed = make_one(ministry, "Limbazu novada dome", "LND", name=DOME)

    assert changed == 4
    assert {each.institution for each in (person, other, delegation, member)} == {DOME}
    assert sorted(session.scalars(select(Registration.institution))) == [
        "Cita iestāde", "LND", DOME, DOME,
    ]  # fmt: skip
    assert "limbazu novada pasvaldiba" in person.search_text
    assert kept(session) == {DOME: ["LND", "Limbazu novada dome", DOME]}


def test_whoever_writes_a_known_spelling_later_gets_the_name(ministry, event):
    make_one(ministry, "LND", name=DOME)

    assert known_as(ministry.id, "l n d") == "l n d"
    assert known_as(ministry.id, "„LND”") == DOME
    assert known_as(ministry.id, "limbažu novada pašvaldība ") == DOME
    assert known_as(an_organisation().id, "LND") == "LND"


def test_the_form_writes_the_name_as_it_is_kept(client, ministry, event, session):
    person = a_registration(event=event, institution="Cēsu skola")
    make_one(ministry, "LND", name=DOME)
    client.sign_in(an_account(organisation=ministry))
    client.submit(f"/lv/organise/e/{event.slug}/people/{person.uid}/change", {"institution": "lnd"})

    session.refresh(person)
    assert person.institution == DOME


def test_names_made_one_can_be_made_one_again_with_others(ministry, event, session):
    a_registration(event=event, institution="Rūjienas skola")
    make_one(ministry, "LND", name=DOME)
    make_one(ministry, "Rūjienas skola", name="Rūjienas vidusskola")

    make_one(ministry, DOME, "Rūjienas skola", name="Abas kopā")

    assert kept(session) == {
        "Abas kopā": ["Abas kopā", "LND", DOME, "Rūjienas skola", "Rūjienas vidusskola"]
    }
    assert known_as(ministry.id, "lnd") == "Abas kopā"


def test_a_name_that_is_anothers_spelling_is_refused(ministry, event):
    make_one(ministry, "LND", name=DOME)

    with pytest.raises(SpellingOfAnother):
        make_one(ministry, "Cēsu skola", name="lnd")
    with pytest.raises(NameSaysNothing):
        make_one(ministry, "Cēsu skola", name=" – ")


def test_a_spelling_can_be_taken_out_but_not_the_name(ministry, event, session):
    make_one(ministry, "LND", name=DOME)
    (institution,) = session.scalars(select(Institution))

    service.take_out(institution=institution, key="lnd", actor=COMMAND, now=NOON)
    with pytest.raises(SpellingIsTheName):
        service.take_out(institution=institution, key=key_of(DOME), actor=COMMAND, now=NOON)

    assert known_as(ministry.id, "LND") == "LND"
    assert kept(session) == {DOME: [DOME]}


def test_what_a_colleague_has_removed_meanwhile_is_not_touched(ministry, session):
    make_one(ministry, "LND", name=DOME)
    (institution,) = session.scalars(select(Institution))
    session.execute(delete(InstitutionSpelling), execution_options={"synchronize_session": False})
    session.execute(delete(Institution), execution_options={"synchronize_session": False})

    service.take_out(institution=institution, key="lnd", actor=COMMAND, now=NOON)
    service.forget(institution=institution, actor=COMMAND, now=NOON)

    assert session.scalars(select(LogEntry.action)).all() == ["joined"]


def test_names_that_look_alike_are_found_until_they_are_said_to_be_different(ministry, event):
    for name in (DOME, "Limbažu novada pasvaldiba", "Limbaži novada pašvaldība", "Cēsu skola"):
        a_registration(event=event, institution=name)

    (group,) = alike_of(names_of(ministry))
    assert sorted(each.people for each in group) == [1, 2]
    names = [each.name for each in group]
    service.keep_apart(organisation=ministry, names=names, actor=COMMAND, now=NOON)

    assert alike_of(names_of(ministry)) == []


def test_names_are_found_by_any_of_their_spellings(ministry, event):
    a_registration(event=event, institution="LND")
    make_one(ministry, "LND", name=DOME)
    a_registration(event=event, institution="Cēsu skola")

    assert [each.name for each in with_words(names_of(ministry), "lnd")] == [DOME]
    assert [each.name for each in with_words(names_of(ministry), "SKOLA cesu")] == ["Cēsu skola"]


def test_a_kept_name_is_suggested_and_one_that_a_single_person_gave_is_not(ministry, event):
    a_registration(event=event, institution="Viena cilvēka iestāde")
    make_one(ministry, "LND", name=DOME)

    assert known_institutions(event) == [DOME]


def test_an_organiser_makes_spellings_one_renames_and_forgets(client, ministry, event, session):
    for name in ("Limbazu novada pašvaldība", "Limbaži novada pašvaldība"):
        a_registration(event=event, institution=name)
    client.sign_in(an_account(organisation=ministry))
    page = client.get(page_of(ministry))
    joining = next(address for text, address in page.links.items() if "Apvienot" in text)

    client.submit(joining, {"chosen": "", "name": DOME})
    assert {each.institution for each in session.scalars(select(Registration))} == {DOME}

    (institution,) = session.scalars(select(Institution))
    client.submit(page_of(ministry, f"{institution.uid}/"), {"name": "Limbažu novads"})
    session.expire_all()
    assert {each.institution for each in session.scalars(select(Registration))} == {
        "Limbažu novads"
    }

    client.submit(page_of(ministry, f"{institution.uid}/remove"), {})
    assert kept(session) == {}
    done = select(LogEntry.action).where(LogEntry.subject == "institution").order_by(LogEntry.id)
    assert session.scalars(done).all() == ["joined", "joined", "removed"]


def test_nothing_chosen_and_no_name_written_are_said(client, ministry, event):
    a_registration(event=event, institution="LND")
    client.sign_in(an_account(organisation=ministry))

    answer = client.submit(page_of(ministry, "join?key=lnd"), {"chosen": "", "name": " - "})

    assert answer.status_code == 422
    assert "Uzrakstiet nosaukumu ar burtiem." in answer.words
    assert client.get(page_of(ministry, "join")).status_code == 303


def test_names_are_kept_apart_and_a_spelling_taken_out_on_the_page(
    client, ministry, event, session
):
    for name in ("Limbazu novada pašvaldība", "Limbaži novada pašvaldība"):
        a_registration(event=event, institution=name)
    client.sign_in(an_account(organisation=ministry))
    names = ["Limbazu novada pašvaldība", "Limbaži novada pašvaldība"]
    client.submit(page_of(ministry), {}, action=page_of(ministry, "apart"))
    assert sorted(kept(session)) == sorted(names)

    make_one(ministry, "LND", names[0], name=names[0])
    session.commit()
    institution = session.scalar(select(Institution).where(Institution.name == names[0]))
    page = page_of(ministry, f"{institution.uid}/")
    client.submit(page, {}, action=f"{page}take-out")
    session.expire_all()
    assert known_as(ministry.id, "LND") == "LND"
