"""Programs -> runs, by a launcher outside the sandbox, whose figure is the script's own word.

A failure of the machine, of the network or of a cluster is no failure of the program: it is tried again, and
then it is a fault.
"""

import hashlib
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from perfgym.errors import MachineError
from perfgym.printable import clean_text
from perfgym.research.history import write_whole
from perfgym.research.launchers.launcher import Launch, Launched, Launcher, LaunchOutcome
from perfgym.research.log import Figures, LogError, figures_of
from perfgym.research.records import Run
from perfgym.research.reported_task import ReportedRules
from perfgym.research.status import ResearchStatus

__all__ = ["ReportedRuns"]

_MOST_SHOWN = 6000  # characters of a log
_TRIES = 3
_OUT_OF_MEMORY = re.compile(r"CUDA out of memory|torch\.OutOfMemoryError|\bMemoryError\b|Out of memory:")


class ReportedRuns:
    """Runs programs by a launcher.

    Args:
        launcher: The launcher.
        rules: How the task judges a run.
        folder: The session's worktree, which the programs are put into.
        file: Path of the program in it.
        logs: Folder for the logs.
        originals: Path to content of the files that no run may change. They are put back before each run.
    """

    evaluation = "reported"

    def __init__(
        self,
        launcher: Launcher,
        rules: ReportedRules,
        folder: Path,
        file: str,
        logs: Path,
        originals: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self.launcher = launcher
        self._rules = rules
        self._folder = folder
        self._file = file
        self._logs = logs
        self._originals = originals
        self._artifact = folder / rules.artifact_file if rules.artifact_file else None

    def run(self, program: str, run_id: str, seed: int, value: int | None) -> Run:
        """Put a program into the worktree and run it.

        Args:
            program: Text of the program.
            run_id: Name of the run, unique on this machine.
            seed: Number of the seed, from 0.
            value: The seed itself; None for a program that takes none.

        Raises:
            MachineError: The infrastructure failed each time; the program is not to blame.
        """
        launch = Launch(
            folder=self._folder,
            file=self._file,
            program=program,
            run_id=run_id,
            number=seed,
            seed=value,
            log=self._logs / f"{run_id}.log",
            timeout_s=self._rules.timeout_s,
        )
        launched = self._launched(launch)
        if changed := self._changed():
            detail = f"the run changed {', '.join(changed)}, which no program may change"
            return _failed(launched, seed, ResearchStatus.WRONG_OUTPUT, detail)
        return self._judged(launched, program, seed)

    def cost_usd(self, runs: Sequence[Run]) -> float | None:
        """Dollars that runs cost; None if that is not known."""
        rate = self._rules.cost_per_hour
        return None if rate is None else rate * sum(run.train_s for run in runs) / 3600

    def _launched(self, launch: Launch) -> Launched:
        why = ""
        for _ in range(_TRIES):
            self._prepare(launch)
            launched = self.launcher.run(launch)
            why = self._failure_of_infrastructure(launched)
            if not why:
                return launched
        raise MachineError(
            f"the launcher {self.launcher.name} failed {_TRIES} times, which is no failure of the program: "
            f"{why}; the log is {launch.log}"
        )

    def _prepare(self, launch: Launch) -> None:
        """Bring the worktree into the state that each run begins with, whatever runs before did to it.

        Raises:
            MachineError: It cannot be written.
        """
        files = {path: self._originals[path] for path in self._changed()}
        try:
            if self._artifact:
                _remove(self._artifact)
            for path, content in (files | {launch.file: launch.program.encode()}).items():
                if (self._folder / path).is_dir():
                    _remove(self._folder / path)
                write_whole(self._folder / path, content)
        except OSError as error:
            raise MachineError(
                f"the worktree {self._folder} cannot be brought into its first state: {error}; "
                "begin a session with another tag"
            ) from error

    def _changed(self) -> list[str]:
        return [path for path, content in self._originals.items() if _read(self._folder / path) != content]

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

    def _judged(self, launched: Launched, program: str, seed: int) -> Run:
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
            return self._scored(launched, program, seed)
        except LogError as error:
            return _failed(launched, seed, ResearchStatus.WRONG_OUTPUT, str(error))

    def _scored(self, launched: Launched, program: str, seed: int) -> Run:
        code_bytes = len(program.encode())
        log = self._rules.log
        if self._rules.code_as_on_disk:
            log = replace(log, exact={**log.exact, "code_bytes": code_bytes})
        figures = figures_of(launched.log, log)
        size, digest = self._size_and_digest(figures, code_bytes, launched.log)
        limit = self._rules.artifact_bytes
        is_small = limit is None or size <= limit
        return Run(
            seed=seed,
            status=ResearchStatus.ACCEPTED if is_small else ResearchStatus.ARTIFACT_TOO_LARGE,
            val_bpb=figures.val_bpb if is_small else None,
            artifact_bytes=size,
            artifact_sha256=digest,
            cpu_s=launched.cpu_s,
            train_s=launched.wall_s,
            log=clean_text(launched.log, _MOST_SHOWN),
            detail="" if is_small else f"code and artifact have {size:,} bytes, and the limit is {limit:,}",
        )

    def _size_and_digest(self, figures: Figures, code_bytes: int, log: str) -> tuple[int, str]:
        """Bytes of code and artifact, and a key of the artifact.

        Where the artifact is on another machine, its size is what the log says, and its key is the log's.
        """
        said = figures.values.get("artifact_bytes")
        if self._artifact and self._artifact.is_file() and not self._artifact.is_symlink():
            size = code_bytes + self._artifact.stat().st_size
            if said is not None and said != size:
                raise LogError(
                    f"artifact_bytes is {said:.0f} in the log, but code and artifact have {size} on disk"
                )
            return size, _digest(self._artifact)
        if said is None and self._rules.artifact_bytes is not None:
            raise LogError("the log does not say artifact_bytes, the size of code and artifact")
        return int(said or 0), hashlib.sha256(log.encode()).hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _read(path: Path) -> bytes | None:
    """The content of a file; None if it is gone, or is no file any more."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _failed(launched: Launched, seed: int, status: ResearchStatus, detail: str) -> Run:
    return Run(
        seed=seed,
        status=status,
        cpu_s=launched.cpu_s,
        train_s=launched.wall_s,
        log=clean_text(launched.log, _MOST_SHOWN),
        detail=detail,
    )
