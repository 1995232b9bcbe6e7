"""Run a problem's own programs at several sizes, and fit its measured sizes to this machine."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from perfgym.bank import Problem
from perfgym.errors import HarnessError, MachineError, ProblemError
from perfgym.evaluation.size_factor import STARTUPS, SizeCosts, find_factor, is_fit, shortfall
from perfgym.measure.backend import CLOCK_MODE
from perfgym.programs.judge import trusted_output
from perfgym.programs.program import Program
from perfgym.store.size_fits import SizeFit, SizeKey

__all__ = ["HEADROOM", "OwnPrograms", "fit_sizes"]

HEADROOM = 4
"""How many times the reference's memory and output must be allowed: candidates may use more than it does."""

_INPUTS = 3
_NULL_RUNS = 5
_LEAST_MS = 1e-3  # remains when start-up is subtracted from a run that is as short


class _NoTimeError(Exception):
    """The clock of processes stood still during a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPrograms:
    """The programs of a problem in one language, and the core that they run on.

    Attributes:
        reference: The reference.
        expert: The expert; None where there is none, or it cannot be built.
        null: A program that does nothing.
        core: Logical CPU that processes are pinned to; it is leased.
    """

    reference: Program
    expert: Program | None
    null: Program
    core: int


@dataclass(slots=True)
class _Trial:
    """Measures the programs at one size after another.

    Attributes:
        problem: The problem with its own sizes.
        programs: Its programs.
        expert: The expert, as long as it runs at the problem's own sizes.
        startup_ms: Least CPU milliseconds of the program that does nothing.
        failure: Why the last size that failed did; empty when none did.
    """

    problem: Problem
    programs: OwnPrograms
    expert: Program | None
    startup_ms: float
    failure: str = ""

    def costs_at(self, factor: float) -> SizeCosts | None:
        """Measure the programs at sizes multiplied by a factor; None where they cannot run at these.

        Raises:
            ProblemError: The reference fails at the problem's own sizes.
        """
        try:
            return self._measure(factor)
        except _NoTimeError as error:
            self.failure = str(error)
            return None
        except (HarnessError, MachineError):
            raise
        except Exception as error:
            if factor == 1.0:
                raise
            # An author's generator may raise anything at a size too large.
            self.failure = " ".join(str(error).split())
            return None

    def _measure(self, factor: float) -> SizeCosts:
        language = self.programs.reference.language.name
        sized = self.problem.multiplied(language, CLOCK_MODE, factor)
        rng = np.random.default_rng(0)  # no agent sees these inputs
        inputs = [sized.draw_measured(rng, language, CLOCK_MODE) for _ in range(_INPUTS)]
        is_own_size = factor == 1.0
        reference_ms = self._least_ms(self.programs.reference, inputs, is_own_size=is_own_size)
        expert_ms = None
        try:
            if self.expert is not None:
                expert_ms = self._least_ms(self.expert, inputs, is_own_size=is_own_size)
        except ProblemError:
            if not is_own_size:
                raise
            self.expert = None  # `perfgym validate` tells its author
        return SizeCosts(reference_ms=reference_ms, expert_ms=expert_ms, startup_ms=self.startup_ms)

    def _least_ms(self, program: Program, inputs: list[bytes], *, is_own_size: bool) -> float:
        """The least CPU milliseconds of a run, because other work on the machine only makes runs longer."""
        results = [program.run(stdin, self.programs.core) for stdin in inputs]
        for result, stdin in zip(results, inputs, strict=True):
            trusted_output(result, stdin)
            limits = program.limits
            crowded = HEADROOM * result.peak_rss_bytes > limits.memory_bytes
            if not is_own_size and (crowded or HEADROOM * len(result.stdout) > limits.output_bytes):
                raise ProblemError(f"it would use over 1/{HEADROOM} of the memory or output that is allowed")
        cpu_ms = min(result.cpu_ns for result in results) / 1e6
        if cpu_ms <= 0.0:
            raise _NoTimeError(f"a program's CPU time is read as {cpu_ms:g} ms")
        return max(cpu_ms - self.startup_ms, _LEAST_MS)


def fit_sizes(problem: Problem, programs: Callable[[], OwnPrograms], key: SizeKey) -> SizeFit | None:
    """Find the factor at which a problem's measured runs take as long as they should on this machine.

    The reference and the expert run on three inputs of the problem's own sizes. Only where these do not fit
    are other sizes tried.

    Args:
        problem: The problem with its own sizes for the clock in the language.
        programs: Builds its programs.
        key: What the factor depends on, and the target.

    Returns:
        The factor with the costs at it; None where the CPU time of the reference cannot be read.

    Raises:
        ProblemError: The reference fails at the problem's own sizes.
    """
    built = programs()
    nothing = [built.null.run(b"", built.core) for _ in range(_NULL_RUNS)]
    for result in nothing:
        trusted_output(result, b"")
    startup_ms = min(result.cpu_ns for result in nothing) / 1e6
    trial = _Trial(problem, built, built.expert, startup_ms)
    factor, costs = find_factor(trial.costs_at, key.target_ms)
    if costs is None:
        return None
    return SizeFit(
        key=key,
        factor=factor,
        reference_ms=costs.reference_ms,
        expert_ms=costs.expert_ms,
        startup_ms=startup_ms,
        why_not=_why_not(costs, key.target_ms, trial.failure),
    )


def _why_not(costs: SizeCosts, target_ms: tuple[float, float], failure: str) -> str:
    """Why programs do not cost what they should at the sizes that fit best; empty where they do."""
    low_ms, high_ms = target_ms
    at_larger = f"; larger sizes fail: {failure}" if failure else ""
    if is_fit(costs, target_ms):
        return ""
    if costs.reference_ms > high_ms or costs.reference_ms < low_ms:
        wanted = f"not {low_ms:g} to {high_ms:g} ms"
        return f"the reference takes {costs.reference_ms:.3g} ms, {wanted}{at_larger}"
    assert costs.expert_ms is not None
    assert shortfall(costs, low_ms) > 1.0
    return (
        f"the expert takes {costs.expert_ms:.3g} ms, less than {STARTUPS:g} times the start-up of "
        f"{costs.startup_ms:.3g} ms, at the largest sizes that keep the reference below {high_ms:g} ms"
        f"{at_larger}"
    )
