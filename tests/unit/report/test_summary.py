"""The statistics of a run cover its episodes, and leave out those that ended in a fault."""

import contextlib
import math
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from perfgym.records import Fault, Pair, Role, Status
from perfgym.store import Store
from perfgym.store.report.summary import NOT_EVALUATED, count_ratios, summarise_run
from tests.doubles.made_up_runs import LOST, accepted, failed, learning_run, measured
from tests.doubles.played import ID, begin_run, turn


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        yield store


def episode(
    store: Store,
    run_id: str,
    number: int,
    reward: float,
    *,
    speedup: float | None = None,
    fault: Fault | None = None,
    env_id: str = ID,
) -> None:
    """Store an episode of one turn; its program is accepted if a speed-up is given."""
    episode_id = store.begin_episode(run_id, number, seed=number, env_id=env_id, prompt="")
    evaluation = failed(Status.CRASHED) if speedup is None else accepted(speedup)
    store.add_turn(turn(episode_id, evaluation=evaluation))
    store.end_episode(episode_id, reward=reward, terminated=True, truncated=False, fault=fault)


def test_rewards_are_those_of_episodes_that_ended_without_a_fault(store: Store) -> None:
    run_id = begin_run(store)
    for number, reward in enumerate((0.5, -0.5, math.nan, 0.75), 1):
        episode(store, run_id, number, reward)
    episode(store, run_id, 5, 0.0, fault=LOST)
    store.begin_episode(run_id, 6, seed=6, env_id=ID, prompt="")
    summary = summarise_run(store, store.run(run_id))
    assert (summary.finished, summary.faults, len(summary.episodes)) == (5, 1, 6)
    assert (summary.mean_reward, summary.best_reward) == (pytest.approx(0.25), 0.75)
    assert [(point.episode, point.reward, point.best) for point in summary.reward_curve()] == [
        (1, 0.5, 0.5),
        (2, -0.5, 0.5),
        (4, 0.75, 0.75),
    ]
    assert [point.running_mean for point in summary.reward_curve()] == pytest.approx([0.5, 0.0, 0.25])
    assert summary.faulted() == [5]


def test_a_run_without_episodes_has_empty_statistics(store: Store) -> None:
    summary = summarise_run(store, store.run(begin_run(store)))
    assert math.isnan(summary.mean_reward)
    assert math.isnan(summary.best_reward)
    assert (summary.reward_curve(), summary.status_mix(), summary.changes()) == ([], [], [])
    assert summary.best_by_environment() == {}


def test_a_long_reward_curve_has_few_points_that_together_hold_every_reward(store: Store) -> None:
    run_id = begin_run(store)
    for number in range(1, 702):
        episode_id = store.begin_episode(run_id, number, seed=0, env_id=ID, prompt="")
        store.end_episode(episode_id, reward=number, terminated=True, truncated=False)
    summary = summarise_run(store, store.run(run_id))
    points = summary.reward_curve()
    assert len(points) <= 300
    assert (points[0].episode, points[0].reward) == (3, 2.0)
    assert (points[-1].episode, points[-1].best) == (701, 701.0)


def test_the_best_submission_is_never_from_an_episode_with_a_fault(store: Store) -> None:
    run_id = begin_run(store)
    episode(store, run_id, 1, 0.5, speedup=2.0)
    episode(store, run_id, 2, 0.6, speedup=3.0)
    episode(store, run_id, 3, 0.0, fault=LOST, speedup=9.0)
    episode(store, run_id, 4, 0.0, env_id="Another-v0")
    best = summarise_run(store, store.run(run_id)).best_by_environment()
    assert list(best) == ["Another-v0", ID]
    assert best["Another-v0"] is None
    assert best[ID] is not None
    assert (best[ID].episode, best[ID].speedup, best[ID].turn) == (2, pytest.approx(3.0), 1)


def test_turns_are_counted_by_status_and_faults_separately(store: Store) -> None:
    summary = summarise_run(store, store.run(learning_run(store)))
    statuses = summary.statuses()
    assert sum(statuses.values()) == 60 * 3 + 5
    assert statuses["FAULT"] == 5
    mix = summary.status_mix()
    assert len(mix) == 10
    assert [(mix[0].first, mix[0].last), (mix[-1].first, mix[-1].last)] == [(1, 6), (55, 60)]
    assert {name: sum(part.turns[name] for part in mix) for name in statuses} == statuses


def test_a_turn_that_evaluated_nothing_is_counted_as_nothing(store: Store) -> None:
    run_id = begin_run(store)
    episode_id = store.begin_episode(run_id, 1, seed=1, env_id=ID, prompt="")
    store.add_turn(turn(episode_id))
    assert summarise_run(store, store.run(run_id)).statuses() == {NOT_EVALUATED: 1}


def test_a_change_is_the_median_over_pairs_and_not_of_medians() -> None:
    pairs = [
        Pair(reference={Role.TIME: reference}, candidate={Role.TIME: candidate})
        for reference, candidate in ((2.0, 1.0), (50.0, 20.0), (100.0, 300.0))
    ]
    good = accepted(2.0)
    measurement = replace(measured(good), pairs=tuple(pairs))
    assert count_ratios(turn(1, evaluation=replace(good, measurement=measurement))) == {Role.TIME: 0.5}
    assert count_ratios(turn(1)) == {}


def test_changes_have_their_median_and_quartiles(store: Store) -> None:
    run_id = begin_run(store)
    for number, speedup in enumerate((2.0, 4.0, 8.0), 1):
        episode(store, run_id, number, 0.5, speedup=speedup)
    time = summarise_run(store, store.run(run_id)).changes()[0]
    assert (time.role, time.submissions, time.middle) == (Role.TIME, 3, pytest.approx(0.25))
    assert (time.low, time.high) == (pytest.approx(0.1875), pytest.approx(0.375))
