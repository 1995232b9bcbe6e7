"""The search for a size, on costs that are formulas."""

import math

import pytest

from perfgym.authoring.size_search import SizeSearch, TargetCost, choose_size, sizes_text
from perfgym.bank import TestGroup

TARGET = TargetCost(25.0, 75.0, 33.0)
START = TestGroup(name="measured-cpu_time", size={"n": (990_000, 1_010_000), "steps": (20, 20)})


def middle(group: TestGroup, name: str) -> float:
    return sum(group.size[name]) / 2


@pytest.mark.parametrize("power", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("start_ms", [0.05, 4000.0])
def test_a_size_within_the_target_is_found(power: float, start_ms: float) -> None:
    def cost_ms(group: TestGroup) -> float:
        return start_ms * (middle(group, "n") / 1e6) ** power

    chosen = choose_size(cost_ms, TARGET, START, [("n",)])
    assert chosen is not None
    assert TARGET.low_ms <= cost_ms(chosen) <= TARGET.high_ms
    assert chosen.size["steps"] == (20, 20)


def test_the_second_group_of_dimensions_is_scaled_only_where_the_first_is_not_enough() -> None:
    def cost_ms(group: TestGroup) -> float:
        n, steps = middle(group, "n"), middle(group, "steps")
        return n * steps / 1e7 if steps <= 40 else math.inf

    chosen = choose_size(cost_ms, TARGET, START, [("steps",), ("n",)])
    assert chosen is not None
    assert 20 < middle(chosen, "steps") <= 40
    assert middle(chosen, "n") > 5e6


def test_no_size_is_chosen_where_every_size_fails() -> None:
    assert choose_size(lambda _: math.inf, TARGET, START, [("n",)]) is None


def test_of_two_costs_that_contradict_each_other_the_newer_counts() -> None:
    search = SizeSearch(aim_ms=33.0)
    search.learn(2.0, 20.0)
    search.learn(1.0, 40.0)
    assert (search.low, search.high) == (0.0, 1.0)
    assert search.next_factor() < 1.0


def test_a_size_is_one_line() -> None:
    assert sizes_text(START) == "n 990,000-1,010,000, steps 20"


@pytest.mark.parametrize(
    ("bounds", "factor", "rounded"),
    [
        ((7932, 8092), 1.2, (9500, 9700)),
        ((1_415_901, 1_444_505), 1.3, (1_840_000, 1_880_000)),
        ((59, 61), 0.77, (45, 47)),
        ((100, 900), 1.3, (130, 1200)),
        ((900, 900), 0.25, (220, 220)),
    ],
)
def test_a_new_size_is_a_round_number(
    bounds: tuple[int, int], factor: float, rounded: tuple[int, int]
) -> None:
    start = TestGroup(name="measured-cpu_time", size={"n": bounds})
    aim = TargetCost(90.0, 110.0, 100.0)

    def cost_ms(group: TestGroup) -> float:
        return 100.0 * middle(group, "n") / (middle(start, "n") * factor)

    chosen = choose_size(cost_ms, aim, start, [("n",)])
    assert chosen is not None
    assert chosen.size["n"] == rounded
