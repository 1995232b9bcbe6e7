"""A pool as a :class:`gymnasium.vector.VectorEnv`, for trainers that step all environments together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from gymnasium import spaces
from gymnasium.error import ResetNeeded
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space, concatenate, create_empty_array, iterate
from numpy.typing import NDArray

from perfgym.errors import HarnessError, SettingsError
from perfgym.vector.pool import Fault, MakeEnv, Pool

__all__ = ["STEP_TIMEOUT_S", "PoolVectorEnv"]

STEP_TIMEOUT_S = 600.0

_Steps = tuple[Any, NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Step:
    """What one environment's step comes to; ``final`` is how its episode ended, where another has begun."""

    observation: Any
    reward: float
    terminated: bool
    truncated: bool
    info: dict[str, Any]
    final: "_Step | None" = None


class PoolVectorEnv(VectorEnv[Any, Any, Any]):
    """Environments in worker processes, none of which can stop the others.

    Observations, rewards and infos are those of the same environments stepped one by one. A worker
    that dies, hangs or raises is replaced; its episode ends truncated with the last observation
    there was, reward 0.0, ``info["fault"]`` 1.0 and the cause in ``info["fault_kind"]``.

    Args:
        env_fns: Makes each environment, in its worker.
        autoreset_mode: When an environment whose episode has ended begins again; see
            :class:`gymnasium.vector.AutoresetMode`.
        step_timeout_s: Seconds that a step or a reset may take.
        max_restarts: Times in a row that one worker is replaced.
        cpus: Logical CPUs of each worker; empty for all.

    Raises:
        SettingsError: There is no environment, or they have different spaces.
        HarnessError: A worker was lost more often than that.
    """

    def __init__(
        self,
        env_fns: Sequence[MakeEnv],
        *,
        autoreset_mode: str | AutoresetMode = AutoresetMode.NEXT_STEP,
        step_timeout_s: float = STEP_TIMEOUT_S,
        max_restarts: int = 3,
        cpus: Sequence[Sequence[int]] = (),
    ) -> None:
        super().__init__()
        if not env_fns:
            raise SettingsError("num_envs must be at least 1, got 0")
        self.autoreset_mode = AutoresetMode(autoreset_mode)
        self.num_envs = len(env_fns)
        self.pool = Pool(env_fns, step_timeout_s=step_timeout_s, max_restarts=max_restarts, cpus=cpus)
        try:
            self._learn_spaces()
        except BaseException:
            self.pool.close()
            raise
        self._observations: list[Any] = [None] * self.num_envs
        self._ended = np.zeros(self.num_envs, dtype=np.bool_)

    def _learn_spaces(self) -> None:
        both = list(zip(self.get_attr("observation_space"), self.get_attr("action_space"), strict=True))
        if any(each != both[0] for each in both):
            raise SettingsError("all environments of a pool must have the same spaces")
        self.single_observation_space, self.single_action_space = both[0]
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self.action_space = batch_space(self.single_action_space, self.num_envs)
        metadata, self.render_mode = (self.call(name)[0] for name in ("metadata", "render_mode"))
        self.metadata = {**metadata, "autoreset_mode": self.autoreset_mode}

    # ---- episodes ----------------------------------------------------------------------------------

    def reset(
        self, *, seed: int | Sequence[int | None] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Resets all environments, or those of ``options["reset_mask"]``.

        Args:
            seed: One for each, or an integer that the first gets, the second one more, and so on.
            options: Given to each environment, but for ``reset_mask``: booleans, shape (num_envs,).
        """
        seeds = self._seeds(seed)
        options = dict(options) if options is not None else None
        chosen = self._chosen(options)
        infos: dict[str, Any] = {}
        for env_id, info in self._reset_some({i: seeds[i] for i in chosen}, options).items():
            infos = self._add_info(infos, info, env_id)
        return self._batched(), infos

    def _seeds(self, seed: int | Sequence[int | None] | None) -> list[int | None]:
        if seed is None or isinstance(seed, int | np.integer):
            return [None if seed is None else int(seed) + i for i in range(self.num_envs)]
        if len(seed) != self.num_envs:
            raise ValueError(
                f"there must be {self.num_envs} seeds, one for each environment; got {len(seed)}"
            )
        return list(seed)

    def _chosen(self, options: dict[str, Any] | None) -> list[int]:
        if not options or "reset_mask" not in options:
            return list(range(self.num_envs))
        mask = options.pop("reset_mask")
        right = isinstance(mask, np.ndarray) and (mask.shape, mask.dtype) == ((self.num_envs,), np.bool_)
        if not right or not mask.any():
            raise ValueError(
                f"options['reset_mask'] must be an array of {self.num_envs} booleans, one or more true; got {mask!r}"
            )
        return [int(i) for i in np.flatnonzero(mask)]

    def _reset_some(
        self, seeds: Mapping[int, int | None], options: dict[str, Any] | None
    ) -> dict[int, dict[str, Any]]:
        """Infos by environment, in order."""
        infos: dict[int, dict[str, Any]] = {}
        for env_id, seed in seeds.items():
            self.pool.send(env_id, "reset", seed=seed, options=options)
        while len(infos) < len(seeds):
            for result in self.pool.recv():
                if isinstance(result.value, Fault):  # its worker is replaced; the episode had not begun
                    self.pool.send(result.env_id, "reset", seed=seeds[result.env_id], options=options)
                    continue
                self._observations[result.env_id], infos[result.env_id] = _raised(result.value)
                self._ended[result.env_id] = False
        return dict(sorted(infos.items()))

    def step(self, actions: Any) -> _Steps:
        """Steps all environments.

        Args:
            actions: A batched action (a dict of sequences), or a sequence of single actions.

        Raises:
            ResetNeeded: With autoreset disabled, an environment has ended and was not reset.
            InvalidAction: An environment cannot do with its action; the others have done their step.
        """
        each = self._each(actions)
        over = np.flatnonzero(self._ended).tolist()
        if over and self.autoreset_mode is AutoresetMode.DISABLED:
            raise ResetNeeded(f"environments {over} have ended: reset them before the next step")
        resetting = set(over)
        for env_id, action in enumerate(each):
            if env_id in resetting:
                self.pool.send(env_id, "reset")
            else:
                self.pool.send(env_id, "step", action)
        steps = self._collect(resetting)
        return self._together([steps[env_id] for env_id in range(self.num_envs)])

    def _each(self, actions: Any) -> list[Any]:
        """An action for each environment."""
        batched = not isinstance(actions, list | tuple) or not isinstance(
            self.single_action_space, spaces.Dict
        )
        each = list(iterate(self.action_space, actions)) if batched else list(actions)
        if len(each) != self.num_envs:
            raise ValueError(
                f"there must be {self.num_envs} actions, one for each environment; got {len(each)}"
            )
        return each

    def _collect(self, resetting: set[int]) -> dict[int, _Step]:
        """What came of a round of requests; environments that end are reset at once where they should be."""
        steps: dict[int, _Step] = {}
        ended: dict[int, _Step] = {}
        errors: list[Exception] = []
        missing = self.num_envs
        while missing:
            for result in self.pool.recv():
                env_id, value = result.env_id, result.value
                if isinstance(value, Exception):
                    errors.append(value)
                    missing -= 1
                elif env_id in resetting and isinstance(value, Fault):
                    self.pool.send(env_id, "reset")
                elif env_id in resetting:
                    steps[env_id] = _begun(*value, ended.get(env_id))
                    missing -= 1
                else:
                    step = self._step_of(env_id, value)
                    if self.autoreset_mode is AutoresetMode.SAME_STEP and (step.terminated or step.truncated):
                        ended[env_id] = step
                        resetting.add(env_id)
                        self.pool.send(env_id, "reset")
                    else:
                        steps[env_id] = step
                        missing -= 1
        if errors:
            raise errors[0]
        return steps

    def _step_of(self, env_id: int, value: Any) -> _Step:
        if isinstance(value, Fault):
            return _Step(self._observations[env_id], 0.0, False, True, value.info)
        return _Step(*value)

    def _together(self, steps: list[_Step]) -> _Steps:
        infos: dict[str, Any] = {}
        for env_id, step in enumerate(steps):
            self._observations[env_id] = step.observation
            if step.final is not None:
                final = {"final_obs": step.final.observation, "final_info": step.final.info}
                infos = self._add_info(infos, final, env_id)
            infos = self._add_info(infos, step.info, env_id)
        terminated = np.array([step.terminated for step in steps], dtype=np.bool_)
        truncated = np.array([step.truncated for step in steps], dtype=np.bool_)
        begun = np.array([step.final is not None for step in steps], dtype=np.bool_)
        self._ended = (terminated | truncated) & ~begun
        rewards = np.array([step.reward for step in steps], dtype=np.float64)
        return self._batched(), rewards, terminated, truncated, infos

    def _batched(self) -> Any:
        out = create_empty_array(self.single_observation_space, n=self.num_envs, fn=np.zeros)
        return concatenate(self.single_observation_space, self._observations, out)

    # ---- the environments themselves ---------------------------------------------------------------

    def call(self, name: str, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        """What a method, or an attribute, of each environment gives."""
        found = self.pool.ask(dict.fromkeys(range(self.num_envs), ("call", (name, *args), kwargs)))
        for env_id, value in found.items():
            if isinstance(value, Fault):
                raise HarnessError(f"environment {env_id} {value.kind} over {name}: {value.detail}")
        return tuple(found[env_id] for env_id in range(self.num_envs))

    def get_attr(self, name: str) -> tuple[Any, ...]:
        """An attribute of each environment."""
        return self.call(name)

    def set_attr(self, name: str, values: Any) -> None:
        """Sets an attribute of each environment: to its own of a list or tuple, else all to the same."""
        each = list(values) if isinstance(values, list | tuple) else [values] * self.num_envs
        if len(each) != self.num_envs:
            raise ValueError(
                f"there must be {self.num_envs} values, one for each environment; got {len(each)}"
            )
        self.pool.ask({i: ("set_attr", (name, value), {}) for i, value in enumerate(each)})

    def render(self) -> tuple[Any, ...]:
        """What each environment renders."""
        return self.call("render")

    @property
    def np_random_seed(self) -> tuple[int, ...]:
        """The seed of each environment's generator."""
        return self.get_attr("np_random_seed")

    @property
    def np_random(self) -> tuple[np.random.Generator, ...]:
        """A copy of each environment's generator."""
        return self.get_attr("np_random")

    def close_extras(self, **kwargs: Any) -> None:
        """Ends all workers, also in the middle of a step."""
        del kwargs
        self.pool.close()


def _begun(observation: Any, info: dict[str, Any], final: _Step | None) -> _Step:
    """The first observation of an episode, in the step that ended the one before or in the one after it."""
    if final is None:
        return _Step(observation, 0.0, False, False, info)
    return _Step(observation, final.reward, final.terminated, final.truncated, info, final)


def _raised(value: Any) -> Any:
    if isinstance(value, Exception):
        raise value
    return value
