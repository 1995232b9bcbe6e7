"""The measures of made-up results, by hand and by their properties."""

import math
from dataclasses import replace

import numpy as np
import pytest

from perfgym.bench.measures import MEASURES, counted_speedup, estimate, interval, resampled
from perfgym.bench.result import BenchResult
from perfgym.bench.summary import summarise_bench
from tests.doubles.bench_results import bench_result, bench_task, episode, failed_episode, speedup


def overall(result: BenchResult, name: str) -> float | None:
    return summarise_bench(result).overall.mean[name].value


def test_the_measures_of_four_problems() -> None:
    """One is wrong and one is slower: both count as the reference."""
    result = bench_result({"a": [8.0], "b": [2.0], "c": [0.5], "d": [None]})
    assert overall(result, "accepted") == 0.75
    assert overall(result, "fast_1") == 0.5
    assert overall(result, "fast_2") == 0.25  # the lower bound of b lies below 2
    assert overall(result, "fast_5") == 0.25
    assert overall(result, "fast_10") == 0.0
    assert overall(result, "geometric_mean") == pytest.approx(2.0)
    assert overall(result, "harmonic_mean") == pytest.approx(4 / (1 / 8 + 1 / 2 + 1 + 1))
    assert overall(result, "expert_share") == pytest.approx((1.0 + 0.5 + 0.0 + 0.0) / 4)
    assert overall(result, "reward") == pytest.approx((7 / 8 + 1 / 2 - 1 - 0.5) / 4)


def test_a_speed_up_within_the_noise_counts_as_none() -> None:
    assert counted_speedup(speedup(1.01)) == 1.0
    assert counted_speedup(speedup(1.05)) == 1.05
    assert counted_speedup(speedup(0.2)) == 1.0
    assert counted_speedup(None) == 1.0


def test_samples_are_averaged_and_the_best_stands_beside_them() -> None:
    summary = summarise_bench(bench_result({"a": [None, 4.0], "b": [2.0, 1.0]}))
    mean, best = summary.overall.mean, summary.overall.best
    assert mean["accepted"].value == 0.75
    assert best["accepted"].value == 1.0
    assert mean["geometric_mean"].value == pytest.approx(math.exp(np.mean(np.log([1, 4, 2, 1]))))
    assert best["geometric_mean"].value == pytest.approx(math.sqrt(8.0))
    assert summarise_bench(bench_result({"a": [2.0]})).overall.best == {}


def test_a_problem_counts_once_in_however_many_languages() -> None:
    tasks = (bench_task("a"), bench_task("a", "go"), bench_task("b"))
    episodes = tuple(
        episode(task, n, ratio) for n, (task, ratio) in enumerate(zip(tasks, (4.0, 1.0, None), strict=True))
    )
    result = replace(bench_result({"a": [1.0]}), tasks=tasks, episodes=episodes)
    summary = summarise_bench(result)
    assert summary.overall.mean["fast_2"].value == pytest.approx((0.5 + 0.0) / 2)
    assert (summary.overall.problems, summary.overall.tasks) == (2, 3)
    assert [(group.name, group.problems) for group in summary.languages] == [("c", 2), ("go", 1)]


def test_a_problem_counts_in_each_of_its_classes() -> None:
    tasks = (bench_task("a", classes=("x", "y")), bench_task("b", classes=("y",)))
    episodes = (episode(tasks[0], 1, 2.0), episode(tasks[1], 2, None))
    summary = summarise_bench(replace(bench_result({"a": [1.0]}), tasks=tasks, episodes=episodes))
    assert [(group.name, group.mean["accepted"].value) for group in summary.classes] == [
        ("x", 1.0),
        ("y", 0.5),
    ]


def test_a_task_without_a_faster_expert_has_no_share_of_its_gain() -> None:
    tasks = (bench_task("a"), bench_task("b", expert=None), bench_task("c", expert=speedup(1.01)))
    episodes = tuple(episode(task, n, 2.0) for n, task in enumerate(tasks))
    summary = summarise_bench(replace(bench_result({"a": [1.0]}), tasks=tasks, episodes=episodes))
    assert summary.overall.mean["expert_share"].value == pytest.approx(0.5)
    assert summary.overall.mean["expert_share"].problems == 1


def test_an_episode_that_the_agent_lost_counts_as_a_wrong_program() -> None:
    tasks = (bench_task("a"), bench_task("b"))
    episodes = (episode(tasks[0], 1, 4.0), failed_episode(tasks[1], 2, "agent"))
    result = replace(bench_result({"a": [1.0]}), tasks=tasks, episodes=episodes)
    assert overall(result, "accepted") == 0.5
    assert overall(result, "geometric_mean") == pytest.approx(2.0)
    assert overall(replace(result, episodes=(episodes[0],)), "accepted") == 1.0


def test_an_interval_holds_its_measure_and_is_the_same_each_time() -> None:
    values = list(np.random.default_rng(3).random(9))
    for name in ("accepted", "geometric_mean", "harmonic_mean"):
        found = estimate(MEASURES[name], values)
        assert found == estimate(MEASURES[name], values)
        assert found.value is not None
        assert found.low is not None
        assert found.high is not None
        assert found.low < found.value < found.high
    assert estimate(MEASURES["accepted"], [0.5]).low is None
    assert estimate(MEASURES["accepted"], []).value is None
    same = estimate(MEASURES["accepted"], [1.0, 1.0, 1.0])
    assert (same.low, same.high) == (1.0, 1.0)


def test_nineteen_of_twenty_intervals_of_few_problems_hold_the_truth() -> None:
    """A plain percentile interval of six problems holds it in 86 of 100 cases."""
    rng, chosen = np.random.default_rng(1), resampled(6)[:1000]
    means = rng.normal(size=(300, 6))
    held = [low <= 0.0 <= high for one in means for low, high in [interval(one[chosen].mean(axis=1), 6)]]
    assert np.mean(held) > 0.91
