"""What must hold after a storm: the sweep over the database, and every promise made to a person."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from benchmarks.load import world
from benchmarks.load.installation import Installation
from benchmarks.load.mail_server import all_mails
from benchmarks.load.scenarios import Ran
from benchmarks.load.stories import Outcome, Told
from eventreg import clock
from eventreg.commands.frame import only_reading, transaction
from eventreg.database import db
from eventreg.events.models import Event
from eventreg.messages.models import Message, MessageState
from eventreg.registration.delegations.coordinating import most_a_day
from eventreg.registration.models import ACTIVE_STATES, Delegation, FormSubmission, Registration
from eventreg.registration.reconciliation import service as reconciliation

ON_THE_WAY = (MessageState.QUEUED, MessageState.SENDING)
LOOK_SECONDS = 0.3


@dataclass(frozen=True, kw_only=True)
class Mails:
    """What became of the mails: written, taken by the mail server, taken more than once."""

    written: int
    taken: int
    copies: int
    seconds: float


def wait_for_mails(*, longest: float, after_kills: bool) -> float:
    """Wait until no mail is on its way any more; returns how many seconds that took.

    Who was killed while sending leaves a claim that runs out after minutes: after kills these
    minutes are let pass at once. Everything else is the workers' own doing.
    """
    begun = time.monotonic()
    if after_kills:
        with transaction():
            db.session.execute(
                update(Message)
                .where(Message.state.in_(ON_THE_WAY))
                .values(due_at=clock.now())
                .execution_options(synchronize_session=False)
            )
    while time.monotonic() < begun + longest:
        with only_reading():
            left = db.session.scalar(
                select(func.count(Message.id)).where(Message.state.in_(ON_THE_WAY))
            )
        if not left:
            break
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - begun


def judge(installation: Installation, ran: Ran, *, waited: float) -> tuple[list[str], Mails]:
    """Everything that is not as it must be, a line each, and what became of the mails."""
    taken = Counter(
        mail["id"] for mails in all_mails(installation.mails).values() for mail in mails
    )
    with only_reading():
        rows = db.session.execute(select(Message.uid, Message.state, Message.tries)).all()
        found = [str(each) for each in reconciliation.sweep(now=clock.now())]
        found += _broken_promises(ran.outcomes)
        found += _stopped_too_soon(ran.outcomes)
        found += _places_left(ran.outcomes) if ran.one_limit else ()
    tries = {f"<{uid}@127.0.0.1>": count for uid, _state, count in rows}
    found += [f"mail {uid}: {state}, not sent" for uid, state, _ in rows if state in ON_THE_WAY]
    found += [f"mail {uid}: given up" for uid, state, _ in rows if state is MessageState.FAILED]
    found += _wrong_mails(tries, taken, kills=sum(ran.killed.values()))
    found += [
        f"person {each.number}: {fault}"
        for each in (*ran.outcomes, *ran.looked)
        for fault in each.faults
        if not ran.killed
    ]
    copies = sum(taken.values()) - len(taken)
    return found, Mails(written=len(rows), taken=len(taken), copies=copies, seconds=waited)


def _broken_promises(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Whoever saw the last page is registered under the reference that it showed, whole."""
    forms = select(FormSubmission.reference, Registration.state, Registration.email_key)
    kept = {
        row.reference: row for row in db.session.execute(forms.join(FormSubmission.registration))
    }
    people = select(Registration.email_key, Registration.state)
    known = {row.email_key: row for row in db.session.execute(people)}
    for each in outcomes:
        if each.told is Told.NOTHING:
            yield f"person {each.number}: never got an answer ({each.why})"
        elif each.told is Told.REFUSED:
            yield f"person {each.number}: refused without cause ({each.why})"
        elif each.told is Told.RECEIVED:
            row = known.get(each.email) if each.named else kept.get(each.reference)
            if row is None or row.email_key != each.email:
                yield f"person {each.number}: told {each.reference or 'nothing'}, not registered"
            elif (row.state in ACTIVE_STATES) == each.cancelled:
                yield f"person {each.number}: {each.reference} is {row.state}"


def _stopped_too_soon(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """No coordinator is told that it is enough before naming as many as the day allows (R12)."""
    named: dict[int, Counter[Told]] = defaultdict(Counter)
    for each in outcomes:
        named[each.number % world.DELEGATIONS][each.told] += each.named
    most = min(map(most_a_day, db.session.scalars(select(Delegation))), default=0)
    for number, told in named.items():
        before = told.total() - told[Told.ENOUGH]
        if told[Told.ENOUGH] and before < most:
            yield f"coordinator {number}: told after {before} of {most} that it is enough (R12)"


def _places_left(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Nobody is turned away for want of a place while one is left at the end."""
    turned_away = sum(each.told is Told.FULL for each in outcomes)
    event = db.session.scalars(select(Event).where(Event.slug == world.SLUG)).one()
    if turned_away and event.free and not event.waiting_list:
        yield f"event {event.slug}: {event.free} places free, {turned_away} people turned away"


def _wrong_mails(tries: dict[str, int], taken: Counter[str], *, kills: int) -> Iterator[str]:
    """Each mail arrived; a second copy only where a worker died between sending and noting it."""
    for message_id in taken.keys() - tries.keys():
        yield f"mail {message_id}: sent, but not in the outbox"
    for message_id, count in tries.items():
        copies = taken[message_id]
        if not copies:
            yield f"mail {message_id}: never arrived"
        elif copies > 1 and (copies > count or not kills):
            yield f"mail {message_id}: arrived {copies} times, sent {count} times"
