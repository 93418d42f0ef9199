"""An event with two places, both taken."""

import pytest

from tests.factories import (
    a_registration,
    an_open_event,
)


@pytest.fixture
def event(app):
    return an_open_event(capacity=2)


@pytest.fixture
def seated(event):
    return [a_registration(event=event) for _ in range(2)]
