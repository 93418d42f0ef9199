"""Every page there is, walked through as a visitor, as a registered person and as an organiser."""

import pytest
import sqlalchemy as sa

from eventreg.database import Base, db
from tests.world import NO_PAGES, a_world, walk

# Reached by sending a form; their own tests fetch them.
WITHOUT_A_LINK = {
    "accounts.choose_password",
    "accounts.sent",
    "registration.my_link_sent",
    "registration.registered",
    "hand_over.done",
    "my_data.erased",
    "certificates.proof",  # where the code on the paper leads
    "organise_documents.waiting",
    "security.two_factor_token_validation",
    "security.recovery",
    "my_account.codes",
}


def contents():
    """All rows of all tables."""
    with db.engine.connect() as connection:
        return {
            table.name: connection.execute(sa.select(table)).all()
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture
def world(latvia):
    return a_world()


@pytest.fixture
def walked(app, world):
    """The pages in a language, by endpoint."""

    def through(language, most):
        visitor, organiser = app.test_client(), app.test_client()
        organiser.sign_in(world.organiser)
        pages = walk(app, visitor, *world.starts(language), most=most)
        return pages | walk(app, organiser, *world.starts_of_staff(language), most=most)

    return through


@pytest.mark.database("sqlite")
def test_every_page_can_be_reached_by_links_and_looking_changes_nothing(app, walked, session):
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods
        and rule.rule.startswith("/<any")
        and not rule.rule.endswith(NO_PAGES)
    }
    session.commit()
    before = contents()

    assert pages - walked("lv", most=6).keys() - WITHOUT_A_LINK == set()
    assert contents() == before


@pytest.mark.parametrize("language", ["lv", "en"])
def test_looking_at_every_page_changes_nothing(walked, language, session):
    session.commit()
    before = contents()
    walked(language, most=2)

    assert contents() == before
