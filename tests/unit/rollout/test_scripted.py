"""Agents without a model."""

import asyncio
from collections.abc import Sequence
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.envs.optimize.reply import parse_reply
from perfgym.errors import SettingsError
from perfgym.rollout.agents import Agent, Move, View, load_task, scripted_agents
from perfgym.rollout.agents.scripted import _HillClimb, _RandomKnobs

SORT = load_task("PerfOptimize-sort-c-v0")
knob_sizes = st.lists(st.integers(2, 5), min_size=1, max_size=6)


def act(agent: Agent, sizes: Sequence[int], turn: int, score: float = 0.0, seed: int = 0) -> Move:
    """One move in a space of knobs."""
    view = View(
        env_id="PerfTune-sort-c-v0",
        observation=np.zeros(1),
        info={"score": score},
        conversation=(),
        action_space=gym.spaces.MultiDiscrete(list(sizes)),
        turn=turn,
        rng=np.random.default_rng([seed, turn]),
    )
    return asyncio.run(agent.act(view))


@pytest.mark.parametrize(
    ("name", "program"),
    [("reference", SORT.problem.references["c"]), ("expert", SORT.problem.experts["c"])],
)
def test_a_yardstick_submits_its_program(name: str, program: str) -> None:
    """And says it as a model would, so that it makes an example to learn from."""
    move = act(scripted_agents(name, SORT)(), [2], 1)
    assert move.action == {"code": program, "submit": 1}
    assert parse_reply(move.reply) == (program.strip("\n"), True)


@given(knob_sizes, st.integers(0, 100))
def test_random_knobs_are_all_actions(sizes: list[int], seed: int) -> None:
    """Equal seeds give equal ones."""
    space = gym.spaces.MultiDiscrete(sizes)
    actions = [act(_RandomKnobs(), sizes, turn, seed=seed).action for turn in (1, 2, 1)]
    assert all(space.contains(action) for action in actions)
    assert (actions[0] == actions[2]).all()


@given(st.data(), knob_sizes, st.integers(0, 100))
def test_hill_climbing_changes_one_knob_of_the_best(data: Any, sizes: list[int], seed: int) -> None:
    """Which is the setting that scored highest; what was not accepted is never it."""
    start = [data.draw(st.integers(0, size - 1)) for size in sizes]
    agent, space = _HillClimb(start), gym.spaces.MultiDiscrete(sizes)
    tried = act(agent, sizes, 1, seed=seed).action
    assert tried.tolist() == start
    best, best_score = tried, -np.inf
    for turn in range(2, 8):
        score = data.draw(st.sampled_from([np.nan, 0.0, 1.0, 2.0, 3.0]))
        if score > best_score:
            best, best_score = tried, score
        tried = act(agent, sizes, turn, score, seed).action
        assert space.contains(tried)
        assert (tried != best).sum() == 1


def test_an_agent_is_refused_what_it_cannot_play() -> None:
    """With what can."""
    for name, says in (("hill-climb", "no knobs"), ("random-knobs", "no knobs"), ("expertt", "mean expert")):
        with pytest.raises(SettingsError, match=says):
            scripted_agents(name, SORT)


def test_an_environment_that_is_none_is_refused() -> None:
    """With the one that was meant."""
    with pytest.raises(SettingsError, match="did you mean PerfOptimize-sort-c-v0"):
        load_task("PerfOptimize-sort-cc-v0")
