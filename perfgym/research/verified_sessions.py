"""A verified task and a sandbox -> the history and the runs of a session."""

import math
from collections.abc import Mapping
from pathlib import Path

from perfgym.errors import ProblemError
from perfgym.research.corpus import Splits
from perfgym.research.history import History
from perfgym.research.sandbox_runs import SandboxRuns
from perfgym.research.seeds import HiddenSeeds
from perfgym.research.task import VerifiedTask
from perfgym.research.verified import VerifiedRuns
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["VerifiedSessions"]

_PROGRAM = "program.md"


class VerifiedSessions:
    """Sessions in repositories of their own. See :class:`~perfgym.research.sessions.Sessions`.

    Args:
        task: The task.
        sandbox: Contains the programs.
        settings: Cores and waits.
        scale: The share of the work that a run takes.
    """

    evaluation = "verified"
    launcher = "sandbox"
    size_decimals = 3

    def __init__(self, task: VerifiedTask, sandbox: Sandbox, settings: Settings, scale: float) -> None:
        self._task = task
        self._sandbox = sandbox
        self._settings = settings
        self._scale = scale

    def begin(self, worktree: Path, tag: str) -> History:
        """Begin a session in a new repository.

        Raises:
            SettingsError: The tag or the folder cannot be used.
            MachineError: Git is missing or failed.
        """
        texts = {self._task.file: self._task.baseline, _PROGRAM: self._task.program}
        return History.begin(worktree, tag, self._task.file, texts)

    def runs(self, seeds: HiddenSeeds, history: History, logs: Path) -> SandboxRuns:
        """What runs the programs of a session: the sandbox, on the texts that the seeds draw.

        Raises:
            ProblemError: The corpus is too small.
        """
        del history, logs
        try:
            splits = Splits.draw(self._task.documents, self._task.shares, seeds.splits())
        except ValueError as error:
            raise ProblemError(f"{self._task.folder}: {error}") from error
        verified = VerifiedRuns(self._task, splits, self._sandbox, scale=self._scale)
        wait_s = self._settings.lease_timeout_s or math.inf
        return SandboxRuns(verified, self._task.limits, self._settings.cores, wait_s)

    def in_scope(self) -> Mapping[str, str]:
        """Nothing: all that an agent has to know is in the task's own text."""
        return {}

    def remove(self, history: History) -> None:
        """Nothing: a session's repository lies in its folder."""
        del history
