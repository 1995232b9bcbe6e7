"""A :class:`~perfgym.PoolVectorEnv` as Stable-Baselines3 has its vector environments."""

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
    """A pool whose environments begin again in the step that ends them, as Stable-Baselines3 wants.

    The last observation of an episode is ``info["terminal_observation"]``; an episode that was cut
    off, as one is whose worker was lost, has ``info["TimeLimit.truncated"]``, so that what would have
    come is estimated and not taken to be nothing.

    Args:
        env: The pool; closed together with this.

    Raises:
        SettingsError: The pool resets at another time, or its observations are no arrays.
    """

    def __init__(self, env: PoolVectorEnv) -> None:
        if env.autoreset_mode is not AutoresetMode.SAME_STEP:
            raise SettingsError(
                f"Stable-Baselines3 needs autoreset_mode='SameStep', got {env.autoreset_mode.value!r}"
            )
        if env.single_observation_space.shape is None:
            raise SettingsError(
                f"Stable-Baselines3 needs observations that are arrays, got {env.single_observation_space}; "
                "PerfTune IDs have them"
            )
        self.env = env
        self._listed = DictInfoToList(env)  # kept: Gymnasium 1.2 closes what a wrapper holds when it goes
        self._closed = False
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - its spaces have no parameters
            env.num_envs, env.single_observation_space, env.single_action_space
        )

    def reset(self) -> Any:
        """Observations of all environments, shape (num_envs, ...)."""
        options = self._options[0] if self._options else None
        if any(each != options for each in self._options):
            raise SettingsError("environments of a pool are reset with the same options; these differ")
        seeds: Any = self._seeds  # each environment's own, which Gymnasium's wrapper passes on
        observations, self.reset_infos = self._listed.reset(seed=seeds, options=options)
        self._reset_seeds()
        self._reset_options()
        return observations

    def step_async(self, actions: np.ndarray[Any, Any]) -> None:
        """Begins a step of all environments."""
        self.env.send(range(self.num_envs), actions)

    def step_wait(self) -> Any:
        """Observations, rewards, dones and infos of the step that was begun."""
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
        """Ends all workers. Twice is harmless."""
        if not self._closed:
            self.env.close()
        self._closed = True

    def get_attr(self, attr_name: str, indices: VecEnvIndices = None) -> list[Any]:
        """An attribute of some environments, or of all."""
        return self.env_method(attr_name, indices=indices)

    def set_attr(self, attr_name: str, value: Any, indices: VecEnvIndices = None) -> None:
        """Sets an attribute of some environments, or of all, to one value."""
        self.env.set_attr_some(attr_name, dict.fromkeys(self._get_indices(indices), value))

    def env_method(
        self, method_name: str, *method_args: Any, indices: VecEnvIndices = None, **method_kwargs: Any
    ) -> list[Any]:
        """What a method of some environments, or of all, gives."""
        return list(
            self.env.call_some(self._get_indices(indices), method_name, *method_args, **method_kwargs)
        )

    def env_is_wrapped(self, wrapper_class: type[Any], indices: VecEnvIndices = None) -> list[bool]:
        """No environment of a pool is wrapped."""
        del wrapper_class
        return [False for _ in self._get_indices(indices)]

    def get_images(self) -> Sequence[Any]:
        """What each environment renders."""
        return self.env.render()

    def _get_indices(self, indices: VecEnvIndices) -> Iterable[int]:
        return super()._get_indices(indices)


def _info(step: Transition) -> dict[str, Any]:
    """As Stable-Baselines3 wants it: of the step that ended the episode, where one did."""
    last = step.final or step
    info = {**last.info, "TimeLimit.truncated": last.truncated and not last.terminated}
    return info | ({"terminal_observation": last.observation} if step.final else {})


def make_vec_env(env_id: str, num_envs: int = 1, **kwargs: Any) -> PoolVecEnv:
    """Environments of one ID for Stable-Baselines3, each in a worker with a core of its own.

    Args:
        env_id: A registered ID.
        num_envs: Number of environments.
        **kwargs: Arguments of :func:`perfgym.make_vec`, and of the environments.

    Raises:
        SettingsError: As :func:`perfgym.make_vec` does, or the ID's observations are no arrays.
    """
    return PoolVecEnv(make_vec(env_id, num_envs, autoreset_mode=AutoresetMode.SAME_STEP, **kwargs))
