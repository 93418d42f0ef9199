"""Builders: each makes one thing that is valid by itself; a test names only what it is about.

    event = an_event(starts_on=date(2026, 5, 5))
    item = an_item(event=event, title="Diskusija")

They add to the session and flush; the client commits before each request.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from eventreg.accounts.models import Account, Membership, Organisation, StaffRole
from eventreg.accounts.second_factor.codes import METHOD
from eventreg.accounts.second_factor.service import new_secret
from eventreg.agenda.models import AgendaItem, AgendaSpeaker, ItemKind, SpeakerRole
from eventreg.contributions.models import (
    Contribution,
    ContributionKind,
    ContributionState,
)
from eventreg.database import db
from eventreg.documents.models import Document, DocumentKind
from eventreg.events.models import Audience, Event, EventStatus, Network, NetworkMember
from eventreg.history.service import COMMAND
from eventreg.language.collation import sort_key
from eventreg.language.local_text import LocalText
from eventreg.ports import files
from eventreg.registration.application import Application, Details, email_key
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.models import (
    Affiliation,
    ConsentPurpose,
    Delegation,
    Registration,
)
from eventreg.registration.questions.given import Answers, GivenAnswer
from eventreg.registration.questions.models import Question, QuestionKind
from eventreg.registration.questions.rules import OptionFacts, QuestionFacts
from eventreg.registration.questions.service import add_question
from eventreg.registration.quotas import reserve_quota
from eventreg.registration.service import add_registration
from eventreg.territories.models import Territory, TerritoryKind
from eventreg.visits.models import HostInstitution, InstitutionKind, SiteVisit

Row = TypeVar("Row")

LONG_AGO = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
# The tests' clock stands here: a Monday, 12 o'clock in Riga.
NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def _kept(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row


def _text(given: str | LocalText) -> LocalText:
    """A plain text is Latvian."""
    return LocalText(lv=given) if isinstance(given, str) else given


# --- accounts


def an_organisation(**values: Any) -> Organisation:
    """A ministry."""
    given: dict[str, Any] = {
        "slug": f"ministrija-{secrets.token_hex(4)}",
        "name": LocalText(lv="Kultūras ministrija", en="Ministry of Culture"),
        "created_at": LONG_AGO,
    }
    return _kept(Organisation(**given | values))


def an_account(
    *, organisation: Organisation | None = None, role: StaffRole = StaffRole.OWNER, **values: Any
) -> Account:
    """Somebody who works for the organisation, if one is given, in that role."""
    name = secrets.token_hex(8)
    given: dict[str, Any] = {
        "email": f"{name}@example.org",
        "name": "Anna Bērziņa",
        "fs_uniquifier": name,
        "created_at": LONG_AGO,
    }
    account = Account(**given | values)
    if organisation is not None:
        account.memberships.append(Membership(organisation=organisation, role=role))
    return _kept(account)


def a_second_factor(account: Account) -> str:
    """The app on the account's phone, by its secret; the sessions of the account go on."""
    account.tf_primary_method = METHOD
    account.tf_totp_secret = new_secret()
    db.session.flush()
    return account.tf_totp_secret


# --- events


def an_event(*, organisation: Organisation | None = None, **values: Any) -> Event:
    """A draft of two days, 5 and 6 May 2026."""
    starts_on = values.get("starts_on", date(2026, 5, 5))
    given: dict[str, Any] = {
        "slug": f"tiksanas-{secrets.token_hex(4)}",
        "title": LocalText(lv="Ekspertu tikšanās", en="Expert meeting"),
        "starts_on": starts_on,
        "ends_on": max(starts_on, date(2026, 5, 6)),
        "created_at": LONG_AGO,
        "updated_at": LONG_AGO,
    }
    return _kept(Event(organisation=organisation or an_organisation(), **given | values))


# --- agenda


def an_item(
    *,
    event: Event,
    title: str | LocalText = "Sesija",
    day: date | None = None,
    starts_at: time | None = None,
    ends_at: time | None = None,
    **values: Any,
) -> AgendaItem:
    """An item of the agenda without day or time; its position is 0 unless given."""
    given: dict[str, Any] = {"kind": ItemKind.SESSION} | values
    item = AgendaItem(
        event=event, title=_text(title), day=day, starts_at=starts_at, ends_at=ends_at, **given
    )
    return _kept(item)


def a_speaker(*, item: AgendaItem, name: str = "Jānis Kalniņš", **values: Any) -> AgendaSpeaker:
    """Somebody who speaks in the item, behind those who already do."""
    given: dict[str, Any] = {"role": SpeakerRole.SPEAKER, "position": len(item.speakers)} | values
    return _kept(AgendaSpeaker(item=item, name=name, **given))


# --- visits


def a_host(
    *, organisation: Organisation, name: str | LocalText = "Pamatskola", **values: Any
) -> HostInstitution:
    """A school."""
    given: dict[str, Any] = {"kind": InstitutionKind.SCHOOL} | values
    return _kept(HostInstitution(organisation_id=organisation.id, name=_text(name), **given))


def a_visit(*, event: Event, host: HostInstitution | None = None, **values: Any) -> SiteVisit:
    """A site visit without a limit of seats, in no agenda item."""
    host = host or a_host(organisation=event.organisation)
    given: dict[str, Any] = {"position": 0} | values
    return _kept(SiteVisit(event=event, host_institution=host, **given))


# --- registration


def an_open_event(**values: Any) -> Event:
    """A published event that people register for at NOON."""
    return an_event(**{"status": EventStatus.PUBLISHED, "published_at": LONG_AGO} | values)


def an_application(
    email: str | None = None,
    *,
    visits: Sequence[SiteVisit] = (),
    waits: bool = False,
    waits_for: Sequence[SiteVisit] = (),
    consents: Iterable[ConsentPurpose] = (),
    answers: Answers = (),
    **details: Any,
) -> Application:
    """What an expert of a state institution asks for; `details` are those of `Details`."""
    given: dict[str, Any] = {
        "first_name": "Līga",
        "last_name": "Ķirse",
        "position": "vecākā eksperte",
        "institution": "Izglītības ministrija",
        "affiliation": Affiliation.STATE,
    }
    return Application(
        details=Details(**given | details),
        email=email or f"{secrets.token_hex(6)}@example.org",
        language="lv",
        visits=tuple(visit.uid for visit in visits),
        waits=waits,
        waits_for=tuple(visit.uid for visit in waits_for),
        consents=frozenset(consents),
        answers=answers,
    )


def a_registration(
    *,
    event: Event | None = None,
    email: str | None = None,
    delegation: Delegation | None = None,
    **values: Any,
) -> Registration:
    """A confirmed registration, its places taken; `values` are those of `an_application`."""
    return add_registration(
        event=event or an_open_event(),
        application=an_application(email, **values),
        delegation=delegation,
        actor=COMMAND,
        now=LONG_AGO,
        told=False,
    )


# --- waiting lists


def a_waiting(**values: Any) -> Registration:
    """Somebody on the waiting list of a full event; `values` are those of `a_registration`."""
    return a_registration(waits=True, **values)


# --- questions


def a_question(
    *,
    event: Event,
    label: str | LocalText = "Vai būsiet vakariņās?",
    kind: QuestionKind = QuestionKind.YES_NO,
    options: Sequence[str | tuple[str, int | None]] = (),
    **values: Any,
) -> Question:
    """A question that everybody may leave open, behind those there are.

    `options` are labels, or labels with how many may choose them; `values` those of
    `QuestionFacts`.
    """
    named = [option if isinstance(option, tuple) else (option, None) for option in options]
    facts = QuestionFacts(
        kind=kind,
        label=_text(label),
        options=tuple(OptionFacts(_text(name), capacity) for name, capacity in named),
        **values,
    )
    return add_question(event=event, facts=facts, actor=COMMAND, now=LONG_AGO)


def answer_to(question: Question, *options: int, **value: Any) -> GivenAnswer:
    """An answer: the options by their place, or the value by its name (`text=`, `yes=` …)."""
    chosen = tuple(question.options[place].uid for place in options)
    return GivenAnswer(question=question.uid, options=chosen, **value)


# --- contributions


def a_contribution(
    *, event: Event, title: str | LocalText = "Mentors vakarskolā", **values: Any
) -> Contribution:
    """An accepted good practice that names nobody."""
    given: dict[str, Any] = {
        "kind": ContributionKind.GOOD_PRACTICE,
        "state": ContributionState.ACCEPTED,
        "created_at": LONG_AGO,
    }
    return _kept(Contribution(event=event, title=_text(title), **given | values))


# --- documents


def a_document(*, event: Event, data: bytes, **values: Any) -> Document:
    """A version of the public participant list whose file holds `data`."""
    key = f"documents/{secrets.token_hex(8)}.pdf"
    files.store().put(key, data)
    given: dict[str, Any] = {
        "kind": DocumentKind.PARTICIPANTS,
        "language": "lv",
        "audience": Audience.PUBLIC,
        "version": 1,
        "fingerprint": secrets.token_hex(32),
        "storage_key": key,
        "size_bytes": len(data),
        "pages": 1,
        "made_at": LONG_AGO,
    }
    return _kept(Document(event=event, **given | values))


# --- delegations


def a_municipality(name: str = "Limbažu novads", code: str = "", **values: Any) -> Territory:
    """A Latvian municipality of today, in the region of Vidzeme."""
    given: dict[str, Any] = {
        "country": "LV",
        "code": code or secrets.token_hex(4),
        "kind": TerritoryKind.MUNICIPALITY,
        "name": LocalText(lv=name),
        "official_name": LocalText(lv=name),
        "genitive_lv": name.removesuffix("s") + "a" if name.endswith("novads") else "",
        "region": LocalText(lv="Vidzemes plānošanas reģions", en="Vidzeme planning region"),
        "valid_from": date(2021, 7, 1),
    }
    return _kept(Territory(**given | values))


def a_delegation(
    *,
    event: Event | None = None,
    territory: Territory | None = None,
    reserves: bool = False,
    **values: Any,
) -> Delegation:
    """A municipality invited long ago with two places, to answer by 1 April 2026."""
    event = event or an_open_event()
    given: dict[str, Any] = {
        "capacity": 2,
        "taken": 0,
        "granted_beyond": 0,
        "coordinator_name": "Kristīne Koordinatore",
        "coordinator_email": f"{secrets.token_hex(6)}@example.org",
        "invited_at": LONG_AGO,
        "answer_until": datetime(2026, 4, 1, 9, 0, tzinfo=UTC),
    }
    if territory is None and not values.get("institution"):
        territory = a_municipality()
    delegation = _kept(Delegation(event=event, territory=territory, **given | values))
    if reserves:
        reserve_quota(delegation, actor=COMMAND, now=LONG_AGO)
    return delegation


def a_delegate(*, delegation: Delegation, email: str | None = None, **values: Any) -> Registration:
    """A person of the delegation, its places taken; `values` are those of `an_application`."""
    return add_registration(
        event=delegation.event,
        delegation=delegation,
        application=an_application(email, **values),
        actor=COMMAND,
        now=LONG_AGO,
        told=False,
    )


def a_network(*, organisation: Organisation, **values: Any) -> Network:
    """A standing list of experts."""
    given: dict[str, Any] = {"name": LocalText(lv="Ekspertu tīkls", en="Network of experts")}
    return _kept(Network(organisation_id=organisation.id, **given | values))


def a_network_member(
    *, network: Network, territory: Territory | None = None, **values: Any
) -> NetworkMember:
    """A coordinator of the network."""
    given: dict[str, Any] = {
        "first_name": "Kristīne",
        "last_name": "Koordinatore",
        "email": f"{secrets.token_hex(6)}@example.org",
        "is_coordinator": True,
    } | values
    member = NetworkMember(network=network, territory=territory or a_municipality(), **given)
    member.name_sort = sort_key(f"{member.last_name} {member.first_name}", "lv")
    member.email_key = email_key(member.email)
    return _kept(member)


def a_personal_invitation(*, event: Event | None = None, **values: Any) -> PersonalInvitation:
    """An expert of a state institution, invited long ago, to answer by 1 April 2026."""
    given: dict[str, Any] = {
        "email": f"{secrets.token_hex(6)}@example.org",
        "first_name": "Ilze",
        "last_name": "Viesule",
        "position": "profesore",
        "institution": "Latvijas Universitāte",
        "affiliation": Affiliation.STATE,
        "invited_at": LONG_AGO,
        "answer_until": datetime(2026, 4, 1, 9, 0, tzinfo=UTC),
    } | values
    invitation = PersonalInvitation(event=event or an_open_event(), **given)
    invitation.email_key = email_key(invitation.email)
    return _kept(invitation)
