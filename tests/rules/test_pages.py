"""Every page there is, walked through as a visitor, as a registered person and as an organiser."""

import pytest
import sqlalchemy as sa

from eventreg.database import Base, db
from tests.world import NO_PAGES, a_world, walk

# Reached by a mail or by sending a form, not by a link; their own tests fetch them.
WITHOUT_A_LINK = {
    "accounts.choose_password",
    "accounts.sent",
    "registration.my_link_sent",
    "registration.registered",
    # by the secret link of somebody else's mail
    *("delegation.overview", "delegation.add", "delegation.change", "delegation.withdraw"),
    *("delegation.refuse", "acknowledge.confirm", "invited.overview"),
    # after a form, or a file
    *("people_files.columns", "people_files.check", "people_files.done"),
    *("hand_over.done", "my_data.erased", "my_data.as_json", "branding.picture"),
    # only while somebody waits, a request is open, a deadline is past, a vehicle or a logo stands
    *("my_waiting.offer", "my_waiting.together", "my_requests.ask"),
    *("organise_waiting.offer", "organise_waiting.ahead", "organise_waiting.remove"),
    *("organise_requests.accept", "organise_requests.refuse", "organise_invitations.release"),
    *("organise_invitations.remind_all", "organise_vehicles.edit", "organise_vehicles.remove"),
    "branding.remove",
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
        pages = walk(app, visitor, f"/{language}/", f"/{language}/r/{world.token}/")
        return pages | walk(app, organiser, f"/{language}/organise/")

    return through


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
