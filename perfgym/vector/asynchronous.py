"""A pool for asyncio: hundreds of episodes in flight, each a coroutine, on a few cores."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence
from types import TracebackType
from typing import Any, Self

from perfgym.errors import HarnessError
from perfgym.vector.pool import Fault, MakeEnv, Pool

__all__ = ["AsyncPool"]

Reset = tuple[Any, dict[str, Any]]
Step = tuple[Any, float, bool, bool, dict[str, Any]]


class AsyncPool:
    """Environments in worker processes, each used by one coroutine at a time.

    ::

        async with AsyncPool(env_fns, step_timeout_s=600) as pool, pool.environment() as env_id:
            observation, info = await pool.reset(env_id, seed=1)
            observation, reward, terminated, truncated, info = await pool.step(env_id, action)

    Args:
        env_fns: Makes each environment, in its worker.
        step_timeout_s: Seconds that a step or a reset may take.
        max_restarts: Times in a row that one worker is replaced.
        cpus: Logical CPUs of each worker; empty for all.
    """

    def __init__(
        self,
        env_fns: Sequence[MakeEnv],
        *,
        step_timeout_s: float,
        max_restarts: int = 3,
        cpus: Sequence[Sequence[int]] = (),
    ) -> None:
        self.pool = Pool(env_fns, step_timeout_s=step_timeout_s, max_restarts=max_restarts, cpus=cpus)
        self._step_timeout_s = step_timeout_s
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._observations: dict[int, Any] = {}
        self._idle: asyncio.Queue[int] = asyncio.Queue()
        for env_id in range(self.pool.size):
            self._idle.put_nowait(env_id)

    @contextlib.asynccontextmanager
    async def environment(self) -> AsyncGenerator[int]:
        """Index of an environment that nobody else uses meanwhile; waits until there is one, in order."""
        env_id = await self._idle.get()
        try:
            yield env_id
        finally:
            if (left := self._answers.get(env_id)) is not None:  # its coroutine was cancelled in a step
                await asyncio.wait([left])
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
        alarm = loop.call_later(max(self.pool.seconds_left(env_id), 0.0) + 0.01, self._collect)
        try:
            value = await asyncio.shield(answer)
        finally:
            alarm.cancel()
        if isinstance(value, Exception):
            raise value
        return value

    def _watch(self, env_id: int) -> None:
        loop = asyncio.get_running_loop()
        for handle in self.pool.handles(env_id):
            loop.add_reader(handle, self._collect)

    def _collect(self) -> None:
        loop = asyncio.get_running_loop()
        for env_id in self._answers:  # a worker that is replaced closes its handles
            for handle in self.pool.handles(env_id):
                loop.remove_reader(handle)
        for result in self.pool.recv(at_least=0):
            answer = self._answers.pop(result.env_id)
            if not answer.cancelled():
                answer.set_result(result.value)
        for env_id in self._answers:
            self._watch(env_id)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends all workers, also those in the middle of a step. Twice is harmless."""
        with contextlib.suppress(RuntimeError):  # outside a loop nothing is watched
            loop = asyncio.get_running_loop()
            for env_id in self._answers:
                for handle in self.pool.handles(env_id):
                    loop.remove_reader(handle)
        self.pool.close()
