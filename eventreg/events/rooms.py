"""The organiser's ways about: the menu of the workplace and the rooms of an event.

A room is shown to those whom its access rule lets in; a new one is entered here.
"""

from collections.abc import Sequence
from typing import NamedTuple

from flask import current_app, request, url_for
from flask_babel import LazyString, lazy_gettext, lazy_pgettext

from eventreg.events import organiser_wording
from eventreg.events.awaiting import TaskKind
from eventreg.events.home import Overview, OwnEvent
from eventreg.events.models import Event
from eventreg.events.readiness_check import ORGANISATION, Check
from eventreg.ports import mail
from eventreg.web import access


class Room(NamedTuple):
    """A part of the workplace; `endpoint` is its first page, reached by the event's slug."""

    endpoint: str
    name: LazyString


class Entry(NamedTuple):
    """A line of a menu; `current`: "page" where one is, "true" where the page belongs, or empty."""

    text: str
    address: str
    current: str = ""


OVERVIEW = Room("organise.event", lazy_gettext("Overview"))
PEOPLE = Room("organise_people.overview", lazy_gettext("People"))
REQUESTS = Room("organise_requests.overview", lazy_gettext("Requests"))
MESSAGES = Room("organise_messages.overview", lazy_gettext("Messages"))
CONTRIBUTIONS = Room("organise_contributions.overview", lazy_gettext("Contributions"))
DETAILS = Room("organise.edit", lazy_gettext("Details"))
REPORT = Room("organise_report.overview", lazy_gettext("Report"))
CLOSING = Room("closing.overview", lazy_pgettext("room", "Closing"))
ROOMS = (
    OVERVIEW,
    DETAILS,
    Room("organise_agenda.overview", lazy_gettext("Agenda")),
    Room("organise_visits.overview", lazy_gettext("Site visits")),
    Room("organise_questions.overview", lazy_gettext("Questions")),
    Room("organise_invitations.overview", lazy_gettext("Invitations")),
    PEOPLE,
    Room("organise_waiting.overview", lazy_gettext("Waiting list")),
    REQUESTS,
    Room("desk.overview", lazy_gettext("Registration desk")),
    Room("attendance.overview", lazy_gettext("Attendance")),
    Room("organise_certificates.overview", lazy_gettext("Certificates of attendance")),
    Room("event_figures.overview", lazy_pgettext("room", "Figures")),
    MESSAGES,
    CONTRIBUTIONS,
    Room("organise_evaluation.overview", lazy_gettext("Evaluation")),
    REPORT,
    Room("organise_documents.overview", lazy_gettext("Documents")),
    CLOSING,
    Room("log.of_event", lazy_pgettext("room", "Log")),
)


WHERE: dict[TaskKind, tuple[Room, dict[str, str]]] = {
    TaskKind.MISSING: (OVERVIEW, {}),
    TaskKind.TEXTS: (DETAILS, {}),
    TaskKind.APPLICANTS: (PEOPLE, {"state": "pending"}),
    TaskKind.REQUESTS: (REQUESTS, {}),
    TaskKind.FAILED_MAILS: (MESSAGES, {"state": "failed"}),
    TaskKind.CONTRIBUTIONS: (CONTRIBUTIONS, {}),
    TaskKind.SUMMARY: (Room("organise.summary", lazy_gettext("What came of it")), {}),
    TaskKind.REPORT: (REPORT, {}),
    TaskKind.CLOSING: (CLOSING, {}),
}


def rooms_of(event: Event) -> list[Room]:
    """The event's rooms that the signed-in person may enter."""
    roles = access.roles_in(event.organisation_id)
    return [room for room in ROOMS if roles & _welcome(room)]


def event_menu(event: Event) -> list[Entry]:
    """The event's rooms as a menu; the room one is in is marked."""
    return _menu([(room.endpoint, room.name) for room in rooms_of(event)], slug=event.slug)


def tasks(own: OwnEvent | Overview) -> list[Entry]:
    """What waits at an event, for those who may see to it, each with the way there."""
    roles = access.roles_in(own.event.organisation_id)
    found = []
    for task in own.tasks:
        room, values = WHERE[task.kind]
        if roles & _welcome(room):
            anchor = task.anchor or None
            address = url_for(room.endpoint, slug=own.event.slug, _anchor=anchor, **values)  # type: ignore[arg-type]
            found.append(Entry(organiser_wording.task(task.kind, task.number), address))
    return found


def check_address(check: Check, event: Event) -> str:
    """Where what a check asks for is entered."""
    anchor, uid = check.anchor or None, check.uid or None
    if check.endpoint == ORGANISATION:
        slug = event.organisation.slug
        return url_for(check.endpoint, organisation_slug=slug, _anchor=anchor)
    return url_for(check.endpoint, slug=event.slug, uid=uid, _anchor=anchor)


def workplace_menu() -> list[Entry]:
    """The pages of the workplace that are about no single event."""
    account = access.account()
    pages = [("organise.dashboard", lazy_gettext("My events"))]
    if any(each.role in access.EDITORS for each in account.memberships):
        pages.append(("organise.new", lazy_gettext("New event")))
    if any(each.role in access.READERS for each in account.memberships):
        pages.append(("institutions.choose", lazy_gettext("Institutions we visit")))
    if any(each.role in access.EDITORS for each in account.memberships):
        pages.append(("spellings.choose", lazy_gettext("Names of institutions")))
    if any(each.role in access.READERS for each in account.memberships):
        pages.append(("networks.choose", lazy_gettext("Networks")))
        pages.append(("series.choose", lazy_gettext("Series of meetings")))
        pages.append(("proposals.choose", lazy_gettext("Proposals")))
    pages.append(("organise.organisations", lazy_gettext("Organisations")))
    pages.append(("my_account.overview", lazy_gettext("My account")))
    if isinstance(mail.postman(), mail.FolderPostman):
        pages.append(("mail.index", lazy_gettext("Mail of this demonstration")))
    return _menu(pages)


def _welcome(room: Room) -> frozenset[str]:
    if room.endpoint not in current_app.view_functions:
        return frozenset()
    rule = access.rule_of(room.endpoint)
    return rule.roles if rule else frozenset()


def _menu(pages: Sequence[tuple[str, LazyString]], **values: str) -> list[Entry]:
    """The pages as a menu; one that is not in it is marked where it belongs, if that is certain."""
    endpoints = [endpoint for endpoint, _name in pages]
    of_same_kind = [each for each in endpoints if _kind(each) == request.blueprint]
    belongs_to = of_same_kind if len(of_same_kind) == 1 else []
    marks = dict.fromkeys(belongs_to, "true") | {request.endpoint: "page"}
    return [
        Entry(str(name), url_for(endpoint, **values), marks.get(endpoint, ""))  # type: ignore[arg-type]  # its other keywords differ
        for endpoint, name in pages
    ]


def _kind(endpoint: str) -> str:
    return endpoint.rpartition(".")[0]
