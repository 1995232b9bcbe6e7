"""A :class:`~perfgym.PoolVectorEnv` -> a vector environment of Stable-Baselines3.

Stable-Baselines3 cannot leave a step out of training. A step in which perfgym failed says nothing about the
program, so its episode is played again, up to and including that step, and the trainer sees no failure.
"""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from gymnasium.error import ResetNeeded
from gymnasium.vector import AutoresetMode
from gymnasium.wrappers.vector import DictInfoToList
from stable_baselines3.common.vec_env import VecEnv
from stable_baselines3.common.vec_env.base_vec_env import VecEnvIndices

from perfgym.errors import HarnessError, SettingsError
from perfgym.vector import PoolVectorEnv, Transition

__all__ = ["PoolVecEnv"]

_MOST_SEEDS = 1 << 31


@dataclass(slots=True)
class _Episode:
    """What it takes to play an episode again.

    Attributes:
        seed: Seed of the reset that it began with.
        options: Options of that reset.
        actions: The actions so far, that of the current step included.
    """

    seed: int
    options: dict[str, Any] | None = None
    actions: list[Any] = field(default_factory=list[Any])


class PoolVecEnv(VecEnv):
    """A vector environment of Stable-Baselines3, on a pool.

    An environment whose episode has ended is reset in the same step, with a seed that follows from the one
    that ``seed`` set. The last observation of the episode is ``info["terminal_observation"]``.

    If perfgym fails in a step, e.g. because a worker was killed, a ``RuntimeWarning`` tells the cause, and
    the episode is played again with the same seed and actions. The step then returns what it returns in the
    new episode, and ``info["replays"]``, 0 for all other steps, is the number of times that it was played
    again. The earlier steps keep what they returned the first time.

    Args:
        env: The pool; closed together with this object.
        max_replays: Number of times that an episode is played again because of one step.

    Raises:
        SettingsError: The pool has another autoreset mode, its observations are no arrays, or
            ``max_replays`` is negative.
    """

    def __init__(self, env: PoolVectorEnv, max_replays: int = 3) -> None:
        if env.autoreset_mode is not AutoresetMode.DISABLED:
            raise SettingsError(
                f"PoolVecEnv resets environments itself and needs a pool with autoreset_mode='Disabled', "
                f"got {env.autoreset_mode.value!r}"
            )
        if env.single_observation_space.shape is None:
            raise SettingsError(
                f"Stable-Baselines3 needs observations that are arrays, got {env.single_observation_space}; "
                "PerfTune environments have such observations"
            )
        if max_replays < 0:
            raise SettingsError(f"max_replays must be at least 0, got {max_replays}")
        self.env = env
        self.spec = env.spec
        self.max_replays = max_replays
        # Kept, because Gymnasium 1.2 closes the pool when this wrapper is deleted.
        self._listed: Any = DictInfoToList(env)
        self._closed = False
        self._rng = np.random.default_rng()
        self._episodes: list[_Episode] = []
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - its spaces have no parameters
            env.num_envs, env.single_observation_space, env.single_action_space
        )

    def reset(self) -> Any:
        """Reset all environments; return their observations, shape (num_envs, ...)."""
        options = self._options[0] if self._options else None
        if any(each != options for each in self._options):
            raise SettingsError(f"all environments of a pool must get the same options, got {self._options}")
        given: Any = self._seeds  # a seed for each environment, or None for each
        if given[0] is not None:
            self._rng = np.random.default_rng(given)
        seeds = [self._next_seed() if seed is None else int(seed) for seed in given]
        self._episodes = [_Episode(seed=seed, options=options or None) for seed in seeds]
        observations, self.reset_infos = self._listed.reset(seed=seeds, options=options or None)
        self._reset_seeds()
        self._reset_options()
        return observations

    def step_async(self, actions: np.ndarray[Any, Any]) -> None:
        """Begin a step of all environments."""
        if not self._episodes:
            raise ResetNeeded("no episode has begun: call reset() before step()")
        self.env.send(range(self.num_envs), actions)
        for episode, action in zip(self._episodes, actions, strict=True):
            episode.actions.append(action)

    def step_wait(self) -> Any:
        """Wait for the step that was begun; return observations, rewards, dones and infos."""
        steps = self.env.recv_all()
        replays = [0] * len(steps)
        for env_id, step in enumerate(steps):
            if step.info.get("fault"):
                steps[env_id], replays[env_id] = self._play_again(step)
        infos = [_info(step, replayed) for step, replayed in zip(steps, replays, strict=True)]
        dones = np.array([step.ended for step in steps])
        observations = np.stack([step.observation for step in steps])
        if dones.any():
            for env_id in np.flatnonzero(dones):
                infos[env_id]["terminal_observation"] = steps[env_id].observation
            observations = self._begin_again(dones)
        return observations, np.array([step.reward for step in steps], dtype=np.float32), dones, infos

    def _next_seed(self) -> int:
        return int(self._rng.integers(_MOST_SEEDS))

    def _begin_again(self, ended: np.ndarray[Any, np.dtype[np.bool_]]) -> Any:
        """Reset the environments whose episodes have ended; return the observations of all."""
        for env_id in np.flatnonzero(ended):
            self._episodes[env_id] = _Episode(seed=self._next_seed())
        seeds = [episode.seed for episode in self._episodes]
        observations, infos = self._listed.reset(seed=seeds, options={"reset_mask": ended})
        for env_id in np.flatnonzero(ended):
            self.reset_infos[env_id] = infos[env_id]
        return observations

    def _play_again(self, faulted: Transition) -> tuple[Transition, int]:
        """Play the episode of a step that perfgym failed in again; return the step, and how often it took.

        Raises:
            HarnessError: perfgym failed more often than ``max_replays``, or the episode took another course.
        """
        step = faulted
        for replayed in range(1, self.max_replays + 1):
            warnings.warn(
                f"environment {step.env_id} failed, and its episode is played again: "
                f"{step.info['fault_kind']}",
                RuntimeWarning,
                stacklevel=4,
            )
            step = self._replay(step.env_id)
            if not step.info.get("fault"):
                return step, replayed
        raise HarnessError(
            f"environment {step.env_id} failed {self.max_replays + 1} times in a row in the same episode "
            f"(max_replays={self.max_replays}), at last: {step.info['fault_kind']}"
        )

    def _replay(self, env_id: int) -> Transition:
        """Play an episode from its beginning to its current step, or to a step that perfgym fails in."""
        episode = self._episodes[env_id]
        chosen = np.arange(self.num_envs) == env_id
        seeds = [each.seed for each in self._episodes]
        self.env.reset(seed=seeds, options={**(episode.options or {}), "reset_mask": chosen})
        *earlier, last = episode.actions
        for action in earlier:
            step = self._step_one(env_id, action)
            if step.info.get("fault"):
                return step
            if step.ended:
                raise HarnessError(
                    f"the episode of environment {env_id} ended before its step {len(episode.actions)} when "
                    f"it was played again with seed {episode.seed}; its environment must do the same with "
                    "equal seeds and actions"
                )
        return self._step_one(env_id, last)

    def _step_one(self, env_id: int, action: Any) -> Transition:
        """Step one environment, while no other is in a step."""
        self.env.send([env_id], np.asarray(action)[None])
        (step,) = self.env.recv_all()
        return step

    def close(self) -> None:
        """End all workers. Calling it twice is harmless."""
        if not self._closed:
            self.env.close()
        self._closed = True

    def get_attr(self, attr_name: str, indices: VecEnvIndices = None) -> list[Any]:
        """Read an attribute of some environments, or of all."""
        return self.env_method(attr_name, indices=indices)

    def set_attr(self, attr_name: str, value: Any, indices: VecEnvIndices = None) -> None:
        """Set an attribute of some environments, or of all, to one value."""
        self.env.set_attr_some(attr_name, dict.fromkeys(self._get_indices(indices), value))

    def env_method(
        self, method_name: str, *method_args: Any, indices: VecEnvIndices = None, **method_kwargs: Any
    ) -> list[Any]:
        """Call a method of some environments, or of all."""
        return list(
            self.env.call_some(self._get_indices(indices), method_name, *method_args, **method_kwargs)
        )

    def env_is_wrapped(self, wrapper_class: type[Any], indices: VecEnvIndices = None) -> list[bool]:
        """Return False for each environment, because wrappers of Stable-Baselines3 wrap the pool."""
        del wrapper_class
        return [False for _ in self._get_indices(indices)]

    def get_images(self) -> Sequence[Any]:
        """Render each environment."""
        return self.env.render()

    def _get_indices(self, indices: VecEnvIndices) -> Iterable[int]:
        return super()._get_indices(indices)


def _info(step: Transition, replays: int) -> dict[str, Any]:
    """The ``info`` of a step as Stable-Baselines3 expects it."""
    return {**step.info, "replays": replays, "TimeLimit.truncated": step.truncated and not step.terminated}
