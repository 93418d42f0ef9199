"""The form of the code: small files, small functions, one direction of imports, one clock."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventreg.paths import CHECKOUT, MIGRATIONS, PACKAGE, TEMPLATES

FILES = sorted([*PACKAGE.rglob("*.py"), *(CHECKOUT / "tests").rglob("*.py")])
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base", "core"}
# An initial schema is one long list; so is a table of facts.
LINES, FUNCTION_LINES, VIEW_LINES = 400, 40, 15


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def name_of(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def length(function: ast.FunctionDef) -> int:
    """Lines of the function itself, without decorators and docstring."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_no_file_is_longer_than_400_lines():
    every = [*FILES, *TEMPLATES.rglob("*.html"), *(CHECKOUT / "docs").glob("*.md")]
    counted = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in every}

    assert {name: count for name, count in counted.items() if count > LINES} == {}


def test_no_function_is_longer_than_40_lines():
    counted = {
        f"{name_of(path)}: {function.name}": length(function)
        for path in FILES
        for function in functions(path)
    }

    assert {name: count for name, count in counted.items() if count > FUNCTION_LINES} == {}


def test_no_view_is_longer_than_15_lines():
    counted = {
        f"{name_of(path)}: {function.name}": length(function)
        for path in PACKAGE.rglob("views*.py")
        for function in functions(path)
        if function.decorator_list
    }

    assert {name: count for name, count in counted.items() if count > VIEW_LINES} == {}


def test_no_file_has_a_name_that_says_nothing():
    every = [*FILES, *TEMPLATES.rglob("*.html")]

    assert [name_of(path) for path in every if VAGUE & {path.stem, path.parent.name}] == []


def test_no_work_is_left_for_later():
    later = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|pytest\.mark\.skip|xfail)\b")
    files = [path for path in [*FILES, *TEMPLATES.rglob("*.html")] if path != Path(__file__)]

    assert [name_of(path) for path in files if later.search(path.read_text("utf-8"))] == []


def test_only_the_clock_asks_what_time_it_is():
    asking = re.compile(r"\bdatetime\.now\(|\bdate\.today\(|\butcnow\(")
    found = [name_of(path) for path in PACKAGE.rglob("*.py") if asking.search(path.read_text())]

    assert found == ["eventreg/clock.py"]


@pytest.mark.slow
def test_imports_point_one_way():
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [lint, "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )

    assert result.returncode == 0, result.stdout


def test_only_the_registry_and_their_own_capability_know_views():
    known = re.compile(
        r"^\s*(?:from|import) eventreg\.(\w+)[\w.]*(?:\.| import )views", re.MULTILINE
    )
    foreign = [
        f"{name_of(path)}: views of {capability}"
        for path in PACKAGE.rglob("*.py")
        for capability in known.findall(path.read_text(encoding="utf-8"))
        if path.parent.name != capability and path.name != "registry.py"
    ]

    assert foreign == []


def test_templates_mark_nothing_as_safe():
    unsafe = re.compile(r"\|\s*safe\b|autoescape\s+false")

    found = [name_of(one) for one in TEMPLATES.rglob("*.*") if unsafe.search(one.read_text())]
    assert found == []


def test_migrations_do_not_lean_on_the_models():
    leaning = re.compile(r"^(from|import) eventreg", re.MULTILINE)
    files = (MIGRATIONS / "versions").glob("*.py")

    assert [path.name for path in files if leaning.search(path.read_text())] == []
