"""Consents: what is asked for, in which words, given and withdrawn (R21).

Each is a choice of its own, unticked. What is kept is the wording that the person read, in the
language it was read in, with the time. A change of wording is a new consent: the old one stands as
it was given.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import LazyString, lazy_gettext

from eventreg.database import db, write_row
from eventreg.events.models import Audience, Event
from eventreg.language import locale
from eventreg.registration.models import Consent, ConsentPurpose, Registration

WORDING: dict[ConsentPurpose, LazyString] = {
    ConsentPurpose.LIST_PUBLIC: lazy_gettext(
        "I agree that my name, institution and municipality are shown in the list of "
        "participants that everybody can see."
    ),
    ConsentPurpose.LIST_PARTICIPANTS: lazy_gettext(
        "I agree that my name, position, institution and municipality are shown to the other "
        "participants of the event."
    ),
    ConsentPurpose.PHOTOGRAPHS: lazy_gettext(
        "I agree that photographs taken at the event in which I can be recognised are used to "
        "tell about the event."
    ),
}

_OF_THE_LIST = {
    Audience.PUBLIC: (ConsentPurpose.LIST_PUBLIC, ConsentPurpose.LIST_PARTICIPANTS),
    Audience.PARTICIPANTS: (ConsentPurpose.LIST_PARTICIPANTS,),
    Audience.ORGANISERS: (),
}


def asked_by(event: Event) -> Sequence[ConsentPurpose]:
    """The consents that make sense for the event: for its list of participants, for photographs."""
    return (*_OF_THE_LIST[event.list_audience], ConsentPurpose.PHOTOGRAPHS)


def standing(registration: Registration) -> frozenset[ConsentPurpose]:
    """The purposes that the person agrees to at present."""
    return frozenset(
        consent.purpose for consent in registration.consents if consent.withdrawn_at is None
    )


def set_consents(
    registration: Registration,
    wanted: Iterable[ConsentPurpose],
    *,
    language: str,
    now: datetime,
) -> frozenset[ConsentPurpose]:
    """Give and withdraw so that just the `wanted` consents stand; returns those that stood before.

    Consents that stand and are still wanted keep their wording and time.
    """
    before, after = standing(registration), frozenset(wanted)
    for consent in registration.consents:
        if consent.withdrawn_at is None and consent.purpose not in after:
            consent.withdrawn_at = now
    with locale.using(language):
        for purpose in sorted(after - before):
            write_row(
                Consent,
                registration_id=registration.id,
                purpose=purpose,
                wording=str(WORDING[purpose]),
                language=language,
                given_at=now,
            )
    db.session.expire(registration, ["consents"])
    return before
