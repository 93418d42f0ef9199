"""An installation as it is after some weeks: events past, present and in preparation, with people.

The tests that look at every page walk through it.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urljoin

from flask import Flask
from PIL import Image

from eventreg.accounts.branding import set_logo
from eventreg.accounts.models import Account, Membership, StaffRole
from eventreg.attendance.service import note_attendance, occasions_of
from eventreg.closing.evidence.service import add_sheets
from eventreg.contributions.models import ContributionKind, ContributionState
from eventreg.database import db
from eventreg.evaluation.answering import Said, answer
from eventreg.evaluation.results import results_of, set_aside
from eventreg.evaluation.service import begin, settle
from eventreg.events.models import Admission, Event, EventStatus, Series
from eventreg.events.starting.parts import ALL_PARTS
from eventreg.events.starting.service import keep_template
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.messages.circulars.service import write
from eventreg.registration.delegations import links
from eventreg.registration.institutions.service import keep_apart
from eventreg.registration.links import token_of
from eventreg.registration.models import ConsentPurpose, PracticalNeeds, Registration
from eventreg.registration.people_files import importing
from eventreg.registration.people_filter.model import EVERYBODY
from eventreg.registration.requests.service import ask_for_change
from eventreg.registration.service import cancel_registration, register
from eventreg.reports.comments.service import comment, open_version
from eventreg.reports.models import ReportStatus
from eventreg.reports.sections import add_section
from eventreg.reports.service import move_report, publish_report, set_requisites
from eventreg.reports.signing.service import keep_signed
from eventreg.reports.versions.passages import parts_of, passages_by_name
from eventreg.reports.versions.service import facts_of
from eventreg.territories.service import territory_by_code
from eventreg.visits.models import SiteVisit
from eventreg.visits.vehicles.service import VehicleFacts, add_vehicle
from tests.client import CheckingClient, Page
from tests.factories import (
    NOON,
    a_contribution,
    a_delegate,
    a_delegation,
    a_host,
    a_network,
    a_network_member,
    a_personal_invitation,
    a_question,
    a_registration,
    a_second_factor,
    a_speaker,
    a_visit,
    a_waiting,
    an_account,
    an_application,
    an_event,
    an_item,
    an_organisation,
)
from tests.photographs import a_photo
from tests.reports.builders import WHOLE
from tests.reports.signed import container

NO_PAGES = (".pdf", ".docx", ".ics", ".xml", ".json", ".csv", ".svg", "/file", "/picture")


@dataclass(frozen=True)
class World:
    """Who may look where: an organiser by account, others by a secret link.

    `links` are what stands in mails: of people who are registered, named, waiting, offered a place,
    or ask for a change, of coordinators and of an invited person. `rooms` are an organiser's pages
    to which no link leads, or one of many.
    """

    organiser: Account
    event: Event
    links: Sequence[str]
    rooms: Sequence[str]

    def starts(self, language: str) -> Sequence[str]:
        """Where those who are not signed in begin."""
        return [f"/{language}/", *(f"/{language}/{link}/" for link in self.links)]

    def starts_of_staff(self, language: str) -> Sequence[str]:
        """Where the organiser begins."""
        return [f"/{language}/organise/{room}" for room in ("", *self.rooms)]


def a_world() -> World:
    """Rows enough for every page to show something; commits."""
    ministry = an_organisation(slug="km", email="pasakumi@example.org")
    organiser = an_account(organisation=ministry, email="ilze@example.org", name="Ilze Kalniņa")
    a_second_factor(organiser)
    an_account(organisation=ministry, email="janis@example.org", name="Jānis Ozols")
    event = an_event(
        organisation=ministry,
        slug="cesis-2026",
        status=EventStatus.PUBLISHED,
        capacity=40,
        published_at=NOON - timedelta(days=9),
        starts_on=date(2026, 3, 23),
        ends_on=date(2026, 3, 24),
        place=LocalText(lv="Cēsu kultūras nams", en="Cēsis House of Culture"),
        aim=LocalText(lv="Dalīties pieredzē.", en="To share experience."),
        photo_notice=LocalText(lv="Pasākumā fotografē.", en="Photographs are taken."),
    )
    opening = an_item(event=event, title="Atklāšana", day=date(2026, 3, 23), starts_at=time(10))
    a_speaker(item=opening)
    school = a_visit(event=event, host=a_host(organisation=ministry), capacity=2, choosable=True)
    an_item(event=event, title="Skola", day=date(2026, 3, 24), starts_at=time(13), visit=school)
    a_question(event=event, label=LocalText(lv="Vai būsiet vakariņās?", en="Do you join dinner?"))
    consents = tuple(ConsentPurpose)
    person = a_registration(event=event, visits=[school], consents=consents)
    a_registration(event=event, visits=[school], first_name="Anna", last_name="Āboliņa")
    _a_letter(event)
    _with_a_bus(school)
    mailed = [f"r/{token_of(person)}", *_invited(event)]
    an_event(organisation=ministry, slug="melnraksts")
    asked, applicant = _an_event_by_approval(organiser)
    series = Series(organisation_id=ministry.id, name=LocalText(lv="Projekts", en="Project"))
    contributor = _past(an_event(organisation=ministry, slug="limbazi-2025", series=series))
    _reported(an_event(organisation=ministry, slug="talsi-2024"))
    keep_template(event=event, name="Vizīte", parts=ALL_PARTS, actor=COMMAND, now=NOON)
    set_logo(ministry, data=_a_picture(), actor=COMMAND, now=NOON)
    filtered = f"e/{event.slug}/people/?f1=state&c1=is&f2=municipality&c2=filled&g2=1"
    rooms = [filtered, f"e/{event.slug}/people-views/", applicant, *_imports(event)]
    world = World(organiser, event, [*mailed, *asked, contributor], rooms)
    db.session.commit()
    return world


def _an_event_by_approval(organiser: Account) -> tuple[Sequence[str], str]:
    """Full and past its freeze date: links of who asks for a change, is offered a place, waits.

    The other is the page of who awaits approval.
    """
    choosy = an_event(
        organisation=an_organisation(slug="lps", name=LocalText(lv="Pašvaldību savienība")),
        slug="seminars",
        status=EventStatus.PUBLISHED,
        published_at=NOON,
        admission=Admission.APPROVAL,
        capacity=2,
        changes_freeze_at=NOON,
    )
    organiser.memberships.append(
        Membership(organisation=choosy.organisation, role=StaffRole.EDITOR)
    )
    sent = register(
        event=choosy,
        application=an_application("marta@example.org"),
        form_key="form-of-the-world",
        notice_version=1,
        now=NOON,
    )
    stays, goes = a_registration(event=choosy), a_registration(event=choosy)
    offered, waiting = a_waiting(event=choosy), a_waiting(event=choosy)
    cancel_registration(goes, actor=COMMAND, now=NOON)
    ask_for_change(stays, wanted={}, words="Ieradīšos vēlāk.", actor=COMMAND, now=NOON)
    asked = [f"r/{token_of(each)}" for each in (stays, offered, waiting)]
    return asked, f"e/seminars/people/{sent.registration.uid}/"


def _invited(event: Event) -> Sequence[str]:
    """Delegations with and without people, an invited person, a network with a member."""
    delegation, silent = a_delegation(event=event), a_delegation(event=event)
    a_delegation(event=event, answer_until=NOON, reserves=True)
    named = a_delegate(delegation=delegation, first_name="Zane", last_name="Ozola")
    invitation = a_personal_invitation(event=event)
    network = a_network(organisation=event.organisation)
    a_network_member(network=network, territory=delegation.territory)
    a_network_member(network=network, last_name="Cita", institution="Cēsu novada dome")
    cesis = territory_by_code("0026000")  # drawn on the map
    alike = {"institution": "Cēsu novadu dome"}
    a_network_member(network=network, territory=cesis, is_coordinator=False, **alike)
    keep_apart(organisation=event.organisation, names=["Valmieras skola"], actor=COMMAND, now=NOON)
    coordinators = [f"d/{links.token_of(each)}" for each in (delegation, silent)]
    return [*coordinators, f"r/{token_of(named)}", f"i/{links.invitation_token(invitation)}"]


def _a_letter(event: Event) -> None:
    write(
        event,
        subject=LocalText(lv="Par autobusu", en="About the bus"),
        body=LocalText(lv="Autobuss atiet 8.00.", en="The bus leaves at 8."),
        wanted=EVERYBODY,
        actor=COMMAND,
        now=NOON,
    )


def _with_a_bus(visit: SiteVisit) -> None:
    facts = VehicleFacts(name="Autobuss 1", capacity=2)
    add_vehicle(visit=visit, facts=facts, actor=COMMAND, now=NOON)


def _imports(event: Event) -> Sequence[str]:
    """A table that is being looked at, with a fault, and one that is imported."""
    heads = "Vārds;Uzvārds;E-pasts"
    begun, done = (
        importing.upload(
            event=event,
            data=f"{heads}\n{row}".encode(),
            name="eksperti.csv",
            actor=COMMAND,
            now=NOON,
        )
        for row in ("Anna;;anna@example.org", "Juris;Liepa;juris.liepa@example.org")
    )
    importing.finish(done, actor=COMMAND, now=NOON)
    pages = (f"{begun.uid}/", f"{begun.uid}/check", f"{done.uid}/done")
    return [f"e/{event.slug}/people-files/import/{page}" for page in pages]


def _a_picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (80, 20), "darkred").save(file, "PNG")
    return file.getvalue()


def _past(event: Event) -> str:
    """Over and closed; the link of somebody who contributes to its report."""
    event.status = EventStatus.CLOSED
    event.starts_on, event.ends_on = date(2025, 5, 5), date(2025, 5, 6)
    event.published_at = datetime(2025, 4, 1, tzinfo=UTC)
    event.summary = LocalText(lv="Tikās 24 eksperti.", en="24 experts met.")
    person = a_registration(event=event)
    accepted = a_contribution(event=event, registration=person)
    a_photo(contribution=accepted)
    a_photo(contribution=accepted, taken_out_at=NOON, reason="Seja.")
    draft = a_contribution(event=event, registration=person, state=ContributionState.DRAFT)
    a_photo(contribution=draft)
    a_contribution(event=event, kind=ContributionKind.PROPOSAL, due_on=date(2025, 9, 1))
    a_contribution(event=event, registration=person, state=ContributionState.SUBMITTED)
    _to_be_closed(event, person)
    _for_comments(event, person)
    _evaluated(event)
    return f"r/{token_of(person)}"


def _evaluated(event: Event) -> None:
    """Open still; five have answered, one in words that are shown, one in words that are not."""
    by: dict[str, Any] = {"actor": COMMAND, "now": NOON}
    evaluation = begin(event, ready_made=True, **by)
    settle(evaluation, opens_on=event.ends_on, closes_on=date(2026, 12, 31), asks=True, **by)
    overall, *_rest, words = evaluation.questions
    for number, text in enumerate(("Sarunas ar jauniešiem.", "Jānis kavēja.", "", "", ""), start=1):
        said = {overall.uid: Said(number=number), words.uid: Said(text=text)}
        answer(evaluation, a_registration(event=event), said=said, now=NOON)
    named = results_of(evaluation).questions[-1].texts[0]
    set_aside(words, named.key, reason="Nosauc personu.", **by)


def _for_comments(event: Event, person: Registration) -> None:
    """The report's second version is open for comments, and one has come; a section is added."""
    by: dict[str, Any] = {"actor": COMMAND, "now": NOON}
    add_section(event=event, title=LocalText(lv="Paldies", en="Thanks"), **by)
    for _version in range(2):
        move_report(event=event, to=ReportStatus.FOR_COMMENTS, **by)
    version = open_version(event)
    assert version is not None
    passage = next(iter(passages_by_name(parts_of(facts_of(version, "lv")))))
    comment(person, passage=passage, language="lv", text="Vai tiešām?", **by)


def _reported(event: Event) -> None:
    """Over, its final report signed and public."""
    by: dict[str, Any] = {"actor": COMMAND, "now": NOON}
    event.status, event.published_at = EventStatus.CLOSED, datetime(2024, 4, 1, tzinfo=UTC)
    event.starts_on, event.ends_on = date(2024, 5, 5), date(2024, 5, 6)
    set_requisites(event=event, requisites=WHOLE, **by)
    move_report(event=event, to=ReportStatus.FINAL, **by)
    publish_report(event=event, **by)
    for language in ("lv", "en"):
        given = {"data": container(), "file_name": "zinojums.edoc", "language": language}
        keep_signed(event=event, **given, **by)


def _to_be_closed(event: Event, person: Registration) -> None:
    """Somebody was there, is not thanked yet and had needs; a signed sheet is scanned."""
    person.needs = PracticalNeeds(diet="veģetārs")
    note_attendance(
        event,
        occasion=occasions_of(event)[0],
        present=[person.uid],
        absent=[],
        actor=COMMAND,
        now=NOON,
    )
    add_sheets(event, [("1. diena.pdf", b"%PDF-1.7")], actor=COMMAND, now=NOON)


def walk(app: Flask, client: CheckingClient, *starts: str, most: int = 6) -> dict[str, list[str]]:
    """The paths of pages that links lead to from `starts`, by endpoint, at most `most` of each.

    Only pages of the language of the first start are entered; papers and calendars are not.
    """
    language = starts[0].split("/")[1]
    found: dict[str, list[str]] = {}
    queue = list(starts)
    seen = set(queue)
    while queue:
        path = queue.pop(0)
        endpoint = endpoint_of(app, path)
        if endpoint is None or len(found.get(endpoint, ())) >= most:
            continue
        page: Page = client.get(path)  # type: ignore[assignment]
        if page.status_code == 200 and page.mimetype == "text/html":
            found.setdefault(endpoint, []).append(path)
        pages = {one for one in _targets(page) if one.startswith(f"/{language}/")}
        new = {one for one in pages if not one.partition("?")[0].endswith(NO_PAGES)} - seen
        seen |= new
        queue += sorted(new)
    return found


def endpoint_of(app: Flask, path: str) -> str | None:
    """The endpoint that a GET of the path reaches."""
    try:
        endpoint, _values = app.url_map.bind("localhost").match(path.partition("?")[0])
    except Exception:  # noqa: BLE001 - an address of nothing is not a page
        return None
    return str(endpoint)


def _targets(page: Page) -> Iterator[str]:
    html = page.mimetype == "text/html" and page.status_code == 200
    addresses = [link.get("href", "") for link in page.document.iter("a")] if html else []
    for given in [*addresses, page.headers.get("Location", "")]:
        address = urljoin(page.request.path, given).partition("#")[0]
        if address.startswith("/") and not address.startswith("//"):
            yield address
