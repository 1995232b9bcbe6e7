"""What an agent sees after a step: the space, and a result in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from perfgym.envs.repo.result import OUTCOMES, ToolResult
from perfgym.envs.repo.tools.benchmarks import BENCH_UNITS
from perfgym.envs.repo.tools.escape import CODES
from perfgym.envs.spaces import SourceText
from perfgym.evaluation.feedback import counts_array, median_counts
from perfgym.printable import portable
from perfgym.records import ROLES, Evaluation, Status

__all__ = ["MOST_BENCHMARKS", "Counters", "Observation", "observation_space", "observed"]

MOST_BENCHMARKS = 32
"""Rows of an observation's ``bench``: a task's benchmarks, in its order; further ones have no row."""

_TEXT_LENGTH = 1 << 20
_STATUSES = tuple(Status)
_MOST_COUNTED = 1e18  # Gymnasium would treat an infinite bound as no bound
_MOST_ESCAPES = 1 << 20
_MOST_DOUBLINGS = 10.0
_MOST_EXIT_CODE = 255

Observation = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counters:
    """What the base costs, and what became of the last evaluation."""

    base: NDArray[np.float64]
    last: Evaluation | None = None


def observation_space(max_steps: int, max_evaluations: int) -> spaces.Dict:
    """The space of observations.

    Args:
        max_steps: Steps of an episode.
        max_evaluations: Evaluations of an episode.
    """

    def counts() -> spaces.Box:
        return spaces.Box(0.0, _MOST_COUNTED, (len(ROLES),), np.float64)

    bench = (MOST_BENCHMARKS, len(BENCH_UNITS))
    return spaces.Dict(
        {
            **{name: SourceText(_TEXT_LENGTH) for name in ("prompt", "feedback", "stdout", "stderr")},
            "exit_code": spaces.Discrete(_MOST_EXIT_CODE + 2, start=-1),
            "outcome": spaces.Discrete(len(OUTCOMES)),
            "status": spaces.Discrete(len(_STATUSES)),
            "tests_passed": spaces.Box(0.0, 1.0, (1,), np.float64),
            "counters": counts(),
            "reference": counts(),
            "counters_mask": spaces.MultiBinary(len(ROLES)),
            "bench": spaces.Box(-_MOST_DOUBLINGS, _MOST_DOUBLINGS, bench, np.float64),
            "bench_mask": spaces.MultiBinary(bench),
            "escapes": spaces.Box(-_MOST_ESCAPES, _MOST_ESCAPES, (len(CODES),), np.int64),
            "steps_left": spaces.Discrete(max_steps + 1),
            "evaluations_left": spaces.Discrete(max_evaluations + 1),
            "result": SourceText(_TEXT_LENGTH),
        }
    )


def observed(
    result: ToolResult,
    counters: Counters,
    *,
    prompt: str,
    feedback: str,
    fields: Mapping[str, Any],
    steps_left: int,
    evaluations_left: int,
) -> Observation:
    """A result as an observation.

    Args:
        result: What the tool answered.
        counters: Costs by role.
        prompt: The prompt of the episode.
        feedback: The whole feedback.
        fields: What the text ``result`` holds.
        steps_left: Steps left.
        evaluations_left: Evaluations left.
    """
    last = counters.last
    measurement = last.measurement if last else None
    costs, mask = counts_array(median_counts(measurement, "candidate") if measurement else {})
    base = counters.base
    if measurement:
        base, _ = counts_array(median_counts(measurement, "reference"))
    bench, bench_mask = _bench(result)
    return {
        "prompt": prompt,
        "feedback": feedback[:_TEXT_LENGTH],
        "stdout": result.stdout[:_TEXT_LENGTH],
        "stderr": result.stderr[:_TEXT_LENGTH],
        "exit_code": np.int64(max(-1, min(_MOST_EXIT_CODE, result.exit_code))),
        "outcome": np.int64(OUTCOMES.index(result.outcome)),
        "status": np.int64(_STATUSES.index(last.status if last else Status.NO_CODE)),
        "tests_passed": np.array([_tests_passed(result)]),
        "counters": costs,
        "reference": base.copy(),
        "counters_mask": mask,
        "bench": bench,
        "bench_mask": bench_mask,
        "escapes": np.array([result.escapes.get(code, 0) for code in CODES], dtype=np.int64),
        "steps_left": np.int64(steps_left),
        "evaluations_left": np.int64(evaluations_left),
        "result": _as_json(fields),
    }


def _tests_passed(result: ToolResult) -> float:
    verdict = result.evaluation.verdict if result.evaluation else None
    return verdict.passed / max(verdict.total, 1) if verdict else result.tests_passed


def _bench(result: ToolResult) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    bench = np.zeros((MOST_BENCHMARKS, len(BENCH_UNITS)))
    mask = np.zeros(bench.shape, dtype=np.int8)
    for row, ratios in zip(range(MOST_BENCHMARKS), result.bench.values(), strict=False):
        for column, ratio in enumerate(ratios):
            if ratio is not None:
                bench[row, column], mask[row, column] = ratio, 1
    return bench, mask


def _as_json(fields: Mapping[str, Any]) -> str:
    """The fields as JSON; those that make it too long are dropped, and named."""
    kept = dict(portable(dict(fields)))
    text = json.dumps(kept)
    while len(text) > _TEXT_LENGTH:
        longest = max(kept, key=lambda name: len(json.dumps(kept[name])))
        kept[longest] = f"left out: {len(json.dumps(kept[longest]))} characters"
        text = json.dumps(kept)
    return text
