"""Where a network has an expert and where nobody is, in the municipalities of today."""

from datetime import date

import pytest

from eventreg.accounts.models import Organisation
from eventreg.database import db
from eventreg.language.local_text import LocalText
from eventreg.networks.coverage import coverage_map, coverage_of
from eventreg.networks.service import members_of
from eventreg.territories.models import Relation, Succession
from eventreg.territories.service import territories_on
from tests.factories import (
    NOON,
    a_municipality,
    a_network,
    a_network_member,
    an_account,
    an_organisation,
)
from tests.public.statements import counted_statements

TODAY = NOON.date()
KURZEME = LocalText(lv="Kurzemes plānošanas reģions", en="Kurzeme planning region")


@pytest.fixture
def network(app):
    return a_network(organisation=an_organisation())


def coverage(network):
    return coverage_of(members_of(network, language="lv"), day=TODAY, language="lv")


def named(units):
    return [(unit.territory.name.in_("lv"), len(unit.members)) for unit in units]


def before_2021(name, *into):
    """A municipality of before the reform, and what became of it."""
    old = a_municipality(name, valid_from=date(2009, 7, 1), valid_to=date(2021, 6, 30))
    relation = Relation.MERGED if len(into) == 1 else Relation.PART
    for new in into:
        step = {"old": old, "new": new, "relation": relation, "share": 1 / len(into)}
        db.session.add(Succession(effective_on=date(2021, 7, 1), **step))
    db.session.flush()
    return old


def test_it_says_by_region_where_nobody_is(network):
    cesis = a_municipality("Cēsu novads")
    a_municipality("Alūksnes novads")
    a_municipality("Talsu novads", region=KURZEME)
    a_network_member(network=network, territory=cesis)
    a_network_member(network=network, territory=cesis, is_coordinator=False)
    found = coverage(network)

    assert [region.name.in_("lv") for region in found.regions] == [
        "Kurzemes plānošanas reģions",
        "Vidzemes plānošanas reģions",
    ]
    assert [named(region.missing) for region in found.regions] == [
        [("Talsu novads", 0)],
        [("Alūksnes novads", 0)],
    ]
    assert named(found.units) == [("Talsu novads", 0), ("Alūksnes novads", 0), ("Cēsu novads", 2)]
    assert (found.covered, found.missing, found.without_coordinator) == (1, 2, 0)


def test_a_member_counts_where_the_municipality_is_today(network):  # R4
    tukums = a_municipality("Tukuma novads")
    a_network_member(network=network, territory=before_2021("Kandavas novads", tukums))

    assert named(coverage(network).units) == [("Tukuma novads", 1)]


def test_where_a_municipality_was_divided_its_members_stand_apart(network):  # R4
    varaklani = before_2021("Varakļānu novads", a_municipality("Madona"), a_municipality("Rēzekne"))
    a_network_member(network=network, territory=varaklani)
    found = coverage(network)

    assert (found.covered, named(found.divided)) == (0, [("Varakļānu novads", 1)])


def test_the_page_has_the_map_and_says_the_same_in_words(client, network, latvia):
    ministry = db.session.get(Organisation, network.organisation_id)
    units = territories_on(TODAY)
    here = [one for one in units if one.name.in_("lv") in {"Cēsu novads", "Rīga"}]
    for territory in here:
        a_network_member(network=network, territory=territory)
    client.sign_in(an_account(organisation=ministry))
    page = client.get(f"/lv/organise/networks/{ministry.slug}/{network.uid}/")
    (drawn,) = [one for one in page.document.iter("svg") if one.get("role") == "img"]

    assert f"tīklam ir dalībnieki 2 pašvaldībās no {len(units)}" in drawn.findtext("title")
    (region,) = [one for one in page.all("div") if one.startswith("Vidzemes plānošanas reģions")]
    assert "Cēsu novads" not in region
    assert "Limbažu novads" in region


def test_the_map_shows_how_many_are_where(network, latvia):
    (cesis,) = [one for one in territories_on(TODAY) if one.name.in_("lv") == "Cēsu novads"]
    for _member in range(2):
        a_network_member(network=network, territory=cesis)
    drawn = coverage_map(coverage(network), language="lv")

    assert [mark.people for mark in drawn.marks] == [2]
    assert sum(area.shade == 0 for area in drawn.areas) == len(drawn.areas) - 1


def test_many_members_take_no_more_statements_than_one(network, latvia):
    for territory in territories_on(TODAY)[:12]:
        a_network_member(network=network, territory=territory)
    with counted_statements() as seen:
        coverage(network)

    assert len(seen) <= 3
