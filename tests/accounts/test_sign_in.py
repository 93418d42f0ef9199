"""Signing in and out."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from eventreg.accounts import service
from eventreg.accounts.models import Account, TryCount
from eventreg.accounts.sign_in import SIGNED_IN_SECONDS
from tests.factories import NOON, an_account, an_organisation

PASSWORD = "trīs sarkani āboli"


@pytest.fixture
def ilze(session):
    account = an_account(organisation=an_organisation(), email="ilze@example.org")
    service.set_password(account=account, password=PASSWORD, now=NOON)
    session.commit()
    return account


def sign_in(client, *, email="ilze@example.org", password=PASSWORD, page="/lv/sign-in"):
    return client.submit(page, {"email": email, "password": password}, follow=False)


def test_staff_sign_in_and_come_to_their_workplace(client, ilze):
    answer = sign_in(client)

    assert (answer.status_code, answer.location) == (303, "/lv/organise/")
    assert client.get("/lv/organise/").status_code == 200


def test_capitals_in_the_address_do_not_matter(client, ilze):
    assert sign_in(client, email="Ilze@Example.ORG").status_code == 303


def test_who_was_sent_to_sign_in_comes_back_to_where_they_were_going(client, ilze):
    sent = client.get("/en/organise/organisations")
    answer = sign_in(client, page=sent.location)

    assert sent.status_code == 303
    assert answer.location == "/en/organise/organisations"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "https:example.com",
        "javascript:alert(1)",
        "////example.com",
    ],
)
def test_the_way_back_never_leads_to_another_site(client, ilze, elsewhere):
    page = client.get("/lv/sign-in")
    fields = {"email": "ilze@example.org", "password": PASSWORD, "next": elsewhere}
    answer = client.submit(page, fields, follow=False)

    assert answer.status_code == 303
    assert answer.location.startswith("/")
    assert not answer.location.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("email", "password"),
    [("ilze@example.org", "nepareiza parole"), ("nobody@example.org", PASSWORD)],
)
def test_an_unknown_address_and_a_wrong_password_are_answered_in_the_same_words(
    client, ilze, email, password
):
    answer = sign_in(client, email=email, password=password)

    assert answer.status_code == 422
    assert answer.errors == ["E-pasta adrese un parole nesaskan."]


def test_an_account_that_was_switched_off_cannot_sign_in(client, session, ilze):
    ilze.active = False

    assert sign_in(client).errors == ["E-pasta adrese un parole nesaskan."]


def test_an_account_without_a_password_cannot_sign_in(client, session):
    an_account(organisation=an_organisation(), email="ilze@example.org")

    assert sign_in(client).status_code == 422


def test_what_is_missing_is_said_beside_its_field(client, app):
    answer = sign_in(client, email="", password="")

    assert answer.errors == ["Ierakstiet savu e-pasta adresi.", "Ierakstiet paroli."]


def test_after_ten_wrong_tries_even_the_right_password_waits(client, ilze, time_stands):
    for _ in range(10):
        sign_in(client, password="nepareiza parole")
    refused = sign_in(client)
    time_stands(NOON + timedelta(minutes=16))

    assert refused.status_code == 422
    assert refused.errors == [
        "Mēģinājumu bijis par daudz. Pagaidiet ceturtdaļstundu un mēģiniet vēlreiz."
    ]
    assert sign_in(client).status_code == 303


def test_tries_from_elsewhere_do_not_lock_the_person_out(app, client, ilze):
    stranger = app.test_client()
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    for _ in range(11):
        sign_in(stranger, password="nepareiza parole")

    assert sign_in(client).status_code == 303


def test_a_success_begins_the_count_anew(client, ilze):
    for _ in range(9):
        sign_in(client, password="nepareiza parole")
    sign_in(client)
    client.sign_out()
    for _ in range(9):
        sign_in(client, password="nepareiza parole")

    assert sign_in(client).status_code == 303


def test_neither_addresses_nor_names_can_be_read_from_the_counts(client, session, ilze):
    sign_in(client, password="nepareiza parole")

    keys = session.scalars(select(TryCount.key)).all()
    assert len(keys) == 3
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)


def test_signing_out_takes_a_post(client, ilze):
    sign_in(client)

    assert client.get("/lv/sign-out").status_code == 405
    assert client.get("/lv/organise/").status_code == 200


def test_who_signs_out_is_out(client, ilze):
    sign_in(client)
    page = client.get("/lv/organise/")
    answer = client.submit(page, action="/lv/sign-out", follow=False)

    assert (answer.status_code, answer.location) == (303, "/lv/")
    assert client.get("/lv/organise/").status_code == 303


def test_a_sign_in_ends_after_a_working_day(client, ilze):
    sign_in(client)
    with client.session_transaction() as kept:
        kept["fs_paa"] = time.time() - SIGNED_IN_SECONDS - 1

    assert client.get("/lv/organise/").status_code == 303


def test_a_form_token_from_before_is_worth_nothing_after_the_sign_in(client, ilze):
    client.get("/lv/sign-in")
    with client.session_transaction() as kept:
        before = kept["csrf_token"]
    sign_in(client)
    with client.session_transaction() as kept:
        assert kept.get("csrf_token") != before


def test_a_new_password_ends_every_session(client, session, ilze):
    sign_in(client)
    service.set_password(account=ilze, password="pavisam cita parole", now=NOON)

    assert client.get("/lv/organise/").status_code == 303


def test_a_form_without_its_token_is_refused(client, ilze):
    answer = client.post("/lv/sign-in", data={"email": "ilze@example.org", "password": PASSWORD})

    assert answer.status_code == 419


def test_a_sign_in_as_json_gets_no_further_than_one_by_form(client, ilze):
    answer = client.post("/lv/sign-in", json={"email": "ilze@example.org", "password": PASSWORD})

    assert answer.status_code == 419


def test_a_token_in_the_address_signs_nobody_in(client, app, ilze):
    with app.test_request_context():
        token = ilze.get_auth_token()

    assert client.get(f"/lv/organise/?auth_token={token}").status_code == 303


@pytest.mark.database("sqlite")
def test_of_the_library_only_what_is_used_exists(app):
    library = {
        rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("security.")
    }

    assert library == {
        "security.login",
        "security.logout",
        "security.two_factor_token_validation",
        "security.recovery",
    }


@pytest.mark.database("sqlite")
def test_the_session_cookie_is_not_for_scripts_nor_for_other_sites(client, ilze):
    cookie = sign_in(client).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_password_is_kept_only_as_a_hash(session, ilze):
    assert session.scalar(select(Account.password)).startswith("$argon2id$")


def test_somebody_who_works_for_no_organisation_has_no_workplace(client, session, ilze):
    session.delete(ilze.memberships[0])
    session.commit()
    sign_in(client)

    assert client.get("/lv/organise/").status_code == 403
    assert session.scalar(select(func.count()).select_from(Account)) == 1
