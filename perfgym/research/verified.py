"""A training script and a seed -> one verified run: bits per byte of a hidden text, or what went wrong.

A run is two processes in jails. The first trains: it sees the program and the training text, and leaves one
file, the artifact. The second predicts: it sees the program, the artifact and, piece by piece, the hidden
text, each piece after it was predicted (:mod:`perfgym.research.score`). The hidden text is in no file of
either jail.
"""

import contextlib
import functools
import hashlib
import importlib.resources
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from perfgym.errors import ProblemError, SettingsError
from perfgym.languages.python import Python
from perfgym.measure.core_monitor import CoreMonitor
from perfgym.printable import clean_text
from perfgym.programs.judge import status_of
from perfgym.research.corpus import Splits
from perfgym.research.records import Part, Run, RunSeed
from perfgym.research.score import CandidateEndedError, CandidateLateError, ProtocolError, Scorer
from perfgym.research.source import Source
from perfgym.research.status import ResearchStatus
from perfgym.research.task import VerifiedTask
from perfgym.sandbox import Sandbox
from perfgym.sandbox.request import (
    SCRATCH,
    WORK,
    Limits,
    ProcessOutcome,
    ProcessRequest,
    ProcessResult,
)

__all__ = ["CpuBudget", "VerifiedRuns"]

_ARTIFACT = f"{SCRATCH}/model.bin"
_TEXT, _MODEL, _DRIVER = "train.bin", "model.bin", "driver.py"
# Texts and tools of the standard library: knowledge of English that the size of a program does not count.
_TEXTS_OF_THE_LIBRARY = ("pydoc_data", "idlelib", "test")
_WALL_FACTOR, _WALL_SLACK_S = 4.0, 30.0
_LEAST_BASELINE_S = 2.0  # the kernel's limit on CPU time has a resolution of a second
_LARGEST_FILE = 4 << 20
_LOG_BYTES = 64 << 10
_SEEDS = 1 << 31
_TELLS_NOTHING = (ProcessOutcome.TIMED_OUT, ProcessOutcome.OUT_OF_MEMORY)
_WITHHELD = "the program failed after it was told some bytes, so what it printed is withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class CpuBudget:
    """The CPU seconds of one training run.

    Attributes:
        allowed_s: What the program is told.
        limit_s: After which it is ended.
    """

    allowed_s: float
    limit_s: float


class VerifiedRuns:
    """Makes the runs of an episode.

    Args:
        task: The task.
        splits: The texts of the episode.
        sandbox: Contains the programs.
        scale: The share of the work that a run takes: the program is told it, and this share of a hidden text
            is used. 1 for real figures.

    Raises:
        ProblemError: A hidden text is too short to be cut into streams.
        SettingsError: The sandbox does not keep every promise, so what programs do in it proves nothing.
    """

    def __init__(self, task: VerifiedTask, splits: Splits, sandbox: Sandbox, *, scale: float = 1.0) -> None:
        if sandbox.missing:
            raise SettingsError(
                f"verified runs need a sandbox that keeps every promise, but {sandbox.name} does not promise "
                f"{', '.join(sandbox.missing)}; use supervisor or bubblewrap"
            )
        self._task = task
        self._splits = splits
        self._sandbox = sandbox
        self._scale = scale
        self._hidden = {
            Part.SEARCH: _beginning(splits.search, scale),
            Part.FINAL: _beginning(splits.final, scale),
        }
        for part, text in self._hidden.items():
            if len(text) < task.score.streams:
                raise ProblemError(
                    f"{task.folder}: the text {part} has {len(text)} bytes, too few for "
                    f"{task.score.streams} streams"
                )

    @property
    def baseline_budget(self) -> CpuBudget:
        """What the baseline may use before anything is known about this core."""
        seconds = self._task.limits.baseline_cpu_s
        return CpuBudget(allowed_s=seconds, limit_s=seconds)

    def budget(self, baseline_cpu_s: float) -> CpuBudget:
        """What every other program may use, once the baseline took so many CPU seconds on this core."""
        limits, seconds = self._task.limits, max(baseline_cpu_s, _LEAST_BASELINE_S)
        return CpuBudget(allowed_s=limits.allowed_factor * seconds, limit_s=limits.cpu_factor * seconds)

    def run(self, source: Source, seed: RunSeed, budget: CpuBudget, cpu: int = -1) -> Run:
        """Train and score a program.

        Args:
            source: The program.
            seed: Determines the order of the documents, the program's own seed and the hidden text.
            budget: CPU seconds of training.
            cpu: Logical CPU that is leased for the run; -1 for any.

        Raises:
            HarnessError: The sandbox failed.
            ToolchainMissingError: The interpreter cannot be found.
        """
        started = time.monotonic()
        run = Run(seed=seed.number, part=seed.part, status=ResearchStatus.ACCEPTED, code_bytes=source.size)
        if source.size > self._task.limits.code_bytes:
            most = self._task.limits.code_bytes
            why = f"the compressed program has {source.size} bytes, but may have {most}"
            return _failed(run, ResearchStatus.CODE_TOO_LARGE, why)
        run, artifact = self._trained(run, source, seed, budget, cpu)
        if run.status is ResearchStatus.ACCEPTED:
            trained = time.monotonic()
            run = self._scored(run, source, artifact, cpu)
            run = replace(run, score_s=time.monotonic() - trained)
        return replace(run, wall_s=time.monotonic() - started)

    def _trained(
        self, run: Run, source: Source, seed: RunSeed, budget: CpuBudget, cpu: int
    ) -> tuple[Run, bytes]:
        """Run the training, and check what it left; return it too."""
        request = self._training(source, seed.value, budget, cpu)
        result, repeated = _run_on(cpu, lambda: self._sandbox.run(request))
        artifact = result.artifact or b""
        run = replace(
            run,
            log=_shown(result.stdout + result.stderr),
            artifact_bytes=len(artifact),
            artifact_sha256=hashlib.sha256(artifact).hexdigest() if artifact else "",
            cpu_s=result.cpu_ns / 1e9,
            repeated=repeated,
        )
        return self._checked(run, result), artifact

    def _checked(self, run: Run, result: ProcessResult) -> Run:
        """The run after its training, or with what went wrong."""
        if not result.succeeded:
            return _failed(run, ResearchStatus(status_of(result)), f"training: {result.detail}")
        if result.artifact is None and not result.detail:
            return _failed(run, ResearchStatus.CRASHED, f"training left no file {_ARTIFACT}")
        most = self._task.limits.artifact_bytes
        if result.artifact is None or run.total_bytes > most:
            size = run.total_bytes if result.artifact else f"more than {_LARGEST_FILE}"
            why = f"program and artifact have {size} bytes together, but may have {most}"
            return _failed(run, ResearchStatus.ARTIFACT_TOO_LARGE, why)
        return run

    def _training(self, source: Source, seed: int, budget: CpuBudget, cpu: int) -> ProcessRequest:
        rng = np.random.default_rng(seed)
        text = self._splits.training_text(rng)
        limits = Limits(
            wall_s=_WALL_FACTOR * budget.limit_s + _WALL_SLACK_S,
            cpu_s=budget.limit_s,
            memory_bytes=self._task.limits.memory_bytes,
            output_bytes=_LARGEST_FILE,
            stderr_bytes=_LOG_BYTES,
        )
        arguments = (self._task.file, "train", str(rng.integers(_SEEDS)))
        return replace(
            self._request(arguments, limits, cpu, allowed_s=budget.allowed_s),
            files={self._task.file: source.text.encode(), _TEXT: text},
            artifact=_ARTIFACT,
            artifact_bytes=_LARGEST_FILE,
        )

    def _scored(self, run: Run, source: Source, artifact: bytes, cpu: int) -> Run:
        """Reveal the hidden text to the program, and say how well it predicted it."""
        rule = self._task.score
        limits = Limits(
            wall_s=rule.wall_s,
            cpu_s=rule.wall_s,
            memory_bytes=self._task.limits.memory_bytes,
            stderr_bytes=_LOG_BYTES,
        )
        arguments = (_DRIVER, f"{WORK}/{self._task.file}", f"{WORK}/{_MODEL}")
        request = replace(
            self._request(arguments, limits, cpu, allowed_s=rule.wall_s),
            files={self._task.file: source.text.encode(), _MODEL: artifact, _DRIVER: _driver()},
        )
        revelations: list[_Revelation] = []

        def score() -> ProcessResult:
            revelations.append(_Revelation(Scorer(self._hidden[run.part], rule.streams), rule.wall_s))
            return revelations[-1].run(self._sandbox, request)

        result, repeated = _run_on(cpu, score)
        run = replace(run, score_cpu_s=result.cpu_ns / 1e9, repeated=run.repeated or repeated)
        return revelations[-1].judged(run, result)

    def _request(
        self, arguments: tuple[str, ...], limits: Limits, cpu: int, *, allowed_s: float
    ) -> ProcessRequest:
        """A run of one of the files in the working folder, with these arguments."""
        request = Python().run_request(b"", b"", limits, None if cpu < 0 else cpu)
        file, *others = arguments
        return replace(
            request,
            argv=(*request.argv[:-1], f"{WORK}/{file}", *others),
            hidden=(*request.hidden, *_library_texts(tuple(request.mounts))),
            environment={
                **request.environment,
                "PERFGYM_SCALE": f"{self._scale:g}",
                "PERFGYM_CPU_S": f"{allowed_s:.1f}",
            },
        )


@dataclass(slots=True)
class _Revelation:
    """One process that is scored.

    Attributes:
        scorer: Reveals the text.
        wall_s: Seconds that the sandbox gives the process.
        wrong: What it sent that it must not send; empty if nothing.
    """

    scorer: Scorer
    wall_s: float
    wrong: str = ""

    def run(self, sandbox: Sandbox, request: ProcessRequest) -> ProcessResult:
        """Run the process. If it breaks the protocol, or is not ended in time, it is killed."""
        try:
            return sandbox.run(replace(request, talk=self._talk))
        except ProtocolError as error:
            self.wrong = str(error)
            return ProcessResult(outcome=ProcessOutcome.EXITED)
        except CandidateLateError:
            why = f"still running after {self.wall_s:g} s"
            return ProcessResult(outcome=ProcessOutcome.TIMED_OUT, detail=why)

    def _talk(self, from_program: int, to_program: int) -> None:
        # The sandbox ends a program that is late. The deadline is for a program that is not ended.
        deadline = time.monotonic() + self.wall_s + _WALL_SLACK_S
        with contextlib.suppress(CandidateEndedError):
            self.scorer.reveal(from_program, to_program, deadline)

    def judged(self, run: Run, result: ProcessResult) -> Run:
        """The run with its score, or with what went wrong.

        What the program printed, and how it ended, is shown only if it was not told a byte of the hidden
        text before.
        """
        if not self.scorer.revealed:
            run = replace(run, log=f"{run.log}\n{_shown(result.stderr)}".strip())
        if self.wrong:
            return _failed(run, ResearchStatus.WRONG_OUTPUT, f"scoring: {self.wrong}")
        if not result.succeeded:
            is_shown = not self.scorer.revealed or result.outcome in _TELLS_NOTHING
            why = result.detail if is_shown else _WITHHELD
            return _failed(run, ResearchStatus(status_of(result)), f"scoring: {why}")
        if not self.scorer.is_complete:
            return _failed(run, ResearchStatus.CRASHED, "scoring: the program ended before the last byte")
        return replace(run, val_bpb=self.scorer.bits_per_byte)


def _shown(printed: bytes) -> str:
    """The end of what a program printed, which an agent may see."""
    return clean_text(printed[-_LOG_BYTES:], _LOG_BYTES)


def _failed(run: Run, status: ResearchStatus, detail: str) -> Run:
    return replace(run, status=status, detail=detail)


def _beginning(text: bytes, scale: float) -> bytes:
    return text[: round(scale * len(text))]


def _run_on(cpu: int, run: Callable[[], ProcessResult]) -> tuple[ProcessResult, bool]:
    """Run a process, and once more if it was too late on a core whose speed changed; say whether it was."""
    monitor = CoreMonitor(cpu)
    monitor.begin_pair()
    result = run()
    monitor.look()
    if result.outcome is ProcessOutcome.TIMED_OUT and monitor.disturbed:
        return run(), True
    return result, False


@functools.cache
def _driver() -> bytes:
    return importlib.resources.files("perfgym.research").joinpath("driver.py").read_bytes()


@functools.cache
def _library_texts(mounts: tuple[str, ...]) -> tuple[str, ...]:
    """The folders of the standard library, among these mounts, that hold texts."""
    found = (Path(mount, name) for mount in mounts for name in _TEXTS_OF_THE_LIBRARY)
    return tuple(str(path) for path in found if path.is_dir())
