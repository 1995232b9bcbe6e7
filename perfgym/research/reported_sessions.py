"""A reported task, a clone and a launcher -> the history and the runs of a session on that clone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from perfgym.errors import SettingsError
from perfgym.research.clone import files_in_scope, find_clone, open_worktree
from perfgym.research.history import History
from perfgym.research.launchers.by_name import make_launcher
from perfgym.research.launchers.launcher import Launcher
from perfgym.research.reported import ReportedRuns
from perfgym.research.reported_task import ReportedTask
from perfgym.research.seeds import HiddenSeeds

__all__ = ["ReportedSessions"]


class ReportedSessions:
    """Sessions of a task on a user's clone. See :class:`~perfgym.research.sessions.Sessions`.

    Args:
        task: The task.
        repository: Folder of the clone; None for the one that the task's variable names.
        launcher: Name of a launcher, or a launcher; None for the task's.
        command: Words of a command in place of the task's; None for the task's.
        cost_per_hour: Dollars that an hour of a run costs; None for what the task says.

    Raises:
        SettingsError: An argument cannot be used.
        MachineError: The clone, its data or the launcher's program is missing; the message has the fix.
    """

    evaluation = "reported"
    size_decimals = 1

    def __init__(
        self,
        task: ReportedTask,
        *,
        repository: str | Path | None = None,
        launcher: str | Launcher | None = None,
        command: Sequence[str] | None = None,
        cost_per_hour: float | None = None,
    ) -> None:
        self.clone = find_clone(task, repository)
        self._task = task
        self._by = make_launcher(task.launcher, task.file, launcher, command=command)
        if cost_per_hour is not None and not cost_per_hour >= 0:
            raise SettingsError(f"cost_per_hour must be at least 0 dollars, got {cost_per_hour!r}")
        rate = task.rules.cost_per_hour if cost_per_hour is None else cost_per_hour
        self._rules = replace(task.rules, cost_per_hour=rate)

    @property
    def launcher(self) -> str:
        """Short name of the launcher."""
        return self._by.name

    def begin(self, worktree: Path, tag: str) -> History:
        """Begin a session in a worktree of the clone, at the commit that is checked out there.

        Raises:
            SettingsError: The tag or the folder cannot be used.
            MachineError: Git is missing or failed.
        """
        return History.begin_in_clone(self.clone, worktree, tag, self._task.file)

    def runs(self, seeds: HiddenSeeds, history: History, logs: Path) -> ReportedRuns:
        """What runs the programs of a session: the launcher, in the worktree.

        Raises:
            SettingsError: A protected file is not in the commit that the session began with.
        """
        del seeds
        return ReportedRuns(self._by, self._rules, open_worktree(self._task, self.clone, history, logs))

    def in_scope(self) -> Mapping[str, str]:
        """The files of the clone that the task names.

        Raises:
            SettingsError: The clone lacks one of them.
        """
        return files_in_scope(self._task, self.clone)

    def remove(self, history: History) -> None:
        """Remove the worktree, the branch and the references that a session made in the clone."""
        history.remove_from(self.clone)
