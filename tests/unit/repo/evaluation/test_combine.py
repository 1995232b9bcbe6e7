"""Measurements of several workloads as one."""

import math
from typing import Any, cast

import pytest

from perfgym.measure import FakeBackend, MeasurementSetup
from perfgym.programs.memo import Memo
from perfgym.records import Event, Interval, Measurement, Pair, Role, Unit
from perfgym.repo.evaluation.combine import combined, mean_counts, share_of, unchanged


def measurement(estimate: float, half: float, **more: object) -> Measurement:
    """A measurement of time with a symmetric interval."""
    interval = Interval(estimate=estimate, low=estimate - half, high=estimate + half, confidence=0.99)
    pair = Pair(reference={Role.TIME: math.exp(estimate)}, candidate={Role.TIME: 1.0})
    known = {
        "backend": "cpu_time",
        "events": {Role.TIME: Event(name="cpu_time", unit=Unit.NANOSECONDS, backend="cpu_time")},
        "pairs": (pair,),
        "intervals": {Role.TIME: interval},
    }
    return Measurement(**known | more)  # type: ignore[arg-type]


def test_the_ratio_is_the_geometric_mean() -> None:
    both = combined({"a": measurement(math.log(2), 0.0), "b": measurement(math.log(8), 0.0)})
    assert math.exp(both.intervals[Role.TIME].estimate) == pytest.approx(4.0)
    assert len(both.pairs) == 2


def test_independent_errors_add_as_squares() -> None:
    """Two workloads of equal precision are known together more precisely than each, not less."""
    both = combined({"a": measurement(0.5, 0.03), "b": measurement(0.5, 0.04)})
    interval = both.intervals[Role.TIME]
    assert interval.estimate - interval.low == pytest.approx(0.05 / 2)
    assert interval.high - interval.estimate == pytest.approx(0.05 / 2)


def test_a_gain_of_one_workload_pays_for_no_loss_of_another() -> None:
    both = combined({"a": measurement(0.1, 0.01), "b": measurement(-0.1, 0.01)})
    assert both.intervals[Role.TIME].low < 0.0 < both.intervals[Role.TIME].high


def test_what_is_suspicious_in_one_workload_is_suspicious_in_all() -> None:
    both = combined({"a": measurement(0.1, 0.0, suspicions=("too fast",)), "b": measurement(0.1, 0.0)})
    assert both.suspicions == ("a: too fast",)


def test_there_must_be_a_measurement() -> None:
    with pytest.raises(ValueError, match="no measurement"):
        combined({})


def test_counts_are_averaged_geometrically_over_the_roles_that_all_have() -> None:
    some = {Role.TIME: 2.0, Role.LLC_MISSES: 5.0}
    assert mean_counts([some, {Role.TIME: 8.0}]) == {Role.TIME: pytest.approx(4.0)}


def test_workloads_of_equal_noise_have_the_wanted_precision_together() -> None:
    whole = MeasurementSetup(
        reference=cast("Any", None),
        expert=None,
        nulls=(),
        draw=cast("Any", None),
        draw_scaled=None,
        modes=frozenset(),
        compare=lambda *_: "",
        core=0,
        episode=0,
        timeout_s=60.0,
        precision=0.02,
        precision_timeout_s=6.0,
        memo=Memo(),
    )
    part = share_of(whole, 4)
    assert part.timeout_s == whole.timeout_s / 4
    assert part.precision_timeout_s == whole.precision_timeout_s / 4
    together = combined({name: measurement(0.1, part.precision, precision=part.precision) for name in "abcd"})
    assert together.intervals[Role.TIME].half_width == pytest.approx(whole.precision)
    assert together.precision == pytest.approx(whole.precision)


def test_programs_that_are_the_bases_own_cost_what_it_costs() -> None:
    same = unchanged({Role.TIME: 80e6}, FakeBackend(), 1)
    assert same.pairs == (Pair(reference={Role.TIME: 80e6}, candidate={Role.TIME: 80e6}),)
    assert same.intervals == {Role.TIME: Interval(estimate=0.0, low=0.0, high=0.0, confidence=1.0)}
