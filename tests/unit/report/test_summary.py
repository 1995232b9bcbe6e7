"""Statistics of a run are those of its episodes, and a fault is in none of them."""

import contextlib
import math
from collections.abc import Generator
from pathlib import Path

import pytest

from perfgym.store import Store
from perfgym.store.report.summary import changes, summarise
from tests.doubles.made_up_runs import accepted_info, failed_info, learning_run
from tests.doubles.played import ID, begin_run, turn


@pytest.fixture
def store(tmp_path: Path) -> Generator[Store]:
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        yield store


def episode(store: Store, run_id: str, number: int, reward: float, fault: str = "", **info: object) -> None:
    """An episode of one turn, accepted where `info` gives a speed-up."""
    env_id = str(info.pop("env_id", ID))
    episode_id = store.begin_episode(run_id, number, seed=number, env_id=env_id, prompt="")
    given = accepted_info(info["speedup"]) if "speedup" in info else failed_info("CRASHED")
    store.add_turn(turn(episode_id, info=given | info))
    store.end_episode(episode_id, reward=reward, terminated=True, truncated=False, fault=fault)


def test_rewards_are_those_of_episodes_that_ended_well(store: Store) -> None:
    run_id = begin_run(store)
    for number, reward in enumerate((0.5, -0.5, math.nan, 0.75), 1):
        episode(store, run_id, number, reward)
    episode(store, run_id, 5, 0.0, fault="gone")
    store.begin_episode(run_id, 6, seed=6, env_id=ID, prompt="")
    summary = summarise(store, store.run(run_id))
    assert (summary.finished, summary.faults, len(summary.played)) == (5, 1, 6)
    assert (summary.mean_reward, summary.best_reward) == (pytest.approx(0.25), 0.75)
    assert [(point.episode, point.reward, point.best) for point in summary.reward_curve()] == [
        (1, 0.5, 0.5),
        (2, -0.5, 0.5),
        (4, 0.75, 0.75),
    ]
    assert [point.running_mean for point in summary.reward_curve()] == pytest.approx([0.5, 0.0, 0.25])
    assert summary.faulted() == [5]


def test_a_run_with_nothing_in_it_has_nothing_to_say(store: Store) -> None:
    summary = summarise(store, store.run(begin_run(store)))
    assert math.isnan(summary.mean_reward)
    assert math.isnan(summary.best_reward)
    assert (summary.reward_curve(), summary.status_mix(), summary.changes()) == ([], [], [])
    assert summary.best_by_environment() == {}


def test_a_long_reward_curve_has_few_points_that_together_hold_every_reward(store: Store) -> None:
    run_id = begin_run(store)
    for number in range(1, 702):
        episode_id = store.begin_episode(run_id, number, seed=0, env_id=ID, prompt="")
        store.end_episode(episode_id, reward=number, terminated=True, truncated=False)
    summary = summarise(store, store.run(run_id))
    points = summary.reward_curve()
    assert len(points) <= 300
    assert (points[0].episode, points[0].reward) == (3, 2.0)
    assert (points[-1].episode, points[-1].best) == (701, 701.0)


def test_the_best_of_an_environment_is_of_no_faulted_episode(store: Store) -> None:
    run_id = begin_run(store)
    episode(store, run_id, 1, 0.5, speedup=2.0)
    episode(store, run_id, 2, 0.6, speedup=3.0)
    episode(store, run_id, 3, 0.0, fault="gone", speedup=9.0)
    episode(store, run_id, 4, 0.0, env_id="Another-v0")
    best = summarise(store, store.run(run_id)).best_by_environment()
    assert list(best) == ["Another-v0", ID]
    assert best["Another-v0"] is None
    assert best[ID] is not None
    assert (best[ID].episode, best[ID].speedup, best[ID].turn) == (2, 3.0, 1)


def test_turns_are_counted_by_status_and_faults_by_themselves(store: Store) -> None:
    summary = summarise(store, store.run(learning_run(store)))
    statuses = summary.statuses()
    assert sum(statuses.values()) == 60 * 3 + 5
    assert statuses["FAULT"] == 5
    mix = summary.status_mix()
    assert len(mix) == 10
    assert [(mix[0].first, mix[0].last), (mix[-1].first, mix[-1].last)] == [(1, 6), (55, 60)]
    assert {name: sum(part.turns[name] for part in mix) for name in statuses} == statuses


def test_a_change_is_the_median_over_pairs_and_not_of_medians(store: Store) -> None:
    info = accepted_info(2.0)
    info["candidate_samples"] = {"time": (1.0, 20.0, 300.0), "instructions": ()}
    info["reference_samples"] = {"time": (2.0, 50.0, 100.0), "instructions": ()}
    assert changes(info) == {"time": 0.5}
    assert changes({}) == {}


def test_changes_have_their_median_and_quartiles(store: Store) -> None:
    run_id = begin_run(store)
    for number, speedup in enumerate((2.0, 4.0, 8.0), 1):
        episode(store, run_id, number, 0.5, speedup=speedup)
    time = summarise(store, store.run(run_id)).changes()[0]
    assert (time.role, time.submissions, time.middle) == ("time", 3, pytest.approx(0.25))
    assert (time.low, time.high) == (pytest.approx(0.1875), pytest.approx(0.375))
