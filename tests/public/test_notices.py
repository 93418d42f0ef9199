"""The privacy notice and the accessibility statement."""

import pytest

from eventreg.language.local_text import LocalText
from tests.factories import an_event, an_organisation
from tests.public.builders import a_public_event

ARTICLE_13 = (
    "Controller",
    "Data protection officer",
    "Purpose",
    "Legal basis",
    "Who receives your data",
    "retention period",
    "withdraw each consent",
    "Data State Inspectorate",
    "Must I give my data?",
    "No decision about you is made by a machine alone.",
)


def test_an_events_notice_has_every_element_of_article_13(client):  # P06
    organisation = an_organisation(
        email="info@example.org",
        data_protection_contact=LocalText(en="dpo@example.org"),
        retention_days=365,
    )
    event = a_public_event(organisation=organisation)

    words = client.get(f"/en/e/{event.slug}/privacy").words

    assert [element for element in ARTICLE_13 if element not in words] == []
    assert "Ministry of Culture" in words
    assert "365 days after the end of the event" in words


def test_the_notice_of_a_draft_is_not_public(client):
    assert client.get(f"/lv/e/{an_event().slug}/privacy").status_code == 404


def test_the_general_notice_names_the_organisations_with_public_events(client):
    a_public_event(organisation=an_organisation(email="atklati@example.org"))
    an_event(organisation=an_organisation(email="slepeni@example.org"))

    words = client.get("/lv/privacy").words

    assert "atklati@example.org" in words
    assert "slepeni@example.org" not in words


@pytest.mark.parametrize(
    "block",
    [
        "apņemas nodrošināt",
        "Uz ko paziņojums attiecas",
        "daļēji atbilst",
        "Nepiekļūstamais saturs",
        "Citi ceļi",
        "pašnovērtējums",
        "22.11.2026.",
        "Saziņai un atsauksmēm",
        "Tiesībsarga birojs",
    ],
)
def test_the_accessibility_statement_has_every_block(client, block):  # A02
    assert block in client.get("/lv/accessibility").words


@pytest.mark.parametrize("language", ["lv", "en"])
def test_every_page_leads_to_both_notices(client, language):
    page = client.get(f"/{language}/")
    addresses = set(page.links.values())

    assert {f"/{language}/privacy", f"/{language}/accessibility"} <= addresses
