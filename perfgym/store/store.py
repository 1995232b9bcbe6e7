"""Runs, episodes, turns and evaluations in one SQLite file.

What a method has stored when it returns survives a killed process and a lost power supply. Many processes
and threads may write to one file at once; it has to lie on a local file system.
"""

import contextlib
import fcntl
import hashlib
import json
import math
import os
import sqlite3
from collections.abc import Generator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, cast

import numpy as np
import platformdirs
from numpy.typing import NDArray

from perfgym.errors import SettingsError, suggestion
from perfgym.machine.facts import fingerprint
from perfgym.records import Evaluation, Fault, FaultOwner, Submission
from perfgym.store.evaluations import StoredEvaluations
from perfgym.store.provenance import installed_versions, new_run_id
from perfgym.store.records import Episode, Run, Tally, Turn, timestamp
from perfgym.store.sqlite import Database, encoded, insert

__all__ = ["Store", "default_store_path", "open_store"]

_NO_STORE = "none"
_VERSION = 3
_TABLES = files("perfgym.store").joinpath("schema.sql")
_INTERRUPTED = Fault(owner=FaultOwner.USER, cause="interrupted")
_SUGGESTED_RUNS = 10


def default_store_path() -> Path:
    """Where the store of this user lies unless ``PERFGYM_STORE`` says otherwise."""
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


def _plain(value: Any) -> Any:
    """What JSON has for a value that it does not know."""
    if isinstance(value, np.generic):
        return cast("np.generic[Any]", value).item()
    if isinstance(value, np.ndarray):
        return cast("NDArray[Any]", value).tolist()
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, Any]", value))
    raise TypeError(f"the store keeps JSON, and {type(value).__name__} is none: {value!r:.80}")


def _json(value: Any) -> str:
    # Escaped, two lone surrogates side by side would come back as one character.
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _locked(lock: IO[str], path: Path) -> bool:
    """Locks a file that is to lie at ``path``; False where another holds it, or took it away meanwhile."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(lock.fileno()), path.stat())
    except (BlockingIOError, FileNotFoundError):
        return False


class Store:
    """One SQLite file with runs, episodes, turns and evaluations.

    Many threads may use it, on both sides of a fork. The file is created when it is first used.

    Args:
        path: The file.
        read_only: Whether the store is only read. It is then never created, and may belong to another user.

    Raises:
        SettingsError: On first use, if the file is not a store, is of another perfgym, or cannot be opened.
        MachineError: On any use, if the disk is full, the file is damaged, or another process has kept it
            locked for a minute.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._database = Database(path, _TABLES.read_text(), _VERSION, read_only=read_only)

    @property
    def path(self) -> Path:
        """The file."""
        return self._database.path

    def open(self) -> None:
        """Open the file, and create it if it is missing; without this call, its first use does so."""
        with self._database.reading():
            pass

    def close(self) -> None:
        """Closes the file; what is used afterwards opens it again. Twice is harmless."""
        self._database.close()

    def begin_run(self, *, kind: str, env_id: str, agent: str, arguments: Mapping[str, Any]) -> str:
        """Begins a run on this machine; its ID.

        Args:
            kind: What makes it.
            env_id: Environment ID.
            agent: Who acts.
            arguments: What it was given, to be kept as JSON.
        """
        row = {
            "kind": kind,
            "env_id": env_id,
            "agent": agent,
            "arguments": _json(arguments),
            "host": fingerprint(),
            "versions": _json(installed_versions()),
            "started": timestamp(),
        }
        with self._database.writing() as connection:
            taken = {run_id for (run_id,) in connection.execute("SELECT run_id FROM runs")}
            run_id = new_run_id(row["started"])
            while run_id in taken:
                run_id = new_run_id(row["started"])
            insert(connection, "runs", {"run_id": run_id, **row})
        return run_id

    @contextlib.contextmanager
    def playing(self, run_id: str) -> Generator[None]:
        """Keeps other processes from playing the same run meanwhile.

        Raises:
            SettingsError: Another one does.
        """
        path = self.path.with_name(f"{self.path.name}-{run_id}.lock")
        try:
            lock = open(path, "a")  # noqa: SIM115  # closed below
        except OSError as error:
            raise SettingsError(
                f"the store {self.path} cannot be written: {error.strerror} ({path}); "
                "PERFGYM_STORE names another file"
            ) from error
        with lock:
            if not _locked(lock, path):
                raise SettingsError(f"run {run_id} is being played by another process")
            try:
                yield
            finally:
                path.unlink(missing_ok=True)

    def end_run(self, run_id: str, outcome: str) -> None:
        """Ends a run.

        Args:
            run_id: The whole ID.
            outcome: ``"complete"``, ``"interrupted"``, or what stopped it.

        Raises:
            SettingsError: There is no such run.
        """
        with self._database.writing() as connection:
            self._update_run(connection, run_id, ended=timestamp(), outcome=outcome)

    def _update_run(self, connection: sqlite3.Connection, run_id: str, *, ended: str, outcome: str) -> None:
        statement = "UPDATE runs SET ended = ?, outcome = CAST(? AS TEXT) WHERE run_id = ?"
        if not connection.execute(statement, (ended, encoded(outcome), run_id)).rowcount:
            raise SettingsError(f"the store {self.path} has no run {run_id}")

    def runs(self) -> list[Run]:
        """All runs, newest first."""
        return [_run(row) for row in self._database.rows(f"SELECT {_RUN} FROM runs ORDER BY ordinal DESC")]

    def run(self, run_id: str) -> Run:
        """One run.

        Args:
            run_id: Its ID, the beginning of no other's, or ``"latest"``.

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
        """How far each run has come that has an episode, by run ID."""
        counted = "FILTER (WHERE ended != '' AND fault_owner = '')"
        rows = self._database.rows(
            "SELECT run_id, count(*) AS episodes, sum(ended != '') AS finished, "
            f"avg(reward) {counted} AS mean_reward, max(reward) {counted} AS best_reward "
            f"FROM episodes WHERE {_LAST_ATTEMPT} GROUP BY run_id"
        )
        return {row.pop("run_id"): Tally(**row) for row in rows}

    def begin_episode(self, run_id: str, number: int | None, *, seed: int, env_id: str, prompt: str) -> int:
        """Begins an attempt at an episode, and with it a run that had ended is running again; its ID.

        An unfinished attempt at the same episode ends in the fault "interrupted", and keeps its turns.

        Args:
            run_id: The whole ID of the run.
            number: Number of the episode in the run; None for one more than the highest.
            seed: What the environment was reset with.
            env_id: Environment ID.
            prompt: What the agent was told.

        Raises:
            SettingsError: An attempt at that episode ended without a fault, or there is no such run.
        """
        row: dict[str, Any] = {"run_id": run_id, "seed": str(int(seed)), "env_id": env_id}
        with self._database.writing() as connection:
            self._update_run(connection, run_id, ended="", outcome="running")
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
                raise SettingsError(f"episode {number} of run {run_id} is finished and stays as it is")
            row |= {"attempt": attempts + 1, "prompt": prompt, "started": timestamp()}
            return insert(connection, "episodes", row)

    def _following(self, connection: sqlite3.Connection, run_id: str) -> int:
        highest = "SELECT coalesce(max(number), 0) FROM episodes WHERE run_id = ?"
        return int(connection.execute(highest, (run_id,)).fetchone()[0]) + 1

    def add_turn(self, turn: Turn) -> None:
        """Adds a turn to an open episode.

        Raises:
            SettingsError: There is no such open episode, or it has that turn.
            TypeError: The action, the info or the usage holds what JSON cannot.
        """
        row = {
            "episode_id": turn.episode_id,
            "number": int(turn.number),
            "reply": turn.reply,
            "action": _json(turn.action),
            "submission": _json(_submission_row(turn.submission)),
            "feedback": turn.feedback,
            "reward": float(turn.reward),
            "score": float(turn.score),
            "evaluation": turn.evaluation.to_json() if turn.evaluation else "",
            **_fault_row(turn.fault),
            "usage": _json(turn.usage),
            "started": turn.started,
            "ended": turn.ended,
        }
        contents = turn.submission.files.values() if turn.submission else ()
        rows = [(_digest(content), content) for content in contents]
        with self._database.writing() as connection:
            self._need_open(connection, turn.episode_id)
            same = (turn.episode_id, row["number"])
            if connection.execute("SELECT 1 FROM turns WHERE episode_id = ? AND number = ?", same).fetchone():
                raise SettingsError(f"episode {turn.episode_id} of {self.path} has a turn {turn.number}")
            connection.executemany("INSERT OR IGNORE INTO files VALUES (?, ?)", rows)
            insert(connection, "turns", row)

    def _need_open(self, connection: sqlite3.Connection, episode_id: int) -> None:
        statement = "SELECT 1 FROM episodes WHERE episode_id = ? AND ended = ''"
        if connection.execute(statement, (episode_id,)).fetchone() is None:
            raise SettingsError(f"the store {self.path} has no open episode {episode_id}")

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
        """Ends an open episode.

        Args:
            episode_id: What `begin_episode` gave.
            reward: Sum of what was paid.
            terminated: As the environment said on the last turn.
            truncated: The same.
            fault: What failed that is not the agent's.
            usage: What was spent on replies that came to no turn.

        Raises:
            SettingsError: There is no such open episode.
        """
        with self._database.writing() as connection:
            self._need_open(connection, episode_id)
            ending = (timestamp(), float(reward), bool(terminated), bool(truncated))
            owner, cause = map(encoded, _fault_row(fault).values())
            connection.execute(
                "UPDATE episodes SET ended = ?, reward = ?, terminated = ?, truncated = ?, "
                "fault_owner = CAST(? AS TEXT), fault_cause = CAST(? AS TEXT), usage = ? "
                "WHERE episode_id = ?",
                (*ending, owner, cause, _json(usage), episode_id),
            )

    def episodes(self, run_id: str, *, finished: bool | None = None) -> list[Episode]:
        """The last attempt at each episode of a run, by number.

        Args:
            run_id: The whole ID of the run.
            finished: Only those that are, or are not; None for all.
        """
        rows = self._database.rows(
            f"SELECT {_EPISODE} FROM episodes WHERE run_id = ? AND {_LAST_ATTEMPT} ORDER BY number", run_id
        )
        return [_episode(row) for row in rows if finished is None or finished == bool(row["ended"])]

    def attempts(self, run_id: str, number: int) -> list[Episode]:
        """All attempts at one episode, the first one first."""
        statement = f"SELECT {_EPISODE} FROM episodes WHERE run_id = ? AND number = ? ORDER BY attempt"
        return [_episode(row) for row in self._database.rows(statement, run_id, number)]

    def usages(self, run_id: str, number: int) -> list[dict[str, float]]:
        """What was spent in all attempts at one episode, on turns and on replies that came to none."""
        rows = self._database.rows(
            "SELECT usage FROM episodes WHERE run_id = ?1 AND number = ?2 UNION ALL "
            "SELECT turns.usage FROM turns JOIN episodes USING (episode_id) "
            "WHERE run_id = ?1 AND episodes.number = ?2",
            run_id,
            number,
        )
        return [json.loads(row["usage"]) for row in rows]

    def turns(self, episode_id: int) -> list[Turn]:
        """Turns of an episode by number."""
        statement = f"SELECT {_TURN} FROM turns WHERE episode_id = ? ORDER BY number"
        rows = self._database.rows(statement, episode_id)
        return [self._turn(row) for row in rows]

    def _turn(self, row: dict[str, Any]) -> Turn:
        row["fault"] = _fault(row)
        row["submission"] = self._submission(json.loads(row["submission"]))
        row["evaluation"] = Evaluation.from_json(row["evaluation"]) if row["evaluation"] else None
        for name in ("action", "usage"):
            row[name] = json.loads(row[name])
        for name in ("reward", "score"):
            row[name] = math.nan if row[name] is None else row[name]
        return Turn(**row)

    def _submission(self, row: Mapping[str, Any] | None) -> Submission | None:
        if row is None:
            return None
        files = {path: self._content(digest) for path, digest in row["files"].items()}
        return Submission(files=files, flags=tuple(row["flags"]))

    def _content(self, digest: str) -> bytes:
        (row,) = self._database.rows("SELECT content FROM files WHERE sha256 = ?", digest)
        return row["content"]

    @property
    def evaluations(self) -> StoredEvaluations:
        """The evaluations that are kept for reuse."""
        return StoredEvaluations(self._database)


_RUN = "run_id, kind, env_id, agent, arguments, host, versions, started, ended, outcome"
_EPISODE = (
    "episode_id, run_id, number, attempt, seed, env_id, started, ended, reward, terminated, truncated, "
    "fault_owner, fault_cause, prompt, usage"
)
_LAST_ATTEMPT = (
    "attempt = (SELECT max(attempt) FROM episodes AS same "
    "WHERE same.run_id = episodes.run_id AND same.number = episodes.number)"
)
_TURN = (
    "episode_id, number, reply, action, submission, feedback, reward, score, evaluation, fault_owner, "
    "fault_cause, usage, started, ended"
)


def _run(row: dict[str, Any]) -> Run:
    for name in ("arguments", "versions"):
        row[name] = json.loads(row[name])
    return Run(**row)


def _episode(row: dict[str, Any]) -> Episode:
    row["seed"], row["fault"] = int(row["seed"]), _fault(row)
    for name in ("terminated", "truncated"):
        row[name] = bool(row[name])
    row["usage"] = json.loads(row["usage"])
    if row["ended"] and row["reward"] is None:
        row["reward"] = math.nan
    return Episode(**row)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _submission_row(submission: Submission | None) -> dict[str, Any] | None:
    if submission is None:
        return None
    files = {path: _digest(content) for path, content in submission.files.items()}
    return {"files": files, "flags": list(submission.flags)}


def _fault_row(fault: Fault | None) -> dict[str, str]:
    return {"fault_owner": str(fault.owner) if fault else "", "fault_cause": fault.cause if fault else ""}


def _fault(row: dict[str, Any]) -> Fault | None:
    """Takes a fault's columns out of a row."""
    owner, cause = row.pop("fault_owner"), row.pop("fault_cause")
    return Fault(owner=FaultOwner(owner), cause=cause) if owner else None
