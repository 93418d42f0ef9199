"""Settings from the environment (`EVENTREG_*`, and a `.env` file), typed.

`docs/settings.md` explains each one; a test holds that table against this class.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from environs import Env, EnvError

INSECURE_KEYS = frozenset({"", "secret", "changeme", "change-me", "dev", "development"})
MINIMUM_KEY_LENGTH = 32


class Environment(StrEnum):
    """Where the system runs; only production refuses weak settings."""

    PRODUCTION = "production"
    DEVELOPMENT = "development"
    TEST = "test"


class SettingsError(Exception):
    """A setting is missing or wrong; the text says which and what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """All settings. URLs choose the parts that differ between one machine and many."""

    environment: Environment
    home: Path
    database_url: str
    secret_key: str
    earlier_secret_keys: tuple[str, ...]
    base_url: str
    mail_url: str
    mail_from: str
    storage_url: str
    tasks_url: str
    trusted_proxies: int
    workers: int
    log_format: str
    registrations_per_address: int
    form_seconds: int

    @property
    def is_secure(self) -> bool:
        """Whether the public address is https, so that cookies may be marked secure."""
        return self.base_url.startswith("https://")


def load(env: Env | None = None) -> Settings:
    """Read the settings; raises SettingsError with one line that says what to mend."""
    if env is None:
        env = Env()
        env.read_env(recurse=False)
    try:
        return _read(env)
    except EnvError as error:
        raise SettingsError(str(error)) from error


def _read(env: Env) -> Settings:
    with env.prefixed("EVENTREG_"):
        environment = env.enum(
            "ENVIRONMENT", Environment.PRODUCTION, enum=Environment, by_value=True
        )
        home = Path(env.str("HOME", "var")).absolute()
        database_url = _driver(env.str("DATABASE_URL", f"sqlite:///{home / 'eventreg.sqlite3'}"))
        return Settings(
            environment=environment,
            home=home,
            database_url=database_url,
            secret_key=_secret_key(env.str("SECRET_KEY", ""), environment),
            earlier_secret_keys=tuple(env.list("EARLIER_SECRET_KEYS", [])),
            base_url=env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
            mail_url=env.str("MAIL_URL", f"folder://{home / 'mail'}"),
            mail_from=env.str("MAIL_FROM", "eventreg@localhost"),
            storage_url=env.str("STORAGE_URL", f"file://{home / 'files'}"),
            tasks_url=env.str("TASKS_URL", _tasks_beside(database_url, home)),
            trusted_proxies=env.int("TRUSTED_PROXIES", 0),
            workers=env.int("WORKERS", 2),
            log_format=env.str("LOG_FORMAT", "json"),
            registrations_per_address=env.int("REGISTRATIONS_PER_ADDRESS", 600),
            form_seconds=env.int("FORM_SECONDS", 3),
        )


def _driver(url: str) -> str:
    """PostgreSQL is spoken to through psycopg 3, however the address is written."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def _tasks_beside(database_url: str, home: Path) -> str:
    if database_url.startswith("sqlite"):
        return f"sqlite:///{home / 'tasks.sqlite3'}"
    return database_url.replace("+psycopg", "")


def _secret_key(key: str, environment: Environment) -> str:
    weak = key.lower() in INSECURE_KEYS or len(key) < MINIMUM_KEY_LENGTH
    if weak and environment is Environment.PRODUCTION:
        raise SettingsError(
            "EVENTREG_SECRET_KEY must be set to a random text of at least "
            f"{MINIMUM_KEY_LENGTH} characters, for example the output of: "
            'python -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    return key or "only-for-development-and-tests-0123456789"
