"""What the things that the log tells of are called now, and where they stand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, select
from sqlalchemy.orm import joinedload

from eventreg.accounts.models import Account, Membership, Organisation
from eventreg.agenda.models import AgendaItem
from eventreg.contributions.models import Contribution, ContributionState
from eventreg.database import db
from eventreg.events.models import Event, Network, NetworkMember, Series
from eventreg.events.starting.models import EventTemplate
from eventreg.history.models import LogEntry
from eventreg.language.local_text import LocalText
from eventreg.messages.circulars.models import Circular
from eventreg.messages.models import Message
from eventreg.registration.delegations.models import PersonalInvitation
from eventreg.registration.institutions.models import Institution
from eventreg.registration.models import Delegation, Registration
from eventreg.registration.people_table.models import PeopleView
from eventreg.registration.questions.models import Question
from eventreg.visits.models import HostInstitution, SiteVisit, Vehicle

Thing = tuple[str, str]  # subject and its public name


@dataclass(frozen=True)
class Known:
    """A kind of thing: its rows, by which column the log names one, and what one is called.

    `page` is where one stands within an event, by its public name.
    """

    model: Any
    key: Any
    name: Callable[[Any], LocalText | str]
    with_: Any = None
    page: str = ""


KNOWN: Mapping[str, Known] = {
    "event": Known(Event, Event.slug, lambda one: one.title, page="organise.event"),
    "report": Known(Event, Event.slug, lambda one: one.title, page="organise_report.overview"),
    "registration": Known(
        Registration, Registration.uid, lambda one: one.full_name, page="organise_people.person"
    ),
    "agenda_item": Known(
        AgendaItem, AgendaItem.uid, lambda one: one.title, page="organise_agenda.edit"
    ),
    "site_visit": Known(
        SiteVisit,
        SiteVisit.uid,
        lambda one: one.host_institution.name,
        SiteVisit.host_institution,
        "organise_visits.edit",
    ),
    "vehicle": Known(Vehicle, Vehicle.uid, lambda one: one.name),
    "question": Known(
        Question, Question.uid, lambda one: one.label, page="organise_questions.edit"
    ),
    "delegation": Known(
        Delegation,
        Delegation.uid,
        lambda one: one.territory.name if one.territory else one.institution,
        Delegation.territory,
        "organise_invitations.delegation",
    ),
    "personal_invitation": Known(
        PersonalInvitation,
        PersonalInvitation.uid,
        lambda one: f"{one.first_name} {one.last_name}".strip() or one.email,
    ),
    "people_view": Known(PeopleView, PeopleView.uid, lambda one: one.name),
    "message": Known(
        Message, Message.uid, lambda one: one.recipient, page="organise_messages.mail"
    ),
    "circular": Known(Circular, Circular.uid, lambda one: one.subject, page="circulars.circular"),
    "contribution": Known(
        Contribution,
        Contribution.uid,
        lambda one: "" if one.state is ContributionState.DRAFT else one.title,
        page="organise_contributions.text",
    ),
    "organisation": Known(Organisation, Organisation.slug, lambda one: one.name),
    "membership": Known(
        Membership,
        Membership.uid,
        lambda one: one.account.name or one.account.email,
        Membership.account,
    ),
    "account": Known(Account, cast(Account.id, String), lambda one: one.name or one.email),
    "host_institution": Known(HostInstitution, HostInstitution.uid, lambda one: one.name),
    "institution": Known(Institution, Institution.uid, lambda one: one.name),
    "network": Known(Network, Network.uid, lambda one: one.name),
    "network_member": Known(
        NetworkMember, NetworkMember.uid, lambda one: f"{one.first_name} {one.last_name}"
    ),
    "series": Known(Series, Series.uid, lambda one: one.name),
    "event_template": Known(EventTemplate, EventTemplate.uid, lambda one: one.name),
}
# The details by which a thing was called that is no more.
_CALLED = ("title", "name", "label", "subject", "host_institution", "last_name")


def names_of(entries: Iterable[LogEntry], *, language: str) -> Mapping[Thing, str]:
    """What the things are called that still are; one statement for each kind among them."""
    wanted: dict[str, set[str]] = {}
    for entry in entries:
        wanted.setdefault(entry.subject, set()).add(entry.subject_uid)
    found: dict[Thing, str] = {}
    for subject, keys in wanted.items():
        if known := KNOWN.get(subject):
            query = select(known.key, known.model).where(known.key.in_(keys))
            if known.with_ is not None:
                query = query.options(joinedload(known.with_))
            for key, row in db.session.execute(query):
                name = known.name(row)
                found[subject, key] = name.in_(language) if isinstance(name, LocalText) else name
    return found


def name_then(entry: LogEntry, *, language: str) -> str:
    """What a thing was called that is no more, as far as the entry tells; may be empty."""
    if entry.subject in ("document", "territory"):
        return entry.subject_uid
    said: Mapping[str, Any] = {**entry.after, **entry.before}
    value = next((said[name] for name in _CALLED if said.get(name)), "")
    if isinstance(value, dict):
        return LocalText(value).in_(language) if value.keys() <= {"lv", "en"} else ""
    return value if isinstance(value, str) else ""


def colleagues_of(entries: Sequence[LogEntry]) -> Mapping[int, str]:
    """The names of the members of staff who acted, by number; one statement."""
    numbers = {entry.actor_id for entry in entries if entry.actor_id is not None}
    rows = db.session.execute(
        select(Account.id, Account.name, Account.email).where(Account.id.in_(numbers))
    )
    return {number: name or email for number, name, email in rows}
