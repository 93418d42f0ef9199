"""Flask-Security's codes of an app on the phone (TOTP): each one opens once, by the house's clock.

What proves a second factor is encrypted at rest under keys made of the installation's secret key.
An earlier secret key still reads what was kept under it; new things are kept under the newest.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

from flask_security import Totp
from passlib.exc import UsedTokenError
from passlib.totp import TOTP, AppWallet
from sqlalchemy import or_, update

from eventreg import clock
from eventreg.accounts.models import Account
from eventreg.database import db

METHOD = "authenticator"
ISSUER = "eventreg"
# A phone's clock may be half a minute wrong: the codes before and after are taken too.
WINDOW_SECONDS = 30


class Codes(Totp):
    """The library's codes; it leaves it to the house to remember which one was used last."""

    def __init__(self, secrets: dict[str, str], issuer: str):
        wallet = AppWallet(secrets, default_tag=next(iter(secrets)))
        self._totp = TOTP.using(issuer=issuer, wallet=wallet, now=_seconds)

    def get_last_counter(self, user: Any) -> int | None:
        """The half minute whose code was used last; no code as old as that is taken again."""
        last: int | None = user.tf_last_counter
        return last

    def set_last_counter(self, user: Any, tmatch: Any) -> None:
        """Use the code up, in one statement: of two who send it at once, one is refused."""
        used = update(Account).where(
            Account.id == user.id,
            or_(Account.tf_last_counter.is_(None), Account.tf_last_counter < tmatch.counter),
        )
        if not db.session.execute(used.values(tf_last_counter=tmatch.counter)).rowcount:  # type: ignore[attr-defined]
            raise UsedTokenError
        db.session.refresh(user, ["tf_last_counter"])


def settings(secret_key: str, earlier: Sequence[str]) -> dict[str, object]:
    """What Flask-Security is told about the second factor, with the keys to encrypt it under."""
    keys = (secret_key, *earlier)
    return {
        "SECURITY_TWO_FACTOR": True,
        # Read by the library's own page for setting up, which is not used; naming the app there
        # would ask for one more package that draws codes.
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["none"],
        "SECURITY_TOTP_ISSUER": ISSUER,
        "SECURITY_TOTP_SECRETS": {_tag(key): _key(key, "codes of an app") for key in keys},
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [
            _key(key, "recovery codes").encode() for key in keys
        ],
    }


def _seconds() -> float:
    return clock.now().timestamp()


def _tag(secret_key: str) -> str:
    """Names a key without telling it, so that it is known which one opens what."""
    return hashlib.sha256(_key(secret_key, "name").encode()).hexdigest()[:8]


def _key(secret_key: str, purpose: str) -> str:
    """A key of 32 bytes for one purpose, in the letters that Fernet takes."""
    digest = hmac.new(secret_key.encode(), f"second factor\0{purpose}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest.digest()).decode()
