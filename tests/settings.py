"""Settings for an application under test."""

import os
from pathlib import Path

import pytest
from environs import Env

from eventreg import settings
from eventreg.settings import Settings


def settings_for(home: Path, **values: str) -> Settings:
    """Settings of a test that keeps everything below `home`; `values` without `EVENTREG_`."""
    given = {"ENVIRONMENT": "test", "HOME": str(home), "MAIL_URL": f"folder://{home}/mail"}
    given |= {"TASKS_URL": f"sqlite:///{home}/tasks.sqlite3", "LOG_FORMAT": "json"}
    given |= {"FORM_SECONDS": "0"} | values  # a test types faster than anybody reads
    with pytest.MonkeyPatch.context() as patch:
        # A test of commands may have set its own just now; this application is not for it alone.
        for name in [name for name in os.environ if name.startswith("EVENTREG_")]:
            patch.delenv(name)
        for name, value in given.items():
            patch.setenv(f"EVENTREG_{name}", value)
        return settings.load(Env())
