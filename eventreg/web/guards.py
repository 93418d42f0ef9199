"""What keeps a form from being used up, flooded or filled in by programs.

Limits are counted in the database (`accounts.tries`), under keyed digests that tell nobody's
address. Two thoughts stand behind the numbers. A *network address* is wide: a ministry, a town hall
or a telephone company puts hundreds of people behind one, and at the opening second all of them
press the button; it only has to stop a single machine that fills an event up. What is *one
person's*, an e-mail or a secret link, is narrow: nobody needs it often. The machine's own address
is nobody's: when a proxy stands before the server and `EVENTREG_TRUSTED_PROXIES` does not say so,
everybody seems to come from there, so it is neither counted nor refused.

Registering is counted in the transaction that registers, in one statement and as its last: what is
refused is undone together with its count, so that only what was really done counts and the way in
stays short (R7). Everything else is counted first, by itself, so that refused tries count too.

Against programs there is no picture to decipher, which shuts out people who do not see or hear, but
two quiet signs: a field that people do not see was filled in, or the form came back faster than
anybody reads. Neither is proof: an autofill may do the first, a quick hand the second. So nobody is
refused and nobody is told a lie; the person is asked to tick one more box and to send the form once
more. What was typed stays. A form without a sign of when it was opened counts as too fast.
"""

from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import NamedTuple

from flask import current_app, request
from flask_babel import gettext, lazy_gettext
from flask_login import current_user
from itsdangerous import BadSignature, TimestampSigner
from wtforms import BooleanField, HiddenField, StringField

from eventreg import clock
from eventreg.accounts import tries
from eventreg.errors import DomainError
from eventreg.web import transaction
from eventreg.web.forms import Form

HOUR = timedelta(hours=1)
SALT = "form-opened"


class Limit(NamedTuple):
    """At most `most` times in `window`."""

    purpose: str
    most: int
    window: timedelta


LINK_OF_ADDRESS = Limit("my-link-address", 60, HOUR)
LINK_OF_EMAIL = Limit("my-link-email", 10, HOUR)
HAND_OVER = Limit("hand-over", 10, timedelta(days=1))
FILE_OF_ADDRESS = Limit("file-address", 300, HOUR)
PROOF_OF_ADDRESS = Limit("proof-address", 120, HOUR)
REGISTER_EMAIL = Limit("register-email", 10, HOUR)
REGISTER_ADDRESS = "register-address"


class TooManyTries(DomainError):
    """So often in so short a time; it can be tried again `retry_after` seconds later."""

    status = 429

    def __init__(self, retry_after: timedelta):
        super().__init__(
            lazy_gettext(
                "This was done very often in a short time. Please wait a while and try again; what "
                "you typed is still here."
            )
        )
        self.retry_after = int(retry_after.total_seconds())


def require(limit: Limit, *, of: str, now: datetime) -> None:
    """Count one more of what `of` does; raises TooManyTries. Commits, so call it first."""
    if not tries.within(
        limit.purpose, of.casefold(), most=limit.most, window=limit.window, now=now
    ):
        raise TooManyTries(limit.window)


def require_of_sender(limit: Limit, *, now: datetime) -> None:
    """The same of the network address that asks."""
    address = sender()
    if address:
        require(limit, of=address, now=now)


def registering(event_id: int, email: str, *, now: datetime) -> None:
    """Count a form that registers, for its e-mail and for where it comes from; raises TooManyTries.

    Call it last, in the transaction that registers.
    """
    settings = current_app.extensions["eventreg.settings"]
    counted = {(REGISTER_EMAIL.purpose, str(event_id), email.casefold()): REGISTER_EMAIL.most}
    if (address := sender()) and settings.registrations_per_address:
        counted[(REGISTER_ADDRESS, str(event_id), address)] = settings.registrations_per_address
    if not tries.all_within(counted, window=HOUR, now=now):
        raise TooManyTries(HOUR)


def attaching(*, now: datetime) -> None:
    """Count a file from somebody who is not signed in; raises TooManyTries. Commits.

    A form that reads first begins to write here: what it has read is read anew.
    """
    if not current_user.is_authenticated:
        transaction.begin_to_write()
        require_of_sender(FILE_OF_ADDRESS, now=now)


class PersonalForm(Form):
    """A form that notices when a program fills it in, and then asks whether a person does."""

    homepage = StringField(lazy_gettext("Leave this empty"))
    opened = HiddenField("")
    person = BooleanField(lazy_gettext("I have filled this in myself; I am not a program"))

    asks_whether_person = False

    def note_opening(self) -> None:
        """Sign the moment at which the form is first shown; keep it on the pages that follow."""
        if not self.opened.data:
            self.opened.data = _signer().sign(b"").decode()

    def seems_personal(self) -> bool:
        """Whether nothing speaks for a program, or the person says so; else the form asks."""
        if self.person.data or not (self.homepage.data or self._too_fast()):
            return True
        self.asks_whether_person = True
        self.person.errors = [
            gettext(
                "The form came back very fast or with a field filled in that people do not see. "
                "If you are a person, tick this box and send the form again; nothing is lost."
            )
        ]
        return False

    def _too_fast(self) -> bool:
        least = current_app.extensions["eventreg.settings"].form_seconds
        if not least:
            return False
        try:
            _, opened = _signer().unsign(self.opened.data or "", return_timestamp=True)
        except BadSignature:
            return True
        return bool((clock.now() - opened).total_seconds() < least)


class _Signer(TimestampSigner):
    """Signs with the system's own clock."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def _signer() -> _Signer:
    return _Signer(str(current_app.secret_key), salt=SALT)


def sender() -> str:
    """The network that asks; empty for the machine's own address."""
    address = request.remote_addr or ""
    try:
        return "" if ip_address(address).is_loopback else tries.network(address)
    except ValueError:
        return address
