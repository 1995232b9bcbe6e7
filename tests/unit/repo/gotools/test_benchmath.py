"""The statistics of benchstat, beside SciPy, enumeration and known distributions."""

import itertools
import math
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats  # pyright: ignore[reportMissingTypeStubs]

from perfgym.repo.gotools.benchmath import compare, geomean, holm, summarize, u_test

few = st.lists(st.integers(0, 4), min_size=1, max_size=5)


def _enumerated(first: list[int], second: list[int]) -> float:
    """Twice the smaller tail, over every way to draw the first sample from all values."""
    n, m, values = len(first), len(second), [*first, *second]

    def doubled_u(chosen: tuple[int, ...]) -> int:
        others = [value for at, value in enumerate(values) if at not in chosen]
        return sum(2 * (values[at] > other) + (values[at] == other) for at in chosen for other in others)

    observed = doubled_u(tuple(range(n)))
    if observed == n * m:
        return 1.0
    every = [doubled_u(chosen) for chosen in itertools.combinations(range(n + m), n)]
    tails = [sum(u <= observed for u in every), sum(u >= observed for u in every)]
    return min(1.0, 2 * tails[observed > n * m] / len(every))


def _of_scipy(first: list[float], second: list[float], method: str) -> float:
    scipy_stats: Any = stats
    return float(scipy_stats.mannwhitneyu(first, second, method=method).pvalue)


@given(few, few)
def test_small_samples_with_ties_have_the_exact_probability(first: list[int], second: list[int]) -> None:
    found = u_test(first, second)
    if len({*first, *second}) == 1:
        assert found is None
    else:
        assert found == pytest.approx(_enumerated(first, second))


@pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 9), (10, 10), (25, 26), (50, 50)])
def test_samples_without_ties_have_the_exact_probability_of_scipy(n: int, m: int) -> None:
    rng = np.random.default_rng(n)
    for shift in (0.0, 0.5, 2.0):
        first, second = rng.normal(size=n), rng.normal(shift, size=m)
        expected = _of_scipy(first.tolist(), second.tolist(), "exact")
        assert u_test(first.tolist(), second.tolist()) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("n", "m", "ties"), [(51, 10, False), (26, 26, True), (60, 200, True)])
def test_larger_samples_have_the_corrected_normal_probability_of_scipy(n: int, m: int, ties: bool) -> None:
    rng = np.random.default_rng(n)
    for shift in (0.0, 0.5, 4.0):
        first, second = rng.normal(size=n), rng.normal(shift, size=m)
        if ties:
            first, second = first.round(1), second.round(1)
        expected = _of_scipy(first.tolist(), second.tolist(), "asymptotic")
        assert u_test(first.tolist(), second.tolist()) == pytest.approx(expected, rel=1e-9)


@given(few, few)
def test_the_probability_does_not_depend_on_which_sample_is_first(
    first: list[int], second: list[int]
) -> None:
    assert u_test(first, second) == pytest.approx(u_test(second, first))


@pytest.mark.parametrize(("count", "least"), [(1, 1.0), (3, 0.1), (4, 2 / 70), (10, 2 / 184756)])
def test_samples_apart_have_the_least_probability_of_their_size(count: int, least: float) -> None:
    low, high = list(range(count)), list(range(100, 100 + count))
    found = compare(low, high)
    assert found.p == pytest.approx(least)
    assert found.warnings == (
        () if least <= 0.05 else ("need >= 4 samples to detect a difference at alpha level 0.05",)
    )


def test_a_significance_that_no_sample_has_is_told() -> None:
    assert compare([1], [2], alpha=1e-9).warnings == (
        "need > 9 samples to detect a difference at alpha level 1e-09",
    )


def test_false_alarms_are_as_rare_as_alpha_says() -> None:
    rng = np.random.default_rng(1)
    draws = rng.normal(size=(2000, 12)).round(1)
    alarms = sum(compare(row[:6].tolist(), row[6:].tolist()).significant for row in draws)
    assert alarms / 2000 < 0.055


# Number of samples -> numbers of the two that bound the interval of the median at 95 %, as stats.QuantileCI
# of github.com/aclements/go-moremath returns them (0 and n + 1 are the infinities).
@pytest.mark.parametrize(
    ("count", "first", "last"),
    [(1, 0, 2), (5, 0, 5), (6, 1, 6), (7, 1, 7), (8, 1, 7), (9, 2, 8), (10, 2, 9), (12, 3, 10), (20, 6, 15)],
)
def test_the_interval_of_the_median_is_the_narrowest_between_samples(
    count: int, first: int, last: int
) -> None:
    found = summarize([float(value) for value in range(1, count + 1)])
    bounds = (-math.inf if first < 1 else first, math.inf if last > count else last)
    assert (found.low, found.high) == bounds
    assert bool(found.warnings) == any(map(math.isinf, bounds))
    assert found.confidence == sum(math.comb(count, beyond) for beyond in range(first, last)) / 2**count


@pytest.mark.parametrize("count", [6, 10, 20, 30, 31, 60, 200])
def test_intervals_cover_the_median_as_often_as_they_say(count: int) -> None:
    rng = np.random.default_rng(count)
    found = [summarize(row.tolist()) for row in rng.exponential(size=(2000, count))]
    assert np.mean([interval.low <= math.log(2) <= interval.high for interval in found]) > 0.94


def test_a_range_is_shown_in_per_cent_only_where_it_is_one() -> None:
    assert summarize([9.0, 10, 10, 10, 10, 10, 12]).percent == "20%"
    assert summarize([0.0] * 6).percent == "0%"
    assert summarize([-1.0, 0, 1, 2, 3, 4]).percent == "?"
    assert summarize([1.0, 2]).percent == "∞"


def test_empty_samples_are_refused() -> None:
    for attempt in (lambda: summarize([]), lambda: u_test([], [1.0]), lambda: compare([1.0], [])):
        with pytest.raises(ValueError, match="sample"):
            attempt()


def test_a_geometric_mean_needs_positive_values() -> None:
    assert geomean([2.0, 8.0]) == pytest.approx(4.0)
    assert geomean([]) is geomean([1.0, 0.0]) is geomean([-1.0]) is None


def test_the_largest_exact_distributions_are_computed_in_time() -> None:
    start = time.process_time()
    u_test([float(value) for value in range(0, 100, 2)], [float(value) for value in range(1, 100, 2)])
    u_test([value // 2 for value in range(25)], [value // 3 for value in range(25)])
    assert time.process_time() - start < 2


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_raises_probabilities_and_keeps_their_order(probabilities: list[float]) -> None:
    raised = holm(probabilities)
    assert all(p <= more <= 1 for p, more in zip(probabilities, raised, strict=True))
    order = sorted(range(len(raised)), key=lambda at: (probabilities[at], raised[at]))
    assert [raised[at] for at in order] == sorted(raised)


def test_holm_is_that_of_his_paper() -> None:
    """The least is multiplied by the number of all, the next by one less; none falls below one before it."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5]) == [0.5]
    assert holm([]) == []
