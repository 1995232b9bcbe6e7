"""A :class:`~perfgym.PoolVectorEnv` -> a vector environment of Stable-Baselines3."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from gymnasium.vector import AutoresetMode
from gymnasium.wrappers.vector import DictInfoToList
from stable_baselines3.common.vec_env import VecEnv
from stable_baselines3.common.vec_env.base_vec_env import VecEnvIndices

from perfgym.errors import SettingsError
from perfgym.vector import PoolVectorEnv, Transition, make_vec

__all__ = ["PoolVecEnv", "make_vec_env"]


class PoolVecEnv(VecEnv):
    """A vector environment of Stable-Baselines3, on a pool that resets in the step that ends an episode.

    The last observation of an episode is ``info["terminal_observation"]``. If the episode was cut off, e.g.
    because a worker was lost, ``info["TimeLimit.truncated"]`` is true, so that trainers estimate the value of
    the last observation instead of taking it to be 0.

    Args:
        env: The pool; closed together with this object.

    Raises:
        SettingsError: The pool has another autoreset mode, or its observations are no arrays.
    """

    def __init__(self, env: PoolVectorEnv) -> None:
        if env.autoreset_mode is not AutoresetMode.SAME_STEP:
            raise SettingsError(
                f"Stable-Baselines3 needs autoreset_mode='SameStep', got {env.autoreset_mode.value!r}"
            )
        if env.single_observation_space.shape is None:
            raise SettingsError(
                f"Stable-Baselines3 needs observations that are arrays, got {env.single_observation_space}; "
                "PerfTune environments have such observations"
            )
        self.env = env
        self._listed = DictInfoToList(
            env
        )  # kept alive: Gymnasium 1.2 closes the pool when this wrapper is deleted
        self._closed = False
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - its spaces have no parameters
            env.num_envs, env.single_observation_space, env.single_action_space
        )

    def reset(self) -> Any:
        """Reset all environments; return their observations, shape (num_envs, ...)."""
        options = self._options[0] if self._options else None
        if any(each != options for each in self._options):
            raise SettingsError(f"all environments of a pool must get the same options, got {self._options}")
        seeds: Any = self._seeds  # one for each environment, which the wrapper passes on
        observations, self.reset_infos = self._listed.reset(seed=seeds, options=options)
        self._reset_seeds()
        self._reset_options()
        return observations

    def step_async(self, actions: np.ndarray[Any, Any]) -> None:
        """Begin a step of all environments."""
        self.env.send(range(self.num_envs), actions)

    def step_wait(self) -> Any:
        """Wait for the step that was begun; return observations, rewards, dones and infos."""
        steps = self.env.recv_all()
        for step in steps:
            if step.final is not None:
                self.reset_infos[step.env_id] = step.info
        return (
            np.stack([step.observation for step in steps]),
            np.array([step.reward for step in steps], dtype=np.float32),
            np.array([step.terminated or step.truncated for step in steps]),
            [_info(step) for step in steps],
        )

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


def _info(step: Transition) -> dict[str, Any]:
    """The ``info`` of a step, or of the step that ended the episode, as Stable-Baselines3 expects it."""
    last = step.final or step
    info = {**last.info, "TimeLimit.truncated": last.truncated and not last.terminated}
    return info | ({"terminal_observation": last.observation} if step.final else {})


def make_vec_env(env_id: str, num_envs: int = 1, **kwargs: Any) -> PoolVecEnv:
    """Make environments of one ID for Stable-Baselines3, each in a worker.

    Args:
        env_id: A registered ID.
        num_envs: Number of environments.
        **kwargs: Arguments of :func:`perfgym.make_vec` and of the environments.

    Raises:
        SettingsError: An argument cannot be used, or the observations of the ID are no arrays.
    """
    return PoolVecEnv(make_vec(env_id, num_envs, autoreset_mode=AutoresetMode.SAME_STEP, **kwargs))
