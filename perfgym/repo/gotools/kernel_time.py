"""CPU time of whole processes -> CPU time of one operation, which no benchmark can forge.

A benchmark times itself, and says what it likes. The kernel counts the CPU time of the process with all of
its threads, but that of its start and of the benchmark's preparations too. Both are the same in a process
that runs twice as many operations, so the difference between the two is that of the operations alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

__all__ = [
    "LEAST_ITERATIONS",
    "MOST_DIFFERENCE",
    "Run",
    "differs",
    "per_operation_ns",
    "running_share",
    "samples_ns",
]

LEAST_ITERATIONS = 2
"""Fewer iterations would not do: Go runs a benchmark once before it runs it twice or more often."""

MOST_DIFFERENCE = 0.25
"""What a benchmark says of itself may differ by this share from what the kernel says."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process that ran one benchmark.

    Attributes:
        iterations: Operations that it was asked for.
        cpu_ns: CPU time of the whole process in nanoseconds.
        wall_ns: Wall-clock time of the process in nanoseconds.
    """

    iterations: int
    cpu_ns: int
    wall_ns: int


def per_operation_ns(runs: Sequence[Run]) -> float | None:
    """CPU nanoseconds of one operation, from runs of ``N`` and of ``2 N`` iterations.

    It is the difference of the two medians over ``N``. It is not above 0 where the operations cost less
    than the runs vary.

    Returns:
        None where there are no runs of two numbers of iterations, or the lower one is below
        :data:`LEAST_ITERATIONS`.
    """
    line = _line(runs)
    return line and line.slope


def samples_ns(sides: Mapping[str, Sequence[Run]]) -> dict[str, list[float]]:
    """CPU nanoseconds of one operation in each run of each side, less the cost of start and preparations.

    That cost is the one of the side with the cheapest operations, which is the most exact, and the same for
    all sides: if it is a little wrong, it makes no difference between equal sides.

    Args:
        sides: Name of each side -> its runs, as for :func:`per_operation_ns`.

    Returns:
        Name of each side -> a value for each run, not all of which need be above 0; empty where
        :func:`per_operation_ns` is None or not above 0 for one of the sides.
    """
    lines = [_line(runs) for runs in sides.values()]
    known = [line for line in lines if line and line.slope > 0]
    if not known or len(known) < len(lines):
        return {}
    start = min(known, key=lambda line: line.slope).start
    return {side: [(run.cpu_ns - start) / run.iterations for run in runs] for side, runs in sides.items()}


@dataclass(frozen=True, slots=True)
class _Line:
    """CPU nanoseconds of a run without operations, and of each operation."""

    start: float
    slope: float


def _line(runs: Sequence[Run]) -> _Line | None:
    times: dict[int, list[int]] = {}
    for run in runs:
        times.setdefault(run.iterations, []).append(run.cpu_ns)
    fewest, most = min(times, default=0), max(times, default=0)
    if fewest < LEAST_ITERATIONS or fewest == most:
        return None
    low, high = median(times[fewest]), median(times[most])
    slope = (high - low) / (most - fewest)
    return _Line(low - slope * fewest, slope)


def running_share(runs: Sequence[Run]) -> float:
    """Share of their wall-clock time that the processes ran on a core; 1 where there are none.

    It is below 1 where a benchmark waits, and where the machine has other work to do.
    """
    wall_ns = sum(run.wall_ns for run in runs)
    return min(1.0, sum(run.cpu_ns for run in runs) / wall_ns) if wall_ns else 1.0


def differs(said_ns: float, kernel_ns: float) -> bool:
    """Whether a benchmark's own figure is not that of the kernel, by more than :data:`MOST_DIFFERENCE`."""
    return abs(said_ns - kernel_ns) > MOST_DIFFERENCE * max(kernel_ns, 0.0)
