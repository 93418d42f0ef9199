"""What the details in the log are called, and their values in words."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import LazyString, gettext, lazy_gettext, lazy_pgettext

from eventreg.accounts.wording import ROLES as STAFF_ROLES
from eventreg.agenda.wording import ITEM_KINDS, SPEAKER_ROLES
from eventreg.contributions.wording import KINDS as CONTRIBUTION_KINDS
from eventreg.contributions.wording import NAMED_AS
from eventreg.contributions.wording import STATES as CONTRIBUTION_STATES
from eventreg.documents.wording import PROPOSAL_STATES
from eventreg.events.organiser_wording import ADMISSIONS, AUDIENCES
from eventreg.events.wording import STATUSES as EVENT_STATUSES
from eventreg.history.service import BLACK
from eventreg.language import dates
from eventreg.language.local_text import LocalText
from eventreg.registration.questions.wording import KINDS as QUESTION_KINDS
from eventreg.registration.wording import AFFILIATIONS, FIELDS, ROLES, STATES
from eventreg.reports.wording import SECTIONS
from eventreg.reports.wording import STATUSES as REPORT_STATUSES
from eventreg.visits.wording import INSTITUTION_KINDS

LONGEST = 300  # letters of a value; a report's section is longer than anybody reads in a log
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

LABELS: Mapping[str, LazyString] = {
    **FIELDS,
    "accent_colour": lazy_gettext("Accent colour"),
    "accompanying": lazy_pgettext("log", "Who accompanies"),
    "added": lazy_pgettext("log", "New ones"),
    "address": lazy_gettext("Address"),
    "admission": lazy_pgettext("log", "Who may register"),
    "agenda": lazy_pgettext("log", "Agenda"),
    "aim": lazy_pgettext("log", "Aim"),
    "answered_on": lazy_gettext("Answered on"),
    "at": lazy_pgettext("log", "Where and when"),
    "behind": lazy_pgettext("log", "Behind"),
    "audience": lazy_pgettext("log", "For whom"),
    "beyond": lazy_pgettext("log", "Beyond the number of places"),
    "body": lazy_gettext("Text"),
    "capacity": lazy_gettext("Places"),
    "changed": lazy_pgettext("log", "Changed ones"),
    "changes_freeze_at": lazy_pgettext("log", "Changes until"),
    "choosable": lazy_pgettext("log", "May be chosen"),
    "choices": lazy_pgettext("log", "Choices"),
    "closes_on": lazy_pgettext("log", "Open until"),
    "condition": lazy_pgettext("log", "Asked if"),
    "contact": lazy_gettext("Contact person"),
    "contact_email": lazy_pgettext("log", "E-mail of the contact person"),
    "contact_name": lazy_gettext("Contact person"),
    "contact_phone": lazy_pgettext("log", "Telephone of the contact person"),
    "contributions": lazy_pgettext("log", "Contributions"),
    "coordinator": lazy_pgettext("log", "Coordinator"),
    "coordinator_email": lazy_pgettext("log", "E-mail of the coordinator"),
    "coordinator_name": lazy_pgettext("log", "Coordinator"),
    "data_protection_contact": lazy_gettext("Data protection contact"),
    "dated_on": lazy_pgettext("log", "Date of the report"),
    "day": lazy_gettext("Day"),
    "departs_at": lazy_gettext("Departure"),
    "description": lazy_pgettext("log", "Description"),
    "digest": lazy_pgettext("log", "Mail once a day"),
    "direction": lazy_pgettext("log", "Moved"),
    "due_on": lazy_pgettext("log", "To be done by"),
    "ends_at": lazy_gettext("Ends"),
    "ends_on": lazy_pgettext("log", "Last day"),
    "evaluation": lazy_gettext("Evaluation"),
    "file": lazy_pgettext("log", "File"),
    "funding": lazy_pgettext("log", "Funding"),
    "further_topics": lazy_pgettext("log", "Topics"),
    "good_to_know": lazy_pgettext("log", "Good to know"),
    "help_text": lazy_pgettext("log", "Help"),
    "high": lazy_pgettext("log", "Upper end of the scale"),
    "host_institution": lazy_pgettext("log", "Institution visited"),
    "host_territory": lazy_pgettext("log", "Host"),
    "institutions": lazy_pgettext("log", "Institutions we visit"),
    "invitations": lazy_pgettext("log", "Delegations"),
    "kept_days": lazy_pgettext("log", "Kept for days"),
    "kind": lazy_gettext("Kind"),
    "label": lazy_gettext("Question"),
    "language": lazy_gettext("Language"),
    "latitude": lazy_pgettext("log", "Latitude"),
    "list_audience": lazy_pgettext("log", "Who sees the list of participants"),
    "logo": lazy_gettext("Logo"),
    "longitude": lazy_pgettext("log", "Longitude"),
    "low": lazy_pgettext("log", "Lower end of the scale"),
    "mails": lazy_pgettext("log", "Mails"),
    "meeting_point": lazy_gettext("Meeting point"),
    "merged": lazy_pgettext("log", "The other registration"),
    "moment": lazy_pgettext("log", "Noted at"),
    "municipalities": lazy_pgettext("log", "Municipalities"),
    "name": lazy_gettext("Name"),
    "naming": lazy_pgettext("log", "How the author is named"),
    "network": lazy_pgettext("log", "Network"),
    "notice": lazy_pgettext("log", "Notice"),
    "notices": lazy_pgettext("log", "Mail at once"),
    "number": lazy_gettext("Number"),
    "occasion": lazy_pgettext("log", "Mail about"),
    "offer_hours": lazy_pgettext("log", "Hours for an offered place"),
    "opens_on": lazy_pgettext("log", "Open from"),
    "options": lazy_pgettext("log", "Choices"),
    "order": lazy_pgettext("log", "Order"),
    "parent": lazy_pgettext("log", "Part of"),
    "parts": lazy_pgettext("log", "What was changed"),
    "passage": lazy_pgettext("log", "Passage"),
    "people": lazy_pgettext("log", "People"),
    "persons": lazy_pgettext("log", "Persons"),
    "photo_notice": lazy_pgettext("log", "Notice on photographs"),
    "place": lazy_gettext("Place"),
    "place_of_issue": lazy_pgettext("log", "Place of the report"),
    "places": lazy_gettext("Places"),
    "practical": lazy_pgettext("log", "Practical information"),
    "privacy_notice": lazy_gettext("Privacy notice"),
    "proposal_status": lazy_gettext("Status"),
    "purpose": lazy_pgettext("log", "What it is asked for"),
    "questions": lazy_pgettext("log", "Questions of the form"),
    "quota": lazy_pgettext("log", "Number of places"),
    "refused": lazy_pgettext("log", "Nobody comes"),
    "registrations": lazy_pgettext("log", "Registrations"),
    "registration_closes_at": lazy_pgettext("log", "Registration until"),
    "registration_opens_at": lazy_pgettext("log", "Registration from"),
    "releases": lazy_pgettext("log", "Unused places go back"),
    "reminder_days": lazy_pgettext("log", "Reminder, days before"),
    "report": lazy_pgettext("log", "The report"),
    "required": lazy_pgettext("log", "Must be answered"),
    "reserves": lazy_pgettext("log", "Places are kept"),
    "retention_days": lazy_pgettext("log", "Contacts are kept for days"),
    "second_factor_required": lazy_pgettext("log", "Second factor required"),
    "section": lazy_pgettext("log", "Section"),
    "send_at": lazy_pgettext("log", "Sent at"),
    "series": lazy_pgettext("log", "Series"),
    "sha256": lazy_pgettext("log", "Digest of the file"),
    "shared": lazy_pgettext("log", "For all colleagues"),
    "shown_to_role": lazy_pgettext("log", "Asked of"),
    "signatory_job": lazy_pgettext("log", "Position of the signatory"),
    "signatory_name": lazy_pgettext("log", "Signatory"),
    "skipped": lazy_pgettext("log", "Left out"),
    "slug": lazy_pgettext("log", "Short name"),
    "speakers": lazy_pgettext("log", "Speakers"),
    "spellings": lazy_pgettext("log", "Spellings"),
    "starts_at": lazy_gettext("Begins"),
    "starts_on": lazy_pgettext("log", "First day"),
    "state": lazy_gettext("State"),
    "status": lazy_gettext("Status"),
    "subject": lazy_gettext("Subject"),
    "successions": lazy_pgettext("log", "Mergers of municipalities"),
    "summary": lazy_pgettext("log", "What came of it"),
    "tag": lazy_gettext("Tag"),
    "text": lazy_gettext("Text"),
    "time_zone": lazy_gettext("Time zone"),
    "title": lazy_gettext("Title"),
    "told": lazy_pgettext("log", "Mails were sent"),
    "topics": lazy_pgettext("log", "Topics"),
    "track": lazy_pgettext("log", "Track"),
    "transport": lazy_pgettext("log", "Transport"),
    "answer_until": lazy_pgettext("log", "Answer by"),
    "asks": lazy_pgettext("log", "People are asked by mail"),
    "version": lazy_pgettext("log", "Version"),
    "visit": lazy_gettext("Site visit"),
    "waiting": lazy_pgettext("log", "On the waiting list"),
    "waiting_list": lazy_pgettext("log", "Waiting list"),
    "website": lazy_gettext("Website"),
    "with_needs": lazy_pgettext("log", "With practical needs"),
    "working_language": lazy_pgettext("log", "Working language"),
    **{section.value: name for section, name in SECTIONS.items()},
}

# What a value that stands for something is called, by the detail and then by the thing.
_BY_FIELD: Mapping[str, Mapping[Any, Any]] = {
    "admission": ADMISSIONS,
    "affiliation": AFFILIATIONS,
    "audience": AUDIENCES,
    "list_audience": AUDIENCES,
    "naming": NAMED_AS,
    "proposal_status": PROPOSAL_STATES,
    "section": SECTIONS,
    "order": SECTIONS,
    "shown_to_role": ROLES,
    "direction": {"up": lazy_pgettext("log", "up"), "down": lazy_pgettext("log", "down")},
    "needs": {"changed": lazy_pgettext("log", "changed")},
    "answers": {"changed": lazy_pgettext("log", "changed")},
}
_BY_SUBJECT: Mapping[tuple[str, str], Mapping[Any, Any]] = {
    ("registration", "role"): ROLES,
    ("registration", "state"): STATES,
    ("membership", "role"): STAFF_ROLES,
    ("contribution", "kind"): CONTRIBUTION_KINDS,
    ("contribution", "state"): CONTRIBUTION_STATES,
    ("agenda_item", "kind"): ITEM_KINDS,
    ("agenda_item", "role"): SPEAKER_ROLES,
    ("host_institution", "kind"): INSTITUTION_KINDS,
    ("question", "kind"): QUESTION_KINDS,
    ("event", "status"): EVENT_STATUSES,
    ("report", "status"): REPORT_STATUSES,
}
# Parts of an event file that nobody changes by hand.
_KEPT_BY_ITSELF = frozenset(
    {"format", "organisation", "granted_beyond", "published_at", "created_at", "updated_at"}
)
# Of use to the system alone: the public names of other rows.
LEFT_OUT = frozenset({"behind", "parent", "visit", "host_institution", "condition"})


def label_of(name: str) -> str:
    """What a detail is called; a section that an organiser made is called by its short name."""
    return str(LABELS.get(name, name))


def in_words(value: Any, *, subject: str, name: str, zone: ZoneInfo, language: str) -> str:
    """A value as people read it; empty when it says nothing, cut after `LONGEST` letters."""
    said = _said(value, subject, name, zone, language)
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()}…"


def _said(value: Any, subject: str, name: str, zone: ZoneInfo, language: str) -> str:
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, list):
        parts = (_said(each, subject, name, zone, language) for each in value)
        return ", ".join(part for part in parts if part)
    if isinstance(value, dict):
        return _of_mapping(value, subject, zone, language)
    return _of_plain(str(value), subject, name, zone, language)


def _of_mapping(value: dict[str, Any], subject: str, zone: ZoneInfo, language: str) -> str:
    if value.keys() <= {"lv", "en"}:
        return LocalText(value).in_(language)
    parts = (_said(each, subject, name, zone, language) for name, each in value.items())
    return ", ".join(part for part in parts if part)


def _of_plain(value: str, subject: str, name: str, zone: ZoneInfo, language: str) -> str:
    if value == BLACK:
        return str(gettext("erased"))
    if name == "parts":
        return "" if value in _KEPT_BY_ITSELF else label_of(value)
    words = {**_BY_FIELD.get(name, {}), **_BY_SUBJECT.get((subject, name), {})}
    for known, called in words.items():
        if str(known) == value:
            return str(called[0] if isinstance(called, tuple) else called)
    if _MOMENT.match(value):
        at = datetime.fromisoformat(value)
        return dates.short_moment(at, zone, language) if at.tzinfo else value
    if _DAY.fullmatch(value):
        return dates.short_date(date.fromisoformat(value), language)
    return value
