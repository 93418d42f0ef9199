"""What a person gives when registering: plain values, as a form or a file has them."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from flask import current_app

from eventreg.events.models import Event
from eventreg.language.collation import sort_key
from eventreg.language.search import folded
from eventreg.registration.institutions.spelling import known_as
from eventreg.registration.models import Affiliation, ConsentPurpose, ParticipantRole, Registration
from eventreg.registration.questions.given import Answers, as_plain
from eventreg.registration.questions.models import Question
from eventreg.territories.models import Territory

FORGOTTEN = "—"


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What somebody needs on the day; free text, both may be empty."""

    diet: str = ""
    access: str = ""

    def __bool__(self) -> bool:
        return bool(self.diet or self.access)


@dataclass(frozen=True, kw_only=True)
class Details:
    """Who a person is at the event. `territory` is only of those who come for a municipality."""

    first_name: str
    last_name: str
    position: str = ""
    institution: str = ""
    affiliation: Affiliation
    territory: Territory | None = None
    phone: str = ""
    role: ParticipantRole = ParticipantRole.EXPERT


@dataclass(frozen=True, kw_only=True)
class Application:
    """A wish to take part, with the public names of `visits` and the `answers` to questions.

    Who `waits` stands in the waiting list when the event or the delegation is full (R8); for the
    visits named in `waits_for`, in addition to `visits`, a seat on their waiting list is as good.
    `asked` are all questions of the event, where whoever asked has just read them.
    """

    details: Details
    email: str
    language: str
    visits: tuple[str, ...] = ()
    waits: bool = False
    waits_for: tuple[str, ...] = ()
    needs: Needs = field(default_factory=Needs)
    consents: frozenset[ConsentPurpose] = frozenset()
    answers: Answers = ()
    asked: Sequence[Question] | None = None

    @property
    def may_wait(self) -> bool:
        """Whether a waiting list is as good as a place, of the event or of a visit."""
        return self.waits or bool(self.waits_for)

    def fingerprint(self, event: Event) -> str:
        """A digest, under the installation's key, that tells whether the same was sent again."""
        details = self.details
        territory = details.territory.id if details.territory else None
        values = [
            event.id,
            *(details.first_name, details.last_name, details.position, details.institution),
            *(details.affiliation, territory, details.phone, details.role),
            *(email_key(self.email), sorted(self.visits), self.needs.diet, self.needs.access),
            sorted(self.consents),
            *(self.waits, sorted(self.waits_for)),
            as_plain(self.answers),
        ]
        text = json.dumps(values, ensure_ascii=False)
        key = str(current_app.secret_key).encode()
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def email_key(email: str) -> str:
    """The address as it is compared: without regard to case (R9)."""
    return email.strip().casefold()


def forgotten_key(uid: str) -> str:
    """What stands for the address of somebody who was made anonymous; it is no address (R22)."""
    return f"{FORGOTTEN}{uid}"


def spelled(details: Details, event: Event) -> Details:
    """The details with the institution as the event's organisation keeps its name.

    One statement, to be asked before a place is taken: others wait for the row with the places.
    """
    kept = known_as(event.organisation_id, details.institution)
    return replace(details, institution=kept)


def write_details(registration: Registration, details: Details) -> None:
    """Set the person's details and what is derived from them: sort key and text for search."""
    registration.first_name = details.first_name
    registration.last_name = details.last_name
    registration.position = details.position
    registration.institution = details.institution
    registration.affiliation = details.affiliation
    registration.territory = (
        details.territory if details.affiliation is Affiliation.MUNICIPALITY else None
    )
    registration.phone = details.phone
    registration.role = details.role
    write_derived(registration)


def write_derived(registration: Registration) -> None:
    """Set the sort keys (R5) and the text for search without diacritics."""
    names = f"{registration.last_name} {registration.first_name}"
    registration.name_sort = sort_key(names, "lv")
    registration.institution_sort = sort_key(registration.institution, "lv")
    registration.search_text = folded(" ".join(_searched(registration)))


def _searched(registration: Registration) -> Iterable[str]:
    yield registration.full_name
    yield from (registration.institution, registration.position, registration.email)
    yield from (registration.reference, registration.phone)
    if registration.territory is not None:
        yield from registration.territory.name.values()
