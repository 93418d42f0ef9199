"""The organisation's logo."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from eventreg.accounts.branding import logo_of
from eventreg.accounts.models import Organisation, StaffRole
from eventreg.history.models import LogEntry
from eventreg.ports import files
from eventreg.privacy.tasks import forget_once_a_day
from tests.client import CheckingClient, Page
from tests.factories import an_account, an_organisation


@pytest.fixture
def organisation(app) -> Organisation:
    return an_organisation(slug="ministrija")


def a_picture(colour: str = "darkred") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (800, 200), colour).save(file, "PNG")
    return file.getvalue()


def sent(client: CheckingClient, data: bytes, name: str = "logo.png") -> Page:
    return client.submit("/lv/organise/o/ministrija/logo/", files={"logo": (name, data)})


@pytest.fixture
def owner(client: CheckingClient, organisation: Organisation) -> CheckingClient:
    client.sign_in(an_account(organisation=organisation, role=StaffRole.OWNER))
    return client


def test_an_owner_sets_the_logo_and_sees_it(owner, organisation):
    page = sent(owner, a_picture())

    assert "Logotips ir saglabāts." in page.words
    assert owner.get("/lv/organise/o/ministrija/logo/picture").mimetype == "image/jpeg"


def test_a_file_that_is_no_picture_is_refused_beside_the_field(owner, organisation):
    page = sent(owner, b"MZ, a program", "logo.png")

    assert page.status_code == 422
    assert [error for error in page.errors if "PNG, JPEG vai WebP" in error] != []
    assert organisation.logo_key == ""


def test_another_picture_takes_its_place_and_is_logged(owner, organisation, session):  # R28
    sent(owner, a_picture())
    first = organisation.logo_key
    sent(owner, a_picture("navy"))

    assert first != organisation.logo_key != ""
    logged = session.scalars(
        select(LogEntry).where(LogEntry.subject == "organisation").order_by(LogEntry.id)
    ).all()
    assert [entry.before for entry in logged] == [{"logo": ""}, {"logo": first}]


def test_the_logo_is_removed_only_after_a_question(owner, organisation):
    sent(owner, a_picture())

    page = owner.submit("/lv/organise/o/ministrija/logo/remove")

    assert "Logotips ir noņemts." in page.words
    assert logo_of(organisation) is None


def test_a_logo_that_was_replaced_leaves_the_store_after_a_day(owner, organisation, time_stands):
    sent(owner, a_picture())
    sent(owner, a_picture("navy"))
    forget_once_a_day()
    kept_at_first = len(list(files.store().all_keys()))
    time_stands(datetime.now(UTC) + timedelta(days=1, minutes=1))
    forget_once_a_day()

    assert kept_at_first == 2
    assert list(files.store().all_keys()) == [organisation.logo_key]
    assert logo_of(organisation) is not None


@pytest.mark.parametrize("role", [StaffRole.EDITOR, StaffRole.DESK, StaffRole.READER])
def test_only_owners_change_it(client, organisation, role):
    client.sign_in(an_account(organisation=organisation, role=role))

    assert client.get("/lv/organise/o/ministrija/logo/").status_code == 403
