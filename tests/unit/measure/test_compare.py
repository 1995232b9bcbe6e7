"""What may be put side by side: ratios of any hosts, counts of one."""

import contextlib
import math
from dataclasses import replace

import gymnasium as gym
import numpy as np
import pytest

from perfgym import compare, compare_counts, load_problem
from perfgym.errors import SettingsError
from perfgym.machine.facts import fingerprint
from perfgym.measure.statistics import winsorised_interval
from perfgym.records import Evaluation, Event, Interval, Measurement, Pair, Role, Unit
from perfgym.sandbox import Sandbox


def measured(host: str, reference_ns: float, candidate_ns: float, half_width: float = 0.0) -> Measurement:
    """A measurement of time alone."""
    pair = Pair(reference={Role.TIME: reference_ns}, candidate={Role.TIME: candidate_ns})
    ratio = math.log(reference_ns / candidate_ns)
    interval = Interval(estimate=ratio, low=ratio - half_width, high=ratio + half_width, confidence=0.99)
    return Measurement(
        backend="cpu_time",
        events={Role.TIME: Event(name="task_clock", unit=Unit.NANOSECONDS)},
        pairs=(pair,) * 3,
        intervals={Role.TIME: interval},
        host=host,
    )


FAST = measured("one", 80e6, 20e6, half_width=0.03)
SLOW_HOST = measured("other", 160e6, 80e6, half_width=0.04)


def test_ratios_are_compared_wherever_they_were_measured() -> None:
    """A fourfold gain is twice a twofold one, though that host is slower; both widths count."""
    found = compare(FAST, SLOW_HOST)
    assert math.exp(found.estimate) == pytest.approx(2.0)
    assert (found.high - found.estimate, found.estimate - found.low) == pytest.approx((0.05, 0.05))
    assert compare(SLOW_HOST, FAST).estimate == -found.estimate


def test_counts_are_compared_on_one_host_alone() -> None:
    """On two of them, or on one that is not told, they are refused."""
    assert compare_counts(FAST, replace(SLOW_HOST, host="one")) == pytest.approx(4.0)
    with pytest.raises(SettingsError, match=r"different hosts .one and other.*compare\(\)"):
        compare_counts(FAST, SLOW_HOST)
    with pytest.raises(SettingsError, match="unknown"):
        compare_counts(replace(FAST, host=""), replace(SLOW_HOST, host=""))


def test_what_was_not_counted_of_both_is_not_compared() -> None:
    """A role that is absent, or another event in its place."""
    for function in (compare, compare_counts):
        with pytest.raises(SettingsError, match="not measured for both; roles measured for both: time"):
            function(FAST, SLOW_HOST, Role.LLC_MISSES)
    with pytest.raises(SettingsError, match="task_clock in one and cycles in the other"):
        compare_counts(FAST, replace(FAST, events={Role.TIME: "cycles"}))


def test_bounds_hold_the_true_ratio_as_often_as_they_say() -> None:
    """Of two noisy hosts that differ threefold in noise: at least 98.5 % of 2000."""
    rng = np.random.default_rng(0)
    inside = 0
    for _ in range(2000):
        one, other = (
            replace(FAST, intervals={Role.TIME: winsorised_interval(rng.normal(truth, noise, 10))})
            for truth, noise in ((0.5, 0.01), (0.2, 0.03))
        )
        found = compare(one, other)
        inside += found.low <= 0.3 <= found.high
    assert inside >= 0.985 * 2000


def test_a_measurement_says_on_which_host(sandbox: Sandbox) -> None:
    """Whatever backend made it; so does what the environment tells."""
    hosts: list[str] = []

    def reward(evaluation: Evaluation) -> float:
        hosts.extend([evaluation.measurement.host] if evaluation.measurement else [])
        return 0.0

    env = gym.make("PerfOptimize-matmul-c-v0", backend="fake", sandbox=sandbox, reward=reward)
    with contextlib.closing(env):
        env.reset(seed=1)
        *_, info = env.step({"code": load_problem("matmul").experts["c"], "submit": 1})
    assert [*hosts, info["host"]] == [fingerprint()] * 2
