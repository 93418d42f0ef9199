"""The pages about an organisation and its members."""

import pytest

from eventreg.accounts import service
from eventreg.accounts.models import StaffRole
from tests.factories import an_account, an_organisation

BASE = "/lv/organise/o/ministrija"
ROLES = (*StaffRole, "owner of another", "nobody")
PAGES = ("", "edit", "members", "members/new", "members/{uid}/role", "members/{uid}/remove")
ONLY_OWNERS = {StaffRole.OWNER: 200, "owner of another": 404, "nobody": 303}


@pytest.fixture
def organisation(session):
    return an_organisation(slug="ministrija")


@pytest.fixture
def owner(client, organisation):
    account = an_account(organisation=organisation, email="owner@example.org")
    client.sign_in(account)
    return account


@pytest.fixture
def reader(organisation):
    return an_account(
        organisation=organisation, role=StaffRole.READER, email="reader@example.org", name="Rita"
    )


def who(client, organisation, role):
    """Sign in as the role says."""
    if role == "nobody":
        return
    of = an_organisation() if role == "owner of another" else organisation
    own = role if isinstance(role, StaffRole) else StaffRole.OWNER
    client.sign_in(an_account(organisation=of, role=own))


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_for_whom_it_is_for(client, organisation, reader, role, page):
    who(client, organisation, role)
    uid = reader.memberships[0].uid
    to_all_members = page == "" and isinstance(role, StaffRole)
    expected = 200 if to_all_members else ONLY_OWNERS.get(role, 403)

    assert client.get(f"{BASE}/{page.format(uid=uid)}").status_code == expected


@pytest.mark.database("sqlite")
@pytest.mark.parametrize("language", ["lv", "en"])
def test_the_pages_speak_both_languages(client, owner, language):
    page = client.get(f"/{language}/organise/o/ministrija/")

    assert page.heading == {"lv": "Kultūras ministrija", "en": "Ministry of Culture"}[language]


def test_an_owner_changes_the_organisation(client, session, owner, organisation):
    page = client.submit(
        f"{BASE}/edit",
        {"name-lv": "Labklājības ministrija", "retention_days": "365", "phone": "67021600"},
    )

    session.refresh(organisation)
    assert page.path == f"{BASE}/"
    assert organisation.name["lv"] == "Labklājības ministrija"
    assert organisation.retention_days == 365


def test_what_was_typed_stays_when_something_is_wrong(client, owner):
    page = client.submit(
        f"{BASE}/edit",
        {"name-lv": "Jauns", "retention_days": "0", "accent_colour": "#ffffff", "website": "km.lv"},
    )

    assert page.status_code == 422
    assert page.errors == [
        "Tīmekļvietnes adrese sākas ar https://",
        "Ierakstiet dienu skaitu no 1 līdz 3650.",
    ]
    typed = {one.get("name"): one.get("value") for one in page.document.iter("input")}
    assert (typed["name-lv"], typed["website"]) == ("Jauns", "km.lv")


def test_a_pale_colour_is_told_at_the_colour(client, owner):
    page = client.submit(f"{BASE}/edit", {"accent_colour": "#ffee00"})

    assert page.errors == ["Šī krāsa uz balta fona ir pārāk gaiša. Izvēlieties tumšāku."]


def test_an_owner_invites_a_colleague(client, session, owner, organisation):
    fields = {"email": "jauns@example.org", "name": "Jānis", "role": "editor"}
    page = client.submit(f"{BASE}/members/new", fields)

    assert "jauns@example.org" in page.words
    found = service.members_of(organisation, language="lv")
    assert [(each.account.email, each.role.value) for each in found] == [
        ("owner@example.org", "owner"),
        ("jauns@example.org", "editor"),
    ]


def test_inviting_somebody_twice_is_told_at_the_address(client, owner, reader):
    fields = {"email": "reader@example.org", "role": "editor"}
    page = client.submit(f"{BASE}/members/new", fields)

    assert page.errors == ["reader@example.org jau strādā šajā organizācijā."]


def test_an_invitation_without_a_role_is_not_sent(client, owner):
    page = client.submit(f"{BASE}/members/new", {"email": "jauns@example.org"})

    assert page.errors == ["Izvēlieties lomu."]


def test_an_owner_gives_a_role_and_takes_it(client, session, owner, reader, organisation):
    uid = reader.memberships[0].uid
    client.submit(f"{BASE}/members/{uid}/role", {"role": "desk"})
    session.expire_all()
    role = reader.memberships[0].role
    page = client.submit(f"{BASE}/members/{uid}/remove")

    assert role is StaffRole.DESK
    assert "Rita" not in page.words


def test_the_last_owner_is_told_why_they_must_stay(client, owner):
    uid = owner.memberships[0].uid
    page = client.submit(f"{BASE}/members/{uid}/remove")

    assert page.status_code == 422
    assert page.errors[0].startswith("Organizācijai vajadzīgs pārvaldnieks.")


def test_a_member_of_another_organisation_is_not_there(client, owner):
    stranger = an_account(organisation=an_organisation()).memberships[0]

    assert client.get(f"{BASE}/members/{stranger.uid}/role").status_code == 404
    assert client.get(f"{BASE}/members/{stranger.uid}/remove").status_code == 404


def test_an_editor_cannot_make_themselves_an_owner(client, session, organisation):
    editor = an_account(organisation=organisation, role=StaffRole.EDITOR)
    uid = editor.memberships[0].uid
    client.sign_in(editor)
    form = client.get("/lv/organise/").document
    token = next(one.get("value") for one in form.iter("input") if one.get("name") == "csrf_token")
    answer = client.post(f"{BASE}/members/{uid}/role", data={"role": "owner", "csrf_token": token})

    session.expire_all()
    assert answer.status_code == 403
    assert editor.memberships[0].role is StaffRole.EDITOR
