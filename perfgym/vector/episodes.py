"""Many episodes at a time in few workers, for coroutines."""

import asyncio
import contextlib
import itertools
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from types import TracebackType
from typing import Any, Self

from gymnasium import spaces
from gymnasium.error import ClosedEnvironmentError

from perfgym.errors import HarnessError
from perfgym.vector.asynchronous import AsyncPool

__all__ = ["Episodes", "HostedEpisode"]

_StepReturn = tuple[Any, float, bool, bool, dict[str, Any]]


class Episodes:
    """Workers that hold any number of episodes, of several environment IDs.

    An episode belongs to one worker, and needs it only while it is reset or takes a step: an agent that
    thinks about its next action keeps no worker busy and no core leased.

    ::

        async with make_episodes({"PerfOptimize-sort-c-v0": {}}, num_envs=2) as episodes:
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
        self._is_under_way = False

    async def reset(self, *, seed: int) -> tuple[Any, dict[str, Any]]:
        """Begin the episode. If its worker is lost, the worker that replaces it begins the episode."""
        options = {"episode": self._number, "env_id": self._env_id}
        self._is_under_way = True
        self._observation, info = await self._episodes.ask(
            self._worker, lambda pool: pool.reset(self._worker, seed=seed, options=options)
        )
        return self._observation, info

    async def step(self, action: Any) -> _StepReturn:
        """Take one step. If its worker was lost, the episode is truncated, with ``info["fault"]`` 1.0."""
        observation, reward, terminated, truncated, info = await self._episodes.ask(
            self._worker, lambda pool: pool.step(self._worker, (self._number, action))
        )
        if not info["fault"]:
            self._observation = observation
        self._is_under_way = not (terminated or truncated)
        return self._observation, reward, terminated, truncated, info

    async def leave(self) -> None:
        """End the episode before its end; its environment plays another one."""
        if self._is_under_way:
            self._is_under_way = False
            with contextlib.suppress(ClosedEnvironmentError, HarnessError):  # the episode is gone with them
                await self._episodes.ask(
                    self._worker, lambda pool: pool.call(self._worker, "leave", self._number)
                )
