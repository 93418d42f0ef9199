"""The words of a mail: Markdown with names in braces, as HTML and as text."""

import pytest

from eventreg.messages.words import as_html, as_text, filled, names_in

VALUES = {"name": "Līga", "link": "https://example.org/lv/r/x/", "news": "– viens\n– divi"}


def test_a_name_is_replaced_in_html_and_text():
    assert as_html("Labdien, {name}!", VALUES) == "<p>Labdien, Līga!</p>\n"
    assert as_text("Labdien, {name}!", VALUES) == "Labdien, Līga!"


def test_what_people_wrote_becomes_no_markup():
    values = {"name": "<b>Anna</b> [te](https://evil.example) *x*"}

    assert as_html("{name}", values) == (
        "<p>&lt;b&gt;Anna&lt;/b&gt; [te](https://evil.example) *x*</p>\n"
    )
    assert as_text("{name}", values) == values["name"]


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](https://example.org/x.png)"],
)
def test_staff_can_write_no_script_and_no_picture(text):
    html = as_html(text, VALUES)

    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html


def test_a_link_may_lead_to_a_named_address():
    text = "[Mana reģistrācija]({link}offer)"

    assert '<a href="https://example.org/lv/r/x/offer"' in as_html(text, VALUES)
    assert as_text(text, VALUES) == "Mana reģistrācija: https://example.org/lv/r/x/offer"


def test_a_list_reads_as_a_list():
    text = "Jāņem līdzi:\n\n- pase\n- zābaki\n\n1. viens\n2. divi"

    assert as_text(text, VALUES) == "Jāņem līdzi:\n\n- pase\n- zābaki\n1. viens\n2. divi"
    assert as_html(text, VALUES).count("<li>") == 4


def test_the_lines_of_a_value_stay_lines():
    assert as_text("{news}", VALUES) == "– viens\n– divi"
    assert as_html("{news}", VALUES) == "<p>– viens<br>\n– divi</p>\n"


def test_several_values_stand_in_one_line():
    assert filled("{visits}", {"visits": ["Skola", "Muzejs"]}) == "Skola; Muzejs"


def test_it_finds_the_names():
    assert names_in("{name} un {link}, ne { } vai {Vārds}") == {"name", "link"}


def test_an_unknown_name_is_an_error():
    with pytest.raises(KeyError):
        as_text("{nothing}", VALUES)
