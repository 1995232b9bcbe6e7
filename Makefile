PYTHON ?= python3

.PHONY: help setup demo test lint clean

help:
	@echo 'make demo    set up, then play one episode on this machine'
	@echo 'make test    set up, then run the linters and the whole test suite'
	@echo 'make lint    set up, then run the linters'
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

clean:
	rm -rf .venv dist build .hypothesis .import_linter_cache .pytest_cache .ruff_cache
