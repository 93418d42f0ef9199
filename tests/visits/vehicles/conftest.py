"""A visit with vehicles, and the words of the tests about them."""

import pytest

from tests.factories import a_visit, an_open_event


@pytest.fixture
def visit(app):
    return a_visit(event=an_open_event(slug="limbazi"), capacity=10)
