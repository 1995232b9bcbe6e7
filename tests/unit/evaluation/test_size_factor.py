"""The search for the factor that fits sizes to a machine, on costs that are formulas."""

import math

import numpy as np
import pytest

from perfgym.evaluation.size_factor import STARTUPS, SizeCosts, find_factor, is_fit
from perfgym.store import FACTORS

TARGET = (40.0, 150.0)
SLOW_XEON_MS = (9.0, 12.0, 16.0, 24.0)  # C references of the bank on that machine, at the sizes of another
STARTUP_MS = 0.7


class Machine:
    """Costs of a problem's programs on a machine, as powers of the factor; ``tried`` are those asked for."""

    def __init__(
        self,
        reference_ms: float,
        expert_share: float | None = 0.5,
        power: float = 1.0,
        most: float = math.inf,
        noise: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.reference_ms = reference_ms
        self.expert_share = expert_share
        self.power = power
        self.most = most
        self.noise = noise
        self.rng = np.random.default_rng(seed)
        self.tried: list[float] = []

    def __call__(self, factor: float) -> SizeCosts | None:
        self.tried.append(factor)
        if factor > self.most:
            return None
        cost_ms = self.reference_ms * factor**self.power * math.exp(self.noise * self.rng.standard_normal())
        expert_ms = None if self.expert_share is None else self.expert_share * cost_ms
        return SizeCosts(reference_ms=cost_ms, expert_ms=expert_ms, startup_ms=STARTUP_MS)


def found(machine: Machine) -> tuple[float, SizeCosts]:
    factor, costs = find_factor(machine, TARGET)
    assert costs is not None
    assert factor in FACTORS
    assert len(machine.tried) <= 8
    return factor, costs


@pytest.mark.parametrize("reference_ms", [40.0, 80.0, 150.0])
def test_sizes_that_fit_stay_as_they_are_and_are_tried_once(reference_ms: float) -> None:
    machine = Machine(reference_ms)
    assert found(machine)[0] == 1.0
    assert machine.tried == [1.0]


@pytest.mark.parametrize("power", [0.5, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("reference_ms", SLOW_XEON_MS)
def test_short_runs_grow_until_they_are_just_long_enough(reference_ms: float, power: float) -> None:
    """One step of the grid below the factor, or two, the reference is too short."""
    factor, costs = found(Machine(reference_ms, power=power))
    if reference_ms * FACTORS[-1] ** power < TARGET[0]:
        assert factor == FACTORS[-1]
        return
    assert factor > 1.0
    assert is_fit(costs, TARGET)
    below = FACTORS[FACTORS.index(factor) - 2]
    assert reference_ms * below**power < TARGET[0]


@pytest.mark.parametrize("power", [1.0, 2.0, 3.0])
@pytest.mark.parametrize("reference_ms", [160.0, 3 * 75.0, 1000.0])
def test_long_runs_shrink_on_a_slower_machine(reference_ms: float, power: float) -> None:
    factor, costs = found(Machine(reference_ms, power=power))
    assert factor < 1.0
    assert is_fit(costs, TARGET)


def test_runs_grow_until_the_expert_takes_five_times_the_start_up() -> None:
    factor, costs = found(Machine(50.0, expert_share=0.04))
    assert costs.expert_ms is not None
    assert costs.expert_ms >= STARTUPS * STARTUP_MS
    assert 1.0 < factor < 2.5
    assert is_fit(costs, TARGET)


def test_an_expert_that_is_too_fast_gets_the_longest_runs_that_are_allowed() -> None:
    factor, costs = found(Machine(50.0, expert_share=0.001))
    assert not is_fit(costs, TARGET)
    assert TARGET[1] / 1.4 < costs.reference_ms <= TARGET[1]
    assert factor > 1.0


def test_a_problem_without_an_expert_is_fitted_by_its_reference() -> None:
    assert is_fit(found(Machine(10.0, expert_share=None))[1], TARGET)


@pytest.mark.parametrize("most", [1.0, 1.3, 2.0])
def test_sizes_stay_below_those_at_which_the_reference_fails(most: float) -> None:
    """Such sizes are out of the statement's range, or above a limit of memory, output or time."""
    factor, costs = found(Machine(9.0, most=most))
    assert factor == max(place for place in FACTORS if place <= most)
    assert not is_fit(costs, TARGET)


def test_no_factor_leaves_the_grid() -> None:
    assert found(Machine(0.01))[0] == FACTORS[-1]
    assert found(Machine(1e6))[0] == FACTORS[0]


@pytest.mark.parametrize("seed", range(20))
def test_noise_moves_the_factor_by_one_step_at_most(seed: int) -> None:
    quiet = FACTORS.index(found(Machine(14.0, power=2.0))[0])
    noisy = FACTORS.index(found(Machine(14.0, power=2.0, noise=0.05, seed=seed))[0])
    assert abs(noisy - quiet) <= 1


@pytest.mark.parametrize("seed", range(20))
def test_absurd_costs_end_the_search_as_soon_as_any_others(seed: int) -> None:
    """Costs of a broken clock have nothing to do with the size, and may not be there at all."""
    rng = np.random.default_rng(seed)

    def absurd(factor: float) -> SizeCosts | None:
        del factor
        calls.append(1)
        if rng.random() < 0.3:
            return None
        cost_ms = 10.0 ** rng.uniform(-300, 300)
        return SizeCosts(reference_ms=cost_ms, expert_ms=0.0, startup_ms=cost_ms)

    calls: list[int] = []
    assert find_factor(absurd, TARGET)[0] in FACTORS
    assert len(calls) <= 8


def test_a_clock_that_is_never_read_leaves_the_sizes_as_they_are() -> None:
    assert find_factor(lambda _: None, TARGET) == (1.0, None)
