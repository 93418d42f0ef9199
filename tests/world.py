"""An installation as it is after some weeks: events past, present and in preparation, with people.

The tests that look at every page walk through it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urljoin

from flask import Flask

from eventreg.accounts.models import Account, Membership, StaffRole
from eventreg.database import db
from eventreg.events.models import Admission, Event, EventStatus
from eventreg.events.starting.parts import ALL_PARTS
from eventreg.events.starting.service import keep_template
from eventreg.history.service import COMMAND
from eventreg.language.local_text import LocalText
from eventreg.registration.links import token_of
from eventreg.registration.models import ConsentPurpose
from eventreg.registration.service import register
from tests.client import CheckingClient, Page
from tests.factories import (
    NOON,
    a_delegate,
    a_delegation,
    a_host,
    a_network,
    a_network_member,
    a_personal_invitation,
    a_question,
    a_registration,
    a_speaker,
    a_visit,
    an_account,
    an_application,
    an_event,
    an_item,
    an_organisation,
)

NO_PAGES = (".pdf", ".ics", ".xml", "/file")


@dataclass(frozen=True)
class World:
    """Who may look where: an organiser, and a registered person by their secret token."""

    organiser: Account
    event: Event
    token: str


def a_world() -> World:
    """Rows enough for every page to show something; commits."""
    ministry = an_organisation(slug="km", email="pasakumi@example.org")
    organiser = an_account(organisation=ministry, email="ilze@example.org", name="Ilze Kalniņa")
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
    _invited(event)
    an_event(organisation=ministry, slug="melnraksts")
    _an_event_by_approval(organiser)
    _past(an_event(organisation=ministry, slug="limbazi-2025"))
    keep_template(event=event, name="Vizīte", parts=ALL_PARTS, actor=COMMAND, now=NOON)
    world = World(organiser, event, token_of(person))
    db.session.commit()
    return world


def _an_event_by_approval(organiser: Account) -> None:
    choosy = an_event(
        organisation=an_organisation(slug="lps", name=LocalText(lv="Pašvaldību savienība")),
        slug="seminars",
        status=EventStatus.PUBLISHED,
        published_at=NOON,
        admission=Admission.APPROVAL,
    )
    organiser.memberships.append(
        Membership(organisation=choosy.organisation, role=StaffRole.EDITOR)
    )
    register(
        event=choosy,
        application=an_application("marta@example.org"),
        form_key="form-of-the-world",
        notice_version=1,
        now=NOON,
    )


def _invited(event: Event) -> None:
    """A delegation with a person, an invited person, a network with a member."""
    delegation = a_delegation(event=event)
    a_delegate(delegation=delegation, first_name="Zane", last_name="Ozola")
    a_personal_invitation(event=event)
    a_network_member(
        network=a_network(organisation=event.organisation), territory=delegation.territory
    )


def _past(event: Event) -> None:
    event.status = EventStatus.CLOSED
    event.starts_on, event.ends_on = date(2025, 5, 5), date(2025, 5, 6)
    event.published_at = datetime(2025, 4, 1, tzinfo=UTC)
    event.summary = LocalText(lv="Tikās 24 eksperti.", en="24 experts met.")


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
