"""Two results -> how they differ on the problems that both played. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from perfgym.bench.measures import MEASURES, Measure, interval, resampled
from perfgym.bench.result import BenchResult, BenchTask
from perfgym.bench.summary import problem_values
from perfgym.errors import SettingsError

__all__ = ["TIE", "Comparison", "Difference", "Pairing", "compare_results"]

TIE = 1.05
"""Two speed-ups of a task whose ratio is no greater than this are a tie: two measurements of one program may
differ by as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A measure in two results.

    Attributes:
        first: The measure of the first result; None where no problem has a value in both.
        second: That of the second result.
        change: Second - first; of a mean speed-up, second / first.
        low: Lower bound of the change's 95 % interval over problems; None for fewer than two problems.
        high: Upper bound.
        problems: Number of problems with a value in both.
    """

    first: float | None
    second: float | None
    change: float | None
    low: float | None
    high: float | None
    problems: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """A task that both results played.

    Attributes:
        task: The task, as the first result has it.
        first: Geometric mean over samples of the speed-up in the first result.
        second: That in the second result.
        outcome: ``"win"`` where the second is faster, ``"loss"`` where it is slower, or ``"tie"``.
    """

    task: BenchTask
    first: float
    second: float
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two results differ.

    Attributes:
        measures: Name of each measure -> how it differs.
        pairs: Each task that both played.
        notes: Circumstances that differ, and tasks that only one of them has.
    """

    measures: Mapping[str, Difference]
    pairs: Sequence[Pairing]
    notes: Sequence[str]

    def count(self, outcome: str) -> int:
        """Number of tasks with an outcome."""
        return sum(pair.outcome == outcome for pair in self.pairs)


def _difference(measure: Measure, first: Mapping[str, float], second: Mapping[str, float]) -> Difference:
    problems = [problem for problem in first if problem in second]
    if not problems:
        return Difference(first=None, second=None, change=None, low=None, high=None, problems=0)
    values = [np.array([side[problem] for problem in problems]) for side in (first, second)]

    def change(means: Sequence[np.ndarray]) -> np.ndarray:
        one, other = (measure.of_mean(mean) for mean in means)
        return other / one if measure.unit == "ratio" else other - one

    low = high = None
    if len(problems) > 1:
        chosen = resampled(len(problems))
        low, high = interval(change([side[chosen].mean(axis=1) for side in values]), len(problems))
    means = [side.mean() for side in values]
    return Difference(
        first=float(measure.of_mean(means[0])),
        second=float(measure.of_mean(means[1])),
        change=float(change(means)),
        low=low,
        high=high,
        problems=len(problems),
    )


def _pairing(task: BenchTask, first: float, second: float) -> Pairing:
    ratio = second / first
    outcome = "tie" if 1 / TIE <= ratio <= TIE else "win" if ratio > 1 else "loss"
    return Pairing(task=task, first=first, second=second, outcome=outcome)


def _speedup(result: BenchResult, task: BenchTask) -> float:
    """Geometric mean over samples of a task's speed-up."""
    (value,) = problem_values(MEASURES["geometric_mean"], result, [task]).values()
    return math.exp(value)


def _notes(first: BenchResult, second: BenchResult, shared: int) -> list[str]:
    found: list[str] = []
    for what, one, other in (
        ("host", first.machine.host, second.machine.host),
        ("CPU", first.machine.cpu, second.machine.cpu),
        ("number of turns", first.protocol.turns, second.protocol.turns),
        ("number of samples", first.protocol.samples, second.protocol.samples),
        ("backend", first.protocol.backend, second.protocol.backend),
        ("reward", first.protocol.reward, second.protocol.reward),
        ("feedback", first.protocol.feedback, second.protocol.feedback),
        ("version of perfgym", first.versions.get("perfgym"), second.versions.get("perfgym")),
    ):
        if one != other:
            found.append(f"The {what} differs: {one} in the first, {other} in the second.")
    for name, result in (("first", first), ("second", second)):
        if left := len(result.tasks) - shared:
            found.append(
                f"{left} task{'s' if left > 1 else ''} of the {name} cannot be paired: the other has no "
                "episode of the problem in that language, or played another version of the problem."
            )
        if result.missing:
            found.append(f"The {name} is incomplete: {result.missing} episodes are missing.")
    return found


def compare_results(first: BenchResult, second: BenchResult) -> Comparison:
    """Compare two results on the tasks that both played.

    Raises:
        SettingsError: They have no task in common.
    """
    others = {task.key: task for task in second.tasks if second.samples(task.env_id)}
    pairs = [
        (task, others[task.key]) for task in first.tasks if task.key in others and first.samples(task.env_id)
    ]
    if not pairs:
        raise SettingsError(
            "the two results have no task in common: the same version of a problem, in the same language"
        )
    ours, theirs = [task for task, _ in pairs], [task for _, task in pairs]
    return Comparison(
        measures={
            name: _difference(
                measure, problem_values(measure, first, ours), problem_values(measure, second, theirs)
            )
            for name, measure in MEASURES.items()
        },
        pairs=[_pairing(one, _speedup(first, one), _speedup(second, other)) for one, other in pairs],
        notes=_notes(first, second, len(pairs)),
    )
