"""A second factor: set up, proved, moved, taken away, required.

Every session of an account that has one has proved it: whoever turns it on stays signed in where
they do so and nowhere else (`fs_uniquifier` is renewed).
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_security.proxies import _security
from sqlalchemy import func, or_, select

from eventreg.accounts import tries
from eventreg.accounts.models import Account, Membership, Organisation
from eventreg.accounts.second_factor import errors
from eventreg.accounts.second_factor.codes import METHOD, WINDOW_SECONDS
from eventreg.database import db
from eventreg.history import service as history
from eventreg.history.service import Actor
from eventreg.language import locale
from eventreg.messages.service import queue_message

_library: Any = _security  # has no types of its own

SUBJECTS: dict[str, Callable[[], str]] = {
    "on": lambda: gettext("Your second factor for eventreg is on"),
    "moved": lambda: gettext("Your second factor for eventreg is on another phone"),
    "off": lambda: gettext("Your second factor for eventreg is off"),
    "reset": lambda: gettext("Your second factor for eventreg was taken away"),
    "recovered": lambda: gettext("A recovery code opened eventreg"),
}


def new_secret() -> str:
    """A secret to share with the app on a phone, encrypted."""
    made: str = _library.totp_factory.generate_totp_secret()
    return made


def readable(secret: str) -> str:
    """The secret in groups of four letters and digits, to be typed into the app."""
    key: str = _library.totp_factory.get_totp_pretty_key(secret)
    return key.replace("-", " ")


def address_of(secret: str, account: Account) -> str:
    """What the app reads from the QR code: `otpauth://…`."""
    uri: str = _library.totp_factory.get_totp_uri(account.email, secret)
    return uri


def turn_on(*, account: Account, secret: str, code: str, actor: Actor, now: datetime) -> None:
    """Keep the secret once a code shows that the app has it; makes recovery codes too.

    Every other session of the account ends. Raises CodeWrong.
    """
    _keep(account, secret, code)
    _note("second factor turned on", account, actor=actor, now=now)
    _tell(account, "on", now=now)


def move(
    *,
    account: Account,
    secret: str,
    code: str,
    password: str,
    address: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Put another phone in the place of the one before; its codes and recovery codes end.

    Raises TooManyCodes, PasswordWrong and CodeWrong; commits the count of tries.
    """
    _require_password(account, password, address=address, now=now)
    _keep(account, secret, code)
    _note("second factor moved", account, actor=actor, now=now)
    _tell(account, "moved", now=now)


def use_code(*, account: Account, code: str, address: str, now: datetime) -> None:
    """Use up a code of the app. Raises TooManyCodes and CodeWrong; commits the count of tries."""
    who = _count(account, address=address, now=now)
    if not _is_right(account, account.tf_totp_secret or "", code):
        raise errors.CodeWrong
    tries.forget(tries.CODE, **who)


def use_recovery_code(
    *, account: Account, code: str, address: str, actor: Actor, now: datetime
) -> None:
    """Use up a recovery code; two who send the same one at once wait in turn.

    Raises TooManyCodes and RecoveryCodeWrong; commits the count of tries.
    """
    who = _count(account, address=address, now=now)
    db.session.refresh(account, with_for_update=True)
    kept = _as_kept(code)
    if not _library.mf_recovery_codes_util.check_recovery_code(account, kept):
        raise errors.RecoveryCodeWrong
    _library.mf_recovery_codes_util.delete_recovery_code(account, kept)
    db.session.flush()
    tries.forget(tries.CODE, **who)
    _note("recovery code used", account, actor=actor, now=now)
    _tell(account, "recovered", now=now)


def recovery_codes_of(account: Account) -> list[str]:
    """The codes not yet used, as they are typed."""
    found: list[str] = _library.mf_recovery_codes_util.get_recovery_codes(account)
    return found


def renew_recovery_codes(
    *, account: Account, password: str, address: str, actor: Actor, now: datetime
) -> None:
    """Make new recovery codes; the earlier ones end. Raises TooManyCodes and PasswordWrong."""
    _require_password(account, password, address=address, now=now)
    _library.mf_recovery_codes_util.create_recovery_codes(account)
    db.session.flush()
    _note("recovery codes renewed", account, actor=actor, now=now)


def turn_off(*, account: Account, password: str, address: str, actor: Actor, now: datetime) -> None:
    """Let the password alone open again.

    Raises SecondFactorMustStay, TooManyCodes and PasswordWrong; commits the count of tries.
    """
    for organisation in requiring(account):
        raise errors.SecondFactorMustStay(organisation.name.in_(locale.current()))
    _require_password(account, password, address=address, now=now)
    _take_away(account)
    _note("second factor turned off", account, actor=actor, now=now)
    _tell(account, "off", now=now)


def reset(*, account: Account, actor: Actor, now: datetime) -> None:
    """Take the second factor from somebody who lost phone and codes; every session ends.

    Raises NoSecondFactor.
    """
    if not account.has_second_factor:
        raise errors.NoSecondFactor(account.email)
    _take_away(account)
    _library.datastore.set_uniquifier(account)
    db.session.flush()
    _note("second factor reset", account, actor=actor, now=now)
    _tell(account, "reset", now=now)


def requiring(account: Account) -> list[Organisation]:
    """The account's organisations that require a second factor."""
    found = [membership.organisation for membership in account.memberships]
    return [organisation for organisation in found if organisation.second_factor_required]


def members_without(organisation: Organisation) -> int:
    """How many who work for the organisation have no second factor yet."""
    number = db.session.scalar(
        select(func.count())
        .select_from(Membership)
        .join(Membership.account)
        .where(
            Membership.organisation_id == organisation.id,
            or_(Account.tf_totp_secret.is_(None), Account.tf_primary_method.is_(None)),
        )
    )
    return number or 0


def require(
    *, organisation: Organisation, required: bool, owner: Account, actor: Actor, now: datetime
) -> None:
    """Say whether everybody who works for the organisation must have a second factor.

    Raises OwnSecondFactorMissing, so that nobody locks themselves out.
    """
    if required and not owner.has_second_factor:
        raise errors.OwnSecondFactorMissing
    if organisation.second_factor_required is required:
        return
    organisation.second_factor_required = required
    db.session.flush()
    history.record(
        "changed",
        actor=actor,
        now=now,
        subject="organisation",
        subject_uid=organisation.slug,
        organisation_id=organisation.id,
        before={"second_factor_required": not required},
        after={"second_factor_required": required},
    )


def _keep(account: Account, secret: str, code: str) -> None:
    """The new secret and new recovery codes, once a code proves the secret; sessions end."""
    account.tf_last_counter = None
    db.session.flush()
    if not _is_right(account, secret, code):
        raise errors.CodeWrong
    _library.datastore.tf_set(account, METHOD, totp_secret=secret)
    _library.mf_recovery_codes_util.create_recovery_codes(account)
    _library.datastore.set_uniquifier(account)
    db.session.flush()


def _take_away(account: Account) -> None:
    _library.datastore.tf_reset(account)
    _library.datastore.mf_set_recovery_codes(account, None)
    account.tf_last_counter = None
    db.session.flush()


def _is_right(account: Account, secret: str, code: str) -> bool:
    """Whether the code is one of these half minutes; a right one is used up."""
    try:
        right: bool = _library.totp_factory.verify_totp(
            code, secret, account, window=WINDOW_SECONDS
        )
    except KeyError:  # kept under a secret key that the settings no longer name
        return False
    return right


def _as_kept(code: str) -> str:
    """A recovery code as the library writes it, however the person wrote it."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def _count(account: Account, *, address: str, now: datetime) -> dict[str, str]:
    who = {"email": account.email, "address": address}
    if not tries.may_try(tries.CODE, now=now, **who):
        raise errors.TooManyCodes
    return who


def _require_password(account: Account, password: str, *, address: str, now: datetime) -> None:
    who = {"email": account.email, "address": address}
    if not tries.may_try(tries.SIGN_IN, now=now, **who):
        raise errors.TooManyCodes
    if not account.verify_and_update_password(_library.password_util.normalize(password)):
        raise errors.PasswordWrong
    tries.forget(tries.SIGN_IN, **who)


def _note(action: str, account: Account, *, actor: Actor, now: datetime) -> None:
    """One entry for each organisation, whose owners read it; one of none for who is in none."""
    concerned = {each.organisation_id for each in account.memberships}
    for organisation_id in sorted(concerned) or (None,):
        history.record(
            action,
            actor=actor,
            now=now,
            subject="account",
            subject_uid=str(account.id),
            organisation_id=organisation_id,
        )


def _tell(account: Account, change: str, *, now: datetime) -> None:
    with locale.using(account.language):
        subject = SUBJECTS[change]()
    queue_message(
        "second_factor",
        subject=subject,
        recipient=account.email,
        language=account.language,
        values={"change": change},
        now=now,
    )
