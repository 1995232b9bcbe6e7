"""A pool as a :class:`gymnasium.vector.VectorEnv`, for trainers that step all environments together."""

import contextlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from gymnasium import spaces
from gymnasium.error import AlreadyPendingCallError, ResetNeeded
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space, concatenate, create_empty_array, iterate
from numpy.typing import NDArray

from perfgym.errors import HarnessError, SettingsError
from perfgym.vector.pool import Fault, Pool, Result

__all__ = ["PoolVectorEnv", "Transition"]

_Steps = tuple[Any, NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """What one step of one environment came to.

    Attributes:
        env_id: Index of the environment.
        observation: As the environment gave it: one element of ``single_observation_space``.
        reward: Reward of the step.
        terminated: Whether the task ended.
        truncated: Whether the episode was cut off; so it is where the worker was lost.
        info: As the environment gave it; after a lost worker ``fault`` and ``fault_kind``.
        final: How the episode ended, where the observation is the first of the next one
            (``AutoresetMode.SAME_STEP``); else None.
    """

    env_id: int
    observation: Any
    reward: float
    terminated: bool
    truncated: bool
    info: dict[str, Any]
    final: "Transition | None" = None

    @property
    def ended(self) -> bool:
        """Whether the environment needs a reset before its next step."""
        return (self.terminated or self.truncated) and self.final is None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reset:
    """A reset in flight: what it was asked with, and the step it belongs to where nobody asked for it."""

    seed: int | None = None
    options: dict[str, Any] | None = None
    for_step: Transition | None = None


class PoolVectorEnv(VectorEnv[Any, Any, Any]):
    """Environments in workers, none of which can stop the others.

    Observations, rewards and infos are those of the same environments stepped one by one. A worker
    that dies, hangs or raises is replaced; its episode ends truncated with the last observation
    there was, reward 0.0, ``info["fault"]`` 1.0 and the cause in ``info["fault_kind"]``.

    :meth:`step` steps all together; :meth:`send` and :meth:`recv` let each go at its own pace.

    Attributes:
        at_close: What is done once all workers have ended.

    Args:
        pool: The workers; the vector environment closes them.
        autoreset_mode: When an environment whose episode has ended begins again; see
            :class:`gymnasium.vector.AutoresetMode`.

    Raises:
        SettingsError: The environments have different spaces.
        HarnessError: A worker was lost more often than the pool bears.
    """

    def __init__(self, pool: Pool, autoreset_mode: str | AutoresetMode = AutoresetMode.NEXT_STEP) -> None:
        super().__init__()
        self.autoreset_mode = AutoresetMode(autoreset_mode)
        self.num_envs = pool.size
        self.pool = pool
        self.at_close = contextlib.ExitStack()
        self.single_observation_space: spaces.Space[Any]
        self.single_action_space: spaces.Space[Any]
        self._observations: list[Any] = [None] * self.num_envs
        self._ended = np.zeros(self.num_envs, dtype=np.bool_)
        self._resets: dict[int, _Reset] = {}  # in flight
        self._begun: dict[int, dict[str, Any] | Exception] = {}  # infos of resets that were asked for
        self._arrived: list[Transition | Exception] = []
        try:
            self._learn_spaces()
        except BaseException:
            pool.close()
            raise

    def _learn_spaces(self) -> None:
        both = list(zip(self.get_attr("observation_space"), self.get_attr("action_space"), strict=True))
        if any(each != both[0] for each in both):
            raise SettingsError("all environments of a pool must have the same spaces")
        self.single_observation_space, self.single_action_space = both[0]
        self.observation_space = batch_space(self.single_observation_space, self.num_envs)
        self.action_space = batch_space(self.single_action_space, self.num_envs)
        metadata, self.render_mode = (self.call(name)[0] for name in ("metadata", "render_mode"))
        self.metadata = {**metadata, "autoreset_mode": self.autoreset_mode}

    # ---- all together ------------------------------------------------------------------------------

    def reset(
        self, *, seed: int | Sequence[int | None] | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Any, dict[str, Any]]:
        """Resets all environments, or those of ``options["reset_mask"]``; the others may be in a step.

        Args:
            seed: One for each, or an integer that the first gets, the second one more, and so on.
            options: Given to each environment, but for ``reset_mask``: booleans, shape (num_envs,).
        """
        seeds = self._seeds(seed)
        options = dict(options) if options is not None else None
        chosen = self._chosen(options)
        for env_id in chosen:
            self._send_reset(env_id, _Reset(seed=seeds[env_id], options=options))
        while any(env_id in self._resets for env_id in chosen):
            self._advance()
        begun = [self._begun.pop(env_id) for env_id in chosen]
        infos: dict[str, Any] = {}
        for env_id, info in zip(chosen, begun, strict=True):
            if isinstance(info, Exception):
                raise info
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
        mask: Any = options.pop("reset_mask")
        right = getattr(mask, "dtype", None) == np.bool_ and mask.shape == (self.num_envs,)
        if not right or not mask.any():
            raise ValueError(
                f"options['reset_mask'] must be an array of {self.num_envs} booleans, one or more of them "
                f"true; got {mask!r}"
            )
        return [int(i) for i in np.flatnonzero(mask)]

    def step(self, actions: Any) -> _Steps:
        """Steps all environments.

        Args:
            actions: A batched action (a dict of sequences), or a sequence of single actions.

        Raises:
            ResetNeeded: With autoreset disabled, an environment has ended and was not reset.
            InvalidAction: An environment cannot do with its action; the others have done their step.
            AlreadyPendingCallError: Steps that were sent have not been received.
            ClosedEnvironmentError: The pool is closed.
        """
        self.pool.need_open()
        if self._arrived:
            raise AlreadyPendingCallError("receive what was sent before stepping all environments", "step")
        self.send(range(self.num_envs), actions)
        return self._together(self.recv_all())

    def recv_all(self) -> list[Transition]:
        """All steps in flight, by environment.

        Raises:
            InvalidAction: An environment could not do with its action; the others have done their step, and
                what came of these is lost.
        """
        while self.pool.busy:
            self._advance()
        arrived, self._arrived = self._arrived, []
        steps: dict[int, Transition] = {}
        for each in arrived:
            if isinstance(each, Exception):
                raise each
            steps[each.env_id] = each
        return [steps[env_id] for env_id in sorted(steps)]

    def _together(self, steps: list[Transition]) -> _Steps:
        infos: dict[str, Any] = {}
        for env_id, step in enumerate(steps):
            if step.final is not None:
                final = {"final_obs": step.final.observation, "final_info": step.final.info}
                infos = self._add_info(infos, final, env_id)
            infos = self._add_info(infos, step.info, env_id)
        terminated = np.array([step.terminated for step in steps], dtype=np.bool_)
        truncated = np.array([step.truncated for step in steps], dtype=np.bool_)
        rewards = np.array([step.reward for step in steps], dtype=np.float64)
        return self._batched(), rewards, terminated, truncated, infos

    def _batched(self) -> Any:
        out = create_empty_array(self.single_observation_space, n=self.num_envs, fn=np.zeros)
        return concatenate(self.single_observation_space, self._observations, out)

    # ---- each at its own pace ----------------------------------------------------------------------

    def send(self, env_ids: Iterable[int], actions: Any) -> None:
        """Begins a step of some environments and returns at once.

        Where an environment's episode has ended, ``AutoresetMode.NEXT_STEP`` resets it and the
        action is not used, as in :meth:`step`.

        Args:
            env_ids: Indices of environments that have no step in flight.
            actions: Their actions: batched (a dict of sequences), or a sequence of single actions.

        Raises:
            ResetNeeded: With autoreset disabled, an environment has ended and was not reset.
            AlreadyPendingCallError: An environment has a step in flight.
        """
        env_ids = list(env_ids)
        each = self._each(actions, len(env_ids))
        if busy := sorted({*env_ids} & {*self.pool.busy}):
            raise AlreadyPendingCallError(f"environments {busy} are in a step: receive it first", "step")
        over = [env_id for env_id in env_ids if self._ended[env_id]]
        if over and self.autoreset_mode is AutoresetMode.DISABLED:
            raise ResetNeeded(f"environments {over} have ended: reset them before the next step")
        for env_id, action in zip(env_ids, each, strict=True):
            if self._ended[env_id]:
                nothing = Transition(
                    env_id=env_id, observation=None, reward=0.0, terminated=False, truncated=False, info={}
                )
                self._send_reset(env_id, _Reset(for_step=nothing))
            else:
                self.pool.send(env_id, "step", action)

    def _each(self, actions: Any, count: int) -> list[Any]:
        """Single actions."""
        single: Any = self.single_action_space
        listed = isinstance(actions, list | tuple) and isinstance(single, spaces.Dict)
        each: list[Any] = list(
            cast("Any", actions) if listed else iterate(batch_space(single, count), actions)
        )
        if len(each) != count:
            raise ValueError(f"there must be {count} actions, one for each environment; got {len(each)}")
        return each

    def recv(self, min: int = 1, timeout_s: float | None = None) -> list[Transition]:  # noqa: A002 - at least
        """Steps that :meth:`send` began, in order of completion.

        Args:
            min: How many to wait for; never more than there are.
            timeout_s: Seconds to wait at most; None for as long as it takes.

        Returns:
            What there is: fewer than ``min`` when time ran out.

        Raises:
            InvalidAction: An environment could not do with its action. Other steps are not lost.
        """
        until = float("inf") if timeout_s is None else time.monotonic() + timeout_s
        self._advance(0.0)
        while self.pool.busy and len(self._arrived) < min and (left_s := until - time.monotonic()) > 0:
            self._advance(left_s)
        for position, each in enumerate(self._arrived):
            if isinstance(each, Exception):
                del self._arrived[position]
                raise each
        arrived, self._arrived = self._arrived, []
        return [each for each in arrived if isinstance(each, Transition)]

    # ---- requests to the pool and what comes of them -----------------------------------------------

    def _send_reset(self, env_id: int, reset: _Reset) -> None:
        self.pool.send(env_id, "reset", seed=reset.seed, options=reset.options)
        self._resets[env_id] = reset

    def _advance(self, timeout_s: float = float("inf")) -> None:
        """Takes what workers have answered; waits for one answer no longer than so."""
        for result in self.pool.recv(timeout_s=timeout_s):
            if result.env_id in self._resets:
                self._take_reset(result, self._resets.pop(result.env_id))
            else:
                self._take_step(result)

    def _take_reset(self, result: Result, reset: _Reset) -> None:
        env_id, value = result.env_id, result.value
        if isinstance(value, Fault):  # its worker is replaced; the episode had not begun
            self._send_reset(env_id, reset)
        elif isinstance(value, Exception):
            self._file_reset(env_id, reset, value)
        else:
            self._observations[env_id], info = value
            self._ended[env_id] = False
            self._file_reset(env_id, reset, info)

    def _file_reset(self, env_id: int, reset: _Reset, came_of_it: dict[str, Any] | Exception) -> None:
        step = reset.for_step
        if step is None:
            self._begun[env_id] = came_of_it
        elif isinstance(came_of_it, Exception):
            self._arrived.append(came_of_it)
        else:
            self._arrived.append(replace(step, observation=self._observations[env_id], info=came_of_it))

    def _take_step(self, result: Result) -> None:
        env_id, value = result.env_id, result.value
        if isinstance(value, Exception):
            self._arrived.append(value)
            return
        if isinstance(value, Fault):
            value = self._observations[env_id], 0.0, False, True, value.info
        observation, reward, terminated, truncated, info = value
        step = Transition(
            env_id=env_id,
            observation=observation,
            reward=float(reward),
            terminated=bool(terminated),
            truncated=bool(truncated),
            info=info,
        )
        self._observations[env_id] = observation
        self._ended[env_id] = step.ended
        if step.ended and self.autoreset_mode is AutoresetMode.SAME_STEP:
            self._send_reset(env_id, _Reset(for_step=replace(step, final=step)))
        else:
            self._arrived.append(step)

    # ---- the environments themselves ---------------------------------------------------------------

    def call(self, name: str, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        """What a method, or an attribute, of each environment gives."""
        return self.call_some(range(self.num_envs), name, *args, **kwargs)

    def call_some(self, env_ids: Iterable[int], name: str, *args: Any, **kwargs: Any) -> tuple[Any, ...]:
        """What a method, or an attribute, of some environments gives, in their order."""
        chosen = list(env_ids)
        found = self._asked(name, dict.fromkeys(chosen, ("call", (name, *args), kwargs)))
        return tuple(found[env_id] for env_id in chosen)

    def _asked(self, name: str, requests: dict[int, tuple[str, tuple[Any, ...], dict[str, Any]]]) -> Any:
        found = self.pool.ask(requests)
        for env_id, value in found.items():
            if isinstance(value, Fault):
                raise HarnessError(f"environment {env_id} {value.kind} over {name}: {value.detail}")
        return found

    def get_attr(self, name: str) -> tuple[Any, ...]:
        """An attribute of each environment."""
        return self.call(name)

    def set_attr(self, name: str, values: Any) -> None:
        """Sets an attribute of each environment: to its own of a list or tuple, else all to the same.

        A worker that takes the place of one that was lost begins without.
        """
        each: list[Any] = (
            [*cast("Any", values)] if isinstance(values, list | tuple) else [values] * self.num_envs
        )
        if len(each) != self.num_envs:
            raise ValueError(
                f"there must be {self.num_envs} values, one for each environment; got {len(each)}"
            )
        self.set_attr_some(name, dict(enumerate(each)))

    def set_attr_some(self, name: str, values: Mapping[int, Any]) -> None:
        """Sets an attribute of some environments, by index."""
        self._asked(name, {env_id: ("set_attr", (name, value), {}) for env_id, value in values.items()})

    def render(self) -> tuple[Any, ...]:
        """What each environment renders."""
        return self.call("render")

    @property
    def np_random_seed(self) -> tuple[int, ...]:  # pyright: ignore[reportIncompatibleMethodOverride] - as SyncVectorEnv
        """The seed of each environment's generator."""
        return self.get_attr("np_random_seed")

    @property
    def np_random(self) -> tuple[np.random.Generator, ...]:  # pyright: ignore[reportIncompatibleMethodOverride] - as there
        """A copy of each environment's generator."""
        return self.get_attr("np_random")

    def close_extras(self, **kwargs: Any) -> None:
        """Ends all workers, also in the middle of a step."""
        del kwargs
        self.pool.close()
        self.at_close.close()
