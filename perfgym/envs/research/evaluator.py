"""Programs of a research task -> evaluations on a text that was not used before, to verify claims again."""

import math
from dataclasses import replace

import numpy as np

from perfgym.envs.research.info import conditions_of, general_status, program_gain
from perfgym.errors import MachineError, ProblemError
from perfgym.records import GAIN, Conditions, Counts, Evaluation, Status, Submission
from perfgym.research.corpus import Splits
from perfgym.research.experiment import FINAL_RUNS
from perfgym.research.records import Decision, Experiment, Part, Run, RunSeed
from perfgym.research.runs import Program
from perfgym.research.sandbox_runs import SandboxRuns
from perfgym.research.source import SourceError
from perfgym.research.status import ResearchStatus
from perfgym.research.task import VerifiedTask
from perfgym.research.verified import VerifiedRuns
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["ResearchEvaluator"]

_MOST_SEED = 1 << 31


class ResearchEvaluator:
    """Compares programs with the baseline, with fresh seeds and on a fresh text.

    Args:
        task: The task.
        sandbox: Contains the programs.
        settings: Cores and waits.
        scale: The share of the work that a run takes.
    """

    def __init__(self, task: VerifiedTask, sandbox: Sandbox, settings: Settings, *, scale: float) -> None:
        self._task = task
        self._sandbox = sandbox
        self._settings = settings
        self._scale = scale
        self._baseline: tuple[Run, ...] = ()
        self._seeds: tuple[RunSeed, ...] = ()
        self._runs: SandboxRuns | None = None

    @property
    def conditions(self) -> Conditions:
        """The circumstances of every evaluation."""
        return conditions_of(self._task, self._sandbox, self._scale)

    def start_episode(self, rng: np.random.Generator) -> Counts:
        """Draw the hidden text and the seeds, and run the baseline; no costs are counted.

        Raises:
            ProblemError: The baseline fails, or the corpus is too small.
        """
        try:
            splits = Splits.draw(self._task.documents, self._task.shares, rng)
        except ValueError as error:
            raise ProblemError(f"{self._task.folder}: {error}") from error
        verified = VerifiedRuns(self._task, splits, self._sandbox, scale=self._scale)
        wait_s = self._settings.lease_timeout_s or math.inf
        self._runs = SandboxRuns(verified, self._task.limits, self._settings.cores, wait_s)
        values = rng.integers(_MOST_SEED, size=FINAL_RUNS).tolist()
        self._seeds = tuple(
            RunSeed(part=Part.FINAL, number=number, value=value) for number, value in enumerate(values)
        )
        self._baseline = self._made(Program.of(self._task.baseline))
        if (last := self._baseline[-1]).status is not ResearchStatus.ACCEPTED:
            raise ProblemError(f"the baseline fails: {last.status}: {last.detail}")
        self._runs.set_baseline(self._baseline)
        return {}

    def evaluate(self, submission: Submission, rng: np.random.Generator) -> Evaluation:
        """Compare one program with the baseline.

        Args:
            submission: The program.
            rng: Not used: all programs get the seeds of the baseline.

        Raises:
            MachineError: No episode was started.
        """
        del rng
        nothing = Evaluation(status=Status.NO_CODE, conditions=self.conditions)
        if submission.is_blank:
            return nothing
        try:
            program = Program.of(submission.text)
        except SourceError:
            return replace(nothing, status=Status.COMPILE_ERROR)
        runs = self._made(program)
        if (last := runs[-1]).status is not ResearchStatus.ACCEPTED:
            return replace(nothing, status=general_status(last.status))
        figures = [
            Experiment(number=0, decision=Decision.NONE, status=last.status, runs=side).figures
            for side in (self._baseline, runs)
        ]
        gain = program_gain(figures[0], figures[1], self._task.noise.at(self._scale))
        return replace(nothing, status=Status.ACCEPTED, facts={GAIN: gain})

    def _made(self, program: Program) -> tuple[Run, ...]:
        """The runs of a program, up to the first that fails."""
        if self._runs is None:
            raise MachineError("no episode was started: call start_episode() before evaluate()")
        made: list[Run] = []
        for seed in self._seeds:
            made.append(self._runs.run(program, seed, f"reverify-{seed.number}"))
            if made[-1].status is not ResearchStatus.ACCEPTED:
                break
        return tuple(made)
