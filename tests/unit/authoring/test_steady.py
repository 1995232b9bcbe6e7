"""Costs that are taken twice, and repeated while something disturbs the core."""

import itertools

import pytest

from perfgym.authoring.steady import UnsteadyError, Watch
from perfgym.errors import MachineError
from perfgym.measure import core_monitor


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A core whose speed never changes."""
    monkeypatch.setattr(core_monitor, "_work_ns", lambda cpu: 1e6)
    monkeypatch.setattr(core_monitor, "stolen_s", lambda cpu: 0.0)


def test_each_run_is_taken_twice_in_an_order_and_its_reverse() -> None:
    order: list[int] = []

    def run(number: int, cost: float) -> float:
        order.append(number)
        return cost + 0.1 * (len(order) > 2)

    costs = Watch(0).costs([lambda: run(0, 1.0), lambda: run(1, 2.0)])
    assert order == [0, 1, 1, 0]
    assert costs == pytest.approx([1.05, 2.05])


def test_a_run_that_is_disturbed_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The core is slow at the end of the first run alone."""
    looks = itertools.count()
    monkeypatch.setattr(core_monitor, "_work_ns", lambda cpu: 1.3e6 if next(looks) == 1 else 1e6)
    costs = itertools.chain([9.0], itertools.repeat(1.0))
    assert Watch(0).costs([lambda: next(costs)]) == [1.0]


def test_samples_that_stay_apart_are_the_machines_failure() -> None:
    said: list[str] = []
    waited: list[float] = []
    costs = itertools.cycle([1.0, 1.7])
    with pytest.raises(
        MachineError, match=r"samples spread 1\.7 times: the machine is busy, 4 times in a row"
    ):
        Watch(0, said.append, waited.append).costs([lambda: next(costs)])
    assert said[0] == "samples spread 1.7 times: the machine is busy; trying again in 1 s"
    assert waited == [1.0, 3.0, 6.0]


def test_a_line_says_what_is_measured() -> None:
    said: list[str] = []
    costs = itertools.chain([1.0, 1.7], itertools.repeat(2.0))
    watch = Watch(0, said.append, pause=lambda _: None).about("sort, c")
    assert watch.costs([lambda: next(costs)]) == [2.0]
    assert said == ["sort, c: samples spread 1.7 times: the machine is busy; trying again in 1 s"]


def test_a_machine_that_becomes_quiet_is_measured() -> None:
    costs = itertools.chain([1.0, 1.7], itertools.repeat(2.0))
    assert Watch(0, pause=lambda _: None).costs([lambda: next(costs)]) == [2.0]


def test_costs_that_do_not_matter_need_not_agree() -> None:
    costs = itertools.cycle([0.1, 0.4])
    assert Watch(0).costs([lambda: next(costs)], matters=5.0) == [0.25]


def test_a_ratio_is_that_of_runs_beside_each_other() -> None:
    """The machine becomes slower and slower."""
    slower = itertools.count(10)
    (same, double) = Watch(0).ratios(
        [lambda: next(slower), lambda: 2 * next(slower)], lambda: next(slower), 4
    )
    assert same == pytest.approx(1.0, abs=0.1)
    assert double == pytest.approx(2.0, abs=0.2)


def test_a_measurement_that_contradicts_itself_once_is_repeated() -> None:
    attempts = itertools.count()

    def measure() -> int:
        if (attempt := next(attempts)) == 0:
            raise UnsteadyError("apart")
        return attempt

    assert Watch(0, pause=lambda _: None).again(measure) == 1
