"""How often one may try to sign in or ask for a link, counted in the database.

A try is counted, and the count committed, before any password is looked at: however many tries come
at once, no more than the limit are looked at, and a refused try leaves its count behind. A limit
holds for a fixed window that begins with its first try.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any

from flask import current_app
from sqlalchemy import case, delete
from sqlalchemy.dialects import postgresql, sqlite

from eventreg.accounts.models import TryCount
from eventreg.database import db

OURS_IN_IPV6 = 64  # bits; the rest of an IPv6 address the holder chooses at will


@dataclass(frozen=True)
class Limits:
    """So many tries in `window`: of one account from one address, of one account, of one address.

    The middle one is wide, so that a stranger cannot easily lock somebody out.
    """

    purpose: str
    together: int
    per_account: int
    per_address: int
    window: timedelta


SIGN_IN = Limits("sign-in", 10, 60, 60, timedelta(minutes=15))
LINK = Limits("link", 5, 10, 30, timedelta(hours=1))


def may_try(limits: Limits, *, email: str, address: str, now: datetime) -> bool:
    """Count a try and say whether it is within the limits. Commits, so call it first."""
    counts = [
        _count(_key(limits, *what), limits.window, now) <= limit
        for what, limit in _counted(limits, email, address)
    ]
    db.session.execute(delete(TryCount).where(TryCount.ends_at <= now))
    db.session.commit()
    return all(counts)


def within(purpose: str, of: str, *, most: int, window: timedelta, now: datetime) -> bool:
    """Count one more of what `of` does and say whether it is within `most` in the window.

    Commits, so call it first; then also a try that is refused leaves its count behind.
    """
    key = _key_of(purpose, of)
    counted = _count(key, window, now) <= most
    db.session.commit()
    return counted


def forget(limits: Limits, *, email: str, address: str) -> None:
    """After a success: the account's tries from here no longer count."""
    together, _account, _address = _counted(limits, email, address)
    db.session.execute(delete(TryCount).where(TryCount.key == _key(limits, *together[0])))


def _counted(
    limits: Limits, email: str, address: str
) -> tuple[tuple[tuple[str, ...], int], tuple[tuple[str, ...], int], tuple[tuple[str, ...], int]]:
    account, network = email.casefold(), _network(address)
    return (
        (("together", account, network), limits.together),
        (("account", account), limits.per_account),
        (("address", network), limits.per_address),
    )


def _count(key: str, window: timedelta, now: datetime) -> int:
    """Count one more; in one statement, so that tries at once are all counted."""
    over = TryCount.ends_at <= now
    insert: Any = (
        postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    )
    statement = insert(TryCount).values(key=key, tries=1, ends_at=now + window)
    statement = statement.on_conflict_do_update(
        index_elements=[TryCount.key],
        set_={
            "tries": case((over, 1), else_=TryCount.tries + 1),
            "ends_at": case((over, statement.excluded.ends_at), else_=TryCount.ends_at),
        },
    )
    return int(db.session.execute(statement.returning(TryCount.tries)).scalar_one())


def _key(limits: Limits, *parts: str) -> str:
    return _key_of(limits.purpose, *parts)


def _key_of(*parts: str) -> str:
    text = "\0".join(parts)
    return hmac.new(str(current_app.secret_key).encode(), text.encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(int(parsed) >> (128 - OURS_IN_IPV6))
    return str(parsed)
