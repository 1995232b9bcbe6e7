"""What is told of an evaluation beside its measurement: each workload, allocations, and the expert. Pure.

The facts are plain values, as JSON has them, so that records keep them as they are.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from perfgym.evaluation.reward import ALLOCATIONS, EXPERT
from perfgym.records import Interval, Measurement, Role
from perfgym.repo.evaluation.allocations import Allocated

__all__ = ["ALLOCATIONS_SOURCE", "UNCHANGED", "WORKLOADS", "evaluation_facts", "unchanged_facts"]

UNCHANGED = "unchanged"
"""Fact: why nothing was measured."""

WORKLOADS = "workloads"
"""Fact: each workload's speed-up."""

ALLOCATIONS_SOURCE = "told by the programs themselves, in one run of each beside the base"

_SAME = "the programs are the same as those of the task's own files, byte for byte, so nothing was measured"


def evaluation_facts(
    measured: Mapping[str, Measurement],
    allocated: Mapping[str, Allocated],
    size_factors: Mapping[str, float],
    expert: Interval | None,
) -> Mapping[str, Any]:
    """The facts of an evaluation that measured something.

    Args:
        measured: Workload -> its measurement.
        allocated: Workload -> what base and candidate said that they allocated.
        size_factors: Workload -> the factor that fits its timed inputs to the machine, where one was found.
        expert: Log ratio of base to expert on this machine, if it was asked for.
    """
    return {
        WORKLOADS: {
            name: _speed(one) | _told(allocated[name]) | _size(size_factors.get(name))
            for name, one in measured.items()
        },
        ALLOCATIONS: _allocations(allocated),
        **_expert(expert),
    }


def unchanged_facts(expert: Interval | None) -> Mapping[str, Any]:
    """The facts of an evaluation whose programs are those of the task's own tree."""
    same = {"source": _SAME, "bytes": 0.0, "allocations": 0.0}
    return {UNCHANGED: _SAME, ALLOCATIONS: same, **_expert(expert)}


def _speed(measurement: Measurement) -> dict[str, float]:
    """A workload's speed-up with its bounds, and the number of pairs."""
    time = measurement.intervals.get(Role.TIME)
    bounds = {"speedup": time.estimate, "low": time.low, "high": time.high} if time else {}
    ratios = {name: math.exp(log_ratio) for name, log_ratio in bounds.items()}
    return {**ratios, "pairs": len(measurement.pairs)}


def _rounded(value: float) -> float:
    """A figure of the program's own with three digits: with more it could tell what its input was."""
    return float(f"{value:.3g}")


def _told(allocated: Allocated) -> dict[str, float]:
    sides = {"base_": allocated.base, "": allocated.candidate}
    return {
        f"{side}{name}": _rounded(value)
        for side, told in sides.items()
        if told
        for name, value in (("allocated_bytes", told.size), ("allocations", told.count))
    }


def _size(factor: float | None) -> dict[str, float]:
    return {} if factor is None else {"size_factor": factor}


def _allocations(allocated: Mapping[str, Allocated]) -> dict[str, Any]:
    """Mean log ratios of base to candidate; without them where a program did not tell."""
    silent = [name for name, one in allocated.items() if not (one.base and one.candidate)]
    if silent:
        return {"source": ALLOCATIONS_SOURCE, "missing": f"{', '.join(silent)} did not tell"}
    both = [(one.base, one.candidate) for one in allocated.values() if one.base and one.candidate]
    return {
        "source": ALLOCATIONS_SOURCE,
        "bytes": _mean_log_ratio([(base.size, ours.size) for base, ours in both]),
        "allocations": _mean_log_ratio([(base.count, ours.count) for base, ours in both]),
    }


def _mean_log_ratio(both: Sequence[tuple[float, float]]) -> float:
    return _rounded(math.fsum(math.log(base / ours) for base, ours in both) / len(both))


def _expert(expert: Interval | None) -> dict[str, Any]:
    return {} if expert is None else {EXPERT: {"speedup": math.exp(expert.estimate), **asdict(expert)}}
