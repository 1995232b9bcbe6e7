"""Fixtures that many tests share."""

import contextlib
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest

from perfgym.bank import load_problem
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.store import Store


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--record-golden`` writes the golden transcripts anew instead of comparing with them."""
    parser.addoption("--record-golden", action="store_true", help="record golden transcripts anew")


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests do not depend on the variables of whoever runs them."""
    for name in list(os.environ):
        if name.startswith("PERFGYM_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def sandbox() -> Generator[Sandbox]:
    """A real sandbox, one for the whole run."""
    with contextlib.closing(make_sandbox("auto")) as sandbox:
        yield sandbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a good problem, to be spoilt."""
    copy = tmp_path / "bank" / "mine"
    shutil.copytree(load_problem("matmul").folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    """An empty one of this test's own."""
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        yield store


@pytest.fixture
def run_id(store: Store, played: Path) -> str:
    """The run that a module's ``played`` is a store of, which is all that this test's store has."""
    shutil.copy(played, store.path)
    return store.run("latest").run_id
