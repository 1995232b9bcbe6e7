PYTHON ?= python3
JOBS ?= 2
venv_python := .venv/bin/python

# Seconds that the tests may take on two cores; .ci/tier gives a slower machine more. Over its budget a tier
# fails, although its tests passed.
TEST_BUDGET_S := 600
TEST_ALL_BUDGET_S := 2700
QUICK_BUDGET_S := 120

# Each has tests in tests/trainers, which need a virtual environment of their own; model is a real, small one, and
# export loads what `perfgym export` writes by the libraries that it is for.
TRAINERS := verifiers trl openenv inspect export model
# Their environments are snippets in docs/trainers.md. ART needs Python 3.12: make test-art PYTHON=python3.12
SNIPPETS := skyrl tinker art
trainer_tests := $(TRAINERS:%=test-%) $(SNIPPETS:%=test-%)

.PHONY: help setup demo test test-all test-pmu $(trainer_tests) quick lint format docs bench wheel clean

help:
	@echo 'make setup     create .venv and install everything'
	@echo 'make demo      set up, then play one episode on this machine'
	@echo 'make quick     set up, then run the unit tests (under 2 minutes)'
	@echo 'make test      set up, then run the linters and the tests that a change needs (under 10 minutes)'
	@echo 'make test-all  set up, then run the linters and every test, as a release needs'
	@echo 'make test-pmu  set up, then run the tests that need hardware counters in an aarch64 guest of QEMU'
	@echo 'make test-NAME set up, then run the tests of one trainer: $(TRAINERS) $(SNIPPETS)'
	@echo 'make lint      set up, then check style, types and the direction of imports'
	@echo 'make format    set up, then format the code and fix what can be fixed automatically'
	@echo 'make docs      set up, then build the documentation into site'
	@echo 'make bench     set up, then run every benchmark with its shortest arguments'
	@echo 'make wheel     set up, then build the wheel into dist'
	@echo 'make clean     remove .venv, built files and caches'

setup:
	@.ci/bootstrap '$(PYTHON)'

demo: setup
	@$(venv_python) -m perfgym demo

lint: setup
	$(venv_python) -m ruff check .
	$(venv_python) -m ruff format --check .
	$(venv_python) -m pyright --project pyproject.toml
	$(venv_python) -m pyright --project benchmarks/pyrightconfig.json
	$(venv_python) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

format: setup
	$(venv_python) -m ruff check --fix .
	$(venv_python) -m ruff format .

quick: setup
	@.ci/tier quick $(QUICK_BUDGET_S) $(JOBS) 'not full' tests/unit

test: lint
	@.ci/tier test $(TEST_BUDGET_S) $(JOBS) 'not full'

test-all: lint
	@.ci/tier test-all $(TEST_ALL_BUDGET_S) $(JOBS) ''
	$(venv_python) -m tests.pmu
	@for name in $(TRAINERS) skyrl tinker; do PYTHON='$(PYTHON)' .ci/trainer $$name || exit 1; done

# The first run makes the guest, which takes some minutes; the user's cache folder keeps it.
test-pmu: setup
	$(venv_python) -m tests.pmu

$(trainer_tests): setup
	@PYTHON='$(PYTHON)' .ci/trainer $(@:test-%=%)

# Without --quiet, which also hides the warnings of --strict: a broken link would pass.
docs: setup
	NO_MKDOCS_2_WARNING=1 $(venv_python) -m mkdocs build --strict

bench: setup
	@.ci/bench

wheel: setup
	$(venv_python) -m build --wheel --no-isolation

clean:
	rm -rf .venv dist build site .hypothesis .import_linter_cache .pytest_cache .ruff_cache
