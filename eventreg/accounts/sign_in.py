"""Staff sign-in by Flask-Security-Too."""

from typing import Any

from flask import Flask
from flask_security import Security, SQLAlchemyUserDatastore

from eventreg.accounts.models import Account, Membership
from eventreg.database import db


def init(app: Flask) -> None:
    """Sign-in and one-time links; there is no self-registration of staff."""
    app.config.from_mapping(_settings(app))
    # Roles are memberships of organisations; the datastore's own role lookup is never used.
    datastore: Any = SQLAlchemyUserDatastore(db, Account, Membership)
    Security(app, datastore)


def _settings(app: Flask) -> dict[str, object]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SALT": app.config["SECRET_KEY"],
        "SECURITY_URL_PREFIX": "/<any(lv,en):lang>",
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_RECOVERABLE": True,
        "SECURITY_RESET_URL": "/sign-in/reset",
        "SECURITY_SEND_REGISTER_EMAIL": False,
    }
