"""Files that are no store, and stores that are damaged."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from perfgym.errors import MachineError, SettingsError
from perfgym.store import Store
from tests.doubles.made_up_runs import accepted
from tests.doubles.played import begin_episode, begin_run, turn


def spoil_with_text(path: Path) -> None:
    path.write_text("this is not a database\n" * 100)


def spoil_with_other_tables(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE runs (run_id TEXT)")


def spoil_with_a_newer_version(path: Path) -> None:
    with contextlib.closing(Store(path)) as store:
        store.runs()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def spoil_with_a_folder(path: Path) -> None:
    path.mkdir()


def spoil_with_a_file_above(path: Path) -> None:
    path.parent.rmdir()
    path.parent.touch()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (spoil_with_text, "is not a perfgym store"),
        (spoil_with_other_tables, "is not a perfgym store"),
        (spoil_with_a_newer_version, "version 99.*name another"),
        (spoil_with_a_folder, "cannot be opened"),
        (spoil_with_a_file_above, "folder"),
    ],
)
def test_a_path_that_is_not_a_store_is_named_in_the_error_and_left_alone(
    tmp_path: Path, spoil: Any, says: str
) -> None:
    path = tmp_path / "there" / "store.sqlite"
    path.parent.mkdir()
    spoil(path)
    before = path.read_bytes() if path.is_file() else None
    with contextlib.closing(Store(path)) as store, pytest.raises(SettingsError, match=says) as refused:
        store.runs()
    assert str(path) in str(refused.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_damaged_store_is_a_failure_of_the_machine(store: Store) -> None:
    run_id = begin_run(store, arguments={"text": "x" * 100_000})
    store.close()
    with store.path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 60_000)
    with pytest.raises(MachineError, match="cannot be used"):
        store.run(run_id)


EVALUATION = accepted(2.0).to_json()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE runs SET arguments = '{'",
        "UPDATE runs SET versions = ''",
        "UPDATE episodes SET seed = 'x'",
        "UPDATE episodes SET fault_owner = 'nobody'",
        "UPDATE episodes SET usage = 'x'",
        "UPDATE turns SET action = CAST(X'ff' AS TEXT)",
        "UPDATE turns SET action = ''",
        "UPDATE turns SET submission = '{}'",
        "UPDATE turns SET submission = '3'",
        'UPDATE turns SET evaluation = \'{"status": "FINE"}\'',
        f"UPDATE turns SET evaluation = '{EVALUATION[:-9]}'",
        "UPDATE turns SET evaluation = '" + "[" * 100_000 + "'",
        "UPDATE turns SET fault_owner = 'nobody'",
        "UPDATE turns SET usage = 'x'",
        "DELETE FROM files",
    ],
)
def test_a_damaged_record_is_a_failure_of_the_machine_that_names_the_file(store: Store, damage: str) -> None:
    run_id = begin_run(store)
    episode_id = begin_episode(store, run_id)
    store.add_turn(turn(episode_id, source="int x;", evaluation=accepted(2.0)))
    store.evaluations.remember("key", accepted(2.0))
    store.close()

    def read_all() -> None:
        store.run(run_id)
        store.episodes(run_id)
        store.attempts(run_id, 0)
        store.turns(episode_id)
        store.usages(run_id)
        store.usage(run_id, 0)
        store.evaluations.recall("key")

    read_all()
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as connection, connection:
        assert connection.execute(damage).rowcount
    with pytest.raises(MachineError, match="damaged") as failure:
        read_all()
    assert str(store.path) in str(failure.value)
    assert len(str(failure.value)) < 1000


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with contextlib.closing(Store(tmp_path / "empty")) as store:
        begin_run(store)
        assert len(store.runs()) == 1
