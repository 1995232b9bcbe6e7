"""Fixtures that many tests share, and the plan by which two workers share the tests."""

import contextlib
import os
import shutil
import signal
from collections.abc import Generator
from pathlib import Path

import pytest

from perfgym.bank import load_problem
from perfgym.machine.input_key import VARIABLE
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.store import Store
from tests.doubles.durations import write_durations
from tests.doubles.plan import group_of, needs_a_quiet_machine


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this test suite."""
    parser.addoption("--record-golden", action="store_true", help="record golden transcripts anew")
    parser.addoption("--durations-file", type=Path, help="write the duration of every test to this file")


@pytest.hookimpl(tryfirst=True)  # before -m deselects tests and before pytest-xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each test the group of tests that share a worker, and mark those that run without any other."""
    for item in items:
        if needs_a_quiet_machine(item):
            item.add_marker("alone")
        item.add_marker(pytest.mark.xdist_group(group_of(item)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write the durations. Under pytest-xdist only the controlling process gets here."""
    if path := config.getoption("--durations-file"):
        reports = [report for group in terminalreporter.stats.values() for report in group]
        write_durations(path, [report for report in reports if isinstance(report, pytest.TestReport)])


def pytest_sessionstart() -> None:
    """Handle Ctrl-C also where a shell started the tests in the background and told them to ignore it.

    The commands that the tests start would inherit that, and could not be interrupted.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def input_key_of_the_tests() -> Generator[None]:
    """All tests draw inputs with one key, and make none in the data folder of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "a key that everybody may know")
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Give the tests a folder for data of their own.

    It stays from run to run, so that sizes are fitted to this machine once. The sizes of whoever runs the
    tests must not come from a machine that is busy with tests.
    """
    os.environ["XDG_DATA_HOME"] = str(config.rootpath / "build" / "tests-data")


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests do not depend on the variables of whoever runs them."""
    for name in list(os.environ):
        if name.startswith("PERFGYM_") and name != VARIABLE:
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def sandbox() -> Generator[Sandbox]:
    """One real sandbox for the whole session."""
    with contextlib.closing(make_sandbox("auto")) as sandbox:
        yield sandbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a valid problem folder, for a test to damage."""
    copy = tmp_path / "bank" / "mine"
    shutil.copytree(load_problem("matmul").folder, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    """An empty store of this test's own."""
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        yield store


@pytest.fixture
def run_id(store: Store, played: Path) -> str:
    """The only run in this test's store: a copy of the module's fixture ``played``."""
    shutil.copy(played, store.path)
    return store.run("latest").run_id
