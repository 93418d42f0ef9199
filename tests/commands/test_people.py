"""`eventreg people import`: what a script reads of it."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from eventreg.registration.models import Registration
from tests.commands.conftest import Run
from tests.factories import an_open_event

ROWS = "Vārds;Uzvārds;E-pasts\nAnna;Liepa;anna@example.org\nJānis;Ozols;janis@example.org\n"


@pytest.fixture
def table(tmp_path: Path, session: Session) -> Path:
    an_open_event(slug="cesis", capacity=1, waiting_list=True)
    session.commit()
    file = tmp_path / "people.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


@pytest.mark.database("sqlite")
def test_a_dry_run_tells_who_would_wait_and_registers_nobody(
    on_the_test_database: Run, table: Path, session: Session
):
    done = on_the_test_database(
        *("people", "import", "cesis", table, "--waiting-list", "--dry-run")
    )

    told = "2 would be added, 1 would be waiting, 0 would be changed, 0 would be skipped\n"
    assert (done.code, done.out) == (0, told)
    assert session.query(Registration).count() == 0


@pytest.mark.database("sqlite")
def test_a_fault_ends_with_one_and_names_the_row(
    on_the_test_database: Run, table: Path, session: Session
):
    done = on_the_test_database("people", "import", "cesis", table)

    assert (done.code, "3" in done.err) == (1, True)
    assert session.query(Registration).count() == 0


@pytest.mark.database("sqlite")
def test_a_wrong_call_ends_with_two(on_the_test_database: Run, table: Path):
    assert on_the_test_database("people", "import", "cesis", table, "--map", "Kas").code == 2


@pytest.mark.database("sqlite")
def test_everybody_comes_in(on_the_test_database: Run, table: Path, session: Session):
    done = on_the_test_database("people", "import", "cesis", table, "--waiting-list")

    assert (done.code, done.out) == (0, "2 added, 1 waiting, 0 changed, 0 skipped\n")
    assert session.query(Registration).count() == 2
