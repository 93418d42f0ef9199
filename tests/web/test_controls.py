"""Every control has its label, hint and error tied to it, as the macros draw it."""

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectChoice, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from eventreg.errors import DomainError
from eventreg.web import forms
from eventreg.web.controls import wrong_fields
from tests.page_rules import parse, text_of

pytestmark = pytest.mark.database("sqlite")


class Example(forms.Form):
    name = forms.line("Name", required="Give your name.", description="As in your passport.")
    title = forms.local_line("Title", required="Give a title.")
    role = RadioField(
        "Role",
        choices=[SelectChoice("expert", "Expert"), SelectChoice("guest", "Guest")],
        validators=[forms.Required("Choose a role.")],
    )
    visits = SelectMultipleField(
        "Visits",
        choices=[SelectChoice("1", "School"), SelectChoice("2", "Library")],
        widget=ListWidget(),
        option_widget=CheckboxInput(),
    )
    consent = BooleanField("I agree", description="You may withdraw it.")


TEMPLATE = """
{% extends "layouts/question.html" %}
{% from "components/fields.html" import text, bilingual, radios, checkboxes, checkbox %}
{% block title %}Your details{% endblock %}
{% block fields %}
  {{ text(form.name, autocomplete="name") }}{{ bilingual(form.title) }}{{ radios(form.role) }}
  {{ checkboxes(form.visits) }}{{ checkbox(form.consent) }}
{% endblock %}
"""


@pytest.fixture
def draw(app):
    def drawn(values=None, refused=None):
        with app.test_request_context("/en/"):
            form = Example(MultiDict(values or {}), meta={"csrf": False})
            if values is not None:
                form.validate()
            if refused is not None:
                form.refuse(refused)
            return form, parse(render_template_string(TEMPLATE, form=form))

    return drawn


def by_id(document, identity):
    return next(one for one in document.iter() if one.get("id") == identity)


def test_a_control_has_its_label_hint_and_purpose(draw):
    _form, document = draw()
    name = by_id(document, "name")
    label = next(one for one in document.iter("label") if one.get("for") == "name")

    assert text_of(label) == "Name (required)"
    assert text_of(by_id(document, name.get("aria-describedby"))) == "As in your passport."
    assert name.get("autocomplete") == "name"


def test_a_faultless_control_is_not_marked(draw):
    _form, document = draw()

    assert not [one for one in document.iter() if one.get("aria-invalid")]


def test_a_wrong_control_is_tied_to_its_error(draw):
    _form, document = draw({"name": ""})
    name = by_id(document, "name")

    assert (name.get("aria-invalid"), name.get("aria-describedby")) == (
        "true",
        "name-hint name-error",
    )
    assert text_of(by_id(document, "name-error")) == "Error: Give your name."


def test_the_summary_of_errors_takes_the_focus_and_leads_to_each_control(draw):
    _form, document = draw({"name": ""})
    summary = by_id(document, "error-summary")
    targets = [one.get("href", "")[1:] for one in summary.iter("a")]

    assert summary.get("autofocus") is not None
    assert text_of(next(document.iter("title"))) == "Error: Your details – eventreg"
    assert targets == ["name", "title-lv", "role-0"]
    assert [by_id(document, target).tag for target in targets] == ["input"] * 3


def test_there_is_no_summary_without_errors(draw):
    _form, document = draw()

    assert not [one for one in document.iter() if one.get("id") == "error-summary"]


def test_a_rule_that_concerns_the_whole_form_stands_first_in_the_summary(draw):
    form, _document = draw({"name": ""}, refused=DomainError("All places are taken."))

    assert wrong_fields(form)[0] == (None, "All places are taken.")


def test_a_rule_that_concerns_a_field_stands_beside_it(draw):
    values = {"name": "Anna", "title-lv": "Dr.", "role": "guest"}

    form, document = draw(values, refused=DomainError("Known already.", field="name"))

    assert wrong_fields(form) == [("name", "Known already.")]
    assert text_of(by_id(document, "name-error")) == "Error: Known already."


def test_what_was_typed_and_chosen_stays_when_the_form_fails(draw):
    _form, document = draw({"title-en": "<Chair>", "visits": "2", "consent": "y"})

    assert by_id(document, "title-en").get("value") == "<Chair>"
    ticked = [one.get("id") for one in document.iter("input") if one.get("checked") is not None]
    assert ticked == ["visits-1", "consent"]


def test_each_language_of_a_text_is_labelled_and_marked(draw):
    _form, document = draw()
    title = by_id(document, "title")

    assert [text_of(one) for one in title.iter("label")] == ["In Latvian", "In English"]
    assert [one.get("lang") for one in title.iter("input")] == ["lv", "en"]


def test_what_the_library_of_forms_says_is_latvian_too(app):
    with app.test_request_context("/lv/"):
        form = Example(MultiDict({"role": "king"}), meta={"csrf": False})
        form.validate()

        assert "Lūdzu, izvēlieties" in form.role.errors[0]
