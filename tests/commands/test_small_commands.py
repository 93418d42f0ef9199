import json
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy.orm import Session

from eventreg.paths import DATA
from tests.commands.conftest import Run
from tests.event_file.files import LIMBAZI
from tests.factories import (
    a_registration,
    a_second_factor,
    an_account,
    an_open_event,
    an_organisation,
)


def test_another_country_can_be_loaded(installed: Run):
    done = installed("territories", "import", DATA / "territories" / "lau2020_EE.csv")

    assert (done.code, done.out) == (
        0,
        "lau2020_EE.csv: 79 added, 0 changed, 0 successions added\n",
    )


def test_a_wrong_file_of_territories_is_told_by_line(installed: Run, tmp_path: Path):
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("code,name_lv,valid_from\n1,Kaut kas,vakar\n", encoding="utf-8")

    done = installed("territories", "import", wrong)

    assert (done.code, "2, valid_from: " in done.err) == (1, True)


def test_a_migrated_database_has_latvia(installed: Run):
    assert installed("event", "import", LIMBAZI).code == 0


@pytest.mark.database("sqlite")
def test_an_account_gets_a_link_to_sign_in_once(on_the_test_database: Run, session: Session):
    an_organisation(slug="ministrija")
    session.commit()

    done = on_the_test_database(
        *("account", "add", "ilze@example.org", "--organisation", "ministrija", "--role", "owner")
    )

    assert done.code == 0
    assert "http://127.0.0.1:8000/lv/" in done.out


def test_an_account_can_bring_its_organisation_along(installed: Run):
    add = ("account", "add", "ilze@example.org", "--organisation", "dome", "--role", "owner")

    assert installed(*add).err == (
        "Error: There is no organisation 'dome'; --organisation-name adds it.\n"
    )
    assert installed(*add, "--organisation-name", "Rūjienas novada dome").code == 0


def test_an_account_is_not_added_twice(installed: Run):
    add = ("account", "add", "ilze@example.org", "--organisation", "dome", "--role", "owner")
    installed(*add, "--organisation-name", "Rūjienas novada dome")

    assert installed(*add).code == 1


@pytest.mark.database("sqlite")
def test_a_lost_second_factor_is_taken_away(on_the_test_database: Run, session: Session):
    account = an_account(organisation=an_organisation(), email="ilze@example.org")
    a_second_factor(account)
    session.commit()

    done = on_the_test_database("account", "reset-second-factor", "ilze@example.org")
    session.expire_all()
    again = on_the_test_database("account", "reset-second-factor", "ilze@example.org")

    assert (done.code, account.has_second_factor) == (0, False)
    assert (again.code, "ilze@example.org" in again.err) == (1, True)


def test_an_address_that_is_none_is_asked_wrongly(installed: Run):
    done = installed("account", "add", "ilze", "--organisation", "dome", "--role", "owner")

    assert done.code == 2


@pytest.mark.slow
def test_a_document_is_written_as_a_file_with_its_data_inside(installed: Run, tmp_path: Path):
    installed("event", "import", LIMBAZI)
    file = tmp_path / "a.pdf"

    done = installed(
        "render", "limbazi-2017", "agenda", "--lang", "en", "--data", "csv", "-o", file
    )

    assert done.code == 0
    with pikepdf.open(file) as pdf:
        assert str(pdf.Root.AF[0].UF) == "limbazi-2017-agenda.csv"


@pytest.mark.slow
def test_papers_of_the_day_are_written_as_files_and_as_facts(installed: Run, tmp_path: Path):
    installed("event", "import", LIMBAZI)
    facts, sheet = tmp_path / "facts.json", tmp_path / "sheet.pdf"

    for kind in ("sign-in", "manifest", "catering", "badges", "certificates"):
        done = installed("render", "limbazi-2017", kind, "--format", "json", "-o", facts)
        assert done.code == 0, done.err
        assert json.loads(facts.read_text("utf-8"))["event"]["slug"] == "limbazi-2017"

    day = ("--occasion", "2017-11-22")
    assert installed("render", "limbazi-2017", "sign-in", *day, "-o", sheet).code == 0
    with pikepdf.open(sheet) as pdf:
        assert len(pdf.pages) == 1


def test_a_sheet_of_a_day_that_is_none_is_not_written(installed: Run, tmp_path: Path):
    installed("event", "import", LIMBAZI)

    done = installed(
        *("render", "limbazi-2017", "sign-in", "--occasion", "2017-12-24"),
        *("-o", tmp_path / "sheet.pdf"),
    )

    assert done.code == 1
    assert not (tmp_path / "sheet.pdf").exists()


@pytest.mark.parametrize(
    ("kind", "option"),
    [
        ("report", ("--layout", "a5")),
        ("badges", ("--data", "csv")),
        ("agenda", ("--backs",)),
        ("badges", ("--occasion", "2017-11-22")),
        ("my-data", ()),
    ],
)
def test_an_option_that_does_not_fit_the_paper_is_refused(
    installed: Run, tmp_path: Path, kind: str, option: tuple[str, ...]
):
    installed("event", "import", LIMBAZI)

    done = installed("render", "limbazi-2017", kind, *option, "-o", tmp_path / "paper.pdf")

    assert done.code == 2


@pytest.mark.database("sqlite")
def test_a_person_is_erased_when_one_says_yes(on_the_test_database: Run, session: Session):
    person = a_registration(event=an_open_event(), email="anna@example.org")
    session.commit()

    done = on_the_test_database("erase", "anna@example.org", "--yes")
    session.expire_all()

    assert (done.code, done.out, person.email) == (0, "1 registration made anonymous\n", "")


@pytest.mark.database("sqlite")
def test_a_person_is_not_erased_without_a_yes(
    on_the_test_database: Run, session: Session, monkeypatch: pytest.MonkeyPatch
):
    person = a_registration(event=an_open_event(), email="anna@example.org")
    session.commit()
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _text: "n")

    done = on_the_test_database("erase", "anna@example.org")
    session.expire_all()

    assert (done.code, person.email) == (1, "anna@example.org")


def test_a_dry_run_of_retention_changes_nothing(installed: Run):
    assert installed("retention", "run", "--dry-run").out == "Nothing was changed.\n"
