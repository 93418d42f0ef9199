"""The wheel holds everything: it installs afresh and runs far from the checkout."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from eventreg.paths import CHECKOUT, MIGRATIONS, STATIC, TEMPLATES

pytestmark = pytest.mark.slow


def run(*command: object, **options: object) -> str:
    done = subprocess.run(  # type: ignore[call-overload]
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        **options,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.fixture(scope="session")
def wheel(servers) -> Path:
    def build(folder: Path) -> None:
        run(
            *(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"),
            *("--no-index", "--wheel-dir", folder, CHECKOUT),
        )

    return next(servers.once("wheel", build).glob("*.whl"))


@pytest.fixture(scope="session")
def installed(servers, wheel) -> Path:
    """The folder of programs of an environment that has the wheel and knows no checkout."""

    def install(folder: Path) -> None:
        venv.create(folder, with_pip=False, symlinks=True)
        packages = next(folder.glob("lib/python3*/site-packages"))
        run(
            *(sys.executable, "-m", "pip", "--python", folder / "bin/python", "install"),
            *("--no-deps", "--no-index", wheel),
        )
        # The dependencies are those of this environment; only the package itself is the wheel's.
        ours = next(path for path in map(Path, sys.path) if path.name == "site-packages")
        for path in ours.iterdir():
            if "eventreg" not in path.name and not (packages / path.name).exists():
                (packages / path.name).symlink_to(path)

    return servers.once("installed", install) / "bin"


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, object]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return {"cwd": tmp_path, "env": environment}


def test_the_wheel_holds_every_file_that_the_code_needs(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    shipped = {"templates": TEMPLATES, "migrations": MIGRATIONS, "static": STATIC}
    expected = {
        f"eventreg/{name}/{path.relative_to(folder).as_posix()}"
        for name, folder in shipped.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert expected - names == set()
    assert "eventreg/translations/lv/LC_MESSAGES/messages.mo" in names


def test_the_installed_wheel_explains_itself(installed, elsewhere):
    assert "demo" in run(installed / "eventreg", "--help", **elsewhere)


def test_the_installed_wheel_runs_from_its_own_files(installed, elsewhere):
    where = run(
        installed / "python", "-c", "import eventreg.paths as p; print(p.TEMPLATES)", **elsewhere
    )

    assert Path(where.strip()).is_relative_to(installed.parent)


def test_the_installed_wheel_sets_up_the_demonstration(installed, elsewhere, tmp_path):
    run(installed / "eventreg", "demo", "--no-serve", **elsewhere)

    assert (tmp_path / "var" / "eventreg.sqlite3").stat().st_size > 0
