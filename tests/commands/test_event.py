import json
from pathlib import Path

from jsonschema import Draft202012Validator

from tests.commands.conftest import Run
from tests.event_file.files import LIMBAZI, limbazi


def test_the_first_event_comes_in_and_goes_out_as_the_same_bytes(installed: Run, tmp_path: Path):
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert installed("event", "import", LIMBAZI).out == "limbazi-2017: imported\n"
    assert installed("event", "export", "limbazi-2017", "-o", first).code == 0
    (tmp_path / "var" / "eventreg.sqlite3").unlink()
    installed("db", "upgrade")
    installed("event", "import", first)
    installed("event", "export", "limbazi-2017", "-o", second)

    assert second.read_bytes() == first.read_bytes()


def test_a_second_import_says_that_nothing_is_new(installed: Run):
    installed("event", "import", LIMBAZI)

    assert installed("event", "import", LIMBAZI).out == "limbazi-2017: nothing new\n"


def test_a_broken_file_is_told_line_by_line_and_leaves_nothing(installed: Run, tmp_path: Path):
    values = limbazi()
    values["visits"][0]["seats"] = 4
    values["capacity"] = "many"
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(values), encoding="utf-8")

    done = installed("event", "import", broken)

    assert (done.code, done.out, done.err.splitlines()) == (
        1,
        "",
        [
            "The event file has errors; nothing was imported.",
            "$.capacity: must be a valid integer, not 'many'",
            "$.visits[0].seats: this key is not known",
        ],
    )
    assert installed("event", "export", "limbazi-2017").code == 1


def test_an_event_that_is_not_there_is_named(installed: Run):
    done = installed("event", "export", "nav-tada")

    assert (done.code, done.err) == (1, "There is no event “nav-tada”.\n")


def test_a_failed_export_leaves_no_file(installed: Run, tmp_path: Path):
    installed("event", "export", "nav-tada", "-o", tmp_path / "made.json")

    assert not (tmp_path / "made.json").exists()


def test_the_schema_is_a_schema(eventreg: Run):
    Draft202012Validator.check_schema(json.loads(eventreg("event", "schema").out))


def test_a_file_that_is_not_there_is_asked_wrongly(eventreg: Run):
    assert eventreg("event", "import", "nav.json").code == 2
