"""The cache of evaluations returns the evaluation that was made, from its own memory and from a store."""

import contextlib
import math
import sqlite3
from dataclasses import replace
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from perfgym.errors import MachineError
from perfgym.evaluation.cache import EvaluationCache
from perfgym.machine.input_key import VARIABLE, input_key
from perfgym.records import Conditions, Evaluation, Interval, Measurement, Pair, Role, Status, Submission
from perfgym.store import Store
from tests.doubles.made_up_runs import accepted, measured
from tests.doubles.records import evaluations, submissions

PROGRAM = Submission(files={"solution.c": b"int main;"}, flags=("-O3",))


class Evaluator:
    """Returns one evaluation for every submission, and counts how often it is asked."""

    def __init__(self, evaluation: Evaluation, **conditions: str) -> None:
        self.evaluation = evaluation
        self.conditions = Conditions(**conditions)
        self.limits = {"memory_bytes": 1.0}
        self.wanted = {"precision": 0.02}
        self.calls = 0

    def evaluate(self, submission: Submission, rng: np.random.Generator) -> Evaluation:
        self.calls += 1
        return self.evaluation


@pytest.fixture(params=["own", "stored"])
def place(request: pytest.FixtureRequest, store: Store) -> Store | None:
    """The store of a cache; None for a cache that keeps evaluations itself."""
    return store if request.param == "stored" else None


def cache(evaluator: Any, store: Store | None, inputs: int = 0) -> EvaluationCache:
    return EvaluationCache(evaluator, inputs, store.evaluations if store else None)


def ask(cache: EvaluationCache, submission: Submission = PROGRAM) -> tuple[Evaluation, bool]:
    return cache.evaluate(submission, np.random.default_rng(0))


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(evaluations(), submissions())
def test_a_recalled_evaluation_equals_the_one_that_was_made(
    place: Store | None, evaluation: Evaluation, submission: Submission
) -> None:
    by_the_clock = evaluation.status in (Status.TIMED_OUT, Status.COMPILE_TIMEOUT)
    # All examples use one store, and two of them may be equal; a host of its own keeps each apart.
    evaluator = Evaluator(evaluation, host=str(uuid4()))
    kept = cache(evaluator, place)
    assert ask(kept, submission) == (evaluation, False)
    again, recalled = ask(kept, submission)
    assert again == evaluation
    assert again.to_json() == evaluation.to_json()
    assert (recalled, evaluator.calls) == (not by_the_clock, 1 + by_the_clock)


def test_a_store_serves_another_cache(place: Store | None) -> None:
    """Without a store each cache keeps its own evaluations."""
    ask(cache(Evaluator(accepted(2.0)), place))
    other = Evaluator(accepted(3.0))
    assert ask(cache(other, place)) == ((accepted(2.0), True) if place else (accepted(3.0), False))


@pytest.mark.parametrize(
    "changed",
    [
        Submission(files={"solution.c": b"int main; "}, flags=("-O3",)),
        Submission(files={"solution.h": b"int main;"}, flags=("-O3",)),
        Submission(files={"solution.c": b"int main;", "a": b""}, flags=("-O3",)),
        Submission(files={"solution.c": b"int main;"}, flags=("-O2",)),
        {"problem_sha256": "1"},
        {"input_key": "1"},
        {"toolchain": "tcc"},
        {"backend": "x"},
        {"sandbox": "x"},
        {"host": "x"},
        {"scale": 0.5},
        {"size_factor": 2.0},
        {"limits": {"memory_bytes": 2.0}},
        {"wanted": {"precision": 0.01}},
        {"inputs": 1},
    ],
    ids=str,
)
def test_an_evaluation_is_recalled_only_if_everything_it_depends_on_is_equal(
    place: Store | None, changed: Any
) -> None:
    evaluator = Evaluator(accepted(2.0))
    kept = cache(evaluator, place)
    ask(kept)
    submission, inputs = PROGRAM, 0
    if isinstance(changed, Submission):
        submission = changed
    elif "inputs" in changed:
        inputs = changed["inputs"]
        kept = cache(evaluator, place, inputs)
    else:
        for name, value in changed.items():
            if hasattr(evaluator, name):
                setattr(evaluator, name, value)
            else:
                evaluator.conditions = replace(evaluator.conditions, **{name: value})
    assert not ask(kept, submission)[1]
    assert ask(kept, submission)[1]


def timed(*ratios: float, **more: Any) -> Evaluation:
    """An accepted evaluation whose pairs have these ratios of reference to candidate."""
    pairs = tuple(Pair(reference={Role.TIME: ratio}, candidate={Role.TIME: 1.0}) for ratio in ratios)
    interval = Interval(estimate=math.log(ratios[0]), low=0.0, high=9.0, confidence=0.99)
    measurement = Measurement(backend="x", events={}, pairs=pairs, intervals={Role.TIME: interval}, **more)
    return Evaluation(status=Status.ACCEPTED, measurement=measurement)


def test_samples_of_two_processes_are_pooled(store: Store) -> None:
    """Two processes that evaluate one program at the same time both store their samples."""
    evaluator = Evaluator(timed(2.0, 2.1, 1.9, redrawn=2, suspicions=("strange",), forgeable=(Role.TIME,)))
    kept = cache(evaluator, store)
    ask(kept)
    newest = timed(2.2, 1.8, 2.0, redrawn=3, suspicions=("odd",))
    store.evaluations.remember(kept._key(PROGRAM), newest)
    (pooled, recalled), measurement = ask(kept), measured(newest)
    assert recalled
    assert measured(pooled).pairs == measured(evaluator.evaluation).pairs + measurement.pairs
    assert pooled.time is not None
    assert math.exp(pooled.time.estimate) == pytest.approx(2.0, rel=0.01)
    assert 0.0 < pooled.time.low < pooled.time.estimate < pooled.time.high < 9.0
    assert (measured(pooled).redrawn, measured(pooled).suspicions) == (5, ("strange", "odd"))
    assert measured(pooled).forgeable == (Role.TIME,)


def change(store: Store, statement: str, *values: str) -> None:
    """Change the file of a store as somebody with an editor does."""
    store.close()
    with contextlib.closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evaluations SET evaluation = replace(evaluation, 'reference', 'candidate')",
        "UPDATE evaluations SET evaluation = '{}'",
        "UPDATE evaluations SET seal = ''",
        "UPDATE evaluations SET seal = upper(seal)",
        "UPDATE evaluations SET seal = '\N{SNOWMAN}'",
    ],
)
def test_an_edited_evaluation_is_not_believed(store: Store, statement: str) -> None:
    """The program is evaluated again, and the warning names the store and the key."""
    kept = cache(Evaluator(accepted(9.0)), store)
    ask(kept)
    change(store, statement)
    honest = cache(Evaluator(accepted(2.0)), store)
    with pytest.warns(RuntimeWarning, match=f"{store.path} holds under the key {kept._key(PROGRAM)}"):
        assert ask(honest) == (accepted(2.0), False)
    with pytest.warns(RuntimeWarning, match="does not fit"):
        assert ask(honest) == (accepted(2.0), True)


def test_an_evaluation_of_another_program_is_not_believed(store: Store) -> None:
    """The seal holds the key, so a row cannot be moved to a program that is slower."""
    other = Submission(files={"solution.c": b"int slow;"})
    kept = cache(Evaluator(accepted(9.0)), store)
    ask(kept)
    change(store, "UPDATE evaluations SET key = ?", kept._key(other))
    with pytest.warns(RuntimeWarning, match="does not fit"):
        assert ask(cache(Evaluator(accepted(2.0)), store), other) == (accepted(2.0), False)


def test_a_copied_row_counts_once(store: Store) -> None:
    """Copies of lucky samples would make a pooled interval narrower than it is."""
    kept = cache(Evaluator(timed(2.0, 2.1, 1.9)), store)
    ask(kept)
    copy = "INSERT INTO evaluations (key, evaluation, seal) SELECT key, evaluation, seal FROM evaluations"
    change(store, copy)
    assert ask(kept) == (timed(2.0, 2.1, 1.9), True)


def test_evaluations_under_another_secret_key_are_neither_recalled_nor_suspected(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their inputs were others, so their key in the store is another one."""
    ask(cache(Evaluator(accepted(9.0), input_key=input_key().digest), store))
    monkeypatch.setenv(VARIABLE, "another key of the same user")
    assert ask(cache(Evaluator(accepted(2.0), input_key=input_key().digest), store)) == (accepted(2.0), False)


def test_a_damaged_evaluation_is_a_failure_of_the_machine_that_names_the_file(store: Store) -> None:
    """The record has a seal that fits, but cannot be read."""
    kept = cache(Evaluator(accepted(2.0)), store)
    ask(kept)
    seal = input_key().seal("stored evaluation", kept._key(PROGRAM), "{}")
    change(store, "UPDATE evaluations SET evaluation = '{}', seal = ?", seal)
    with pytest.raises(MachineError, match="damaged record") as failure:
        ask(kept)
    assert str(store.path) in str(failure.value)
