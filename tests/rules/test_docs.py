"""The docs name what is there: settings, commands, dependencies."""

import ast
import inspect
import re
import tomllib

import click
import pytest
from packaging.requirements import Requirement

from eventreg import settings
from eventreg.paths import CHECKOUT
from tests.settings import settings_for

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (CHECKOUT / "docs").glob("*.md")}
MAKEFILE = (CHECKOUT / "Makefile").read_text(encoding="utf-8")


def settings_of_the_code():
    """The names that `settings.py` reads from the environment, with the prefix."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(settings)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and node.func.attr != "prefixed"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    ]
    calls.sort(key=lambda call: (call.lineno, call.col_offset))
    return [f"EVENTREG_{call.args[0].value}" for call in calls]


def first_column(page):
    return re.findall(r"^\| `([^`]+)`", DOCS[page], re.MULTILINE)


def test_the_settings_page_names_every_setting_in_the_order_of_the_code():
    assert first_column("settings.md") == settings_of_the_code()


def test_every_setting_of_the_class_comes_from_the_environment(tmp_path):
    fields = {name.upper() for name in vars(settings_for(tmp_path))}

    assert {f"EVENTREG_{name}" for name in fields} == set(settings_of_the_code())


def test_the_dependencies_page_gives_a_reason_for_each_dependency():
    with (CHECKOUT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    wanted = [*project["project"]["dependencies"]]
    for group in project["dependency-groups"].values():
        wanted += group

    names = {Requirement(one).name for one in wanted}
    assert set(first_column("dependencies.md")) == names


def test_the_readme_shows_only_make_targets_that_exist():
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", README + "".join(DOCS.values()), re.MULTILINE))
    exist = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))

    assert named <= exist


def test_every_make_target_is_explained_by_help_and_readme():
    targets = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert targets is not None
    explained = set(re.findall(r"^([a-z-]+):[^#\n]*## ", MAKEFILE, re.MULTILINE))

    assert set(targets[1].split()) == explained
    assert {name for name in explained if f"make {name}" not in README} == set()


@pytest.mark.parametrize("page", ["README.md", *sorted(DOCS)])
def test_a_page_shows_only_commands_that_exist(page):
    from eventreg.cli import cli

    text = README if page == "README.md" else DOCS[page]
    shown = [
        name
        for part in _code(text)
        for name in re.findall(r"^eventreg ([a-z]+)", part, re.MULTILINE)
    ]
    assert [name for name in shown if cli.get_command(click.Context(cli), name) is None] == []


def test_the_readme_names_every_command():
    from eventreg.cli import cli

    commands = cli.list_commands(click.Context(cli))
    assert [name for name in commands if f"eventreg {name}" not in README] == []


@pytest.mark.parametrize("page", ["README.md", *sorted(DOCS)])
def test_links_between_pages_lead_somewhere(page):
    text = README if page == "README.md" else DOCS[page]
    folder = CHECKOUT if page == "README.md" else CHECKOUT / "docs"
    targets = [one.partition("#")[0] for one in re.findall(r"\]\(([^)\s]+)\)", text)]

    local = [one for one in targets if one and "://" not in one]
    assert [one for one in local if not (folder / one).exists()] == []


def _code(text):
    """The fenced blocks and the words between backticks."""
    fenced = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [*fenced, *re.findall(r"`([^`\n]+)`", text)]
