"""Runs, episodes, turns and evaluations in one SQLite file.

Once a method that writes has returned, its record survives a killed process and a power failure. Many
processes and threads may write to one file at once; the file must lie on a local file system.
"""

import contextlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Generator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import platformdirs

from perfgym.errors import SettingsError, suggestion
from perfgym.machine.facts import fingerprint
from perfgym.records import Fault, FaultOwner
from perfgym.store.evaluations import StoredEvaluations
from perfgym.store.players import Players
from perfgym.store.provenance import installed_versions, new_run_id
from perfgym.store.records import Episode, Run, Tally, Turn, timestamp
from perfgym.store.rows import (
    EPISODE_COLUMNS,
    RUN_COLUMNS,
    TURN_COLUMNS,
    episode_of_row,
    fault_row,
    file_rows,
    json_text,
    reading_records,
    run_of_row,
    turn_of_row,
    turn_row,
)
from perfgym.store.sqlite import Database, encoded, insert
from perfgym.store.statistics import total_usage

__all__ = ["Store", "default_store_path", "open_store"]

_NO_STORE = "none"
_VERSION = 4
_TABLES = files("perfgym.store").joinpath("schema.sql")
_RUNNING = "running"
_INTERRUPTED = Fault(owner=FaultOwner.USER, cause="interrupted")
_SUGGESTED_RUNS = 10
_LAST_ATTEMPT = (
    "attempt = (SELECT max(attempt) FROM episodes AS same "
    "WHERE same.run_id = episodes.run_id AND same.number = episodes.number)"
)


def default_store_path() -> Path:
    """The path of this user's store, which is used unless ``PERFGYM_STORE`` names another."""
    return platformdirs.user_data_path("perfgym") / "store.sqlite"


def open_store(named: str, *, read_only: bool = False) -> "Store | None":
    """Return the store that the setting ``store`` names.

    Args:
        named: A file, an empty string for the user's own store, or ``"none"`` for no store.
        read_only: Whether the store is only read.

    Raises:
        SettingsError: The file begins with ``~`` and there is no such home folder, or the user has none.
    """
    if named == _NO_STORE:
        return None
    try:
        path = Path(named).expanduser() if named else default_store_path()
    except RuntimeError as error:
        raise SettingsError(f"the store {named} has no path: {error}; name it by its whole path") from error
    if not named and not path.is_absolute():
        raise SettingsError("this user has no home folder to keep a store in; PERFGYM_STORE names a file")
    return Store(path, read_only=read_only)


class Store:
    """One SQLite file with runs, episodes, turns and evaluations.

    Many threads may use it, on both sides of a fork. The file is created when it is first used.

    Args:
        path: The file.
        read_only: Whether the store is only read. It is then never created, and may belong to another user.

    Raises:
        SettingsError: On first use, if the file is not a store, has another version, or cannot be opened.
        MachineError: On any use, if the disk is full, the file or a record in it is damaged, or another
            process has kept it locked for a minute.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._database = Database(path, _TABLES.read_text(), _VERSION, read_only=read_only)
        self._players = Players(self._database.path, self._database.lock)

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    def open(self) -> None:
        """Open the file, and create it if it is missing; without this call, its first use does so."""
        with self._database.reading():
            pass

    def close(self) -> None:
        """Close the file. The next use opens it again; closing twice is harmless.

        A run of this object that has not ended counts as interrupted, until it plays another episode of it.
        """
        self._players.close()
        self._database.close()

    def begin_run(self, *, kind: str, env_id: str, agent: str, arguments: Mapping[str, Any]) -> str:
        """Begin a run on this machine, and return its ID.

        It counts as interrupted if this process ends, or closes the store, before it ends the run.

        Args:
            kind: The kind of invocation, e.g. ``"rollout"``.
            env_id: Environment ID.
            agent: Name of the agent.
            arguments: Arguments of the invocation; kept as JSON.

        Raises:
            TypeError: JSON cannot hold the arguments.
        """
        row = {
            "kind": kind,
            "env_id": env_id,
            "agent": agent,
            "arguments": json_text(arguments),
            "host": fingerprint(),
            "versions": json_text(installed_versions()),
            "started": timestamp(),
        }
        with self._database.writing() as connection:
            taken = {run_id for (run_id,) in connection.execute("SELECT run_id FROM runs")}
            run_id = new_run_id(row["started"])
            while run_id in taken:
                run_id = new_run_id(row["started"])
            self._players.begin(insert(connection, "runs", {"run_id": run_id, **row}))
        return run_id

    @contextlib.contextmanager
    def playing(self, run_id: str) -> Generator[None]:
        """Play a run in a ``with`` block, while no other process can play it.

        Raises:
            SettingsError: Another process plays it, there is no such run, or the store's folder cannot be
                written.
        """
        with self._database.reading() as connection:
            number = self._number(connection, run_id)
        self._play(number, run_id, alone=True)
        try:
            yield
        finally:
            self._players.end(number)

    def _play(self, number: int, run_id: str, *, alone: bool) -> None:
        if not self._players.begin(number, alone=alone):
            raise SettingsError(
                f"run {run_id} is being played by another process; wait for its end, or stop it"
            )

    def _number(self, connection: sqlite3.Connection, run_id: str) -> int:
        """The number of a run in the store."""
        row = connection.execute("SELECT ordinal FROM runs WHERE run_id = ?", (run_id,)).fetchone()
        if row is None:
            raise SettingsError(f"the store {self.path} has no run {run_id}")
        return int(row[0])

    def end_run(self, run_id: str, outcome: str) -> None:
        """End a run.

        Args:
            run_id: The whole ID.
            outcome: ``"complete"``, ``"interrupted"``, or the reason why it stopped.

        Raises:
            SettingsError: There is no such run.
        """
        with self._database.writing() as connection:
            number = self._number(connection, run_id)
            self._update_run(connection, number, ended=timestamp(), outcome=outcome)
        self._players.end(number)

    def _update_run(self, connection: sqlite3.Connection, number: int, *, ended: str, outcome: str) -> None:
        statement = "UPDATE runs SET ended = ?, outcome = CAST(? AS TEXT) WHERE ordinal = ?"
        connection.execute(statement, (ended, encoded(outcome), number))

    def runs(self) -> list[Run]:
        """All runs, newest first. One that was running when its process ended is interrupted."""
        rows = self._database.rows(f"SELECT ordinal, {RUN_COLUMNS} FROM runs ORDER BY ordinal DESC")
        for row in rows:
            number = row.pop("ordinal")
            if row["outcome"] == _RUNNING and not self._players.is_played(number):
                row["outcome"] = _INTERRUPTED.cause
        with reading_records(self.path):
            return [run_of_row(row) for row in rows]

    def run(self, run_id: str) -> Run:
        """Find a run.

        Args:
            run_id: Its ID, a beginning of its ID that no other run shares, or ``"latest"``.

        Raises:
            SettingsError: There is no such run, or more than one.
        """
        runs = self.runs()
        if not runs:
            raise SettingsError(f"the store {self.path} has no runs yet")
        if run_id == "latest":
            return runs[0]
        found = [run for run in runs if run.run_id == run_id] or [
            run for run in runs if run_id and run.run_id.startswith(run_id)
        ]
        names = [run.run_id for run in found or runs][:_SUGGESTED_RUNS]
        if not found:
            raise SettingsError(f"no run is called {run_id!r}; {suggestion(run_id, names)}")
        if len(found) > 1:
            raise SettingsError(f"{len(found)} runs begin with {run_id!r}: {', '.join(names)}")
        return found[0]

    def tallies(self) -> dict[str, Tally]:
        """The progress of each run that has an episode, by run ID."""
        counted = "FILTER (WHERE ended != '' AND fault_owner = '')"
        rows = self._database.rows(
            "SELECT run_id, count(*) AS episodes, sum(ended != '') AS finished, "
            f"avg(reward) {counted} AS mean_reward, max(reward) {counted} AS best_reward "
            f"FROM episodes WHERE {_LAST_ATTEMPT} GROUP BY run_id"
        )
        return {row.pop("run_id"): Tally(**row) for row in rows}

    def begin_episode(self, run_id: str, number: int | None, *, seed: int, env_id: str, prompt: str) -> int:
        """Begin an attempt at an episode, and return its ID in the store.

        A run that had ended is marked as running again. An unfinished attempt at the same episode keeps its
        turns and ends in the fault "interrupted".

        Args:
            run_id: The whole ID of the run.
            number: Number of the episode in the run; None for one more than the highest.
            seed: Seed that the environment was reset with.
            env_id: Environment ID.
            prompt: Text that the agent saw before its first turn.

        Raises:
            SettingsError: An attempt at that episode ended without a fault, there is no such run, or another
                process plays it alone.
        """
        row: dict[str, Any] = {"run_id": run_id, "seed": str(int(seed)), "env_id": env_id}
        with self._database.writing() as connection:
            run_number = self._number(connection, run_id)
            self._play(run_number, run_id, alone=False)
            self._update_run(connection, run_number, ended="", outcome=_RUNNING)
            row["number"] = self._following(connection, run_id) if number is None else int(number)
            same = (run_id, row["number"])
            connection.execute(
                "UPDATE episodes SET ended = ?, truncated = 1, fault_owner = ?, fault_cause = ? "
                "WHERE run_id = ? AND number = ? AND ended = ''",
                (timestamp(), _INTERRUPTED.owner, _INTERRUPTED.cause, *same),
            )
            attempts, finished = connection.execute(
                "SELECT count(*), total(fault_owner = '') FROM episodes WHERE run_id = ? AND number = ?", same
            ).fetchone()
            if finished:
                raise SettingsError(
                    f"episode {row['number']} of run {run_id} is finished; it cannot be played again"
                )
            row |= {"attempt": attempts + 1, "prompt": prompt, "started": timestamp()}
            return insert(connection, "episodes", row)

    def _following(self, connection: sqlite3.Connection, run_id: str) -> int:
        """The number after the highest of a run's episodes."""
        highest = "SELECT coalesce(max(number), 0) FROM episodes WHERE run_id = ?"
        return int(connection.execute(highest, (run_id,)).fetchone()[0]) + 1

    def add_turn(self, turn: Turn) -> None:
        """Add a turn to an open episode.

        Raises:
            SettingsError: There is no such open episode, or it has a turn of that number.
            TypeError: JSON cannot hold the action or the usage.
        """
        row, contents = turn_row(turn), file_rows(turn.submission)
        with self._database.writing() as connection:
            self._need_open(connection, turn.episode_id)
            same = (turn.episode_id, row["number"])
            if connection.execute("SELECT 1 FROM turns WHERE episode_id = ? AND number = ?", same).fetchone():
                raise SettingsError(
                    f"episode {turn.episode_id} of {self.path} has a turn {turn.number} already"
                )
            connection.executemany("INSERT OR IGNORE INTO files VALUES (?, ?)", contents)
            insert(connection, "turns", row)

    def _need_open(self, connection: sqlite3.Connection, episode_id: int) -> None:
        statement = "SELECT 1 FROM episodes WHERE episode_id = ? AND ended = ''"
        if connection.execute(statement, (episode_id,)).fetchone() is None:
            raise SettingsError(f"the store {self.path} has no open episode {episode_id}")

    def keep_usage(self, episode_id: int, usage: Mapping[str, float]) -> None:
        """Keep what was spent on replies that led to no turn, for an open episode that may never end.

        It replaces what was kept before, and is replaced when the episode ends.

        Args:
            episode_id: The ID that `begin_episode` returned.
            usage: Tokens, cost and seconds.

        Raises:
            SettingsError: There is no such open episode.
            TypeError: JSON cannot hold the usage.
        """
        statement = "UPDATE episodes SET usage = CAST(? AS TEXT) WHERE episode_id = ?"
        with self._database.writing() as connection:
            self._need_open(connection, episode_id)
            connection.execute(statement, (encoded(json_text(usage)), episode_id))

    def end_episode(
        self,
        episode_id: int,
        *,
        reward: float,
        terminated: bool,
        truncated: bool,
        fault: Fault | None = None,
        usage: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        """End an open episode.

        Args:
            episode_id: The ID that `begin_episode` returned.
            reward: Sum of the rewards.
            terminated: Whether the environment terminated it on the last turn.
            truncated: Whether it was truncated.
            fault: The failure that no submission caused; None if there was none.
            usage: Tokens, cost and seconds spent on replies that led to no turn.

        Raises:
            SettingsError: There is no such open episode.
            TypeError: JSON cannot hold the usage.
        """
        with self._database.writing() as connection:
            self._need_open(connection, episode_id)
            ending = (timestamp(), float(reward), bool(terminated), bool(truncated))
            texts = map(encoded, (*fault_row(fault).values(), json_text(usage)))
            connection.execute(
                "UPDATE episodes SET ended = ?, reward = ?, terminated = ?, truncated = ?, "
                "fault_owner = CAST(? AS TEXT), fault_cause = CAST(? AS TEXT), usage = CAST(? AS TEXT) "
                "WHERE episode_id = ?",
                (*ending, *texts, episode_id),
            )

    def episodes(self, run_id: str, *, finished: bool | None = None) -> list[Episode]:
        """The last attempt at each episode of a run, by number.

        Args:
            run_id: The whole ID of the run.
            finished: True for finished episodes only, False for unfinished ones only, None for all.
        """
        found = self._episodes(f"run_id = ? AND {_LAST_ATTEMPT} ORDER BY number", run_id)
        return [episode for episode in found if finished is None or finished == bool(episode.ended)]

    def attempts(self, run_id: str, number: int) -> list[Episode]:
        """All attempts at one episode, the first one first."""
        return self._episodes("run_id = ? AND number = ? ORDER BY attempt", run_id, number)

    def _episodes(self, condition: str, *values: Any) -> list[Episode]:
        statement = f"SELECT {EPISODE_COLUMNS} FROM episodes WHERE {condition}"
        rows = self._database.rows(statement, *values)
        with reading_records(self.path):
            return [episode_of_row(row) for row in rows]

    def usages(self, run_id: str) -> dict[int, dict[str, float]]:
        """Number of each episode of a run -> tokens, cost and seconds of all attempts at it.

        Replies that led to no turn count too.
        """
        found: dict[int, list[dict[str, float]]] = defaultdict(list)
        for number, usage in self._usages("run_id = ?", run_id):
            found[number].append(usage)
        with reading_records(self.path):
            return {number: total_usage(found[number]) for number in sorted(found)}

    def usage(self, run_id: str, number: int) -> dict[str, float]:
        """Tokens, cost and seconds of all attempts at one episode, replies that led to no turn included."""
        found = [usage for _, usage in self._usages("run_id = ? AND episodes.number = ?", run_id, number)]
        with reading_records(self.path):
            return total_usage(found)

    def _usages(self, condition: str, *values: Any) -> list[tuple[int, dict[str, float]]]:
        rows = self._database.rows(
            f"SELECT number, usage FROM episodes WHERE {condition} UNION ALL SELECT episodes.number, "
            f"turns.usage FROM turns JOIN episodes USING (episode_id) WHERE {condition}",
            *values,
            *values,
        )
        with reading_records(self.path):
            return [(row["number"], json.loads(row["usage"])) for row in rows]

    def turns(self, episode_id: int) -> list[Turn]:
        """The turns of an episode, by number."""
        statement = f"SELECT {TURN_COLUMNS} FROM turns WHERE episode_id = ? ORDER BY number"
        rows = self._database.rows(statement, episode_id)
        with reading_records(self.path):
            return [turn_of_row(row, self._content) for row in rows]

    def _content(self, digest: str) -> bytes:
        rows = self._database.rows("SELECT content FROM files WHERE sha256 = ?", digest)
        if not rows:
            raise LookupError(f"the submitted file {digest} is missing")
        return rows[0]["content"]

    @property
    def evaluations(self) -> StoredEvaluations:
        """The evaluations kept for reuse."""
        return StoredEvaluations(self._database)
