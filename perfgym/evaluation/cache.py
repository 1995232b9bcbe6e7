"""Programs that were evaluated before, by content: they cost nothing again.

Counts that depend on nothing but the program are what they were. Timed ones are pooled: whatever was
measured of one program on one machine counts together.
"""

import hashlib
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import deepcopy
from importlib.metadata import version
from itertools import zip_longest
from typing import Any

import numpy as np

from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.info import evaluation_info
from perfgym.machine.facts import fingerprint
from perfgym.measure.statistics import winsorised_interval
from perfgym.records import ROLES, Evaluation, Interval, Measurement, Pair, Role, Status
from perfgym.store import Store

__all__ = ["EvaluationCache"]

_LEAST_POOLED = 2
_BY_THE_CLOCK = (Status.COMPILE_TIMEOUT, Status.TIMED_OUT)  # a busy machine's doing perhaps


class EvaluationCache:
    """Evaluates programs on inputs that stay the same, and remembers what came of them.

    Args:
        evaluator: What evaluates programs; its episode has begun.
        inputs: What the inputs were drawn from.
        store: Where evaluations are kept; None for this environment alone.
    """

    def __init__(self, evaluator: Evaluator, inputs: int, store: Store | None) -> None:
        self._evaluator = evaluator
        self._inputs = inputs
        self._store = store
        self._own: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def evaluate(
        self, source: str, flags: tuple[str, ...], rng: np.random.Generator
    ) -> tuple[Evaluation, dict[str, Any]]:
        """What becomes of a program, and ``info`` of it, with ``info["remembered"]`` 1.0 where it was known.

        Args:
            source: Its source text.
            flags: What it is compiled with beside the language's own flags.
            rng: Draws what a new measurement needs.

        Raises:
            HarnessError: perfgym itself failed.
        """
        key = self._key(source, flags)
        if known := self._recall(key):
            return _recalled(known)
        evaluation = self._evaluator.evaluate(source, rng, flags)
        nan = float("nan")
        info = evaluation_info(evaluation, self._evaluator, score=nan, best_score=nan)
        if evaluation.status not in _BY_THE_CLOCK:
            self._remember(key, _record(evaluation, info))
        return evaluation, info | {"remembered": 0.0}

    def _recall(self, key: str) -> list[dict[str, Any]]:
        return self._store.recall(key) if self._store else deepcopy(self._own.get(key, []))

    def _remember(self, key: str, record: dict[str, Any]) -> None:
        if self._store:
            self._store.remember(key, record)
        else:
            self._own[key].append(record)

    def _key(self, source: str, flags: tuple[str, ...]) -> str:
        evaluator = self._evaluator
        content = [
            version("perfgym"),
            evaluator.problem.digest,
            evaluator.language.toolchain().identity,
            evaluator.backend.name,
            fingerprint(),
            self._inputs,
            evaluator.scale,
            evaluator.limits,
            source,
            flags,
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _record(evaluation: Evaluation, info: Mapping[str, Any]) -> dict[str, Any]:
    measurement = evaluation.measurement
    intervals = measurement.intervals if measurement else dict[Role, Interval]()
    return {
        "status": str(evaluation.status),
        "intervals": {
            str(role): [one.estimate, one.low, one.high, one.confidence] for role, one in intervals.items()
        },
        "info": dict(info),
    }


def _pairs(samples: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> tuple[Pair, ...]:
    """Pairs of reference and candidate from samples by role, of one measurement after the other."""
    pairs: list[Pair] = []
    for reference, candidate in samples:
        columns = [
            [(role, both) for both in zip(reference[str(role)], candidate[str(role)], strict=True)]
            for role in ROLES
        ]
        for row in zip_longest(*columns):
            counts = dict(filter(None, row))
            pairs.append(
                Pair(
                    reference={role: both[0] for role, both in counts.items()},
                    candidate={role: both[1] for role, both in counts.items()},
                    reference_first=True,
                )
            )
    return tuple(pairs)


def _interval(known: Sequence[Mapping[str, Any]], pairs: Sequence[Pair], role: Role) -> Interval:
    """What all measurements together say of a role; what was counted once needs no statistics."""
    counted = [pair for pair in pairs if role in pair.reference]
    if len(known) == 1 or len(counted) < _LEAST_POOLED * len(known):
        estimate, low, high, confidence = known[0]["intervals"][str(role)]
        return Interval(estimate=estimate, low=low, high=high, confidence=confidence)
    return winsorised_interval([math.log(one.reference[role] / one.candidate[role]) for one in counted])


def _recalled(known: Sequence[Mapping[str, Any]]) -> tuple[Evaluation, dict[str, Any]]:
    newest = known[-1]
    info: dict[str, Any] = dict(newest["info"])
    info["stage_s"] = dict.fromkeys(info["stage_s"], float("nan"))
    info["queue_ahead"] = float("nan")
    info["remembered"] = 1.0
    for name in ("reference_samples", "candidate_samples"):
        info[name] = {role: tuple(counts) for role, counts in info[name].items()}
    status = Status(newest["status"])
    if status is not Status.ACCEPTED:
        return Evaluation(status=status), info
    measurement = _pooled([one for one in known if one["intervals"]], info)
    return Evaluation(status=status, measurement=measurement), info | _speedup(measurement)


def _pooled(known: Sequence[Mapping[str, Any]], info: Mapping[str, Any]) -> Measurement:
    """What several measurements of a program on one machine say together."""
    pairs = _pairs([(one["info"]["reference_samples"], one["info"]["candidate_samples"]) for one in known])
    intervals = {Role(role): _interval(known, pairs, Role(role)) for role in known[-1]["intervals"]}
    return Measurement(
        backend=info["backend"],
        events={role: info["events"][str(role)] for role in intervals},
        pairs=pairs,
        intervals=intervals,
        startup_ns=info["startup_ns"],
        core=int(info["core"]),
        host=info["host"],
    )


def _speedup(measurement: Measurement) -> dict[str, float]:
    time = measurement.intervals[Role.TIME]
    return {
        "speedup": math.exp(time.estimate),
        "speedup_low": math.exp(time.low),
        "speedup_high": math.exp(time.high),
        "pairs": float(measurement.timed_pairs),
    }
