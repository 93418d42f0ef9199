"""The meetings of one project stand together: when, who came, from where."""

from datetime import date

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.events.models import EventStatus, Series
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.registration.models import Affiliation
from eventreg.series import service
from tests.factories import (
    NOON,
    a_municipality,
    a_registration,
    an_account,
    an_open_event,
    an_organisation,
)
from tests.public.statements import counted_statements


@pytest.fixture
def ministry(app):
    return an_organisation(slug="ministrija")


@pytest.fixture
def series(ministry, session):
    made = Series(organisation_id=ministry.id, name=LocalText(lv="Projekts", en="Project"))
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def editor(client, ministry):
    client.sign_in(an_account(organisation=ministry, role=StaffRole.EDITOR))


def page_of(series, page=""):
    return f"/lv/organise/series/ministrija/{series.uid}/{page}"


def a_meeting(series, ministry, title, month, **values):
    days = {"starts_on": date(2026, month, 5), "ends_on": date(2026, month, 6)}
    return an_open_event(
        organisation=ministry, series=series, title=LocalText(lv=title), **days, **values
    )


def comes(event, unit):
    return a_registration(event=event, affiliation=Affiliation.MUNICIPALITY, territory=unit)


def test_meetings_stand_in_order_with_who_came(client, ministry, series, editor):
    later = a_meeting(series, ministry, "Otrā", 6)
    a_meeting(series, ministry, "Pirmā", 5)
    an_open_event(organisation=ministry, title=LocalText(lv="Cita"))
    comes(later, a_municipality("Cēsu novads"))
    overview = client.get("/lv/organise/series/ministrija/")
    page = client.get(overview.links["Projekts"])
    rows = page.all("tr")

    assert [row.split()[0] for row in rows[1:3]] == ["Pirmā", "Otrā"]
    assert rows[2].endswith("1 1")
    assert "Cita" not in page.words


def test_from_where_people_came_is_counted_over_all_meetings_in_municipalities_of_today(  # R4
    ministry, series
):
    cesis, talsi = a_municipality("Cēsu novads"), a_municipality("Talsu novads")
    first, second = (a_meeting(series, ministry, "Tikšanās", month) for month in (5, 6))
    called_off = a_meeting(series, ministry, "Atceltā", 7)
    for event, unit in ((first, cesis), (second, cesis), (second, talsi), (called_off, talsi)):
        comes(event, unit)
    called_off.status = EventStatus.CANCELLED
    counts = service.came_from(series, day=NOON.date(), language="lv")

    assert [(unit.name.in_("lv"), people) for unit, people in counts.counted] == [
        ("Cēsu novads", 2),
        ("Talsu novads", 1),
    ]


def test_renamed_its_meetings_are_found_by_the_new_name(client, ministry, series, editor, session):
    event = a_meeting(series, ministry, "Tikšanās", 5)
    client.submit(page_of(series, "rename"), {"name-lv": "Ķemeru projekts", "name-en": ""})

    assert series.name == {"lv": "Ķemeru projekts"}
    assert "kemeru projekts" in event.search_text
    assert [each.action for each in session.query(LogEntry)] == ["changed"]


def test_a_series_of_another_organisation_is_not_found(client, ministry, series):
    client.sign_in(an_account(organisation=an_organisation(slug="cita")))

    assert client.get(page_of(series)).status_code == 404
    assert client.get(page_of(series).replace("ministrija", "cita")).status_code == 404


def test_many_meetings_take_no_more_statements_than_one(client, ministry, series, editor):
    def asked():
        comes(a_meeting(series, ministry, "Tikšanās", 5), a_municipality())
        with counted_statements() as seen:
            client.get(page_of(series))
        return len(seen)

    assert asked() == asked()
