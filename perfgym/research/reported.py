"""Programs -> runs, by a launcher outside the sandbox, whose figure is the script's own word.

A failure of the machine, of the network or of a cluster is no failure of the program: it is tried again, and
then it is a fault.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perfgym.errors import MachineError
from perfgym.printable import clean_text
from perfgym.research.launchers.launcher import Launch, Launched, Launcher, LaunchOutcome
from perfgym.research.log import LogError, LogRules, figures_of
from perfgym.research.records import Run
from perfgym.research.status import ResearchStatus

__all__ = ["ReportedRules", "ReportedRuns"]

_MOST_SHOWN = 6000  # characters of a log
_TRIES = 3
_OUT_OF_MEMORY = re.compile(r"CUDA out of memory|torch\.OutOfMemoryError|\bMemoryError\b|Out of memory:")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRules:
    """How a task judges a run that a launcher made.

    Attributes:
        log: How the log is read.
        artifact_bytes: Most bytes of code and artifact together.
        timeout_s: Wall-clock seconds until a run is interrupted.
        infrastructure: Patterns of lines that say that the machine, the network or the cluster failed.
        protected: Paths of files that a run must leave as they are.
        cost_per_hour: Dollars that an hour of a run costs; None if that is not known.
    """

    log: LogRules
    artifact_bytes: int
    timeout_s: float
    infrastructure: Sequence[re.Pattern[str]] = ()
    protected: Sequence[str] = ()
    cost_per_hour: float | None = None


class ReportedRuns:
    """Runs programs by a launcher.

    Args:
        launcher: The launcher.
        rules: How the task judges a run.
        folder: The worktree that holds the program.
        file: Path of the program in it.
        logs: Folder for the logs.
    """

    evaluation = "reported"

    def __init__(self, launcher: Launcher, rules: ReportedRules, folder: Path, file: str, logs: Path) -> None:
        self.launcher = launcher
        self._rules = rules
        self._folder = folder
        self._file = file
        self._logs = logs

    def run(self, program: str, run_id: str, seed: int, value: int | None) -> Run:
        """Run a program that is in the worktree.

        Args:
            program: Text of the program.
            run_id: Name of the run, unique on this machine.
            seed: Number of the seed, from 0.
            value: The seed itself; None for a program that takes none.

        Raises:
            MachineError: The infrastructure failed each time; the program is not to blame.
        """
        before = self._digests()
        launch = Launch(
            folder=self._folder,
            file=self._file,
            program=program,
            run_id=run_id,
            seed=value,
            log=self._logs / f"{run_id}.log",
            timeout_s=self._rules.timeout_s,
        )
        launched = self._launched(launch)
        run = self._judged(launched, seed)
        if changed := [path for path, digest in self._digests().items() if before[path] != digest]:
            detail = f"the run changed {', '.join(changed)}, which no program may change"
            run = _failed(launched, seed, ResearchStatus.WRONG_OUTPUT, detail)
        return run

    def cost_usd(self, runs: Sequence[Run]) -> float | None:
        """Dollars that runs cost; None if that is not known."""
        rate = self._rules.cost_per_hour
        return None if rate is None else rate * sum(run.wall_s for run in runs) / 3600

    def _launched(self, launch: Launch) -> Launched:
        why = ""
        for _ in range(_TRIES):
            launched = self.launcher.run(launch)
            why = self._failure_of_infrastructure(launched)
            if not why:
                return launched
        raise MachineError(
            f"the launcher {self.launcher.name} failed {_TRIES} times, which is no failure of the program: "
            f"{why}; the log is {launch.log}"
        )

    def _failure_of_infrastructure(self, launched: Launched) -> str:
        """Why a run says nothing about its program; empty if it does."""
        if launched.outcome is LaunchOutcome.NOT_STARTED:
            return launched.detail
        if launched.outcome is LaunchOutcome.EXITED and launched.exit_code and not launched.log.strip():
            return f"it ended with status {launched.exit_code} and wrote nothing"
        if launched.outcome is LaunchOutcome.EXITED and not launched.exit_code:
            return ""
        found = (
            line
            for line in launched.log.splitlines()
            for one in self._rules.infrastructure
            if one.search(line)
        )
        return clean_text(next(found, ""), 300)

    def _judged(self, launched: Launched, seed: int) -> Run:
        if launched.outcome is LaunchOutcome.TIMED_OUT:
            detail = f"the run took longer than {self._rules.timeout_s:g} s and was ended"
            return _failed(launched, seed, ResearchStatus.TIMED_OUT, detail)
        if launched.exit_code:
            status = (
                ResearchStatus.OUT_OF_MEMORY
                if _OUT_OF_MEMORY.search(launched.log)
                else ResearchStatus.CRASHED
            )
            return _failed(launched, seed, status, f"the run ended with status {launched.exit_code}")
        try:
            figures = figures_of(launched.log, self._rules.log)
        except LogError as error:
            return _failed(launched, seed, ResearchStatus.WRONG_OUTPUT, str(error))
        size = int(figures.values.get("artifact_bytes", 0))
        status = ResearchStatus.ACCEPTED
        detail = ""
        if size > self._rules.artifact_bytes:
            status = ResearchStatus.ARTIFACT_TOO_LARGE
            detail = f"code and artifact have {size:,} bytes, and the limit is {self._rules.artifact_bytes:,}"
        return Run(
            seed=seed,
            status=status,
            val_bpb=figures.val_bpb if status is ResearchStatus.ACCEPTED else None,
            artifact_bytes=size,
            wall_s=launched.wall_s,
            log=clean_text(launched.log, _MOST_SHOWN),
            detail=detail,
        )

    def _digests(self) -> dict[str, str]:
        return {path: _digest(self._folder / path) for path in self._rules.protected}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _failed(launched: Launched, seed: int, status: ResearchStatus, detail: str) -> Run:
    return Run(
        seed=seed,
        status=status,
        wall_s=launched.wall_s,
        log=clean_text(launched.log, _MOST_SHOWN),
        detail=detail,
    )
