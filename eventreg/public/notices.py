"""Facts that the privacy notice and the accessibility statement rest on."""

from datetime import date
from typing import Any, NamedTuple

from flask_babel import lazy_gettext

# The day of the last check against WCAG 2.2 AA; the statement is to be looked at once a year.
ASSESSED_ON = date(2026, 11, 22)


class Authority(NamedTuple):
    """A public body to turn to."""

    name: Any
    address: str
    email: str
    website: str


class Purpose(NamedTuple):
    """Why personal data are processed, on what legal basis, which data, for how long."""

    purpose: Any
    basis: Any
    data: Any
    kept: Any


DATA_PROTECTION_AUTHORITY = Authority(
    lazy_gettext("Data State Inspectorate"),
    "Elijas iela 17, Rīga, LV-1050",
    "pasts@dvi.gov.lv",
    "https://www.dvi.gov.lv",
)

OMBUDSMAN = Authority(
    lazy_gettext("Ombudsman of the Republic of Latvia"),
    "Baznīcas iela 25, Rīga, LV-1010",
    "pasts@tiesibsargs.lv",
    "https://www.tiesibsargs.lv",
)

PURPOSES = (
    Purpose(
        lazy_gettext("To organise the event: places, visits, agenda, messages to participants"),
        lazy_gettext("Task carried out in the public interest (GDPR, Article 6(1)(e))"),
        lazy_gettext("Name, position, institution, municipality, e-mail, phone if given, visits"),
        lazy_gettext("Until the retention period of the organiser ends; then made anonymous"),
    ),
    Purpose(
        lazy_gettext("To prove that the event took place and who took part"),
        lazy_gettext("Legal obligation: accounting for public funding (GDPR, Article 6(1)(c))"),
        lazy_gettext("Name, institution, days of attendance"),
        lazy_gettext("As long as the rules of the funding require"),
    ),
    Purpose(
        lazy_gettext("To show your name in the list of participants"),
        lazy_gettext("Your consent (GDPR, Article 6(1)(a))"),
        lazy_gettext("Name, institution, municipality"),
        lazy_gettext("Until you withdraw your consent or the retention period ends"),
    ),
    Purpose(
        lazy_gettext("To meet your needs at table and in moving about"),
        lazy_gettext("Your explicit consent (GDPR, Article 9(2)(a))"),
        lazy_gettext("What you write about diet and access, if anything"),
        lazy_gettext("30 days after the event"),
    ),
    Purpose(
        lazy_gettext("To tell the public about the event in pictures"),
        lazy_gettext("Your consent (GDPR, Article 6(1)(a))"),
        lazy_gettext("Photographs and video in which you can be recognised"),
        lazy_gettext("Until you withdraw your consent"),
    ),
)
