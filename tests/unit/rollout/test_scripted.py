"""Agents without a model."""

import asyncio
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfgym.bank import load_problem
from perfgym.envs.family import Task
from perfgym.envs.optimize.reply import parse_reply
from perfgym.envs.registration import family_of, find_id
from perfgym.errors import SettingsError
from perfgym.rollout.agents import Agent, AgentInput, AgentOutput, scripted_agents, scripted_names
from perfgym.rollout.agents.scripted import _HillClimb

SORT = load_problem("sort")
OPTIMIZE, TUNE, REPO = "PerfOptimize-sort-c-v0", "PerfTune-sort-c-v0", "PerfRepo-strings-go-v0"
knob_sizes = st.lists(st.integers(2, 5), min_size=1, max_size=6)


def task_of(env_id: str) -> Task:
    """The task of an environment ID."""
    found = find_id(env_id)
    return family_of(found).task(found)


def act(agent: Agent, space: gym.Space[Any], turn: int, score: float = 0.0, seed: int = 0) -> AgentOutput:
    """One action of an agent in a space of actions."""
    seen = AgentInput(
        env_id=TUNE,
        observation=np.zeros(1),
        info={"score": score},
        conversation=(),
        action_space=space,
        turn=turn,
        rng=np.random.default_rng([seed, turn]),
    )
    return asyncio.run(agent.act(seen))


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("reference", SORT.references["c"]),
        ("first-step", SORT.first_steps["c"]),
        ("o3", f'#pragma GCC optimize ("O3")\n{SORT.references["c"]}'),
        ("expert", SORT.experts["c"]),
    ],
)
def test_a_script_submits_its_program(name: str, program: str) -> None:
    """Its reply is that of a language model, so that the episode is an example for training."""
    task = task_of(OPTIMIZE)
    output = act(scripted_agents(name, {OPTIMIZE: task})(OPTIMIZE), gym.spaces.Discrete(2), 1)
    assert output.action == {"code": program, "submit": 1}
    assert parse_reply(output.reply) == (program.strip("\n"), True)


def test_each_family_has_its_agents() -> None:
    assert scripted_names(task_of(OPTIMIZE)) == [
        "reference", "first-step", "o3", "expert", "broken", "random",
    ]  # fmt: skip
    assert "o3" not in scripted_names(task_of("PerfOptimize-sort-rust-v0"))
    assert scripted_names(task_of(REPO)) == [
        "reference", "expert", "step-01-first", "broken", "benchmark-editor", "test-deleter", "random",
    ]  # fmt: skip
    assert scripted_names(task_of(TUNE)) == ["random", "hill-climb"]


def test_a_script_repeats_its_last_action() -> None:
    class Scripted(Task):
        def scripted(self) -> dict[str, list[int]]:
            return {"steps": [3, 1]}

    agent = scripted_agents("steps", {"Toy-x-v0": Scripted()})("Toy-x-v0")
    assert [act(agent, gym.spaces.Discrete(4), turn).action for turn in (1, 2, 3)] == [3, 1, 1]


def test_random_actions_of_any_space_are_in_it() -> None:
    """Equal randomness gives equal actions."""
    space = gym.spaces.Dict(code=gym.spaces.Text(20), submit=gym.spaces.Discrete(2))
    agent = scripted_agents("random", {OPTIMIZE: task_of(OPTIMIZE)})(OPTIMIZE)
    outputs = [act(agent, space, turn) for turn in (1, 2, 1)]
    assert all(space.contains(output.action) for output in outputs)
    assert outputs[0].action == outputs[2].action != outputs[1].action
    assert parse_reply(outputs[0].reply)[1] == bool(outputs[0].action["submit"])


@given(knob_sizes, st.integers(0, 100))
def test_random_knobs_are_actions(sizes: list[int], seed: int) -> None:
    """Equal randomness gives equal actions."""
    space = gym.spaces.MultiDiscrete(sizes)
    agent = scripted_agents("random", {TUNE: Task()})(TUNE)
    actions = [act(agent, space, turn, seed=seed).action for turn in (1, 2, 1)]
    assert all(space.contains(action) for action in actions)
    assert (actions[0] == actions[2]).all()


@given(st.data(), knob_sizes, st.integers(0, 100))
def test_hill_climbing_changes_one_knob_of_the_best(data: Any, sizes: list[int], seed: int) -> None:
    """The best action is the one with the highest score; one that was not accepted has no score."""
    start = [data.draw(st.integers(0, size - 1)) for size in sizes]
    agent, space = _HillClimb(start), gym.spaces.MultiDiscrete(sizes)
    tried = act(agent, space, 1, seed=seed).action
    assert tried.tolist() == start
    best, best_score = tried, -np.inf
    for turn in range(2, 8):
        score = data.draw(st.sampled_from([np.nan, 0.0, 1.0, 2.0, 3.0]))
        if score > best_score:
            best, best_score = tried, score
        tried = act(agent, space, turn, score, seed).action
        assert space.contains(tried)
        assert (tried != best).sum() == 1


def test_hill_climbing_begins_at_the_defaults() -> None:
    task = task_of(TUNE)
    sizes = [len(knob.settings) for knob in SORT.tunings["c"].knobs]
    output = act(scripted_agents("hill-climb", {TUNE: task})(TUNE), gym.spaces.MultiDiscrete(sizes), 1)
    assert tuple(output.action) == SORT.tunings["c"].defaults


@pytest.mark.parametrize(
    ("env_id", "name", "says"),
    [
        (OPTIMIZE, "hill-climb", "there are: reference, first-step, o3, expert, broken, random"),
        (OPTIMIZE, "expertt", "mean expert"),
        (TUNE, "expert", "there are: random, hill-climb"),
    ],
)
def test_an_agent_that_cannot_play_the_task_is_refused(env_id: str, name: str, says: str) -> None:
    """The message names the environment and the agents that can."""
    with pytest.raises(SettingsError, match=f"plays {env_id}.*{says}"):
        scripted_agents(name, {env_id: task_of(env_id)})


def test_an_unknown_environment_is_refused_with_a_suggestion() -> None:
    with pytest.raises(SettingsError, match="did you mean PerfOptimize-sort-c-v0"):
        find_id("PerfOptimize-sort-cc-v0")
