"""Tests that every backend must pass."""

import numpy as np
import pytest

from perfgym.bank import load_problem
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import Backend
from perfgym.records import CandidateFailed, Measurement, Role, Status
from perfgym.sandbox import Sandbox
from perfgym.settings import Settings

__all__ = ["BackendContract"]

_WRONG_ON_LARGE = """
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    int32_t n;
    if (fread(&n, 4, 1, stdin) != 1) return 1;
    float *values = calloc((size_t)n * n, 4);
    fwrite(values, 4, (size_t)n * n, stdout);
    return 0;
}
"""


def _measured_expert(evaluator: Evaluator, seed: int) -> Measurement:
    submission = evaluator.submission(evaluator.problem.experts["c"])
    measurement = evaluator.evaluate(submission, np.random.default_rng(seed)).measurement
    assert measurement is not None
    return measurement


class BackendContract:
    """Inherit from this class and override the fixtures ``backend`` and ``sandbox``."""

    @pytest.fixture
    def backend(self) -> Backend:
        """The backend to test."""
        raise NotImplementedError

    @pytest.fixture
    def sandbox(self) -> Sandbox:
        """The sandbox that runs the measured programs."""
        raise NotImplementedError

    @pytest.fixture
    def evaluator(self, backend: Backend, sandbox: Sandbox) -> Evaluator:
        """An evaluator of matrix products in C that measures with the backend."""
        evaluator = Evaluator(load_problem("matmul"), LANGUAGES["c"], sandbox, backend, Settings())
        evaluator.start_episode(np.random.default_rng(0))
        return evaluator

    def test_the_profile_fills_the_roles_that_it_names(self, backend: Backend, evaluator: Evaluator) -> None:
        """Every role is either counted or absent with a reason, and every count is above 0."""
        profile = evaluator.start_episode(np.random.default_rng(1))
        assert set(profile) == set(backend.events())
        assert all(count > 0 for count in profile.values())
        assert set(backend.absent()) == set(Role) - set(backend.events())
        assert all(backend.absent().values())

    def test_an_expert_is_measured_completely_and_costs_less_time_than_the_reference(
        self, backend: Backend, evaluator: Evaluator
    ) -> None:
        """Every role has an interval around its estimate, and counts of both programs in some pair.

        The whole interval of the time lies above "no difference".
        """
        measurement = _measured_expert(evaluator, 3)
        assert measurement.intervals[Role.TIME].low > 0
        assert measurement.backend == backend.name
        assert set(measurement.intervals) == set(measurement.events) == set(backend.events())
        for interval in measurement.intervals.values():
            assert interval.low <= interval.estimate <= interval.high
            assert 0 < interval.confidence <= 1
        for pair in measurement.pairs:
            assert set(pair.reference) == set(pair.candidate)
            assert all(count > 0 for side in (pair.reference, pair.candidate) for count in side.values())
        assert {role for pair in measurement.pairs for role in pair.reference} == set(backend.events())

    def test_a_wrong_measured_run_is_no_measurement(self, evaluator: Evaluator) -> None:
        """The first wrong output ends the measurement with that failure."""
        with evaluator.leased() as leased, pytest.raises(CandidateFailed) as failed:
            candidate = evaluator.trusted_program(_WRONG_ON_LARGE)
            evaluator.backend.measure(leased.setup, candidate, np.random.default_rng(4))
        assert failed.value.status is Status.WRONG_OUTPUT
