"""A task and a tag -> a session: begun in a new folder, or opened in the one that it was left in."""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from perfgym.errors import SettingsError
from perfgym.machine.input_key import input_key
from perfgym.research.experiment import Laboratory, Progress
from perfgym.research.history import History
from perfgym.research.run_memory import RunMemory
from perfgym.research.seeds import HiddenSeeds
from perfgym.research.session_files import Session, SessionFiles, SessionHeader, read_session
from perfgym.research.sessions import Sessions
from perfgym.research.task import ResearchTask

__all__ = ["OpenSession", "SessionMaker"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSession:
    """A session that this process plays.

    Attributes:
        lab: Plays it.
        files: Its folder.
        header: What it was begun with.
        pending: The action that was in flight when its process ended; empty if there was none.
        leave: Called when it is closed.
    """

    lab: Laboratory
    files: SessionFiles
    header: SessionHeader
    pending: dict[str, Any]
    leave: Callable[[], None]

    def close(self) -> None:
        """Let others play it; remove what it leaves outside its folder, if it is not kept."""
        self.leave()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionMaker:
    """Makes the sessions of one environment.

    Attributes:
        task: The task.
        sessions: What sessions stand on.
        scale: The share of the work that a run takes.
        max_experiments: Experiments of a session.
        on_dead_end: ``"warn"`` or ``"refuse"``.
        watch: Called when a run begins and when it has ended; None for nobody.
    """

    task: ResearchTask
    sessions: Sessions
    scale: float
    max_experiments: int
    on_dead_end: str
    watch: Callable[[Progress], None] | None = None

    def begin(self, folder: Path, tag: str, seed: bytes, *, is_kept: bool) -> OpenSession:
        """Begin a session, and run its baseline.

        Args:
            folder: The session's folder, which has no session yet.
            tag: Name of the session.
            seed: The session's seed.
            is_kept: Whether it may be resumed later.

        Raises:
            SettingsError: There is a session in the folder already, or another process plays it.
            ProblemError: The baseline fails.
            MachineError: Git is missing, or the machine failed.
        """
        with contextlib.ExitStack() as at_failure:
            files = SessionFiles(folder)
            at_failure.callback(files.close)
            files.need_new()
            shutil.rmtree(files.worktree, ignore_errors=True)  # a process was killed before it had begun
            history = self.sessions.begin(files.worktree, tag)
            if not is_kept:
                at_failure.callback(self.sessions.remove, history)
            header = self._header(tag, seed, history)
            files.begin(header)
            lab = self._lab(files, header, history)
            lab.begin()
            leave = at_failure.pop_all().close
        return OpenSession(lab=lab, files=files, header=header, pending={}, leave=leave)

    def resume(self, folder: Path, tag: str) -> OpenSession:
        """Go on with a session whose process has ended.

        Args:
            folder: The session's folder.
            tag: Name of the session.

        Raises:
            SettingsError: There is no session in the folder, it has ended, it was begun in another way, its
                files are malformed, or another process plays it.
            ProblemError: The baseline fails.
            MachineError: Git is missing, or the machine failed.
        """
        session = read_session(folder)
        files = SessionFiles(folder)
        try:
            session = read_session(folder)  # nobody else writes it now
            self._check(session, tag)
            header = session.header
            history = History(files.worktree, tag, header.file, header.baseline)
            lab = self._lab(files, header, history)
            if session.experiments:
                lab.resume(session.experiments, session.final, is_pending=bool(session.pending))
            else:
                lab.begin()
        except BaseException:
            files.close()
            raise
        return OpenSession(lab=lab, files=files, header=header, pending=session.pending, leave=files.close)

    def _header(self, tag: str, seed: bytes, history: History) -> SessionHeader:
        return SessionHeader(
            task=self.task.name,
            task_sha256=self.task.digest,
            tag=tag,
            file=self.task.file,
            baseline=history.baseline,
            evaluation=self.sessions.evaluation,
            launcher=self.sessions.launcher,
            seed=seed.hex(),
            input_key=input_key().digest,
            scale=self.scale,
            max_experiments=self.max_experiments,
        )

    def _check(self, session: Session, tag: str) -> None:
        """Check that a session can go on in this environment."""
        here = {
            "task": self.task.name,
            "task_sha256": self.task.digest,
            "tag": tag,
            "input_key": input_key().digest,
            "scale": self.scale,
            "max_experiments": self.max_experiments,
        }
        for name, wanted in here.items():
            if (was := getattr(session.header, name)) != wanted:
                raise SettingsError(
                    f"the session {tag!r} was begun with {name}={was!r}, and here it is {wanted!r}; resume "
                    "it as it was begun, or choose another tag"
                )
        if session.final is not None:
            raise SettingsError(f"the session {tag!r} has ended, so it cannot go on; choose another tag")

    def _lab(self, files: SessionFiles, header: SessionHeader, history: History) -> Laboratory:
        seeds = HiddenSeeds(bytes.fromhex(header.seed))
        return Laboratory(
            replace(self.task, noise=self.task.noise.at(self.scale)),
            self.sessions.runs(seeds, history, files.logs),
            seeds,
            history,
            RunMemory(files.runs),
            on_dead_end=self.on_dead_end,
            watch=self.watch,
            size_decimals=self.sessions.size_decimals,
        )
