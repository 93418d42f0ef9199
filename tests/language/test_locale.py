"""The language in force."""

from datetime import date, time

import pytest
from flask import Flask, render_template_string

from eventreg.language import locale
from eventreg.language.dates import plain


def made() -> Flask:
    app = Flask(__name__)
    locale.init(app)

    @app.get("/<lang>/page")
    def page(lang: str) -> str:
        return locale.current()

    @app.get("/page")
    def plain_page() -> str:
        return locale.current()

    return app


@pytest.mark.parametrize(
    ("path", "language"),
    [("/lv/page", "lv"), ("/en/page", "en"), ("/xx/page", "lv"), ("/page", "lv")],
)
def test_the_address_says_the_language(path: str, language: str) -> None:
    assert made().test_client().get(path).text == language


def test_an_address_that_leads_nowhere_still_has_its_language() -> None:
    with made().test_request_context("/en/nowhere"):
        assert locale.current() == "en"


def test_a_mail_speaks_its_own_language() -> None:
    with made().test_request_context("/en/page"):
        with locale.using("lv"):
            assert locale.current() == "lv"
        assert locale.current() == "en"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language"), locale.using("xx"):
        pass


@pytest.mark.parametrize(
    ("header", "language"),
    [("en-GB,en;q=0.9", "en"), ("ru,lv;q=0.5", "lv"), ("ru", "lv"), ("", "lv"), (None, "lv")],
)
def test_the_browser_is_asked_first(header: str | None, language: str) -> None:
    assert locale.preferred(header) == language


def test_templates_write_dates_in_the_language_of_the_page() -> None:
    start, end = date(2017, 11, 21), date(2017, 11, 22)
    text = "{{ start|date_range(end) }}; {{ start|date_until }}; {{ ten|time_span(none) }}"

    def shown(path: str) -> str:
        with made().test_request_context(path):
            return plain(render_template_string(text, start=start, end=end, ten=time(10)))

    assert shown("/lv/") == "2017. gada 21. un 22. novembrī; 2017. gada 21. novembrim; 10.00"
    assert shown("/en/") == "21–22 November 2017; 21 November 2017; 10:00"
