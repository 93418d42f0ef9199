"""Staff sign-in by Flask-Security-Too: its session, its hashing, its signed links.

Its own views serve signing in and out (`views_sign_in`). Choosing a password has views of ours
(`views_password`): the library's would answer a POST with a page instead of a redirect, and make
the link in the mail from the Host header of the request. After the password of an account with a
second factor the library notes who it is and leads to `two_factor_token_validation`, which is ours.
"""

import time
from datetime import timedelta
from typing import Any

from flask import Flask, Response, g, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_security import (
    LoginForm,
    Security,
    SQLAlchemyUserDatastore,
    tf_plugin,
    user_authenticated,
)
from flask_security.proxies import _security
from flask_security.utils import set_request_attr
from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from wtforms import EmailField, PasswordField

from eventreg import clock
from eventreg.accounts import tries
from eventreg.accounts.models import Account, Membership
from eventreg.accounts.second_factor import codes
from eventreg.database import db
from eventreg.paths import TRANSLATIONS
from eventreg.settings import Settings
from eventreg.web.forms import EmailAddress, MaxLength, Required, stripped

PASSWORD_MINIMUM = 12
PASSWORD_MAXIMUM = 128
LINK_LASTS = timedelta(days=1)
# A working day: whoever comes back tomorrow signs in again.
SIGNED_IN_SECONDS = 12 * 60 * 60
# Between the password and the code.
HALF_SIGNED_IN_SECONDS = 10 * 60
PASSWORD_GIVEN_AT = "password_given_at"  # noqa: S105 - a moment, no password

_library: Any = tf_plugin  # has no types of its own


class SignInForm(LoginForm):
    """E-mail and password; what was wrong is said in the same words for everything."""

    email = EmailField(
        lazy_gettext("E-mail"),
        [
            Required(lazy_gettext("Enter your e-mail address.")),
            EmailAddress(),
            MaxLength(254),
        ],
        filters=[stripped],
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [Required(lazy_gettext("Enter your password.")), MaxLength(PASSWORD_MAXIMUM)],
        filters=[stripped],
    )
    remember = None
    submit = None

    def validate(self, **kwargs: Any) -> bool:
        """Whether the two belong together; how often one may ask is bounded (`tries`)."""
        if not FlaskForm.validate(self, **kwargs):
            return False
        who = {"email": self.email.data, "address": request.remote_addr or ""}
        if not tries.may_try(tries.SIGN_IN, now=clock.now(), **who):
            self._refuse(
                gettext("There were too many tries. Wait a quarter of an hour, then try again.")
            )
            return False
        if super().validate(**kwargs):
            tries.forget(tries.SIGN_IN, **who)
            session[PASSWORD_GIVEN_AT] = time.time()
            return True
        self.email.errors = self.password.errors = []
        self._refuse(gettext("The e-mail address and the password do not belong together."))
        return False

    def _refuse(self, message: str) -> None:
        said: list[str] = self.form_errors
        said.append(message)

    def validate_next(self, field: Any) -> None:
        """An address elsewhere is passed over in the redirect; it is no fault of the person's."""


def init(app: Flask) -> None:
    """Sign-in and sign-out of staff; there is no self-registration."""
    settings: Settings = app.extensions["eventreg.settings"]
    app.config.from_mapping(_settings(testing=app.testing))
    app.config.from_mapping(codes.settings(settings.secret_key, settings.earlier_secret_keys))
    # Roles are memberships of organisations; the datastore's own role lookup is never used.
    roles: Any = Membership
    datastore = SQLAlchemyUserDatastore(db, Account, roles)
    render: Any = _rendered  # an answer with its status, where the library declares a text
    security = Security(
        app,
        datastore,
        register_blueprint=False,
        login_form=SignInForm,
        render_template=render,
        totp_cls=codes.Codes,
    )
    security.want_json(lambda _request: False)
    security.login_manager.user_loader(_account_of_session)
    security.login_manager.request_loader(lambda _request: None)  # no tokens in addresses
    # Who asks is looked up when a page wants to know, not for every style sheet.
    security.principal.identity_loaders.clear()
    user_authenticated.connect(_renew_form_token, app)
    app.after_request(_see_other)


def half_signed_in() -> Account | None:
    """Who has given the password a short while ago and still owes the second factor."""
    if time.time() - session.get(PASSWORD_GIVEN_AT, 0) > HALF_SIGNED_IN_SECONDS:
        return None
    account: Account | None = _library.tf_check_state(["ready"])
    return account if account and account.active and account.has_second_factor else None


def complete(account: Account) -> None:
    """The second factor is proved too: from here on the person is signed in."""
    session.pop(PASSWORD_GIVEN_AT, None)
    library: Any = _security
    library.two_factor_plugins.tf_complete(account, True)


def stay_signed_in(account: Account) -> None:
    """This session goes on when the account's changing name was renewed; as old as it was."""
    session["_user_id"] = account.get_id()


def _settings(*, testing: bool) -> dict[str, object]:
    cheap = {"argon2__time_cost": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        # Argon2 salts by itself; hashing once lets the secret key change without new passwords.
        "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": cheap if testing else {},
        "SECURITY_PASSWORD_LENGTH_MIN": PASSWORD_MINIMUM,
        "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
        "SECURITY_POST_LOGIN_VIEW": "organise.dashboard",
        "SECURITY_POST_LOGOUT_VIEW": "pages.home",
        "SECURITY_RESET_PASSWORD_WITHIN": LINK_LASTS,
        "SECURITY_FLASH_MESSAGES": False,
        "SECURITY_I18N_DOMAIN": "messages",
        "SECURITY_I18N_DIRNAME": [str(TRANSLATIONS)],
        # What is not used does not exist: no page to confirm again, no files, no commands.
        "SECURITY_FRESHNESS": timedelta(seconds=-1),
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
    }


def _rendered(template: str, **values: Any) -> ResponseReturnValue:
    """A page of Flask-Security in our layout: 422 when its form has errors."""
    form = values["login_user_form"]
    status = 422 if form.errors else 200
    return render_template(template, form=form, **values), status


def _account_of_session(name: str) -> Account | None:
    """Who signed in, unless that is longer ago than a session may last."""
    signed_in_at = session.get("fs_paa", 0)
    if time.time() - signed_in_at > SIGNED_IN_SECONDS:
        return None
    account = db.session.scalar(
        select(Account)
        .where(Account.fs_uniquifier == name, Account.active.is_(True))
        .options(selectinload(Account.memberships).joinedload(Membership.organisation))
    )
    if account is not None:
        set_request_attr("fs_authn_via", "session")
        set_request_attr("fs_paa", signed_in_at)
    return account


def _renew_form_token(_app: Flask, **_values: Any) -> None:
    """A token known before the sign-in is worth nothing after it."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)


def _see_other(response: Response) -> Response:
    """After a form the next page is fetched by GET, whatever the browser's age."""
    of_ours = (request.endpoint or "").startswith("security.")
    if of_ours and request.method == "POST" and response.status_code == 302:
        response.status_code = 303
    return response
