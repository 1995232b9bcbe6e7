"""Episodes -> the store, turn by turn: a wrapper, and the record of one step."""

import math
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import gymnasium as gym

from perfgym.envs.base import PerfEnv
from perfgym.envs.family import Task
from perfgym.errors import SettingsError
from perfgym.records import Evaluation, Fault, FaultOwner
from perfgym.settings import resolve_settings
from perfgym.store import Store, Turn, open_store, timestamp

__all__ = ["RecordEpisodes", "Recording", "begin_recording", "step_fault", "turn_of_step"]

_KIND = "recorded"
_SEVERAL = "several environments"


def begin_recording(env_id: str, agent: str, store: str | None, reward: str) -> tuple[Store, str]:
    """Begin a run that episodes are recorded in; return the store and the run's ID.

    Args:
        env_id: Environment ID.
        agent: Name of the agent.
        store: File of the store; None for the one that is set, or the user's own.
        reward: Name of the reward, with its weights if it has any; empty where it cannot be chosen.

    Raises:
        SettingsError: The settings say that there is no store.
    """
    opened = _open(store)
    arguments = {"reward": reward} if reward else {}
    return opened, opened.begin_run(kind=_KIND, env_id=env_id, agent=agent, arguments=arguments)


def _open(store: str | None) -> Store:
    opened = open_store(resolve_settings(store=store).store)
    if opened is None:
        raise SettingsError("episodes are recorded in a store; name a file with store= or PERFGYM_STORE")
    return opened


def step_fault(info: Mapping[str, Any]) -> Fault | None:
    """The fault of perfgym that a step's ``info`` reports; None if there was none."""
    return Fault(owner=FaultOwner.ENVIRONMENT, cause=info["fault_kind"]) if info["fault"] else None


def turn_of_step(
    task: Task,
    *,
    episode_id: int,
    number: int,
    reply: str,
    action: Any,
    feedback: str,
    reward: float,
    info: Mapping[str, Any],
    usage: Mapping[str, float],
    started: str,
) -> Turn:
    """The record of one step.

    Args:
        task: How the environment's episodes are read.
        episode_id: The episode's number in the store.
        number: Number of the turn in the episode, from 1.
        reply: The agent's reply as text; empty if it made none.
        action: The action that the environment took.
        feedback: Text of the environment's answer; empty without text.
        reward: The reward that the step returned.
        info: The ``info`` that the step returned.
        usage: Tokens, cost and seconds that the reply took.
        started: When the agent was asked, ISO 8601 in UTC.
    """
    fault = step_fault(info)
    evaluation = info.get("evaluation")  # an environment that was lost reports a fault alone
    return Turn(
        episode_id=episode_id,
        number=number,
        reply=reply,
        action=task.record(action),
        submission=task.submission(action, info),
        feedback="" if fault else feedback,
        reward=reward,
        score=float(info.get("score", math.nan)),
        evaluation=Evaluation.from_json(evaluation) if evaluation else None,
        fault=fault,
        usage=usage,
        started=started,
        ended=timestamp(),
    )


class RecordEpisodes(gym.Wrapper[Any, Any, Any, Any]):
    """Keeps every episode in the store: for ``perfgym show``, ``report``, ``export`` and ``reverify``.

    A turn is on the disk when ``step`` returns. An episode is recorded from its first step on, so one that is
    reset and never played leaves no record. An episode that is left before its end is truncated.

    Args:
        env: An environment of perfgym, or one that wraps it.
        agent: Name of the agent; kept with the run.
        store: File of the store; None for the one that is set, or the user's own.
        run_id: Run to add to; empty for a run of its own, which ends when the environment is closed.

    Attributes:
        run_id: The run.

    Raises:
        SettingsError: The settings say that there is no store, or the environment has no ID.
        TypeError: The environment is not one of perfgym.
    """

    def __init__(
        self, env: gym.Env[Any, Any], agent: str = "agent", *, store: str | None = None, run_id: str = ""
    ) -> None:
        super().__init__(env)
        inner: Any = env.unwrapped
        if not isinstance(inner, PerfEnv):
            raise TypeError(f"RecordEpisodes wraps environments of perfgym, got {env}")
        if inner.spec is None:
            raise SettingsError(
                "episodes are recorded under an environment's ID: make it with gymnasium.make"
            )
        self._task: Task = inner.task
        self._env_id = self._stored_id = inner.spec.id
        self._owns_run = not run_id
        if run_id:
            self._store, self.run_id = _open(store), run_id
        else:
            self._store, self.run_id = begin_recording(self._env_id, agent, store, inner.reward_name)
        self._episode: int | None = None
        self._prompt: str | None = None
        self._reward = 0.0
        self._turns = 0
        self._is_text = False

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Begin an episode; its record begins with the first step."""
        observation, info = self.env.reset(seed=seed, options=options)
        self._end(terminated=False, truncated=True)
        self._is_text = isinstance(observation, str)
        self._prompt = observation if self._is_text else self._task.opening(observation)
        self._stored_id = self._task.stored_id(self._env_id, info)
        self._reward, self._turns = 0.0, 0
        return observation, info

    def step(self, action: Any) -> tuple[Any, Any, bool, bool, dict[str, Any]]:
        """Play one turn, and record it."""
        started = timestamp()
        observation, reward, terminated, truncated, info = self.env.step(action)
        if self._prompt is not None:
            self._episode = self._begin(self._prompt)
        if self._episode is not None:
            self._turns += 1
            self._reward += float(reward)
            is_reply = isinstance(action, str)
            turn = turn_of_step(
                self._task,
                episode_id=self._episode,
                number=self._turns,
                reply=action if is_reply else "",
                action=self._task.action(action) if is_reply else action,
                feedback=observation if self._is_text else self._task.feedback(observation),
                reward=float(reward),
                info=info,
                usage={},
                started=started,
            )
            self._store.add_turn(turn)
        if terminated or truncated:
            self._end(terminated=terminated, truncated=truncated, fault=step_fault(info))
        return observation, reward, terminated, truncated, info

    def _begin(self, prompt: str) -> int:
        """Begin the record of the episode that the last reset began; return its ID in the store."""
        self._prompt = None
        return self._store.begin_episode(
            self.run_id,
            None,
            seed=self.env.unwrapped.np_random_seed or 0,
            env_id=self._stored_id,
            prompt=prompt,
        )

    def _end(self, *, terminated: bool, truncated: bool, fault: Fault | None = None) -> None:
        if self._episode is not None:
            reward = 0.0 if fault else self._reward
            self._store.end_episode(
                self._episode, reward=reward, terminated=terminated, truncated=truncated, fault=fault
            )
        self._episode = None

    def close(self) -> None:
        """End the record, then the environment. Calling it twice is harmless."""
        self._end(terminated=False, truncated=True)
        if self._owns_run:
            self._store.end_run(self.run_id, "complete")
        self._owns_run = False
        self._store.close()
        super().close()


class Recording:
    """One run in the store, for the episodes of many environments of one ID or of several.

    ::

        with perfgym.Recording("my-policy") as recording:
            env = recording.wrap(gym.make("PerfOptimize-sort-c-v0"))

    Any number of threads may wrap environments and play them at the same time, each environment in one thread
    at a time. The run ends with the ``with`` block: as complete, or as interrupted if an exception left it.

    Args:
        agent: Name of the agent; kept with the run.
        store: File of the store; None for the one that is set, or the user's own.
        reward: Name of the reward that all episodes have, kept with the run; empty to keep none.

    Attributes:
        run_id: The run.
        store: File of the store.

    Raises:
        SettingsError: The settings say that there is no store, or the file cannot be used.
    """

    def __init__(self, agent: str = "agent", *, store: str | None = None, reward: str = "") -> None:
        self._store, self.run_id = begin_recording(_SEVERAL, agent, store, reward)
        self.store = str(self._store.path)
        self._is_open = True

    def wrap(self, env: gym.Env[Any, Any]) -> RecordEpisodes:
        """Return the environment, recorded in this run; closing it does not end the run.

        Raises:
            SettingsError: The recording is closed, or the environment has no ID.
            TypeError: The environment is not one of perfgym.
        """
        if not self._is_open:
            raise SettingsError(f"run {self.run_id} has ended; begin another recording for more environments")
        return RecordEpisodes(env, store=self.store, run_id=self.run_id)

    def close(self, outcome: str = "complete") -> None:
        """End the run. Calling it twice is harmless.

        Args:
            outcome: How the run ended, e.g. ``"complete"`` or ``"interrupted"``.
        """
        if self._is_open:
            self._store.end_run(self.run_id, outcome)
        self._is_open = False
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close("complete" if kind is None else "interrupted")
