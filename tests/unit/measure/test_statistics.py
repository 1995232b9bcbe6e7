"""The winsorised interval, checked against SciPy and known distributions, and the rule that ends pairs."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from perfgym.measure import statistics
from perfgym.measure.statistics import MOST_PAIRS, enough, is_look, ratio_interval, winsorised_interval

samples = st.lists(st.floats(-10, 10), min_size=2, max_size=20)


def test_the_quantile_table_agrees_with_scipy() -> None:
    freedom = np.arange(1, 31)
    assert pytest.approx(stats.t.ppf(statistics.QUANTILE, freedom), abs=1e-4) == statistics._T


@pytest.mark.parametrize("draw", [stats.norm, stats.t(3), stats.uniform(-1, 2), stats.laplace])
@pytest.mark.parametrize("size", [5, 10, 20])
def test_the_interval_covers_the_true_mean(draw, size: int) -> None:
    """At least 98.5 % of 4000 intervals at 99.5 % do; the method is exact for normal samples only."""
    rng = np.random.default_rng(size)
    table = draw.rvs(size=(4000, size), random_state=rng)
    found = [winsorised_interval(row) for row in table]
    assert np.mean([interval.low <= 0 <= interval.high for interval in found]) > 0.985


def test_one_outlier_moves_the_estimate_little() -> None:
    """The outlier is like a pair in which the kernel descheduled one of the runs."""
    rng = np.random.default_rng(1)
    clean = rng.normal(0.1, 0.01, 15)
    spoilt = clean.copy()
    spoilt[3] = 5.0
    assert winsorised_interval(spoilt).estimate == pytest.approx(
        winsorised_interval(clean).estimate, abs=0.01
    )


@given(samples, st.floats(-5, 5))
def test_shifting_all_samples_shifts_the_interval_by_as_much(values: list[float], shift: float) -> None:
    plain = winsorised_interval(values)
    moved = winsorised_interval([value + shift for value in values])
    assert moved.estimate == pytest.approx(plain.estimate + shift, abs=1e-6)
    assert moved.high - moved.low == pytest.approx(plain.high - plain.low, abs=1e-6)


@given(samples)
def test_reversing_the_samples_does_not_change_the_interval(values: list[float]) -> None:
    there, back = winsorised_interval(values), winsorised_interval(values[::-1])
    assert back.estimate == pytest.approx(there.estimate)
    assert back.half_width == pytest.approx(there.half_width)


def test_samples_that_resemble_their_predecessors_count_for_fewer() -> None:
    """Twenty samples from 0 to 1 in ascending order say less of their mean than the same in another order."""
    ascending = np.linspace(0, 1, 20)
    shuffled = np.random.default_rng(0).permutation(ascending)
    assert winsorised_interval(ascending).half_width > 2 * winsorised_interval(shuffled).half_width


@pytest.mark.parametrize("values", [[], [1.0], [1.0, float("nan")], [1.0, float("inf")]])
def test_fewer_than_two_samples_and_samples_that_are_not_finite_are_refused(values: list[float]) -> None:
    with pytest.raises(ValueError, match="two or more finite"):
        winsorised_interval(values)


@given(st.floats(-1, 1), st.integers(7, 20))
def test_equal_ratios_are_enough_from_seven_pairs_on(ratio: float, count: int) -> None:
    """Six are not enough, except where they are hopeless."""
    assert enough([ratio] * count, 0.02)
    assert not enough([ratio] * 6, 0.02) or ratio < -1.0


def test_two_pairs_more_than_three_times_as_slow_are_enough() -> None:
    assert enough([-1.2, -1.3], 0.02)
    assert not enough([-1.2, -1.0], 0.02)


def test_pairs_go_on_while_the_interval_is_wider_than_wanted() -> None:
    """Of equal programs whose pairs spread by 6 %, thirty are not enough and the maximum is."""
    ratios = np.random.default_rng(0).normal(0, 0.06, MOST_PAIRS).tolist()
    assert not enough(ratios[:30], 0.02)
    assert enough(ratios[:30], 0.05)
    assert enough(ratios, 0.0001)


def test_looks_are_rarer_the_more_pairs_there_are() -> None:
    looks = [pairs for pairs in range(7, MOST_PAIRS + 1) if is_look(pairs)]
    assert (looks[0], looks[-1]) == (7, MOST_PAIRS)
    assert len(looks) < 25
    assert not is_look(MOST_PAIRS + 1)


@pytest.mark.parametrize("freedom", [31, 40, 71, 400])
def test_the_quantile_beyond_the_table_agrees_with_scipy(freedom: int) -> None:
    assert statistics._t(freedom) == pytest.approx(stats.t.ppf(statistics.QUANTILE, freedom), abs=2e-3)


def test_an_uncertain_constant_of_all_pairs_widens_the_interval() -> None:
    """Distances of 0.03 and 0.04 from the estimate add up in squares, on each side by itself."""
    ratios = [0.5 + 0.001 * step for step in range(7)]
    plain = winsorised_interval(ratios)
    wide = ratio_interval(ratios, [[ratio - 0.04 for ratio in ratios], ratios])
    assert wide.estimate - wide.low == pytest.approx(np.hypot(plain.half_width, 0.04))
    assert wide.high == plain.high


@pytest.mark.parametrize("count", [7, 10, 11, 30, 71, MOST_PAIRS])
def test_the_interval_holds_the_rank_bounds_of_the_median(count: int) -> None:
    """One time in 500 at most, more samples than that lie on one side of the median, by SciPy's binomial."""
    beyond = max(0, int(stats.binom.ppf(1 - statistics.RANK_QUANTILE, count, 0.5)) - 1)
    few = [-1.0] * beyond + [1.0] * (count - beyond)
    assert ratio_interval([-1.0, *few[:-1]]).low <= -1.0
    assert ratio_interval([1.0, *(-value for value in few[:-1])]).high >= 1.0


def test_six_of_seven_equal_pairs_show_no_difference() -> None:
    """Without the seventh, which is the one that is replaced, the others have no spread."""
    ratios = [0.1, 0.1001, 0.0999, 0.1, -0.1, 0.1001, 0.0999]
    assert winsorised_interval(ratios).low > 0.09
    assert not ratio_interval(ratios).significant


def test_two_hopeless_pairs_have_a_bounded_interval() -> None:
    """Student's interval would reach from nothing to everything."""
    found = ratio_interval([-2.0, -2.5])
    assert found.low == pytest.approx(-2.5 - np.log(2))
    assert found.high == pytest.approx(-2.0 + np.log(2))
    assert winsorised_interval([-2.0, -2.5]).high > 10


def test_two_pairs_of_a_fast_candidate_have_no_bounded_interval() -> None:
    """Otherwise a program could run until time is up and be paid for two lucky pairs."""
    assert ratio_interval([2.0, 2.5]).low < 0
