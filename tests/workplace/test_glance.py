"""The first page of an event: its dates, who comes from where, how far quotas are filled."""

from datetime import date, timedelta

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.events.models import EventStatus
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Affiliation, RegistrationState
from eventreg.territories.service import territory_by_code
from eventreg.workplace import glance
from tests.factories import (
    NOON,
    a_delegate,
    a_delegation,
    a_municipality,
    a_registration,
    an_account,
    an_event,
    an_open_event,
    an_organisation,
)
from tests.public.statements import counted_statements

HOME = "/lv/organise/"


@pytest.fixture
def organisation(app):
    return an_organisation(slug="ministrija", email="km@example.org")


@pytest.fixture
def event(organisation):
    return an_open_event(organisation=organisation, slug="cesis", capacity=20)


@pytest.fixture
def editor(client, organisation):
    client.sign_in(an_account(organisation=organisation, role=StaffRole.EDITOR))


def page_of(event):
    return f"/lv/organise/e/{event.slug}/"


def from_municipality(event, unit, **values):
    return a_registration(
        event=event, affiliation=Affiliation.MUNICIPALITY, territory=unit, **values
    )


def test_participants_stand_on_the_map_and_in_the_table(client, event, editor, latvia):
    cesis = territory_by_code("0026000")
    for _person in range(2):
        from_municipality(event, cesis)
    page = client.get(page_of(event))
    (drawn,) = [one for one in page.document.iter("svg") if one.get("class") == "territory-map"]

    assert "Cēsu novads" in drawn.findtext("title")
    assert "Cēsu novads 2" in page.all("tr")


def test_how_registration_went_is_drawn_and_told_day_by_day(client, event, editor, session):
    when = (NOON - timedelta(days=3), NOON - timedelta(days=3), NOON.replace(hour=23))
    for moment in when:  # the last one is after midnight in Riga
        a_registration(event=event).created_at = moment
    a_registration(event=event).state = RegistrationState.CANCELLED
    page = client.get(page_of(event))
    (drawn,) = [one for one in page.document.iter("svg") if one.get("class") == "cumulative-chart"]

    assert "3 pieteikumi" in drawn.findtext("title")
    assert [row for row in page.all("tr") if row.count(".") == 3 and len(row) < 20] == [
        "27.02.2026. 2 2",
        "03.03.2026. 1 3",
    ]


def test_a_way_leads_to_the_figures_for_those_who_may_enter_there(
    client, event, editor, organisation
):
    a_registration(event=event)
    figures = f"{page_of(event)}figures/"
    ways = client.get(page_of(event)).links
    assert ways["Uz visiem pasākuma skaitļiem"] == figures
    assert ways["Tabula (CSV)"] == f"{figures}registrations-over-time.csv"

    client.sign_in(an_account(organisation=organisation, role=StaffRole.DESK))
    assert "Tabula (CSV)" not in client.get(page_of(event)).links


def test_the_emptiest_quota_stands_first_with_its_numbers(client, event, editor):
    full = a_delegation(event=event, territory=a_municipality("Cēsu novads"), capacity=1)
    a_delegation(event=event, territory=a_municipality("Talsu novads"), capacity=4)
    a_delegate(delegation=full)
    page = client.get(page_of(event))
    rows = [row for row in page.all("tr") if " no " in row]

    assert [row.split(" novads ")[0] for row in rows] == ["Talsu", "Cēsu"]
    assert "Talsu novads 0 no 4" in rows[0]
    assert "Aizpildītas 1 no 5 piedāvātajām vietām." in page.words


def test_of_many_delegations_only_the_emptiest_are_shown(client, event, editor):
    for number in range(glance.MOST_QUOTAS + 2):
        a_delegation(
            event=event, territory=a_municipality(f"{number}. novads"), capacity=number + 1
        )
    page = client.get(page_of(event))

    assert len([row for row in page.all("tr") if " no " in row]) == glance.MOST_QUOTAS
    assert "Uzaicinātas 14 delegācijas." in page.words


def test_its_dates_stand_in_one_row(client, event, editor):
    event.changes_freeze_at = None
    page = client.get(page_of(event))

    assert [one for one in page.all("li") if one.startswith("Šodien")] == ["Šodien 02.03.2026."]
    assert any(one.startswith("Pasākums 05.05.2026.–") for one in page.all("li"))


def test_what_waits_stands_on_its_first_page_too(client, event, editor):
    a_registration(event=event).state = RegistrationState.PENDING

    links = client.get(page_of(event)).links
    assert links["1 cilvēks gaida apstiprinājumu"] == f"{page_of(event)}people/?state=pending"


def test_texts_that_a_language_lacks_wait_at_their_first_field(client, organisation, editor):
    whole = {
        "title": LocalText(lv="Tikšanās", en="Meeting"),
        "aim": LocalText(lv="Runāt", en="Talk"),
    }
    event = an_open_event(organisation=organisation, **whole, practical=LocalText(lv="Autobuss"))
    an_open_event(organisation=organisation, **whole)
    links = client.get(HOME).links

    assert links["Kādā valodā trūkst 1 teksta"] == f"{page_of(event)}edit#practical"


@pytest.mark.parametrize(
    ("status", "waits"),
    [
        (EventStatus.PUBLISHED, ["summary", "report/", "closing/"]),
        (EventStatus.CLOSED, ["summary", "report/"]),
        (EventStatus.ARCHIVED, []),
        (EventStatus.CANCELLED, []),
    ],
)
def test_after_the_event_its_summary_report_and_closing_wait(
    client, organisation, editor, status, waits
):
    past = {"starts_on": date(2026, 2, 3), "ends_on": date(2026, 2, 4)}
    event = an_open_event(organisation=organisation, **past)
    event.status = status
    links = client.get(HOME).links.values()

    assert [
        one.removeprefix(page_of(event)) for one in links if one.startswith(page_of(event))
    ] == [
        "",
        *waits,
    ]


def test_the_list_says_what_comes_next_and_how_far_it_is(client, event, editor):
    from_municipality(event, a_municipality())
    a_delegation(event=event, capacity=3)
    words = client.get(HOME).words

    assert "Tālāk: " in words
    assert "no 1 pašvaldības" in words
    assert "1 delegācija (aizpildīts: 0 no 3)" in words


def test_the_desk_sees_the_pictures_and_no_way_where_it_may_not_go(client, event, organisation):
    a_delegation(event=event, territory=a_municipality("Cēsu novads"))
    client.sign_in(an_account(organisation=organisation, role=StaffRole.DESK))
    page = client.get(page_of(event))

    assert "Cēsu novads" in page.words
    assert "Cēsu novads" not in page.links


def test_many_people_and_events_take_no_more_statements_than_few(
    client, event, organisation, editor
):
    def asked():
        with counted_statements() as home:
            client.get(HOME)
        with counted_statements() as first_page:
            client.get(page_of(event))
        return len(home), len(first_page)

    def more(number):
        for _one in range(number):
            unit = a_municipality()
            from_municipality(event, unit)
            a_delegation(event=event, territory=unit)
            an_event(organisation=organisation)
            an_open_event(organisation=organisation)

    more(2)
    few = asked()
    more(8)

    assert asked() == few
