import pytest

from tests.browser.accessibility import violations

pytestmark = pytest.mark.database("sqlite")


@pytest.mark.parametrize("language", ["lv", "en"])
def test_axe(visitor, language):
    page = visitor(language=language)
    page.goto(f"/{language}/")
    assert violations(page) == []
