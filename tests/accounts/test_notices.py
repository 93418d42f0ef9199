"""Each version of a privacy notice stays readable for those who were shown it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from eventreg.accounts.notices import Mark, compared, versions_of
from eventreg.accounts.service import edit_organisation, facts_of
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.registration.links import token_of
from tests.factories import NOON, a_registration, an_account, an_open_event, an_organisation


@pytest.fixture
def ministry(app):
    return an_organisation(privacy_notice=LocalText(lv="Glabājam trīs gadus.\n\nRakstiet mums."))


def says(organisation, text, *, days):
    facts = replace(facts_of(organisation), privacy_notice=LocalText(lv=text))
    now = NOON + timedelta(days=days)
    edit_organisation(organisation=organisation, facts=facts, actor=COMMAND, now=now)


def test_a_new_text_is_the_next_version_and_the_one_before_is_kept_with_its_days(ministry):
    says(ministry, "Glabājam divus gadus.\n\nRakstiet mums.", days=1)
    says(ministry, "Glabājam gadu.\n\nRakstiet mums.", days=5)

    third, second, first = versions_of(ministry)
    assert [each.number for each in (third, second, first)] == [3, 2, 1]
    assert (second.since, second.until) == (NOON + timedelta(days=1), NOON + timedelta(days=5))
    assert (third.since, third.until) == (NOON + timedelta(days=5), None)
    assert first.text.in_("lv").startswith("Glabājam trīs")


def test_what_a_version_says_otherwise_is_marked(ministry):
    says(ministry, "Glabājam divus gadus.\n\nRakstiet mums.", days=1)

    (_second, changed), (_first, whole) = compared(ministry, language="lv")
    assert [(each.mark, each.text) for each in changed] == [
        (Mark.REMOVED, "Glabājam trīs gadus."),
        (Mark.ADDED, "Glabājam divus gadus."),
        (Mark.SAME, "Rakstiet mums."),
    ]
    assert {each.mark for each in whole} == {Mark.SAME}


def test_a_change_of_anything_else_is_no_new_version(ministry):
    facts = replace(facts_of(ministry), phone="67000000")
    edit_organisation(organisation=ministry, facts=facts, actor=COMMAND, now=NOON)

    assert [each.number for each in versions_of(ministry)] == [1]


def test_whoever_registered_reads_the_version_that_was_shown(client, ministry):
    event = an_open_event(organisation=ministry, slug="cesis")
    person = a_registration(event=event)
    says(ministry, "Glabājam divus gadus.", days=1)

    mine = client.get(f"/lv/r/{token_of(person)}/my-data")
    shown = client.get(mine.links["1. versija"])
    assert "Glabājam trīs gadus." in shown.words
    assert "Glabājam divus gadus." not in shown.words
    now = client.get("/lv/e/cesis/privacy")
    assert "Glabājam divus gadus." in now.words
    assert now.links["1"] == "/lv/e/cesis/privacy/1"


def test_whoever_registered_before_is_told_that_another_notice_holds(client, ministry):
    person = a_registration(event=an_open_event(organisation=ministry, slug="cesis"))
    mine = f"/lv/r/{token_of(person)}/"
    told = "Organizatora privātuma paziņojums ir mainīts, kopš reģistrējāties."
    assert told not in client.get(mine).words

    says(ministry, "Glabājam divus gadus.", days=1)
    page = client.get(mine)
    assert told in page.words
    assert "Glabājam divus gadus." in client.get(page.links["Lasīt, kas ir spēkā"]).words


def test_nobody_is_led_to_a_version_whose_text_was_not_kept(client, ministry):
    event = an_open_event(organisation=ministry, slug="cesis")
    person = a_registration(event=event)
    person.notice_version = 7

    mine = client.get(f"/lv/r/{token_of(person)}/my-data")
    assert "7. versija" in mine.words
    assert "7. versija" not in mine.links


def test_a_version_that_never_was_is_not_found(client, ministry):
    an_open_event(organisation=ministry, slug="cesis")

    assert client.get("/lv/e/cesis/privacy/7").status_code == 404
    assert client.get("/lv/e/cesis/privacy/99999999999999999999999").status_code == 404


def test_the_organisation_sees_all_versions(client, ministry):
    says(ministry, "Glabājam divus gadus.", days=1)
    client.sign_in(an_account(organisation=ministry))

    page = client.get(f"/lv/organise/o/{ministry.slug}/privacy-notices")
    assert page.all("ins") == ["Glabājam divus gadus."]
    assert page.all("del") == ["Glabājam trīs gadus.", "Rakstiet mums."]
