import stat
from pathlib import Path

import pytest

from eventreg.demo.folder import KEY_FILE, SIGN_IN_FILE, DemoFolder
from tests.demo.conftest import set_up


@pytest.mark.parametrize("name", [KEY_FILE, SIGN_IN_FILE])
def test_its_secrets_are_for_its_owner_only(demo_folder: Path, name: str):
    assert stat.S_IMODE((demo_folder / name).stat().st_mode) == 0o600


def test_a_second_call_changes_nothing(demo_folder: Path, capsys: pytest.CaptureFixture[str]):
    before = {file: file.read_bytes() for file in demo_folder.rglob("*") if file.is_file()}
    assert set_up(demo_folder) == 0

    assert {file: file.read_bytes() for file in demo_folder.rglob("*") if file.is_file()} == before
    assert "E-mail:   organiser@example.org" in capsys.readouterr().out


def test_it_says_how_to_sign_in(demo_folder: Path, capsys: pytest.CaptureFixture[str]):
    set_up(demo_folder)
    said = capsys.readouterr().out

    password = (demo_folder / SIGN_IN_FILE).read_text(encoding="ascii").strip()
    assert f"Password: {password}\n" in said
    assert "Sign in:  http://127.0.0.1:8000/lv/sign-in\n" in said


def test_two_demonstrations_have_different_secrets(tmp_path: Path):
    keys = {
        DemoFolder(tmp_path / name).environment(base_url="", given={})["EVENTREG_SECRET_KEY"]
        for name in ("one", "two")
    }

    assert len(keys) == 2


def test_what_is_set_in_the_environment_goes_before(tmp_path: Path):
    given = {"EVENTREG_SECRET_KEY": "k" * 40, "EVENTREG_LOG_FORMAT": "json"}
    environment = DemoFolder(tmp_path).environment(base_url="", given=given)

    assert environment["EVENTREG_LOG_FORMAT"] == "json"
    assert not (tmp_path / KEY_FILE).exists()
