"""The event whose people go out and come in; words are Latvian."""

import pytest

from eventreg.language import locale
from tests.factories import an_open_event


@pytest.fixture
def event(app):
    with locale.using("lv"):
        yield an_open_event(slug="cesis", capacity=10)
