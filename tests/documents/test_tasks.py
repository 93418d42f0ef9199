"""The first version of each paper is there before anybody asks."""

import pytest
from sqlalchemy import select

from eventreg.database import db
from eventreg.documents import tasks
from eventreg.documents.models import Document, DocumentKind
from eventreg.documents.press import RenderingFailed
from eventreg.events.models import Audience
from tests.factories import an_event, an_open_event

pytestmark = pytest.mark.usefixtures("one_press")


@pytest.fixture(autouse=True)
def nothing_failed(monkeypatch):
    monkeypatch.setattr(tasks, "_failed", set())


def printed():
    db.session.commit()
    tasks.print_first_versions()
    rows = db.session.scalars(select(Document).order_by(Document.kind, Document.language)).all()
    return [(row.kind, row.language, row.version) for row in rows]


def test_what_an_event_offers_is_printed_in_both_languages_once(app):
    an_open_event(list_audience=Audience.PUBLIC)
    papers = [
        (kind, language, 1)
        for kind in (DocumentKind.AGENDA, DocumentKind.PARTICIPANTS)
        for language in ("en", "lv")
    ]

    assert printed() == papers
    assert printed() == papers


def test_nothing_is_printed_of_a_draft(app):
    an_event()

    assert printed() == []


def test_a_paper_that_fails_keeps_no_other_waiting_and_is_left_alone(app, monkeypatch):
    an_open_event(list_audience=Audience.ORGANISERS)
    asked = []

    def fail_in_english(event, *, kind, language, **_rest):
        asked.append(language)
        if language == "en":
            raise RenderingFailed("no ink")

    monkeypatch.setattr(tasks, "paper", fail_in_english)

    printed()
    printed()

    assert asked == ["lv", "en", "lv"]
