"""The one-time link with which a person chooses a password, the first or a new one.

Flask-Security signs it. It holds the account's changing name (`fs_uniquifier`), which a new
password renews: a used link is dead, and so is every earlier one.
"""

from typing import Any

from flask_security import recoverable

from eventreg.accounts.models import Account
from eventreg.addresses import absolute

_library: Any = recoverable  # has no types of its own


def one_time_link(account: Account) -> str:
    """The full address, in the account's language; it works once, within a day."""
    token = _library.generate_reset_password_token(account)
    return absolute("accounts.choose_password", lang=account.language, token=token)


def account_of(token: str) -> Account | None:
    """Whose link this is; None for a forged, used or outdated one."""
    expired, invalid, account = _library.reset_password_token_status(token)
    if expired or invalid or account is None or not account.active:
        return None
    return account  # type: ignore[no-any-return]
