"""Tests that every environment ID must pass. Gymnasium's own checker is one of them."""

import warnings
from typing import Any

import gymnasium as gym
import numpy as np
import pytest
from gymnasium.envs.registration import EnvSpec
from gymnasium.error import InvalidAction, ResetNeeded
from gymnasium.utils.env_checker import check_env

from perfgym.bank import load_problem
from perfgym.records import Status
from perfgym.research.load import load_research
from perfgym.research.task import VerifiedTask

__all__ = ["EnvironmentContract", "OptimizeContract", "RepoContract", "ResearchContract", "TuneContract"]

_HEADINGS = (
    "## Description", "## Action Space", "## Observation Space", "## Rewards", "## Starting State",
    "## Episode End", "## Arguments", "## Version History",
)  # fmt: skip


class EnvironmentContract:
    """Inherit from this class and override the fixture ``env_id``, which is a class method.

    Attributes:
        kwargs: Keyword arguments for ``gymnasium.make``.
    """

    kwargs: dict[str, Any] = {"backend": "fake"}

    @pytest.fixture(scope="class")
    @classmethod
    def env_id(cls) -> str:
        """The ID to test."""
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def env(cls, env_id: str) -> Any:
        """One environment for all tests of an ID. It is closed afterwards."""
        env = gym.make(env_id, **cls.kwargs)
        yield env
        env.close()

    def test_gymnasium_finds_nothing_wrong(self, env: Any) -> None:
        """Gymnasium's checker gives neither an error nor a warning."""
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            check_env(env.unwrapped)

    def test_its_specification_round_trips(self, env: Any) -> None:
        """A specification that is written as JSON and read again is equal."""
        assert EnvSpec.from_json(env.spec.to_json()) == env.spec

    def test_its_documentation_has_the_fixed_headings(self, env: Any) -> None:
        """The docstring of the environment class is its documentation."""
        assert [h for h in _HEADINGS if h not in (type(env.unwrapped).__doc__ or "")] == []

    def test_closing_twice_is_harmless(self, env_id: str) -> None:
        """The second call does nothing."""
        env = gym.make(env_id, **self.kwargs)
        env.close()
        env.close()


class OptimizeContract(EnvironmentContract):
    """Further tests for IDs whose action is a program."""

    def _programs(self, env: Any) -> tuple[str, str]:
        problem, language = env.spec.kwargs["problem"], env.spec.kwargs["language"]
        loaded = load_problem(problem)
        return loaded.references[language], loaded.experts[language]

    def test_observations_lie_in_the_space_from_failure_to_success(self, env: Any) -> None:
        """Also after a program that was not built or not measured."""
        reference, expert = self._programs(env)
        observation, _ = env.reset(seed=3)
        assert env.observation_space.contains(observation)
        for code in ("", "no program", reference, expert):
            observation, reward, terminated, truncated, info = env.step({"code": code, "submit": 0})
            assert env.observation_space.contains(observation)
            assert (reward, terminated, truncated, info["fault"]) == (0.0, False, False, 0.0)

    def test_a_submitted_expert_is_paid_and_ends_the_episode(self, env: Any) -> None:
        """It is correct and costs less than the reference."""
        _, expert = self._programs(env)
        env.reset(seed=4)
        _, reward, terminated, truncated, _ = env.step({"code": expert, "submit": 1})
        assert (terminated, truncated) == (True, False)
        assert 0.1 < reward < 1.0

    def test_stepping_past_the_end_is_refused(self, env: Any) -> None:
        """An episode that has ended must be reset first."""
        env.reset(seed=5)
        env.step({"code": "", "submit": 1})
        with pytest.raises(ResetNeeded):
            env.step({"code": "", "submit": 0})

    def test_an_invalid_action_is_refused(self, env: Any) -> None:
        """The error says what an action is, and the episode goes on."""
        env.reset(seed=6)
        for action in (None, "text", {}, {"code": 3, "submit": 0}, {"code": "", "submit": 2}):
            with pytest.raises(InvalidAction, match="code"):
                env.unwrapped.step(action)
        _, _, terminated, truncated, _ = env.step({"code": "", "submit": 0})
        assert not (terminated or truncated)


class TuneContract(EnvironmentContract):
    """Further tests for IDs whose action sets knobs."""

    kwargs: dict[str, Any] = {"backend": "fake", "store": "none", "max_turns": 5}

    def test_any_setting_ends_in_a_status_and_an_observation(self, env: Any) -> None:
        """Settings may exclude each other. The rewards of an episode add up to the gain of its best turn."""
        observation, info = env.reset(seed=3)
        assert env.observation_space.contains(observation)
        first, paid, turns, terminated = info["best_score"], 0.0, 0, False
        env.action_space.seed(3)
        while not terminated:
            observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
            assert env.observation_space.contains(observation)
            assert info["status"] in list(Status)
            assert (reward >= 0.0, truncated, info["fault"]) == (True, False, 0.0)
            turns, paid = turns + 1, paid + reward
        assert turns == self.kwargs["max_turns"]
        assert paid == pytest.approx(info["best_score"] - first)

    def test_an_invalid_action_is_refused(self, env: Any) -> None:
        """The error says what an action is, and the episode goes on."""
        env.reset(seed=4)
        for action in (None, "text", env.action_space.nvec, [0], [-1] * len(env.action_space.nvec)):
            with pytest.raises(InvalidAction, match="knobs"):
                env.unwrapped.step(action)
        *_, truncated, _ = env.step(np.zeros_like(env.action_space.nvec))
        assert not truncated

    def test_there_is_much_to_choose_from(self, env: Any) -> None:
        """There are more combinations than an agent could try."""
        assert np.prod(env.action_space.nvec, dtype=float) > 10_000
        assert [len(settings) for settings in env.unwrapped.knobs.values()] == list(env.action_space.nvec)


class RepoContract(EnvironmentContract):
    """Further tests for IDs whose actions are uses of tools on a repository.

    Attributes:
        random_actions: Number of random actions that are tried.
    """

    random_actions = 30

    def test_random_actions_are_legal(self, env: Any) -> None:
        """None of them raises an error or is a fault, and every observation lies in the space."""
        env.action_space.seed(5)
        terminated = True
        for number in range(self.random_actions):
            if terminated:
                observation, _ = env.reset(seed=number)
                assert env.observation_space.contains(observation)
            action = env.action_space.sample()
            observation, reward, terminated, truncated, info = env.step(action)
            assert env.observation_space.contains(observation)
            assert np.isfinite(reward)
            assert (truncated, info["fault"]) == (False, 0.0), info

    def test_what_an_agent_did_is_gone_after_a_reset(self, env: Any) -> None:
        """A patch changes the workspace of one episode, and nothing else."""
        env.reset(seed=3)
        clean = env.step({"action_type": "git"})[4]["result"]["worktree_id"]
        patch = {"action_type": "patch", "patch_file": "of_mine.txt", "patch_content": "x\n"}
        *_, info = env.step(patch)
        assert info["outcome"] == "OK"
        assert info["result"]["worktree_id"] != clean
        env.reset(seed=3)
        assert env.step({"action_type": "git"})[4]["result"]["worktree_id"] == clean

    def test_a_submitted_expert_is_paid_and_ends_the_episode(self, env: Any) -> None:
        """It is correct and costs less than the task's own files."""
        env.reset(seed=4)
        *actions, submit = env.unwrapped.task.scripted()["expert"]
        for action in actions:
            assert env.step(action)[1:4] == (0.0, False, False)
        observation, reward, terminated, truncated, info = env.step(submit)
        assert env.observation_space.contains(observation)
        assert (info["status"], terminated, truncated) == (Status.ACCEPTED, True, False)
        assert reward > 0.1
        with pytest.raises(ResetNeeded):
            env.step(submit)

    def test_files_that_do_not_compile_are_paid_least(self, env: Any) -> None:
        """The episode ends with the lowest reward and no fault."""
        env.reset(seed=5)
        *actions, submit = env.unwrapped.task.scripted()["broken"]
        for action in actions:
            env.step(action)
        _, reward, terminated, _, info = env.step(submit)
        assert (reward, terminated, info["status"]) == (-1.0, True, Status.COMPILE_ERROR)
        assert info["fault"] == 0.0

    def test_an_invalid_action_is_refused(self, env: Any) -> None:
        """What is no mapping is an error of the caller; any mapping is answered in words."""
        env.reset(seed=6)
        for action in (None, "text", 3, [("action_type", "tests")]):
            with pytest.raises(InvalidAction, match="dict"):
                env.unwrapped.step(action)
        for action in ({}, {"action_type": "no tool"}, {"no field": 1}, {"action_type": "patch"}):
            observation, reward, terminated, truncated, info = env.unwrapped.step(action)
            assert env.observation_space.contains(observation)
            assert (reward, terminated, truncated, info["fault"]) == (0.0, False, False, 0.0)
            assert info["outcome"] in ("REFUSED", "NOTHING_DONE")


class ResearchContract(EnvironmentContract):
    """Further tests for IDs whose actions are experiments on a training script that perfgym runs itself."""

    kwargs: dict[str, Any] = {"scale": 0.05, "max_experiments": 3}

    def test_random_actions_are_legal(self, env: Any) -> None:
        """None of them raises an error or is a fault, and every observation lies in the space."""
        env.action_space.seed(5)
        observation, _ = env.reset(seed=5)
        terminated = False
        while not terminated:
            assert env.observation_space.contains(observation)
            observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
            assert np.isfinite(reward)
            assert (truncated, info["fault"]) == (False, 0.0), info
        assert env.observation_space.contains(observation)

    def test_a_change_that_helps_is_kept_and_paid(self, env: Any) -> None:
        """The task's first known improvement is certain even in a short run."""
        env.reset(seed=4)
        task = load_research(env.spec.kwargs["task"])
        assert isinstance(task, VerifiedTask)
        change = next(iter(task.experts.values()))
        said = {"direction": "known", "description": "a known improvement", "hypothesis": "it is known"}
        *_, info = env.step({"change": change, **said})
        assert (info["status"], info["decision"]) == ("ACCEPTED", "keep")
        _, reward, terminated, truncated, _ = env.step({"operation": "finish"})
        assert (reward > 0.01, terminated, truncated) == (True, True, False)
        with pytest.raises(ResetNeeded):
            env.step({})

    def test_an_invalid_action_is_refused(self, env: Any) -> None:
        """What is no mapping is an error of the caller; any mapping is answered in words."""
        env.reset(seed=4)
        for action in (None, "text", 3, [("operation", "finish")]):
            with pytest.raises(InvalidAction, match="dict"):
                env.unwrapped.step(action)
        _, reward, _, truncated, info = env.unwrapped.step({"no field": 1})
        assert (reward, truncated, info["decision"]) == (0.0, False, "none")
