"""The application: a list of steps, nothing else."""

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from eventreg import accounts, database, paths, registry
from eventreg.language import locale
from eventreg.ports import files, mail, tasks
from eventreg.settings import Environment, Settings
from eventreg.web import (
    assets,
    controls,
    errors,
    headers,
    language,
    logging,
    once,
    site,
    templates,
    transaction,
    uploads,
)

MAX_REQUEST_BYTES = 2 * 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """Build the application that the settings describe."""
    app = Flask("eventreg", static_folder=None, template_folder=str(paths.TEMPLATES))
    app.config.from_mapping(_flask_settings(settings))
    app.extensions["eventreg.settings"] = settings
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    logging.configure(settings.log_format)
    database.init(app)
    Migrate(app, database.db, directory=str(paths.MIGRATIONS), render_as_batch=True)
    files.init(app, settings.storage_url)
    mail.init(app, settings.mail_url)
    tasks.init(app, settings.tasks_url, immediate=settings.environment is Environment.TEST)
    transaction.init(app)
    logging.init(app)
    headers.init(app, secure=settings.is_secure)
    locale.init(app)
    language.init(app)
    uploads.init(app)
    CSRFProtect(app)
    accounts.init(app)
    once.init(app)
    assets.init(app)
    templates.init(app)
    controls.init(app)
    site.init(app)
    errors.init(app)
    registry.init(app)
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "BASE_URL": settings.base_url,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        # A fault is logged without the values of the statement: they are people's data.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "pool_pre_ping": True},
        "MAX_CONTENT_LENGTH": MAX_REQUEST_BYTES,
        "MAX_FORM_MEMORY_SIZE": MAX_REQUEST_BYTES,
        "SESSION_COOKIE_NAME": "eventreg",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_secure,
        "WTF_CSRF_TIME_LIMIT": None,
        "TESTING": settings.environment is Environment.TEST,
    }
