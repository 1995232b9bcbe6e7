"""The episodes of a plan, their results, and the summary of a rollout."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.errors import SettingsError
from perfgym.records import Evaluation, Fault, FaultOwner, Interval, Measurement, Role, Status
from perfgym.rollout import EpisodeResult, Plan, summarise
from perfgym.rollout.results import result_of
from perfgym.store import Turn
from tests.doubles import played

IDS = ("PerfOptimize-sort-c-v0", "PerfOptimize-matmul-c-v0", "PerfTune-sort-c-v0")
plans = st.builds(
    Plan,
    env_ids=st.integers(1, 3).map(lambda count: IDS[:count]),
    episodes=st.integers(1, 12),
    best_of=st.integers(1, 4),
    seed=st.integers(0, 1 << 70),
)


def result(number: int, reward: float, *, fault: Fault | None = None, **more: Any) -> EpisodeResult:
    """The result of an episode."""
    facts = {"env_id": IDS[0], "seed": (number + 1) // 2, "accepted": reward > 0, "speedup": None}
    facts |= {"usage": {}, "queue_ahead": ()}
    return EpisodeResult(number=number, reward=reward, fault=fault, **facts | more)


def accepted(speedup: float, **more: Any) -> Evaluation:
    """The evaluation of an accepted program for which two others waited."""
    ratio = math.log(speedup)
    time = Interval(estimate=ratio, low=ratio, high=ratio, confidence=1.0)
    measurement = Measurement(backend="x", events={}, pairs=(), intervals={Role.TIME: time}, **more)
    return Evaluation(status=Status.ACCEPTED, measurement=measurement, queue_ahead=2)


def turn(evaluation: Evaluation, **usage: float) -> Turn:
    """A turn as the store returns it."""
    return played.turn(1, evaluation=evaluation, usage=usage)


@given(plans)
def test_a_plan_gives_each_episode_its_seeds(plan: Plan) -> None:
    """Seeds are the same each time, equal within a group, and different between groups."""
    slots = list(plan.slots())
    assert slots == list(plan.slots())
    assert [slot.number for slot in slots] == list(range(1, plan.total + 1))
    size = plan.best_of
    groups = [[(slot.env_id, slot.seed) for slot in slots[i : i + size]] for i in range(0, plan.total, size)]
    assert all(len(set(group)) == 1 for group in groups)
    assert len({slot.seed for slot in slots}) == plan.episodes
    assert len({group[0] for group in groups}) == len(groups) == plan.episodes * len(plan.env_ids)
    assert [group[0][0] for group in groups[: len(plan.env_ids)]] == list(plan.env_ids)
    draws = [slot.rng(turn).integers(1 << 62) for slot in slots for turn in (1, 2)]
    assert len(set(draws)) == 2 * plan.total
    assert draws[0] == slots[0].rng(1).integers(1 << 62)


@given(plans, st.integers(1, 12))
def test_more_episodes_leave_the_first_ones_as_they_are(plan: Plan, more: int) -> None:
    """The results of a short rollout are part of those of a longer one."""
    longer = Plan(env_ids=plan.env_ids, episodes=plan.episodes + more, best_of=plan.best_of, seed=plan.seed)
    assert list(longer.slots())[: plan.total] == list(plan.slots())


@pytest.mark.parametrize(
    "wrong",
    [
        {"episodes": 0},
        {"best_of": 0},
        {"seed": -1},
        {"episodes": 10**8},
        {"episodes": 10, "best_of": 10**24},
        {"env_ids": ()},
        {"env_ids": ("a", "a")},
    ],
)
def test_a_plan_without_episodes_is_refused(wrong: dict[str, Any]) -> None:
    """A plan with a negative seed, without environments or with one twice is refused too."""
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        Plan(**{"env_ids": IDS[:1], "episodes": 1, **wrong})


def test_an_episode_has_the_speedup_of_its_fastest_accepted_turn() -> None:
    """Its usage is what it is told, which includes other attempts at it."""
    (slot,) = Plan(env_ids=IDS[:1], episodes=1).slots()
    turns = [
        turn(accepted(3.0), prompt_tokens=5.0),
        turn(Evaluation(status=Status.WRONG_OUTPUT), cost=1.0),
        turn(accepted(2.0), prompt_tokens=7.0),
    ]
    found = result_of(slot, 0.5, None, turns, {"cost": 1.0})
    assert (found.accepted, found.speedup, found.queue_ahead) == (True, pytest.approx(3.0), (2, 2))
    assert (found.usage, found.env_id) == ({"cost": 1.0}, IDS[0])
    nothing = result_of(slot, -1.0, None, turns[1:2], {})
    assert (nothing.accepted, nothing.speedup, nothing.queue_ahead) == (False, None, ())


def test_a_suspicious_measurement_and_a_fault_give_no_speedup() -> None:
    (slot,) = Plan(env_ids=IDS[:1], episodes=1).slots()
    fault = Fault(owner=FaultOwner.ENVIRONMENT, cause="gone")
    turns = [
        turn(accepted(9.0, suspicions=("40 GB/s",))),
        played.turn(1, 2, evaluation=accepted(8.0), fault=fault),
    ]
    found = result_of(slot, 0.0, fault, turns, {})
    assert (found.accepted, found.speedup, found.fault) == (False, None, fault)


def test_the_best_of_a_group_counts_and_faults_do_not() -> None:
    """A group with a fault is left out, but its usage counts."""
    fault = Fault(owner=FaultOwner.AGENT, cause="the server is gone")
    results = [
        result(2, 0.75),
        result(1, -1.0),
        result(3, -0.5),
        result(4, -1.0, usage={"cost": 1.0}, queue_ahead=(3.0, 1.0)),
        result(5, 0.5, usage={"cost": 0.5}),
        result(6, 0.0, fault=fault, usage={"cost": 2.0}),
    ]
    summary = summarise(Plan(env_ids=IDS[:1], episodes=4, best_of=2), results)
    assert (summary.episodes, summary.done, summary.faults) == (8, 6, 1)
    played = summary.statistics
    assert played.mean_reward == pytest.approx((-1 + 0.75 - 0.5 - 1 + 0.5) / 5)
    assert played.accepted == pytest.approx(0.4)
    assert played.pass_at == {1: pytest.approx((0.5 + 0 + 1) / 3), 2: 0.5}
    assert summary.best_of_n == pytest.approx((0.75 - 0.5) / 2)
    assert [(group.episodes, group.best) for group in summary.groups] == [((1, 2), 2), ((3, 4), 3)]
    assert (summary.usage, summary.queue_ahead) == ({"cost": 3.5}, 2.0)


def test_a_statistic_of_no_episodes_is_none_and_not_zero() -> None:
    summary = summarise(Plan(env_ids=IDS[:1], episodes=1), [])
    played = summary.statistics
    assert (played.mean_reward, played.accepted, played.best_speedup) == (None,) * 3
    assert (summary.best_of_n, summary.queue_ahead, played.pass_at) == (None, None, {})


def test_several_environments_have_statistics_of_their_own() -> None:
    """A seed of one environment and the same seed of another are different groups."""
    results = [
        result(1, 0.5, env_id=IDS[1], seed=1, speedup=2.0),
        result(2, -1.0, env_id=IDS[1], seed=1),
        result(3, -1.0, env_id=IDS[0], seed=1),
        result(4, -1.0, env_id=IDS[0], seed=1),
    ]
    summary = summarise(Plan(env_ids=(IDS[1], IDS[0]), episodes=1, best_of=2), results)
    assert summary.statistics.pass_at == {1: 0.25, 2: 0.5}
    found = summary.environments
    assert list(found) == [IDS[1], IDS[0]]  # by ID
    assert [found[env_id].mean_reward for env_id in IDS[:2]] == [-1.0, -0.25]
    assert found[IDS[1]].pass_at == {1: 0.5, 2: 1.0}
    assert found[IDS[1]].best_speedup == 2.0
    assert [(group.env_id, group.best) for group in summary.groups] == [(IDS[1], 1), (IDS[0], 3)]
