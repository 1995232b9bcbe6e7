"""CPU time of one operation from whole processes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.repo.gotools.kernel_time import Run, differs, per_operation_ns, running_share, samples_ns


def runs(start: float, operation: float, iterations: int, noise: tuple[int, ...] = (0, 0)) -> list[Run]:
    """Processes that ran ``iterations`` and twice as many operations in turn, each with its own noise."""
    numbers = [iterations * (1 + at % 2) for at in range(len(noise))]
    return [
        Run(number, round(start + operation * number) + extra, 0)
        for number, extra in zip(numbers, noise, strict=True)
    ]


@given(
    st.integers(0, 10**9), st.integers(1, 10**6), st.integers(2, 1000)
)  # start and operation in nanoseconds, iterations
def test_start_and_preparation_fall_out(start: int, operation: int, iterations: int) -> None:
    assert per_operation_ns(runs(start, operation, iterations)) == operation


def test_the_medians_leave_out_a_run_that_was_disturbed() -> None:
    assert per_operation_ns(runs(5e6, 100.0, 1000, (0, 0, 0, 9_000_000, 0, 0))) == 100.0


@pytest.mark.parametrize("found", [[], runs(5.0, 1.0, 1), [Run(8, 100, 0)] * 3])
def test_runs_that_cannot_tell_have_no_time(found: list[Run]) -> None:
    """One iteration is no number of iterations: Go runs a benchmark once before it runs it twice."""
    assert per_operation_ns(found) is None
    assert samples_ns({"base": found}) == {}


def test_samples_of_equal_sides_stay_equal_whatever_the_start_is_taken_for() -> None:
    """A start of its own for each side would shift all samples of that side together."""
    slow = runs(8e6, 100.0, 1000, (0, 0, 0, 0))
    samples = samples_ns({"base": slow, "yours": slow})
    assert samples["base"] == samples["yours"] == [100.0] * 4


def test_the_side_with_the_cheapest_operations_tells_the_start() -> None:
    """The other one's start is less exact: its own operations vary by more."""
    samples = samples_ns({"base": runs(9e6, 5000.0, 1000, (0, 900_000)), "yours": runs(8e6, 10.0, 1000)})
    assert samples["yours"] == [10.0, 10.0]
    assert samples_ns({"base": runs(9e6, 100.0, 1000), "yours": [Run(2, 500, 0), Run(4, 400, 0)]}) == {}


@pytest.mark.parametrize(
    ("said", "kernel", "expected"), [(100, 100, False), (124, 100, False), (74, 100, True), (1, -5, True)]
)
def test_a_quarter_is_a_difference(said: float, kernel: float, expected: bool) -> None:
    assert differs(said, kernel) is expected


def test_the_share_on_a_core_is_at_most_1() -> None:
    assert running_share([Run(2, 50, 100), Run(4, 50, 100)]) == 0.5
    assert running_share([Run(2, 300, 100)]) == running_share([]) == 1.0
