"""A pool as a :class:`gymnasium.vector.VectorEnv`, for trainers that step all environments together."""

import contextlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from gymnasium import spaces
from gymnasium.error import AlreadyPendingCallError, ResetNeeded
from gymnasium.vector import AutoresetMode
from gymnasium.vector.utils import batch_space, concatenate, create_empty_array, iterate
from numpy.typing import NDArray

from perfgym.errors import SettingsError
from perfgym.vector.pool import Pool, PoolResult, WorkerLoss
from perfgym.vector.remote import RemoteAttributes
from perfgym.vector.transition import Transition

__all__ = ["PoolVectorEnv"]

_Steps = tuple[Any, NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reset:
    """A reset in progress.

    Attributes:
        seed: Seed of the reset.
        options: Options of the reset.
        for_step: The step that the reset belongs to, if autoreset made it; None if the caller requested it.
    """

    seed: int | None = None
    options: dict[str, Any] | None = None
    for_step: Transition | None = None


class PoolVectorEnv(RemoteAttributes):
    """A vector environment whose environments run in workers, so that none can stop the others.

    Observations, rewards and infos are the same as those of the environments stepped one by one. A worker
    that dies, hangs or raises is replaced. Its episode ends truncated, with the last observation before the
    loss, reward 0.0, ``info["fault"]`` 1.0 and the cause in ``info["fault_kind"]``. The episode of an
    environment that gives snapshots goes on instead, unless the same step loses two workers.

    :meth:`step` steps all environments together; :meth:`send` and :meth:`recv` step each at its own pace.

    Attributes:
        pool: The environments.
        at_close: Callbacks that run after all workers have ended.

    Args:
        pool: The environments; the vector environment closes the pool.
        autoreset_mode: When an environment whose episode has ended is reset; see
            :class:`gymnasium.vector.AutoresetMode`.

    Raises:
        SettingsError: The environments have different spaces.
        HarnessError: A worker was lost more often than the pool's ``max_restarts``.
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
        self._resets: dict[int, _Reset] = {}  # in progress
        self._begun: dict[int, dict[str, Any] | Exception] = {}  # infos of resets that the caller requested
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
        """Reset all environments, or some of them while the others are in a step.

        Args:
            seed: A seed for each environment, or an integer: the seed of the first one. Each other one gets
                the seed of the one before it plus 1.
            options: Options for each environment. ``reset_mask``, booleans of shape (num_envs,), chooses the
                environments to reset and is not passed on.
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
        """Step all environments.

        Args:
            actions: A batched action (a dict of sequences), or a sequence of single actions.

        Raises:
            ResetNeeded: Autoreset is disabled, and the episode of an environment has ended.
            InvalidAction: The action of an environment is invalid; the others have taken their step.
            AlreadyPendingCallError: Steps were sent and have not been received.
            ClosedEnvironmentError: The pool is closed.
        """
        self.pool.need_open()
        if self._arrived:
            raise AlreadyPendingCallError("call recv() for the steps that were sent before step()", "step")
        self.send(range(self.num_envs), actions)
        return self._together(self.recv_all())

    def recv_all(self) -> list[Transition]:
        """Wait for all steps in progress; return them in the order of the environments.

        Raises:
            InvalidAction: The action of an environment is invalid. The results of the other steps are lost.
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
        """Begin a step of some environments, without waiting for its end.

        If an environment's episode has ended, ``AutoresetMode.NEXT_STEP`` resets it and ignores the action,
        as in :meth:`step`.

        Args:
            env_ids: Indices of environments that have no step in progress.
            actions: Their actions: batched (a dict of sequences), or a sequence of single actions.

        Raises:
            ResetNeeded: Autoreset is disabled, and the episode of an environment has ended.
            AlreadyPendingCallError: An environment has a step in progress.
        """
        env_ids = list(env_ids)
        each = self._each(actions, len(env_ids))
        if busy := sorted({*env_ids} & {*self.pool.busy}):
            raise AlreadyPendingCallError(f"environments {busy} are in a step: call recv() first", "step")
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
        """The actions one by one."""
        single: Any = self.single_action_space
        listed = isinstance(actions, list | tuple) and isinstance(single, spaces.Dict)
        each: list[Any] = list(
            cast("Any", actions) if listed else iterate(batch_space(single, count), actions)
        )
        if len(each) != count:
            raise ValueError(f"there must be {count} actions, one for each environment; got {len(each)}")
        return each

    def recv(self, at_least: int = 1, timeout_s: float | None = None) -> list[Transition]:
        """Return steps that :meth:`send` began, in the order of their completion.

        Args:
            at_least: Number of steps to wait for. If fewer are in progress, it waits for those.
            timeout_s: Seconds to wait at most; None for no limit.

        Returns:
            All steps that are complete; fewer than ``at_least`` after a timeout.

        Raises:
            InvalidAction: The action of an environment is invalid. No other step is lost.
        """
        until = float("inf") if timeout_s is None else time.monotonic() + timeout_s
        self._advance(0.0)
        while self.pool.busy and len(self._arrived) < at_least and (left_s := until - time.monotonic()) > 0:
            self._advance(left_s)
        for position, each in enumerate(self._arrived):
            if isinstance(each, Exception):
                del self._arrived[position]
                raise each
        arrived, self._arrived = self._arrived, []
        return [each for each in arrived if isinstance(each, Transition)]

    # ---- requests to the pool, and their results ---------------------------------------------------

    def _send_reset(self, env_id: int, reset: _Reset) -> None:
        self.pool.send(env_id, "reset", seed=reset.seed, options=reset.options)
        self._resets[env_id] = reset

    def _advance(self, timeout_s: float = float("inf")) -> None:
        """Process the results that have arrived, after waiting for one for at most ``timeout_s``."""
        for result in self.pool.recv(timeout_s=timeout_s):
            if result.env_id in self._resets:
                self._take_reset(result, self._resets.pop(result.env_id))
            else:
                self._take_step(result)

    def _take_reset(self, result: PoolResult, reset: _Reset) -> None:
        env_id, value = result.env_id, result.value
        if isinstance(value, WorkerLoss):  # the worker was replaced, and the episode had not begun
            self._send_reset(env_id, reset)
        elif isinstance(value, Exception):
            self._file_reset(env_id, reset, value)
        else:
            self._observations[env_id], info = value
            self._ended[env_id] = False
            self._file_reset(env_id, reset, info)

    def _file_reset(self, env_id: int, reset: _Reset, outcome: dict[str, Any] | Exception) -> None:
        step = reset.for_step
        if step is None:
            self._begun[env_id] = outcome
        elif isinstance(outcome, Exception):
            self._arrived.append(outcome)
        else:
            self._arrived.append(replace(step, observation=self._observations[env_id], info=outcome))

    def _take_step(self, result: PoolResult) -> None:
        env_id, value = result.env_id, result.value
        if isinstance(value, Exception):
            self._arrived.append(value)
            return
        if isinstance(value, WorkerLoss):
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

    def close_extras(self, **kwargs: Any) -> None:
        """End all workers, even in the middle of a step."""
        del kwargs
        self.pool.close()
        self.at_close.close()
