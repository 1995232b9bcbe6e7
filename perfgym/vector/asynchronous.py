"""A pool for asyncio: hundreds of episodes in flight, each a coroutine, on a few cores."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from types import TracebackType
from typing import Any, Self

from gymnasium.error import ClosedEnvironmentError

from perfgym.errors import HarnessError
from perfgym.vector.pool import Fault, Pool

__all__ = ["AsyncPool"]

_AFTER_DEADLINE_S = 0.01
_LOOK_AGAIN_S = 0.02  # where workers have no descriptors to wait for

Reset = tuple[Any, dict[str, Any]]
Step = tuple[Any, float, bool, bool, dict[str, Any]]


class AsyncPool:
    """Environments in workers, each used by one coroutine at a time.

    ::

        async with perfgym.make_async("PerfOptimize-sort-c-v0", num_envs=4) as pool:
            async with pool.environment() as env_id:
                observation, info = await pool.reset(env_id, seed=1)
                observation, reward, terminated, truncated, info = await pool.step(env_id, action)

    Args:
        pool: The workers; closed together with this.
    """

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._alarms: dict[int, asyncio.TimerHandle] = {}
        self._observations: dict[int, Any] = {}
        self._idle: asyncio.Queue[int] = asyncio.Queue()
        for env_id in range(pool.size):
            self._idle.put_nowait(env_id)

    @contextlib.asynccontextmanager
    async def environment(self) -> AsyncGenerator[int]:
        """Index of an environment that nobody else uses meanwhile; waits until there is one, in order."""
        env_id = await self._idle.get()
        try:
            yield env_id
        finally:
            if (left := self._answers.get(env_id)) is not None:  # its coroutine was cancelled in a step
                left.add_done_callback(lambda _: self._idle.put_nowait(env_id))
            else:
                self._idle.put_nowait(env_id)

    async def reset(
        self, env_id: int, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> Reset:
        """Begins an episode; a worker that is lost over it is replaced and asked again."""
        while isinstance(value := await self._ask(env_id, "reset", seed=seed, options=options), Fault):
            pass
        self._observations[env_id] = value[0]
        return value

    async def step(self, env_id: int, action: Any) -> Step:
        """One step; where the worker was lost over it the episode is truncated, with ``info["fault"]``."""
        value = await self._ask(env_id, "step", action)
        if isinstance(value, Fault):
            return self._observations[env_id], 0.0, False, True, value.info
        self._observations[env_id] = value[0]
        return value

    async def call(self, env_id: int, name: str, *args: Any, **kwargs: Any) -> Any:
        """What a method, or an attribute, of an environment gives."""
        value = await self._ask(env_id, "call", name, *args, **kwargs)
        if isinstance(value, Fault):
            raise HarnessError(f"environment {env_id} {value.kind} over {name}: {value.detail}")
        return value

    async def _ask(self, env_id: int, method: str, *arguments: Any, **keywords: Any) -> Any:
        loop = asyncio.get_running_loop()
        self.pool.send(env_id, method, *arguments, **keywords)
        self._answers[env_id] = answer = loop.create_future()
        self._watch(env_id)
        value = await asyncio.shield(answer)
        if isinstance(value, Exception):
            raise value
        return value

    def _watch(self, env_id: int) -> None:
        """Has :meth:`_collect` called when there may be something to receive."""
        loop = asyncio.get_running_loop()
        handles = self.pool.handles(env_id)
        for handle in handles:
            loop.add_reader(handle, self._collect)
        left_s = max(self.pool.seconds_left(env_id), 0.0) + _AFTER_DEADLINE_S
        wait_s = left_s if handles else min(left_s, _LOOK_AGAIN_S)
        self._alarms[env_id] = loop.call_later(wait_s, self._collect)

    def _unwatch(self) -> None:
        loop = asyncio.get_running_loop()
        for env_id in self._answers:
            self._alarms.pop(env_id).cancel()
            for handle in self.pool.handles(env_id):
                loop.remove_reader(handle)

    def _collect(self) -> None:
        self._unwatch()  # a worker that is replaced closes its handles
        try:
            results = self.pool.recv(at_least=0)
        except Exception as error:  # noqa: BLE001 - whatever it is, those who wait are to hear of it
            return self._give_up(error)
        for result in results:
            answer = self._answers.pop(result.env_id)
            if not answer.cancelled():
                answer.set_result(result.value)
        for env_id in self._answers:
            self._watch(env_id)
        return None

    def _give_up(self, error: Exception) -> None:
        answers, self._answers = self._answers, {}
        for answer in answers.values():
            if not answer.cancelled():
                answer.set_exception(error)
                answer.exception()  # nobody may be waiting any more, and need not be warned of

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers, also those in the middle of a step. Twice is harmless."""
        with contextlib.suppress(RuntimeError):  # outside a loop nothing is watched
            self._unwatch()
        self._give_up(ClosedEnvironmentError("this pool was closed"))
        self.pool.close()
