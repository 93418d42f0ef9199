"""What every request goes through, seen on pages that only these tests have."""

import gzip

import pytest
from flask import abort
from sqlalchemy import func, select
from structlog.testing import capture_logs

from eventreg.accounts.models import Organisation
from eventreg.app import create_app
from eventreg.database import db
from eventreg.errors import DomainError
from eventreg.web import access, assets
from tests.client import CheckingClient
from tests.settings import settings_for
from tests.test_database import an_organisation


class NothingLeft(DomainError):
    pass


def add_organisation():
    db.session.add(an_organisation())
    db.session.flush()


@pytest.fixture
def client(app):
    """A second application on the same database, with pages that misbehave."""
    home = app.extensions["eventreg.settings"].home
    misbehaving = create_app(settings_for(home, DATABASE_URL=app.config["SQLALCHEMY_DATABASE_URI"]))
    misbehaving.config["WTF_CSRF_ENABLED"] = False
    misbehaving.config["PROPAGATE_EXCEPTIONS"] = False

    def write(then):
        add_organisation()
        if then == "refuse":
            raise NothingLeft("No seat is left.")
        if then == "crash":
            raise RuntimeError("secret-detail")
        abort(int(then))

    def write_well():
        add_organisation()
        return "", 204

    misbehaving.add_url_rule("/<lang>/well", "well", access.everyone(write_well), methods=["POST"])
    misbehaving.add_url_rule(
        "/<lang>/sneaky", "sneaky", access.everyone(write_well), methods=["GET"]
    )
    misbehaving.add_url_rule(
        "/<lang>/write/<then>", "write", access.everyone(write), methods=["POST"]
    )
    misbehaving.test_client_class = CheckingClient
    yield misbehaving.test_client()
    with misbehaving.app_context():
        db.engine.dispose()


def organisations(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(Organisation))


def test_what_went_well_is_kept(client, session):
    client.post("/lv/well")

    assert organisations(session) == 1


@pytest.mark.parametrize(
    ("then", "status"), [("refuse", 409), ("crash", 500), ("403", 403), ("404", 404), ("422", 422)]
)
def test_what_did_not_go_well_leaves_nothing_behind(client, session, then, status):
    assert client.post(f"/lv/write/{then}").status_code == status
    assert organisations(session) == 0


def test_a_get_that_writes_fails_and_leaves_nothing_behind(client, session):
    assert client.get("/lv/sneaky").status_code == 500
    assert organisations(session) == 0


def test_a_rule_that_says_no_is_told_in_words(client):
    assert "No seat is left." in client.post("/en/write/refuse").words


def test_a_fault_of_ours_shows_no_detail(client):
    page = client.post("/en/write/crash")

    assert "secret-detail" not in page.get_data(as_text=True)
    assert page.heading


@pytest.mark.parametrize("path", ["/lv/nowhere", "/en/nowhere", "/nowhere", "/lv/e/nothing/"])
def test_a_page_that_does_not_exist_says_so_in_a_page(client, path):
    page = client.get(path)

    assert (page.status_code, page.document.get("lang")) == (
        404,
        "en" if path.startswith("/en") else "lv",
    )


def test_a_static_file_may_be_kept_for_ever_under_its_address(client):
    address = f"/static/{assets.digest()}/css/tokens.css"
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == assets.IMMUTABLE


def test_a_style_sheet_travels_packed_to_whoever_can_unpack_it_and_a_page_never(client):
    address = f"/static/{assets.digest()}/css/tokens.css"
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(address, headers={"Accept-Encoding": "gzip;q=0"})
    page = client.get("/lv/", headers={"Accept-Encoding": "gzip"})

    assert packed.content_encoding == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert (plain.content_encoding, page.content_encoding) == (None, None)
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.vary
    gone = f"/static/{assets.digest()}/css/../../app.css"
    assert client.get(gone, headers={"Accept-Encoding": "gzip"}).status_code == 404


def test_a_static_file_of_another_day_is_gone(client):
    assert client.get("/static/000000000000/css/tokens.css").status_code == 404


def test_the_log_of_requests_holds_no_secret_link(client):
    with capture_logs() as lines:
        client.get("/lv/r/very-secret-token/")

    assert [line["path"] for line in lines] == ["/lv/r/…/"]


def test_it_is_alive_and_ready(client):
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok"}
