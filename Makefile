# Two commands on a fresh machine: `make demo` and `make test`. `make help` lists the rest.
# The system's own Python first: where it is Debian's it runs the same code in 15 % less time than one that
# was compiled without profiles, and gets its security fixes with the machine.
PYTHON ?= $(shell for name in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& echo $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# The packages are pinned with their hashes; only what the locks name is ever installed.
INSTALL := $(PIP) install -qq --no-deps --require-hashes --requirement
PO := $(wildcard eventreg/translations/*/*.po)
ARGS ?=

export PYTHON
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast format lint types screenshots storm newcomer whole-way bench bench-press bench-people fonts messages lock wheel clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: $(VENV)/run $(VENV)/messages ## set up, load the first event, serve on http://127.0.0.1:8000
	@$(BIN)/eventreg demo $(ARGS)

test: $(VENV)/develop $(VENV)/messages ## set up, run every test (ARGS="-k words" for some)
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal $(ARGS)

test-fast: $(VENV)/develop $(VENV)/messages ## the tests without a browser and without the slow ones
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal -m "not browser and not slow" $(ARGS)

format: $(VENV)/develop ## put Python files into the house form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format --quiet .

lint: $(VENV)/develop ## ruff, the direction of imports, templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports
	@$(BIN)/djlint templates --lint --quiet

types: $(VENV)/develop ## mypy, strict
	@$(BIN)/mypy

screenshots: $(VENV)/develop $(VENV)/messages ## pictures of each page and each PDF in var/screenshots
	@$(BIN)/python -m tests.browser.screenshots $(ARGS)

# scenario=flap database=postgresql people=1000 seats=50 clients=32 kills=100; BREAK=1 takes the guard away
STORM = $(or $(scenario),storm) --database $(or $(database),sqlite) --people $(or $(people),200) \
	--seats $(or $(seats),20) --clients $(or $(clients),16) --kills $(or $(kills),0) \
	$(if $(BREAK),--unguarded)
storm: $(VENV)/develop $(VENV)/messages ## a small storm on SQLite, then a sweep: docs/load.md (BREAK=1 without the guard)
	@$(BIN)/python -m benchmarks.load $(STORM)

newcomer: $(VENV)/develop $(VENV)/messages ## a newcomer publishes an event: ends with the number of interactions
	@$(BIN)/python -m tests.browser.newcomer

whole-way: $(VENV)/develop $(VENV)/messages ## from what experts saw to a final report: ends with the number of facts missing
	@$(BIN)/python -m tests.browser.whole_way

bench-press: $(VENV)/develop $(VENV)/messages ## what documents cost beside naive WeasyPrint; ends with a line of JSON
	@$(BIN)/python -m benchmarks.press

bench-people: $(VENV)/develop $(VENV)/messages ## the table of 50,000 people on both databases: time, statements, weight of each page (ARGS="--people 5000")
	@$(BIN)/python -m benchmarks.people $(ARGS)

bench: $(VENV)/develop $(VENV)/messages ## how fast people get in, and what it costs, on both databases (ARGS="--people 1000")
	@$(BIN)/python -m benchmarks.load.speed $(ARGS)

fonts: $(VENV)/run ## cut the documents' fonts anew from Debian's fonts-noto-core
	@$(BIN)/python -m eventreg.documents.font_subset

messages: $(VENV)/run ## compile the translations and say which are missing
	@$(BIN)/python -m eventreg.language.catalogue
	@$(BIN)/python -m eventreg.language.catalogue --check

# Universal: one lock serves every Python from 3.11 on; the hashes are the public registry's.
COMPILE := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock" --group build
lock: ## pin what pyproject.toml asks for (ARGS=--upgrade for the newest)
	@test -x $(BIN)/uv || $(MAKE) $(VENV)/develop
	@$(BIN)/$(COMPILE) $(ARGS) --group test --group lint --output-file requirements/develop.txt
	@$(BIN)/$(COMPILE) $(ARGS) --constraint requirements/develop.txt \
		--output-file requirements/run.txt

wheel: $(VENV)/run ## build dist/eventreg-….whl
	@$(PIP) wheel -qq --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

clean: ## remove the virtual environment and everything that was made
	@rm -rf $(VENV) dist var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# Stamps: a set-up that stands is not made again.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed." >&2; exit 1; }
	@requirements/debian.sh requirements/debian-run.txt
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run: $(VENV)/bin/python requirements/run.txt requirements/debian-run.txt pyproject.toml hatch_build.py
	@requirements/debian.sh requirements/debian-run.txt
	@echo "Installing what eventreg runs on; the first time takes a minute or two."
	@$(INSTALL) requirements/run.txt
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/develop: $(VENV)/run requirements/develop.txt requirements/debian-develop.txt
	@requirements/debian.sh requirements/debian-develop.txt
	@echo "Installing what the tests need."
	@$(INSTALL) requirements/develop.txt
	@touch $@

$(VENV)/messages: $(VENV)/run $(PO)
	@$(BIN)/python -m eventreg.language.catalogue
	@touch $@
