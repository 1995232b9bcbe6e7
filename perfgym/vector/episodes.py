"""Many episodes at a time in few workers, for coroutines."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, Self

from gymnasium import spaces
from gymnasium.error import ClosedEnvironmentError, Error

from perfgym.envs.resumable import RESUME
from perfgym.errors import HarnessError, SettingsError
from perfgym.vector.asynchronous import AsyncPool
from perfgym.vector.pool import WorkerLoss

__all__ = ["Episodes", "HostedEpisode"]

_StepReturn = tuple[Any, float, bool, bool, dict[str, Any]]


class Episodes:
    """Workers that hold any number of episodes, of several environment IDs.

    An episode belongs to one worker, and needs it only while it is reset or takes a step: an agent that
    thinks about its next action keeps no worker busy and no core leased.

    ::

        async with make_episodes({"PerfOptimize-sort-c-v0": {}}, num_workers=2) as episodes:
            async with episodes.episode("PerfOptimize-sort-c-v0") as episode:
                observation, info = await episode.reset(seed=1)
                observation, reward, terminated, truncated, info = await episode.step(action)

    Args:
        pool: Workers that each run an :class:`~perfgym.vector.host.EpisodeHost`; closed with this object.
        num_workers: Number of workers.
    """

    def __init__(self, pool: AsyncPool, num_workers: int) -> None:
        self._pool = pool
        self._locks = [asyncio.Lock() for _ in range(num_workers)]
        self._held = [0] * num_workers  # episodes under way in each worker
        self._numbers = itertools.count(1)
        self._requests: set[asyncio.Future[Any]] = set()

    async def action_spaces(self, env_ids: list[str]) -> Mapping[str, spaces.Space[Any]]:
        """Environment ID -> the space of its actions."""
        return {one: await self._pool.call(0, "action_space_of", one) for one in env_ids}

    @contextlib.asynccontextmanager
    async def episode(self, env_id: str) -> AsyncGenerator["HostedEpisode"]:
        """Yield an episode of an ID, in the worker that holds the fewest."""
        worker = min(range(len(self._held)), key=self._held.__getitem__)
        self._held[worker] += 1
        episode = HostedEpisode(self, worker, next(self._numbers), env_id)
        try:
            yield episode
        finally:
            self._held[worker] -= 1
            await episode.leave()

    async def ask(self, worker: int, request: Callable[[AsyncPool], Awaitable[Any]]) -> Any:
        """Make a request of a worker when it has answered those that came before.

        A coroutine that is cancelled does not end its request, so the worker stays taken until it answers.
        """

        async def ask_alone() -> Any:
            async with self._locks[worker]:
                return await request(self._pool)

        asked = asyncio.ensure_future(ask_alone())
        self._requests.add(asked)  # the loop keeps no reference
        asked.add_done_callback(self._forget)
        return await asyncio.shield(asked)

    def _forget(self, asked: "asyncio.Future[Any]") -> None:
        self._requests.discard(asked)
        if not asked.cancelled():
            asked.exception()  # marks it as retrieved: asyncio warns of exceptions that are not

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, even in the middle of a step. Calling it twice is harmless."""
        self._pool.close()


class HostedEpisode:
    """One episode in a worker that it shares with others."""

    def __init__(self, episodes: Episodes, worker: int, number: int, env_id: str) -> None:
        self._episodes = episodes
        self._worker = worker
        self._number = number
        self._env_id = env_id
        self._observation: Any = None
        self._snapshot: Any = None
        self._is_under_way = False

    async def reset(self, *, seed: int) -> tuple[Any, dict[str, Any]]:
        """Begin the episode. If its worker is lost, the worker that replaces it begins the episode."""
        self._is_under_way = True

        async def begin(pool: AsyncPool) -> tuple[Any, dict[str, Any]]:
            begun = await pool.reset(self._worker, seed=seed, options=self._options)
            await self._take_snapshot(pool)
            return begun

        self._observation, info = await self._episodes.ask(self._worker, begin)
        return self._observation, info

    async def step(self, action: Any) -> _StepReturn:
        """Take one step.

        If the worker was lost, and the environment gives snapshots, the worker that replaces it goes on with
        the episode. Otherwise, or if that one is lost too, the episode is truncated, with ``info["fault"]``
        1.0.
        """
        observation, reward, terminated, truncated, info = await self._episodes.ask(
            self._worker, lambda pool: self._step(pool, action)
        )
        if not info["fault"]:
            self._observation = observation
        self._is_under_way = not (terminated or truncated)
        return self._observation, reward, terminated, truncated, info

    async def _step(self, pool: AsyncPool, action: Any) -> _StepReturn:
        value = await pool.ask(self._worker, "step", (self._number, action))
        if self._snapshot is not None and _has_died(value):
            try:
                await pool.reset(self._worker, options={**self._options, RESUME: self._snapshot})
            except (Error, SettingsError) as error:
                value = WorkerLoss(kind="raised", detail=f"the episode could not be resumed: {error}")
            else:
                value = await pool.ask(self._worker, "step", (self._number, action))
        if isinstance(value, WorkerLoss):
            return self._observation, 0.0, False, True, value.info
        if self._snapshot is not None and not (value[2] or value[3]):
            await self._take_snapshot(pool)
        return value

    async def _take_snapshot(self, pool: AsyncPool) -> None:
        value = await pool.ask(self._worker, "call", "snapshot_of", self._number)
        self._snapshot = None if isinstance(value, WorkerLoss) else value

    @property
    def _options(self) -> dict[str, Any]:
        return {"episode": self._number, "env_id": self._env_id}

    async def leave(self) -> None:
        """End the episode before its end; its environment plays another one."""
        if self._is_under_way:
            self._is_under_way = False
            with contextlib.suppress(ClosedEnvironmentError, HarnessError):  # the episode is gone with them
                await self._episodes.ask(
                    self._worker, lambda pool: pool.call(self._worker, "leave", self._number)
                )


def _has_died(value: Any) -> bool:
    """Whether the worker died in a step, or before it: the one that replaced it has no such episode."""
    return value.kind == "died" if isinstance(value, WorkerLoss) else value[0] is None
