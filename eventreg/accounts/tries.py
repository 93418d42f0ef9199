"""How often one may try to sign in or ask for a link, counted in the database.

A try is counted, and the count committed, before any password is looked at: however many tries come
at once, no more than the limit are looked at, and a refused try leaves its count behind. A limit
holds for a fixed window that begins with its first try.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from ipaddress import IPv6Address, ip_address
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, case, delete
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
# Who tries codes has the password already: nobody is locked out by a stranger, and a code is short.
CODE = Limits("code", 10, 10, 60, timedelta(minutes=15))
LINK = Limits("link", 5, 10, 30, timedelta(hours=1))


def may_try(limits: Limits, *, email: str, address: str, now: datetime) -> bool:
    """Count a try and say whether it is within the limits. Commits, so call it first."""
    counts = [
        _count(_key(limits, *what), limits.window, now) <= limit
        for what, limit in _counted(limits, email, address)
    ]
    forget_past(now=now)
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


def all_within(
    counted: Mapping[tuple[str, str, str], int], *, window: timedelta, now: datetime
) -> bool:
    """Count one more of each thing counted and say whether none is beyond its number.

    One statement, in the transaction of what is counted; that undone, it was not counted.
    """
    limits = {_key_of(*of): most for of, most in counted.items()}
    found = _counted_now(sorted(limits), window, now)
    return all(number <= limits[key] for key, number in found)


def forget_past(*, now: datetime) -> None:
    """Remove what is no longer counted."""
    db.session.execute(delete(TryCount).where(TryCount.ends_at <= now))


def forget(limits: Limits, *, email: str, address: str) -> None:
    """After a success: the account's tries from here no longer count."""
    together, _account, _address = _counted(limits, email, address)
    db.session.execute(delete(TryCount).where(TryCount.key == _key(limits, *together[0])))


def _counted(
    limits: Limits, email: str, address: str
) -> tuple[tuple[tuple[str, ...], int], tuple[tuple[str, ...], int], tuple[tuple[str, ...], int]]:
    account, place = email.casefold(), network(address)
    return (
        (("together", account, place), limits.together),
        (("account", account), limits.per_account),
        (("address", place), limits.per_address),
    )


def _count(key: str, window: timedelta, now: datetime) -> int:
    """Count one more; in one statement, so that tries at once are all counted."""
    ((_key, number),) = _counted_now([key], window, now)
    return number


def _counted_now(
    keys: Sequence[str], window: timedelta, now: datetime
) -> Sequence[tuple[str, int]]:
    """Count one more of each key, in the order given, so that nobody waits in a circle."""
    connection = db.session.connection()
    rows = [{"key": key, "tries": 1, "ends_at": now + window, "now": now} for key in keys]
    found = connection.execute(_counting(connection.dialect.name), rows)
    return [(key, number) for key, number in found]


@cache
def _counting(dialect: str) -> Any:
    """The statement that counts one more of a key; made once, as it is needed with every form."""
    table: Any = TryCount.__table__
    over = table.c.ends_at <= bindparam("now", type_=table.c.ends_at.type)
    insert: Any = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
    return insert.on_conflict_do_update(
        index_elements=[table.c.key],
        set_={
            "tries": case((over, 1), else_=table.c.tries + 1),
            "ends_at": case((over, insert.excluded.ends_at), else_=table.c.ends_at),
        },
    ).returning(table.c.key, table.c.tries)


def _key(limits: Limits, *parts: str) -> str:
    return _key_of(limits.purpose, *parts)


def _key_of(*parts: str) -> str:
    text = "\0".join(parts)
    return hmac.new(str(current_app.secret_key).encode(), text.encode(), hashlib.sha256).hexdigest()


def network(address: str) -> str:
    """What of an address tells one network from another."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(int(parsed) >> (128 - OURS_IN_IPV6))
    return str(parsed)
