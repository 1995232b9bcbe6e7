"""One task whose figures are reported: a clone of the user's, a launcher, and how a log is read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from perfgym.research.log import LogRules
from perfgym.research.task import ResearchTask

__all__ = ["LauncherRule", "ReportedRules", "ReportedTask", "Repository"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """The git repository that a session begins with. It is the user's and lies on this machine.

    Attributes:
        variable: Name of the variable that holds the folder of the user's clone; empty for none.
        folder: The folder itself, for a task that is about one clone; empty for none.
        address: Where it is cloned from; empty if it is the user's own.
        requires: Paths that must exist before a run: inside the clone, or absolute, or after ``~``. Those
            inside the clone that git ignores are linked into each session's worktree.
        otherwise: The command that fetches or makes them, run in the clone.
        reads: Paths of the files that an agent reads beside the training script.
        protected: Paths of files that no run may change.
    """

    variable: str = ""
    folder: str = ""
    address: str = ""
    requires: tuple[str, ...] = ()
    otherwise: str = ""
    reads: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LauncherRule:
    """The launcher that runs the training script.

    Attributes:
        name: Name of the launcher, e.g. ``"command"``.
        command: The words of the command; :class:`~perfgym.research.launchers.command.CommandLauncher` says
            what is replaced in them.
        environment: Globs of the user's variables that the command gets.
        variables: Name to value of variables that are set; values are replaced as words are.
        seed_variable: Name of the variable that gets the seed; empty for a script that takes none.
        options: Options of ``sbatch``, for the launcher ``"slurm"``.
        recordings: Folder of the recordings, for the launcher ``"recorded"``.
    """

    name: str = "command"
    command: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict[str, str])
    seed_variable: str = ""
    options: tuple[str, ...] = ()
    recordings: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRules:
    """How a task judges a run that a launcher made.

    Attributes:
        log: How the log is read.
        timeout_s: Wall-clock seconds until a run is interrupted.
        artifact_bytes: Most bytes of code and artifact together; None for no limit.
        artifact_file: Path of the artifact that a run leaves in the worktree; empty if it leaves none there.
        code_as_on_disk: Whether the figure ``code_bytes`` of a log must be the size of the script.
        infrastructure: Patterns of lines that say that the machine, the network or the cluster failed.
        protected: Paths of files that a run must leave as they are.
        cost_per_hour: Dollars that an hour of a run costs; None if that is not known.
    """

    log: LogRules
    timeout_s: float
    artifact_bytes: int | None = None
    artifact_file: str = ""
    code_as_on_disk: bool = False
    infrastructure: Sequence[re.Pattern[str]] = ()
    protected: Sequence[str] = ()
    cost_per_hour: float | None = None

    def __post_init__(self) -> None:
        if not self.timeout_s > 0:
            raise ValueError(f"timeout_s must be above 0, got {self.timeout_s!r}")
        if self.artifact_bytes is not None and not self.artifact_bytes > 0:
            raise ValueError(f"artifact_bytes must be above 0, got {self.artifact_bytes!r}")
        if self.cost_per_hour is not None and not self.cost_per_hour >= 0:
            raise ValueError(f"cost_per_hour must be at least 0, got {self.cost_per_hour!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTask(ResearchTask):
    """One task whose figures are the script's own word: a launcher runs it, outside the sandbox.

    Attributes:
        repository: The repository that a session begins with.
        launcher: The launcher that runs the script.
        rules: How a run is judged.
    """

    evaluation: ClassVar[str] = "reported"

    repository: Repository
    launcher: LauncherRule
    rules: ReportedRules
