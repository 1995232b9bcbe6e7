"""Which episodes there are, and what all of them come to."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.errors import SettingsError
from perfgym.rollout import EpisodeResult, Plan, summarise
from perfgym.rollout.results import outcome_of
from perfgym.store import Turn
from perfgym.store.records import agents_fault

plans = st.builds(Plan, episodes=st.integers(1, 12), best_of=st.integers(1, 4), seed=st.integers(0, 1 << 70))


def outcome(number: int, reward: float, *, fault: str = "", **more: Any) -> EpisodeResult:
    """What came of an episode."""
    facts = {"seed": 1, "accepted": reward > 0, "speedup": None, "usage": {}, "queue_ahead": ()}
    return EpisodeResult(number=number, reward=reward, fault=fault, **facts | more)


def turn(status: str, speedup: float = math.nan, **usage: float) -> Turn:
    """One turn, as the store has it."""
    info = {"status": status, "speedup": speedup, "queue_ahead": 2.0 if status == "ACCEPTED" else math.nan}
    return Turn(
        episode_id=1,
        number=1,
        reply="",
        action={},
        source="",
        feedback="",
        reward=0.0,
        info=info,
        usage=usage,
        started="",
        ended="",
    )


@given(plans)
def test_a_plan_gives_each_episode_its_seeds(plan: Plan) -> None:
    """The same each time; equal in a group, different beyond it."""
    slots = list(plan.slots())
    assert slots == list(plan.slots())
    assert [slot.number for slot in slots] == list(range(1, plan.total + 1))
    groups = [[slot.seed for slot in slots[i : i + plan.best_of]] for i in range(0, plan.total, plan.best_of)]
    assert all(len(set(group)) == 1 for group in groups)
    assert len({slot.seed for slot in slots}) == plan.episodes
    draws = [slot.rng(turn).integers(1 << 62) for slot in slots for turn in (1, 2)]
    assert len(set(draws)) == 2 * plan.total
    assert draws[0] == slots[0].rng(1).integers(1 << 62)


@given(plans, st.integers(1, 12))
def test_more_episodes_leave_the_first_ones_as_they_are(plan: Plan, more: int) -> None:
    """So that results of a short rollout are part of a long one's."""
    longer = Plan(episodes=plan.episodes + more, best_of=plan.best_of, seed=plan.seed)
    assert list(longer.slots())[: plan.total] == list(plan.slots())


@pytest.mark.parametrize("wrong", [{"episodes": 0}, {"best_of": 0}, {"seed": -1}])
def test_a_plan_without_episodes_is_refused(wrong: dict[str, int]) -> None:
    """And a seed below zero, which is none."""
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        Plan(**{"episodes": 1, **wrong})


def test_an_episode_is_as_good_as_its_fastest_accepted_turn() -> None:
    """What all its replies took is added up."""
    (slot,) = Plan(episodes=1).slots()
    turns = [
        turn("ACCEPTED", 3.0, prompt_tokens=5.0),
        turn("WRONG_OUTPUT", cost=1.0),
        turn("ACCEPTED", 2.0, prompt_tokens=7.0),
    ]
    found = outcome_of(slot, 0.5, "", turns, [one.usage for one in turns])
    assert (found.accepted, found.speedup, found.queue_ahead) == (True, 3.0, (2.0, 2.0))
    assert found.usage == {"prompt_tokens": 12.0, "cost": 1.0}
    nothing = outcome_of(slot, -1.0, "", turns[1:2], [])
    assert (nothing.accepted, nothing.speedup, nothing.queue_ahead) == (False, None, ())


def test_the_best_of_a_group_counts_and_faults_do_not() -> None:
    """A group that has a fault is left out; its tokens are not."""
    fault = agents_fault("the server is gone")
    outcomes = [
        outcome(2, 0.75),
        outcome(1, -1.0),
        outcome(3, -0.5),
        outcome(4, -1.0, usage={"cost": 1.0}, queue_ahead=(3.0, 1.0)),
        outcome(5, 0.5, usage={"cost": 0.5}),
        outcome(6, 0.0, fault=fault, usage={"cost": 2.0}),
    ]
    summary = summarise(Plan(episodes=4, best_of=2), outcomes)
    assert (summary.episodes, summary.done, summary.faults) == (8, 6, 1)
    assert summary.mean_reward == pytest.approx((-1 + 0.75 - 0.5 - 1 + 0.5) / 5)
    assert (summary.pass_at_1, summary.pass_at_n) == (pytest.approx(0.4), 0.5)
    assert summary.best_of_n == pytest.approx((0.75 - 0.5) / 2)
    assert [(group.episodes, group.best) for group in summary.groups] == [((1, 2), 2), ((3, 4), 3)]
    assert (summary.usage, summary.queue_ahead) == ({"cost": 3.5}, 2.0)


def test_of_nothing_nothing_is_known() -> None:
    """Not even a zero."""
    summary = summarise(Plan(episodes=1), [])
    assert (summary.mean_reward, summary.pass_at_1, summary.best_of_n, summary.queue_ahead) == (None,) * 4
