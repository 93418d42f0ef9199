"""What a desk does: check in, undo, enter who comes unannounced; and what it must know for it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import load_only

from eventreg.attendance.desk.finding import Finding, Standing, standings
from eventreg.attendance.service import MadeNote, Occasion, keep_notes
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.history.service import Actor
from eventreg.identity import new_uid
from eventreg.registration import places, tickets
from eventreg.registration.application import Application
from eventreg.registration.models import Registration
from eventreg.registration.service import add_registration

HASH_LENGTH = 32
# The columns that a device's list is made of.
_TOLD = (
    *(Registration.uid, Registration.event_id, Registration.state, Registration.reference),
    *(Registration.first_name, Registration.last_name, Registration.institution),
    Registration.link_version,
)
NOTABLE = frozenset({Standing.EXPECTED, Standing.PRESENT})


@dataclass(frozen=True, kw_only=True)
class GivenNote:
    """A note as a desk sent it: `person` by public name, `at` the moment on a device, if on one."""

    uid: str
    person: str
    present: bool
    at: datetime | None = None


class Outcome(NamedTuple):
    """What became of a note, and how the person stands now.

    `counts` tells that this very check-in is the one that counts, `kept` that it was taken in.
    """

    uid: str
    finding: Finding
    kept: bool
    counts: bool


def take_notes(
    event: Event, *, occasion: Occasion, given: Sequence[GivenNote], actor: Actor, now: datetime
) -> Sequence[Outcome]:
    """Take in what a desk noted, maybe minutes ago and maybe twice (R28).

    Whatever the order in which desks are heard, they end with the same: the latest moment decides
    whether somebody is there, the first check-in since the last undoing when and by whom. Who is
    not expected is not noted, and the outcome says how they stand.
    """
    places.lock_queue(event.id)
    before = _by_uid(event, occasion, given)
    made = [
        MadeNote(uid=note.uid, person=person, present=note.present, at=note.at)
        for note in given
        if (finding := before.get(note.person)) and finding.standing in NOTABLE
        if (person := finding.person)
    ]
    counting = keep_notes(made, event=event, occasion=occasion, actor=actor, now=now)
    after = _by_uid(event, occasion, given)
    kept = {note.uid: counting.get(note.person.id) for note in made}
    unknown = Finding(standing=Standing.UNKNOWN)
    return [
        Outcome(
            note.uid,
            after.get(note.person, unknown),
            kept=note.uid in kept,
            counts=(check_in := kept.get(note.uid)) is not None and check_in.uid == note.uid,
        )
        for note in given
    ]


def register_walk_in(
    event: Event,
    *,
    occasion: Occasion,
    application: Application,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Registration:
    """Enter somebody who came unannounced and check them in.

    At a visit's desk a seat on it is taken too. Limits hold (R6), unless a `reason` to exceed them
    is given. Raises what `add_registration` raises.
    """
    places.lock_queue(event.id)
    if occasion.visit is not None:
        application = replace(application, visits=(occasion.visit.uid,))
    person = add_registration(
        event=event, application=application, actor=actor, now=now, beyond=reason
    )
    note = MadeNote(uid=new_uid(), person=person, present=True)
    keep_notes([note], event=event, occasion=occasion, actor=actor, now=now)
    return person


def list_for_device(event: Event, occasion: Occasion) -> dict[str, Any]:
    """What a desk needs to go on without a network, and no more.

    Of who is expected: public name, name, institution, digests of ticket and reference, and since
    when they are there. Of who is not: the digests and why not. No address, no needs.
    """
    people = db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id)
        .order_by(Registration.name_sort, Registration.id)
        .options(load_only(*_TOLD))
    ).all()
    everybody = standings(event, occasion, people)
    expected = [_told(each) for each in everybody if each.standing in NOTABLE]
    return {
        "expected": len(expected),
        "present": sum("since" in each for each in expected),
        "people": expected,
        "others": [_told_of_other(each) for each in everybody if each.standing not in NOTABLE],
    }


def told(finding: Finding) -> dict[str, str]:
    """How somebody stands, for a device."""
    since = {"since": finding.since.isoformat()} if finding.since else {}
    return {"standing": finding.standing.value, "by": finding.by, **since}


def digest(text: str) -> str:
    """What a device compares instead of a ticket or a reference."""
    return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]


def _by_uid(event: Event, occasion: Occasion, given: Sequence[GivenNote]) -> dict[str, Finding]:
    people = db.session.scalars(
        select(Registration).where(
            Registration.event_id == event.id,
            Registration.uid.in_({note.person for note in given}),
        )
    ).all()
    found = standings(event, occasion, people)
    return {each.person.uid: each for each in found if each.person}


def _told(finding: Finding) -> dict[str, str]:
    person = finding.person
    if person is None:
        return {}
    there = {"since": finding.since.isoformat(), "by": finding.by} if finding.since else {}
    return {
        "id": person.uid,
        "name": person.full_name,
        "institution": person.institution,
        **_digests(person),
        **there,
    }


def _told_of_other(finding: Finding) -> dict[str, str]:
    digests = _digests(finding.person) if finding.person else {}
    return {"standing": finding.standing.value, **digests}


def _digests(person: Registration) -> dict[str, str]:
    return {
        "ticket": digest(tickets.code_of(person)),
        "reference": digest(person.reference.replace("-", "")),
    }
