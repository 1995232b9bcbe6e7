"""A pool for asyncio: hundreds of episodes, each a coroutine, share a few environments."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from types import TracebackType
from typing import Any, Self

from gymnasium.error import ClosedEnvironmentError

from perfgym.errors import HarnessError
from perfgym.vector.pool import Pool, WorkerLoss

__all__ = ["AsyncPool"]

_AFTER_DEADLINE_S = 0.01
_POLL_S = 0.02  # for workers without descriptors

_ResetReturn = tuple[Any, dict[str, Any]]
_StepReturn = tuple[Any, float, bool, bool, dict[str, Any]]


class AsyncPool:
    """Environments in workers, each used by one coroutine at a time.

    ::

        async with perfgym.make_async("PerfOptimize-sort-c-v0", num_envs=4) as pool:
            async with pool.environment() as env_id:
                observation, info = await pool.reset(env_id, seed=1)
                observation, reward, terminated, truncated, info = await pool.step(env_id, action)

    Args:
        pool: The environments; closed together with this object.
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
        """Reserve an environment and yield its index; coroutines wait for one in the order of arrival."""
        env_id = await self._idle.get()
        try:
            yield env_id
        finally:
            if (left := self._answers.get(env_id)) is not None:  # the coroutine was cancelled in a step
                left.add_done_callback(lambda _: self._idle.put_nowait(env_id))
            else:
                self._idle.put_nowait(env_id)

    async def reset(
        self, env_id: int, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> _ResetReturn:
        """Begin an episode. If its worker is lost, the worker that replaces it begins the episode."""
        while isinstance(value := await self.ask(env_id, "reset", seed=seed, options=options), WorkerLoss):
            pass
        self._observations[env_id] = value[0]
        return value

    async def step(self, env_id: int, action: Any) -> _StepReturn:
        """Take one step. If its worker is lost, the episode is truncated, with ``info["fault"]`` 1.0."""
        value = await self.ask(env_id, "step", action)
        if isinstance(value, WorkerLoss):
            return self._observations[env_id], 0.0, False, True, value.info
        self._observations[env_id] = value[0]
        return value

    async def call(self, env_id: int, name: str, *args: Any, **kwargs: Any) -> Any:
        """Call a method, or read an attribute, of an environment."""
        value = await self.ask(env_id, "call", name, *args, **kwargs)
        if isinstance(value, WorkerLoss):
            raise HarnessError(f"the worker of environment {env_id} was lost in {name!r}: {value}")
        return value

    async def ask(self, env_id: int, method: str, *arguments: Any, **keywords: Any) -> Any:
        """Request a call of an environment, as :meth:`Pool.send` does; return its value or a WorkerLoss."""
        loop = asyncio.get_running_loop()
        self.pool.send(env_id, method, *arguments, **keywords)
        self._answers[env_id] = answer = loop.create_future()
        self._watch(env_id)
        value = await asyncio.shield(answer)
        if isinstance(value, Exception):
            raise value
        return value

    def _watch(self, env_id: int) -> None:
        """Arrange that :meth:`_collect` is called when a result may have arrived."""
        loop = asyncio.get_running_loop()
        handles = self.pool.handles(env_id)
        for handle in handles:
            loop.add_reader(handle, self._collect)
        left_s = max(self.pool.seconds_left(env_id), 0.0) + _AFTER_DEADLINE_S
        wait_s = left_s if handles else min(left_s, _POLL_S)
        self._alarms[env_id] = loop.call_later(wait_s, self._collect)

    def _unwatch(self) -> None:
        loop = asyncio.get_running_loop()
        for env_id in self._answers:
            self._alarms.pop(env_id).cancel()
            for handle in self.pool.handles(env_id):
                loop.remove_reader(handle)

    def _collect(self) -> None:
        self._unwatch()  # replacing a worker closes its handles
        try:
            results = self.pool.recv(at_least=0)
        except Exception as error:  # noqa: BLE001 - whatever it is, the waiting coroutines get it
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
                answer.exception()  # marks it as retrieved: asyncio warns of exceptions that are not

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers, even in the middle of a step. Calling it twice is harmless."""
        with contextlib.suppress(RuntimeError):  # there is no running loop, so nothing is watched
            self._unwatch()
        self._give_up(ClosedEnvironmentError("this pool was closed"))
        self.pool.close()
