"""A text that is saved as one types, under a name made before anything was saved.

The page gives the name; so what is sent again, because no answer came, is the same draft, and one
text never becomes two.
"""

import hashlib
import re
from datetime import datetime

from sqlalchemy import select

from eventreg.contributions.giving.errors import NotADraft
from eventreg.contributions.giving.service import Given, change, give
from eventreg.contributions.models import Contribution, ContributionKind, ContributionState
from eventreg.database import db
from eventreg.history.service import Actor
from eventreg.registration.models import Registration

_UID = re.compile(r"[A-Za-z0-9_-]{22}")


def is_uid(text: str) -> bool:
    """Whether a text can be the name of a draft."""
    return _UID.fullmatch(text) is not None


def store_of(registration: Registration) -> str:
    """Under which name a device keeps what is not saved: it opens nothing, and names nobody."""
    return hashlib.sha256(f"draft {registration.uid}".encode()).hexdigest()[:22]


def keep_as_typed(
    registration: Registration,
    *,
    uid: str,
    kind: ContributionKind,
    given: Given,
    actor: Actor,
    now: datetime,
) -> Contribution:
    """Save the draft `uid`, which is made when there is none; what was sent stays as it is.

    Raises NotADraft and what `give` raises.
    """
    found = _named(registration, uid)
    if found is not None and found.state is not ContributionState.DRAFT:
        raise NotADraft
    return give_named(
        registration, uid=uid, kind=kind, given=given, send=False, actor=actor, now=now
    )


def give_named(
    registration: Registration,
    *,
    uid: str,
    kind: ContributionKind,
    given: Given,
    send: bool,
    actor: Actor,
    now: datetime,
) -> Contribution:
    """As `give`, of a text that may have been saved under that name before.

    Raises NotADraft and what `give` and `change` raise.
    """
    found = _named(registration, uid)
    if found is None:
        return give(registration, kind=kind, given=given, send=send, actor=actor, now=now, uid=uid)
    if found.registration_id != registration.id or found.kind is not kind:
        raise NotADraft
    change(found, given=given, send=send, actor=actor, now=now)
    return found


def _named(registration: Registration, uid: str) -> Contribution | None:
    """What has that name; whoever saves the same at the same moment waits."""
    db.session.refresh(registration, with_for_update={"of": Registration})
    return db.session.scalar(
        select(Contribution).where(Contribution.uid == uid).with_for_update(of=Contribution)
    )
