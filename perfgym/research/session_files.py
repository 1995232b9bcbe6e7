"""The folder of a session: what it was begun with, what is in flight, and what it has come to.

::

    session.json          what the session was begun with
    pending.json          the action in flight, while there is one
    runs.jsonl            every run, written when it ended
    lock                  held by the process that plays the session
    logs/                 logs of runs outside the sandbox
    worktree/             a git worktree: the program, and four files that are rendered from records:
        results.tsv, notes.md, experiments.jsonl, final.json

A file appears whole or not at all, so a session can be killed at any time and be resumed.
"""

import fcntl
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
import platformdirs

from perfgym.errors import SettingsError
from perfgym.research.history import check_tag, write_whole
from perfgym.research.records import Decision, Experiment, Final

__all__ = [
    "EXPERIMENTS",
    "FINAL",
    "Session",
    "SessionFiles",
    "SessionHeader",
    "experiments_jsonl",
    "is_played",
    "read_session",
    "session_folder",
]

EXPERIMENTS, FINAL = "experiments.jsonl", "final.json"
"""Names of files in the worktree."""

_HEADER, _PENDING, _RUNS, _LOCK, _LOGS, _WORKTREE = (
    "session.json", "pending.json", "runs.jsonl", "lock", "logs", "worktree",
)  # fmt: skip

_TRIES, _PAUSE_S = 5, 0.02

_T = TypeVar("_T")


class SessionHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a session was begun with.

    Attributes:
        format: Number of this layout.
        task: Name of the task.
        task_sha256: Digest of the task's files.
        tag: Name of the session.
        file: Path of the program in the worktree.
        baseline: Name of the commit that the session began with.
        evaluation: ``"verified"`` or ``"reported"``.
        launcher: What starts the runs.
        seed: The session's seed in hexadecimal.
        input_key: Digest of the secret key that hidden texts and seeds are drawn with.
        scale: The share of the work that a run takes.
        max_experiments: Experiments of the session.
    """

    format: Literal[1] = 1
    task: str
    task_sha256: str
    tag: str
    file: str
    baseline: str
    evaluation: str
    launcher: str
    seed: str
    input_key: str
    scale: float
    max_experiments: int


class _Pending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An action, and the number of the experiment that it makes or would make."""

    experiment: int
    action: dict[str, Any]


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A session as its folder tells of it.

    Attributes:
        header: What it was begun with.
        experiments: Its experiments; none before the baseline was run.
        final: Its end; None before it.
        pending: The action in flight; empty if there is none.
    """

    header: SessionHeader
    experiments: tuple[Experiment, ...]
    final: Final | None
    pending: dict[str, Any]


def session_folder(task: str, tag: str, parent: str = "") -> Path:
    """The folder of a session.

    Args:
        task: Name of the task.
        tag: Name of the session.
        parent: Folder of all sessions; empty for one in the user's data folder.

    Raises:
        SettingsError: The tag cannot name a session.
    """
    check_tag(tag)
    every = Path(parent).expanduser() if parent else platformdirs.user_data_path("perfgym") / "research"
    return every / task / tag


def read_session(folder: Path) -> Session:
    """Read a session, which may be under way in another process.

    Args:
        folder: The session's folder.

    Raises:
        SettingsError: There is no session in it, or a file of it is malformed.
    """
    header = _read(folder / _HEADER, SessionHeader)
    if header is None:
        raise SettingsError(f"there is no session in {folder}; begin one, or choose another tag")
    experiments = _experiments(folder / _WORKTREE / EXPERIMENTS)
    pending = _read(folder / _PENDING, _Pending)
    is_in_flight = pending is not None and pending.experiment == len(experiments)
    return Session(
        header=header,
        experiments=experiments,
        final=_read(folder / _WORKTREE / FINAL, Final),
        pending=pending.action if pending and is_in_flight else {},
    )


def _experiments(path: Path) -> tuple[Experiment, ...]:
    lines = path.read_bytes().splitlines() if path.exists() else []
    read = tuple(_decoded(line, path, Experiment) for line in lines)
    for number, one in enumerate(read):
        if why := _wrong_with(one, number):
            raise SettingsError(f"{path}, line {number + 1}: {why}; restore it, or begin another session")
    return read


def _wrong_with(one: Experiment, number: int) -> str:
    """What a record cannot be in its place; empty if it can."""
    if one.number != number:
        return f"it is experiment {one.number}, and {number} was expected"
    if (one.decision is Decision.BASELINE) != (number == 0):
        return "the first experiment must be the baseline, and no other one"
    if one.decision in (Decision.BASELINE, Decision.KEEP) and not one.figures:
        return "it was kept, and has no figure"
    if (one.decision is Decision.BACKTRACK) != (one.target is not None):
        return "a backtrack has a target, and nothing else has one"
    if not all(0 <= other < number for other in (one.target, one.parent) if other is not None):
        return "it names an experiment that does not come before it"
    return ""


def _read(path: Path, kind: type[_T]) -> _T | None:
    return _decoded(path.read_bytes(), path, kind) if path.exists() else None


def _decoded(content: bytes, path: Path, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise SettingsError(f"{path} is malformed: {error}; restore it, or begin another session") from None


def is_played(folder: Path) -> bool:
    """Whether a process plays the session in a folder now."""
    try:
        lock = os.open(folder / _LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False


def _is_locked(lock: int) -> bool:
    """Take the lock of a session; return whether this process has it now."""
    for _ in range(_TRIES):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE_S)  # perhaps :func:`is_played` has it, for a moment
        else:
            return True
    return False


class SessionFiles:
    """The folder of a session that this process plays.

    Args:
        folder: The folder; it is made if it is missing.

    Raises:
        SettingsError: Another process plays the session, or the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            (folder / _LOGS).mkdir(parents=True, exist_ok=True)
            self._lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise SettingsError(
                f"the session's folder {folder} cannot be written: {error.strerror}; name another one by "
                "research_folder= or PERFGYM_RESEARCH_FOLDER"
            ) from error
        if not _is_locked(self._lock):
            os.close(self._lock)
            raise SettingsError(
                f"another process plays the session in {folder}; stop it, or choose another tag"
            )

    def close(self) -> None:
        """Let others play the session."""
        os.close(self._lock)

    def need_new(self) -> None:
        """Check that no session was begun in the folder.

        Raises:
            SettingsError: One was.
        """
        if (self.folder / _HEADER).exists():
            raise SettingsError(
                f"there is a session in {self.folder} already; resume it with "
                "options={'tag': ..., 'resume': True}, or choose another tag"
            )

    @property
    def worktree(self) -> Path:
        """Folder of the git worktree."""
        return self.folder / _WORKTREE

    @property
    def logs(self) -> Path:
        """Folder for logs of runs."""
        return self.folder / _LOGS

    @property
    def runs(self) -> Path:
        """File of all runs."""
        return self.folder / _RUNS

    def begin(self, header: SessionHeader) -> None:
        """Note what the session is begun with."""
        self._write(_HEADER, msgspec.json.encode(header))

    def set_pending(self, experiment: int, action: dict[str, Any]) -> None:
        """Note the action in flight. It counts until the experiment of this number was written down.

        Args:
            experiment: Number of the experiment that it makes, or would make if it ends the session.
            action: The action, as JSON has it.
        """
        self._write(_PENDING, msgspec.json.encode(_Pending(experiment, action)))

    def _write(self, name: str, content: bytes) -> None:
        write_whole(self.folder / name, content.decode())


def experiments_jsonl(experiments: Sequence[Experiment]) -> str:
    """The text of ``experiments.jsonl``: an experiment in each line."""
    return "".join(f"{msgspec.json.encode(one).decode()}\n" for one in experiments)
