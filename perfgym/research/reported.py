"""Programs -> runs, by a launcher outside the sandbox, whose figure is the script's own word.

A failure of the machine, of the network or of a cluster is no failure of the program: it is tried again, and
then it is a fault.
"""

import hashlib
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfgym.errors import MachineError
from perfgym.printable import clean_text
from perfgym.research.history import write_bytes_whole
from perfgym.research.launchers.launcher import Launch, Launched, Launcher, LaunchOutcome
from perfgym.research.log import Figures, LogError, LogRules, figures_of, lines_of
from perfgym.research.records import Run, RunSeed
from perfgym.research.reported_task import ReportedRules
from perfgym.research.runs import Program
from perfgym.research.status import ResearchStatus

__all__ = ["NO_LIMIT", "ReportedRuns", "Worktree"]

NO_LIMIT = 1 << 53
"""The artifact limit of a task that has none: more bytes than any artifact has, and exact as a float."""

_MOST_SHOWN = 6000  # characters of a log
_TRIES = 3
_OUT_OF_MEMORY = re.compile(r"CUDA out of memory|torch\.OutOfMemoryError|\bMemoryError\b|Out of memory:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worktree:
    """Where programs run.

    Attributes:
        folder: The session's worktree, which the programs are put into.
        file: Path of the program in it.
        clone: The user's clone that it is a worktree of.
        logs: Folder for the logs.
        originals: Path to content of the files that no run may change.
        links: Path to target of links to the clone's data, which git does not have.

    Originals and links are put back before each run.
    """

    folder: Path
    file: str
    clone: Path
    logs: Path
    originals: Mapping[str, bytes] = field(default_factory=dict[str, bytes], repr=False)
    links: Mapping[str, Path] = field(default_factory=dict[str, Path])


class ReportedRuns:
    """Runs programs by a launcher. See :class:`~perfgym.research.runs.Runs`.

    Args:
        by: The launcher.
        rules: How the task judges a run.
        worktree: Where programs run.
    """

    evaluation = "reported"
    cpu_limit_s = None

    def __init__(self, by: Launcher, rules: ReportedRules, worktree: Worktree) -> None:
        self._by = by
        self._rules = rules
        self._worktree = worktree
        self._artifact = worktree.folder / rules.artifact_file if rules.artifact_file else None

    @property
    def launcher(self) -> str:
        """Short name of the launcher."""
        return self._by.name

    @property
    def artifact_limit(self) -> int:
        """Most bytes of the program and its artifact together; 2**53 where the task has no limit."""
        return NO_LIMIT if self._rules.artifact_bytes is None else self._rules.artifact_bytes

    def set_baseline(self, runs: Sequence[Run]) -> None:
        """Nothing: the limits of a reported task do not depend on its baseline."""
        del runs

    def cost_usd(self, runs: Sequence[Run]) -> float | None:
        """Dollars that runs cost; None if that is not known."""
        rate = self._rules.cost_per_hour
        return None if rate is None else rate * sum(run.wall_s for run in runs) / 3600

    def run(self, program: Program, seed: RunSeed, run_id: str) -> Run:
        """Put a program into the worktree as it was written, and run it.

        Raises:
            MachineError: The infrastructure failed each time; the program is not to blame.
        """
        launch = Launch(
            folder=self._worktree.folder,
            clone=self._worktree.clone,
            file=self._worktree.file,
            program=program.written,
            run_id=run_id,
            number=seed.number,
            seed=seed.value,
            log=self._worktree.logs / f"{run_id}.log",
            timeout_s=self._rules.timeout_s,
        )
        launched = self._launched(launch)
        run = Run(
            seed=seed.number,
            part=seed.part,
            status=ResearchStatus.ACCEPTED,
            cpu_s=launched.cpu_s,
            wall_s=launched.wall_s,
            log=clean_text(launched.log, _MOST_SHOWN),
        )
        if changed := [*self._changed_files(), *self._changed_links()]:
            detail = f"the run changed {', '.join(changed)}, which no program may change"
            return replace(run, status=ResearchStatus.WRONG_OUTPUT, detail=detail)
        return self._judged(run, launched, program.written)

    def _launched(self, launch: Launch) -> Launched:
        why = ""
        for _ in range(_TRIES):
            self._prepare(launch)
            launched = self._by.run(launch)
            why = self._failure_of_infrastructure(launched)
            if not why:
                return launched
        raise MachineError(
            f"the launcher {self.launcher} failed {_TRIES} times, which is no failure of the program: "
            f"{why}; the log is {launch.log}"
        )

    def _prepare(self, launch: Launch) -> None:
        """Bring the worktree into the state that each run begins with, whatever runs before did to it.

        Raises:
            MachineError: It cannot be written.
        """
        originals = {path: self._worktree.originals[path] for path in self._changed_files()}
        try:
            if self._artifact:
                _remove(self._artifact)
            for path in self._changed_links():
                _remove(launch.folder / path)
                (launch.folder / path).parent.mkdir(parents=True, exist_ok=True)
                (launch.folder / path).symlink_to(self._worktree.links[path])
            for path, content in (originals | {launch.file: launch.program.encode()}).items():
                if (launch.folder / path).is_dir():
                    _remove(launch.folder / path)
                write_bytes_whole(launch.folder / path, content)
        except OSError as error:
            raise MachineError(
                f"the worktree {launch.folder} cannot be brought into its first state: {error}; "
                "begin a session with another tag"
            ) from error

    def _changed_files(self) -> list[str]:
        folder = self._worktree.folder
        return [path for path, content in self._worktree.originals.items() if _read(folder / path) != content]

    def _changed_links(self) -> list[str]:
        folder = self._worktree.folder
        return [path for path, to in self._worktree.links.items() if not _leads(folder / path, to)]

    def _failure_of_infrastructure(self, launched: Launched) -> str:
        """Why a run says nothing about its program; empty if it does."""
        if launched.outcome is LaunchOutcome.NOT_STARTED:
            return launched.detail
        if launched.outcome is LaunchOutcome.EXITED and launched.exit_code and not launched.log.strip():
            return f"it ended with status {launched.exit_code} and wrote nothing"
        if launched.outcome is LaunchOutcome.EXITED and not launched.exit_code:
            return ""
        found = (
            line for line in lines_of(launched.log) for one in self._rules.infrastructure if one.search(line)
        )
        return clean_text(next(found, ""), 300)

    def _judged(self, run: Run, launched: Launched, program: str) -> Run:
        """The run with its figure, or with what went wrong."""
        if launched.outcome is LaunchOutcome.TIMED_OUT:
            detail = f"the run took longer than {self._rules.timeout_s:g} s and was ended"
            return replace(run, status=ResearchStatus.TIMED_OUT, detail=detail)
        if launched.exit_code:
            lacked_memory = _OUT_OF_MEMORY.search(launched.log)
            status = ResearchStatus.OUT_OF_MEMORY if lacked_memory else ResearchStatus.CRASHED
            return replace(run, status=status, detail=f"the run ended with status {launched.exit_code}")
        try:
            return self._scored(run, launched.log, len(program.encode()))
        except LogError as error:
            return replace(run, status=ResearchStatus.WRONG_OUTPUT, detail=str(error))

    def _scored(self, run: Run, log: str, code_bytes: int) -> Run:
        figures = figures_of(log, self._log_rules(code_bytes))
        size, digest = self._size_and_digest(figures, code_bytes, log)
        run = replace(run, artifact_bytes=size, artifact_sha256=digest)
        if size > self.artifact_limit:
            detail = f"code and artifact have {size:,} bytes, and the limit is {self.artifact_limit:,}"
            return replace(run, status=ResearchStatus.ARTIFACT_TOO_LARGE, detail=detail)
        return replace(run, val_bpb=figures.val_bpb)

    def _log_rules(self, code_bytes: int) -> LogRules:
        log = self._rules.log
        if not self._rules.code_as_on_disk:
            return log
        return replace(log, exact={**log.exact, "code_bytes": code_bytes})

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


def _leads(path: Path, target: Path) -> bool:
    return path.is_symlink() and path.readlink() == target
