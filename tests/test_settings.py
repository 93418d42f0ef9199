import pytest
from environs import Env

from eventreg import settings
from eventreg.settings import Environment, SettingsError


@pytest.fixture
def environment(monkeypatch, tmp_path):
    def given(**values):
        monkeypatch.setenv("EVENTREG_HOME", str(tmp_path))
        for name, value in values.items():
            monkeypatch.setenv(f"EVENTREG_{name}", value)
        return settings.load(Env())

    return given


@pytest.mark.parametrize("key", ["", "secret", "changeme", "short-but-not-a-known-word"])
def test_it_refuses_to_start_in_production_with_a_weak_secret_key(environment, key):
    with pytest.raises(SettingsError, match="EVENTREG_SECRET_KEY must be set"):
        environment(SECRET_KEY=key)


def test_it_is_production_unless_told_otherwise(environment):
    assert environment(SECRET_KEY="x" * 40).environment is Environment.PRODUCTION


def test_it_keeps_everything_in_one_folder_by_default(environment, tmp_path):
    chosen = environment(SECRET_KEY="x" * 40)

    assert chosen.database_url == f"sqlite:///{tmp_path}/eventreg.sqlite3"
    assert chosen.storage_url == f"file://{tmp_path}/files"
    assert chosen.tasks_url == f"sqlite:///{tmp_path}/tasks.sqlite3"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_it_speaks_to_postgresql_by_psycopg_however_the_address_is_written(environment, scheme):
    chosen = environment(SECRET_KEY="x" * 40, DATABASE_URL=f"{scheme}://u:p@db.example.org/events")

    assert chosen.database_url == "postgresql+psycopg://u:p@db.example.org/events"
    assert chosen.tasks_url.endswith("://u:p@db.example.org/events")


def test_it_names_the_setting_that_is_wrong(environment):
    with pytest.raises(SettingsError, match="WORKERS"):
        environment(SECRET_KEY="x" * 40, WORKERS="many")


def test_it_marks_cookies_secure_only_behind_https(environment):
    assert environment(SECRET_KEY="x" * 40, BASE_URL="https://events.example.org/").is_secure
    assert not environment(SECRET_KEY="x" * 40, BASE_URL="http://127.0.0.1:8000").is_secure
