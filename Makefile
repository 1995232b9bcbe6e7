PYTHON ?= python3

.PHONY: help setup demo test lint docs wheel clean

help:
	@echo 'make demo    set up, then play one episode on this machine'
	@echo 'make test    set up, then run the linters and the whole test suite'
	@echo 'make lint    set up, then run the linters'
	@echo 'make docs    set up, then build the documentation into site/'
	@echo 'make wheel   set up, then build the wheel into dist/'
	@echo 'make setup   create .venv and install everything'
	@echo 'make clean   remove .venv and caches'

setup:
	@.ci/bootstrap '$(PYTHON)'

demo: setup
	@.venv/bin/python -m perfgym demo

lint: setup
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/python -m pyright --project pyproject.toml
	.venv/bin/lint-imports

test: lint
	.venv/bin/python -m pytest

# Not --quiet: that hides warnings from --strict, too, and a broken link passes.
docs: setup
	NO_MKDOCS_2_WARNING=1 .venv/bin/python -m mkdocs build --strict

wheel: setup
	.venv/bin/python -m build --wheel --no-isolation

clean:
	rm -rf .venv dist build site .hypothesis .import_linter_cache .pytest_cache .ruff_cache
