"""The interval against SciPy, known distributions and injected trouble."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from perfgym.measure import statistics
from perfgym.measure.statistics import enough, winsorised_interval

samples = st.lists(st.floats(-10, 10), min_size=2, max_size=20)


def test_the_quantile_table_is_students() -> None:
    """To the digits it has."""
    freedom = np.arange(1, 31)
    assert pytest.approx(stats.t.ppf(0.9975, freedom), abs=1e-4) == statistics._T_9975


@pytest.mark.parametrize("draw", [stats.norm, stats.t(3), stats.uniform(-1, 2), stats.laplace])
@pytest.mark.parametrize("size", [5, 10, 20])
def test_the_interval_covers_the_truth_as_often_as_it_says(draw, size: int) -> None:
    """At least 98.5 % of 4000 intervals at 99.5 %: exact for the normal, rough for a flat distribution."""
    rng = np.random.default_rng(size)
    table = draw.rvs(size=(4000, size), random_state=rng)
    found = [winsorised_interval(row) for row in table]
    assert np.mean([interval.low <= 0 <= interval.high for interval in found]) > 0.985


def test_one_outlier_moves_the_estimate_little() -> None:
    """A descheduled run does not decide."""
    rng = np.random.default_rng(1)
    clean = rng.normal(0.1, 0.01, 15)
    spoilt = clean.copy()
    spoilt[3] = 5.0
    assert winsorised_interval(spoilt).estimate == pytest.approx(
        winsorised_interval(clean).estimate, abs=0.01
    )


@given(samples, st.floats(-5, 5))
def test_the_interval_moves_with_its_samples(values: list[float], shift: float) -> None:
    """Shifting all samples shifts it all."""
    plain = winsorised_interval(values)
    moved = winsorised_interval([value + shift for value in values])
    assert moved.estimate == pytest.approx(plain.estimate + shift, abs=1e-6)
    assert moved.high - moved.low == pytest.approx(plain.high - plain.low, abs=1e-6)


@given(samples)
def test_the_order_of_samples_does_not_matter(values: list[float]) -> None:
    """Nor does the direction."""
    assert winsorised_interval(values) == winsorised_interval(values[::-1])


@pytest.mark.parametrize("values", [[], [1.0], [1.0, float("nan")], [1.0, float("inf")]])
def test_too_little_or_not_finite_is_refused(values: list[float]) -> None:
    """There is no interval to give."""
    with pytest.raises(ValueError, match="two or more finite"):
        winsorised_interval(values)


@given(st.floats(-1, 1), st.integers(7, 20))
def test_a_drift_that_both_share_changes_nothing(ratio: float, count: int) -> None:
    """Ratios that agree end the pairs at once, whatever they are."""
    assert enough([ratio] * count)
    assert not enough([ratio] * 6) or ratio < -1.0


def test_what_is_hopeless_ends_after_two() -> None:
    """More than three times as slow, twice."""
    assert enough([-1.2, -1.3])
    assert not enough([-1.2, -1.0])
