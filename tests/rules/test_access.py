"""Every address has a rule that says who may use it."""

import re

import pytest

from eventreg.accounts.models import StaffRole
from eventreg.web import access

pytestmark = pytest.mark.database("sqlite")

# Addresses that people reach without a language: files for machines, and the way to a language.
WITHOUT_LANGUAGE = {"/", "/healthz", "/readyz", "/metrics", "/robots.txt", "/sitemap.xml"}
FOR_MACHINES = ("/static/", "/.well-known/", "/api/")


def test_every_route_has_an_access_rule(app):
    lawless = [rule.endpoint for rule in app.url_map.iter_rules() if not _rule(rule.endpoint)]

    assert lawless == []


def test_everything_below_organise_is_for_staff(app):
    open_to_others = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "/organise" in rule.rule and not _rule(rule.endpoint).roles
    ]

    assert open_to_others == []


def test_only_staff_pages_are_for_staff(app):
    elsewhere = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if _rule(rule.endpoint).roles and "/organise" not in rule.rule
    ]

    assert elsewhere == []


def test_a_reader_can_change_nothing(app):
    changing = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if StaffRole.READER in _rule(rule.endpoint).roles
        and _rule(rule.endpoint).roles != access.ANY_STAFF
        and rule.methods
        and rule.methods & {"POST", "PUT", "PATCH", "DELETE"}
    ]

    assert changing == []


def test_every_page_stands_under_its_language(app):
    elsewhere = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule not in WITHOUT_LANGUAGE
        and not rule.rule.startswith(FOR_MACHINES)
        and not re.match(r"/<(any\(lv,en\)|language):\w+>/", rule.rule)
    ]

    assert elsewhere == []


def _rule(endpoint):
    return access.rule_of(endpoint)
