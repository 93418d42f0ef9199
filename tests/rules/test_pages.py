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

    def through(language):
        visitor, organiser = app.test_client(), app.test_client()
        organiser.sign_in(world.organiser)
        pages = walk(app, visitor, *world.starts(language))
        return pages | walk(app, organiser, *world.starts_of_staff(language))

    return through


@pytest.mark.database("sqlite")
def test_every_page_can_be_reached_by_links_and_keeps_the_rules_of_pages(app, walked):
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods
        and rule.rule.startswith("/<any")
        and not rule.rule.endswith(NO_PAGES)
    }

    assert pages - walked("lv").keys() - WITHOUT_A_LINK == set()


@pytest.mark.parametrize("language", ["lv", "en"])
def test_looking_at_every_page_changes_nothing(walked, language, session):
    session.commit()
    before = contents()
    walked(language)

    assert contents() == before
