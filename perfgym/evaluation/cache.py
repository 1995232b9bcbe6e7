"""A cache of evaluations by content: a program that was evaluated before is not evaluated again.

Exact counts are reused as they are. Timed samples of one program on one machine are pooled.
"""

import hashlib
import itertools
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from typing import TypeVar

import numpy as np

from perfgym.evaluation.evaluate import Evaluator
from perfgym.measure.statistics import ratio_interval
from perfgym.records import Evaluation, Interval, Measurement, Role, Status, Submission
from perfgym.store import StoredEvaluations

__all__ = ["EvaluationCache"]

_Part = TypeVar("_Part")

_LEAST_POOLED = 2
_BY_THE_CLOCK = (Status.COMPILE_TIMEOUT, Status.TIMED_OUT)  # a busy machine may have caused such a status


class EvaluationCache:
    """Evaluates programs on inputs that never change, and keeps the evaluations.

    Args:
        evaluator: Evaluates programs; its episode has begun.
        inputs: Seed of the inputs.
        store: Keeps evaluations for all processes; None to keep them in this object.
    """

    def __init__(self, evaluator: Evaluator, inputs: int, store: StoredEvaluations | None) -> None:
        self._evaluator = evaluator
        self._inputs = inputs
        self._store = store
        self._own: defaultdict[str, list[Evaluation]] = defaultdict(list)

    def evaluate(self, submission: Submission, rng: np.random.Generator) -> tuple[Evaluation, bool]:
        """Evaluate a program, or recall its evaluation.

        Args:
            submission: The program, and its compiler flags.
            rng: Draws what a new measurement needs.

        Returns:
            The evaluation, and whether it was recalled.

        Raises:
            HarnessError: perfgym itself failed.
            MachineError: The store, or a record in it, is damaged.
        """
        key = self._key(submission)
        if known := self._recall(key):
            return _pooled(known), True
        evaluation = self._evaluator.evaluate(submission, rng)
        if evaluation.status not in _BY_THE_CLOCK:
            self._remember(key, evaluation)
        return evaluation, False

    def _recall(self, key: str) -> list[Evaluation]:
        return self._store.recall(key) if self._store else self._own.get(key, [])

    def _remember(self, key: str, evaluation: Evaluation) -> None:
        if self._store:
            self._store.remember(key, evaluation)
        else:
            self._own[key].append(evaluation)

    def _key(self, submission: Submission) -> str:
        """SHA-256 over everything that the evaluation depends on."""
        evaluator = self._evaluator
        conditions = evaluator.conditions
        content = [
            version("perfgym"),
            conditions.problem_sha256,
            conditions.input_key,
            conditions.toolchain,
            conditions.backend,
            conditions.sandbox,
            conditions.host,
            self._inputs,
            conditions.scale,
            conditions.size_factor,
            evaluator.limits,
            evaluator.wanted,
            {path: hashlib.sha256(text).hexdigest() for path, text in sorted(submission.files.items())},
            submission.flags,
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _pooled(known: Sequence[Evaluation]) -> Evaluation:
    """Combine evaluations of one program on one machine; a single evaluation is returned unchanged."""
    newest = known[-1]
    measurements = [one.measurement for one in known if one.measurement]
    if len(measurements) < _LEAST_POOLED or newest.measurement is None:
        return newest
    pooled = replace(
        newest.measurement,
        pairs=tuple(pair for one in measurements for pair in one.pairs),
        disturbed_pairs=sum(one.disturbed_pairs for one in measurements),
        redrawn=sum(one.redrawn for one in measurements),
        suspicions=_union(one.suspicions for one in measurements),
        forgeable=_union(one.forgeable for one in measurements),
        rejected=_union(one.rejected for one in measurements),
    )
    intervals = {role: _interval(measurements, pooled, role) for role in newest.measurement.intervals}
    return replace(newest, measurement=replace(pooled, intervals=intervals))


def _union(parts: Iterable[Iterable[_Part]]) -> tuple[_Part, ...]:
    return tuple(dict.fromkeys(itertools.chain.from_iterable(parts)))


def _interval(measurements: Sequence[Measurement], pooled: Measurement, role: Role) -> Interval:
    """The interval over the pairs of all measurements. A role counted once in each measurement is exact."""
    counted = [pair for pair in pooled.pairs if role in pair.reference]
    if len(counted) < _LEAST_POOLED * len(measurements):
        return measurements[0].intervals[role]
    return ratio_interval([math.log(one.reference[role] / one.candidate[role]) for one in counted])
