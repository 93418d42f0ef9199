"""The folder of a demonstration that was set up once, for tests that only look."""

import os
from pathlib import Path

import pytest
import structlog

from eventreg import cli


def set_up(folder: Path) -> int:
    """Run `eventreg demo --no-serve` on the folder; what it sets in the environment goes again."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("EVENTREG_")]:
            patch.delenv(name)
        before, log = dict(os.environ), structlog.get_config()
        try:
            return cli.run(["demo", "--no-serve", "--folder", str(folder)])
        finally:
            os.environ.clear()
            os.environ.update(before)
            structlog.configure(**log)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    assert set_up(folder) == 0
    return folder
