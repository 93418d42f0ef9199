"""The table of people: filter, order, columns and pages in the address; views; several at once."""

import csv
import io

import pytest
from sqlalchemy import select

from eventreg.accounts.models import StaffRole
from eventreg.database import db
from eventreg.events.models import Admission
from eventreg.history.models import LogEntry
from eventreg.identity import new_reference, new_uid
from eventreg.messages.models import Message
from eventreg.registration.models import (
    ChoiceState,
    ParticipantRole,
    Registration,
    RegistrationState,
)
from eventreg.registration.people_filter.model import EVERYBODY
from eventreg.registration.people_table import counting
from eventreg.registration.people_table import page as table_page
from eventreg.registration.people_table.models import PeopleView
from eventreg.registration.people_table.order import read_order
from eventreg.registration.people_table.page import PEOPLE_PER_PAGE
from eventreg.registration.people_table.view import View
from eventreg.registration.remarks.queries import tag_names_at
from eventreg.registration.together.service import MOST_AT_ONCE
from eventreg.visits.models import Vehicle
from tests.factories import (
    a_municipality,
    a_registration,
    a_visit,
    an_account,
    an_open_event,
)
from tests.public.statements import counted_statements

PEOPLE = "/lv/organise/e/cesis/people/"


@pytest.fixture
def event(app):
    return an_open_event(slug="cesis", admission=Admission.OPEN)


@pytest.fixture
def account(event):
    return an_account(organisation=event.organisation, role=StaffRole.EDITOR)


@pytest.fixture
def editor(client, account):
    client.sign_in(account)
    return client


def person(event, name, **values):
    return a_registration(event=event, first_name="Anna", last_name=name, **values)


def shown(page):
    return [text.split(",")[0] for text in page.all("th") if text.endswith(", Anna")]


def crowd(event, number):
    """People written straight into the table, each with a visit."""
    first = person(event, "Pirmā", visits=[a_visit(event=event)])
    choice, columns = first.visit_choices[0], first.__table__.columns
    given = {each.key: getattr(first, each.key) for each in columns if each.key != "id"}
    for place in range(number - 1):
        own = {"uid": new_uid(), "reference": new_reference(), "email_key": f"e{place}"}
        other = Registration(**given | own | {"name_sort": f"~{place:04}"})
        other.visit_choices = [
            type(choice)(visit=choice.visit, state=choice.state, created_at=choice.created_at)
        ]
        db.session.add(other)
    db.session.flush()


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?page=4",
        "?state=confirmed&order=municipality&order=-registered",
        "?q=anna",
        "?f1=visit&c1=filled&f2=role&c2=is&v2=expert&col=tags&col=vehicles&col=delegation",
    ],
)
def test_a_page_takes_as_many_statements_for_200_people_as_for_10(client, asked):
    taken = []
    for number in (10, 200):
        event = an_open_event(slug=f"e{number}")
        crowd(event, number)
        client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
        with counted_statements() as statements:
            client.get(f"/lv/organise/e/{event.slug}/people/{asked}")
        taken.append(len(statements))

    assert taken[0] == taken[1] <= 12


def test_every_person_is_on_one_page_in_the_same_order_from_either_end(editor, event):
    crowd(event, PEOPLE_PER_PAGE * 3 + 7)
    pages = [links(editor.get(f"{PEOPLE}?page={number}")) for number in (1, 2, 3, 4, 99)]
    everybody = db.session.scalars(select(Registration.uid).order_by(Registration.name_sort))

    assert [len(page) for page in pages] == [*[PEOPLE_PER_PAGE] * 3, 7, 7]
    assert [href.split("/")[-2] for page in pages[:4] for href in page] == everybody.all()
    assert pages[3] == pages[4]


@pytest.mark.parametrize("order", ["municipality", "-municipality", "state", "-role"])
def test_a_page_among_many_is_looked_for_only_where_it_lies(event, monkeypatch, order):
    monkeypatch.setattr(counting, "MANY", 0)
    monkeypatch.setattr(table_page, "PEOPLE_PER_PAGE", 4)
    twins = [a_municipality("Cēsu novads") for _ in range(2)]  # of one name, as before a reform
    places = [*twins, a_municipality("Ādažu novads"), a_municipality("Zemgales novads"), None]
    states = ("confirmed", "pending", "waiting")
    for number in range(23):
        who = person(event, f"P{number * 7 % 23:02}")
        who.state = RegistrationState(states[number % 3])
        who.territory = places[number % 5]
        who.role = list(ParticipantRole)[number % 2]
    db.session.flush()
    view = View(order=read_order([order, "-name"]))
    pages = [table_page.page_of(event, view, number=number).rows for number in range(1, 7)]

    sorted_at_once = db.session.scalars(table_page.people_in_order(event, EVERYBODY, view.order))
    assert [row.person for page in pages for row in page] == sorted_at_once.all()


def links(page):
    rows = (th.find(".//a") for th in page.document.iter("th") if th.get("scope") == "row")
    return [link.get("href") for link in rows if link is not None]


def test_conditions_and_groups_stand_in_the_address(editor, event):
    guest, other = person(event, "Viese"), person(event, "Liepa")
    person(event, "Ozola")
    guest.role, other.institution = ParticipantRole.GUEST, ""
    asked = "join=any&f1=role&c1=is&v1=guest&j1=all&f2=institution&c2=empty&g2=1"

    page = editor.get(f"{PEOPLE}?{asked}")
    assert shown(page) == ["Liepa", "Viese"]
    assert shown(editor.get(f"{PEOPLE}?{asked.replace('join=any', 'join=none')}")) == ["Ozola"]


@pytest.mark.usefixtures("event")
def test_a_condition_is_added_filled_in_and_removed_by_buttons_alone(editor, event):
    guest = person(event, "Viese")
    guest.role = ParticipantRole.GUEST
    person(event, "Liepa")
    half = editor.get(f"{PEOPLE}?new=role&add=yes")
    assert shown(half) == ["Liepa", "Viese"]
    assert "Vēl netiek izmantots" in half.words
    filled = editor.get(f"{PEOPLE}?f1=role&c1=is&v1=guest&new=state&to=0")
    assert shown(filled) == ["Viese"]
    assert shown(editor.get(f"{PEOPLE}?f1=role&c1=is&v1=guest&drop=1")) == ["Liepa", "Viese"]


def test_what_makes_no_sense_in_an_address_asks_for_nothing(editor, event):
    person(event, "Liepa")
    nonsense = "f1=diet&c1=is&v1=x&f2=state&c2=contains&v2=&f3=registered&c3=from&v3=soon&g9=x"

    page = editor.get(f"{PEOPLE}?{nonsense}&order=phone&col=needs&page=-3&join=x&j1=y")
    assert shown(page) == ["Liepa"]


def test_it_sorts_by_several_columns_up_and_down(editor, event):
    for name, institution in (("Bērza", "Z"), ("Celma", "A"), ("Ābola", "Z")):
        person(event, name, institution=institution)

    assert shown(editor.get(f"{PEOPLE}?order=-institution&order=name")) == [
        *("Ābola", "Bērza", "Celma")
    ]
    heads = editor.get(f"{PEOPLE}?order=-institution&order=name").document
    (sorted_head,) = [head for head in heads.iter("th") if head.get("aria-sort")]
    assert sorted_head.get("aria-sort") == "descending"


def test_who_has_no_municipality_stands_last_either_way(editor, event):
    place = a_municipality("Cēsu novads")
    person(event, "Ābola")
    person(event, "Zaļā").territory = place

    for order in ("municipality", "-municipality"):
        assert shown(editor.get(f"{PEOPLE}?order={order}")) == ["Zaļā", "Ābola"]


def test_columns_are_chosen(editor, event):
    person(event, "Liepa", email="liepa@example.org", phone="+371 20000000")
    page = editor.get(f"{PEOPLE}?col=phone&col=email")

    assert "+371 20000000" in page.words
    assert "Izglītības ministrija" not in page.words


def save(editor, asked="f1=role&c1=is&v1=guest&order=-registered&col=email", **fields):
    return editor.submit(
        f"/lv/organise/e/cesis/people-views/save?{asked}", {"name": "Viesi"} | fields
    )


def test_a_view_is_saved_without_the_words_searched_for(editor, event, session):  # R22
    person(event, "Viese").role = ParticipantRole.GUEST
    person(event, "Liepa")
    page = save(editor, "q=Liepa&f1=role&c1=is&v1=guest&f2=words&c2=lacks&v2=Anna&col=email")

    assert shown(page) == ["Viese"]
    (view,) = session.scalars(select(PeopleView))
    assert "Liepa" not in str(view.wanted)
    assert "Anna" not in str(view.wanted)
    assert editor.get(f"{PEOPLE}?view={view.uid}").status_code == 200


def test_a_view_is_ones_own_unless_it_is_shared(editor, client, event, session):
    save(editor)
    save(editor, name="Visiem", shared=["y"])
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.READER))
    words = client.get(PEOPLE).words

    assert "Visiem" in words
    assert "Viesi" not in words
    own = session.scalars(select(PeopleView.uid).where(PeopleView.name == "Viesi")).one()
    client.sign_in(an_account(organisation=event.organisation, role=StaffRole.EDITOR))
    page = client.get("/lv/organise/e/cesis/people-views/")
    assert own not in page.text


def test_the_list_opens_with_the_view_that_is_to_open_first(editor, event):
    person(event, "Viese").role = ParticipantRole.GUEST
    person(event, "Liepa")
    save(editor, opens_first=["y"])

    assert shown(editor.get(PEOPLE)) == ["Viese"]
    assert shown(editor.get(f"{PEOPLE}?view=all")) == ["Liepa", "Viese"]


def test_a_view_for_all_events_names_nothing_of_one(editor, event):
    visit = a_visit(event=event)
    refused = save(editor, f"f1=visit&c1=is&v1={visit.uid}", everywhere=["y"])

    assert refused.status_code == 422
    save(editor, everywhere=["y"])
    other = an_open_event(organisation=event.organisation, slug="valka")
    assert "Viesi" in editor.get(f"/lv/organise/e/{other.slug}/people/").words


def test_a_view_is_removed(editor, session):
    save(editor)
    (view,) = session.scalars(select(PeopleView))
    views = "/lv/organise/e/cesis/people-views/"
    editor.submit(views, action=f"{views}{view.uid}/remove")

    assert session.scalars(select(PeopleView)).all() == []


def test_what_is_shown_is_taken_out_with_its_columns_in_its_order(editor, event, session):
    for name in ("Bērza", "Ābola"):
        person(event, name, email=f"{name}@example.org", phone="1")
    person(event, "Viese").role = ParticipantRole.GUEST
    asked = "f1=role&c1=is_not&v1=guest&order=-name&col=email&col=tags"
    answer = editor.submit(f"/lv/organise/e/cesis/people-files/shown?{asked}", {"kind": "csv"})
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))

    assert rows[0] == ["Uzvārds", "Vārds", "Birkas", "E-pasts"]
    assert [row[0] for row in rows[1:]] == ["Bērza", "Ābola"]
    actions = session.scalars(select(LogEntry.action).order_by(LogEntry.id))
    assert actions.all()[-1] == "people exported"


def together(editor, decision, asked="", **fields):
    """The question that follows a button below the table."""
    page = editor.get(PEOPLE + asked)
    token = page.document.find(".//form[@id='together']/input").get("value")
    return editor.post(
        f"{PEOPLE}together{asked}", data={"csrf_token": token, "decision": decision, **fields}
    )


def test_everybody_shown_is_tagged_however_many_they_are(editor, event):
    crowd(event, MOST_AT_ONCE + 10)
    person(event, "Viese").role = ParticipantRole.GUEST
    asked = "?f1=role&c1=is&v1=expert"
    editor.submit(together(editor, "tag", asked, everybody="yes"), {"tag": "Eksperts"})

    assert len(tag_names_at(event)) == MOST_AT_ONCE + 10
    tagged = editor.get(f"{PEOPLE}{asked}")
    assert "Eksperts" in together(editor, "tag", asked, everybody="yes").text
    editor.submit(
        together(editor, "tag", asked, everybody="yes"), {"tag": "eksperts", "way": "take"}
    )
    assert tag_names_at(event) == {}
    assert tagged.status_code == 200


def test_people_are_moved_to_another_visit_as_long_as_there_are_seats(editor, event):  # R6
    visit = a_visit(event=event, capacity=1)
    one, other = person(event, "Liepa"), person(event, "Ozola")
    page = together(editor, "visit", ticked=[one.uid, other.uid])
    done = editor.submit(page, {"visit": visit.uid})

    assert visit.taken == 1
    assert [each.state for each in one.visit_choices] == [ChoiceState.CONFIRMED]
    assert other.visit_choices == []
    assert "Lūdzu, izvēlieties citu apmeklējumu" in done.words


def test_people_are_put_into_a_vehicle_if_they_are_on_its_visit(editor, event, session):
    visit = a_visit(event=event, capacity=5)
    bus = Vehicle(visit=visit, position=0, name="Buss", capacity=5)
    session.add(bus)
    session.flush()
    one, other = person(event, "Liepa", visits=[visit]), person(event, "Ozola")
    page = together(editor, "vehicle", ticked=[one.uid, other.uid])
    done = editor.submit(page, {"vehicle": bus.uid})

    assert [each.vehicle for each in one.visit_choices] == [bus]
    assert bus.taken == 1
    assert "nav vietas apmeklējumā" in done.words


def test_the_municipality_of_several_is_set(editor, event, session):
    place = a_municipality("Cēsu novads")
    people = [person(event, "Liepa"), person(event, "Ozola")]
    page = together(editor, "municipality", ticked=[each.uid for each in people])
    editor.submit(page, {"territory": str(place.id)})

    assert {each.territory for each in people} == {place}
    assert len(session.scalars(select(Message)).all()) == 2


@pytest.mark.parametrize("decision", ["tag", "visit", "vehicle", "municipality", "approve"])
def test_nothing_is_done_with_nobody_nor_with_people_of_another_event(editor, event, decision):
    person(event, "Liepa")
    stranger = person(an_open_event(organisation=event.organisation), "Svešā")

    assert together(editor, decision, ticked=[stranger.uid]).status_code == 303
