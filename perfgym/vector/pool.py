"""Environments in processes of their own: requests to them, and results in order of completion.

A worker that dies, hangs, raises or cannot start is killed with all it started, and replaced; what
it was doing ends as a :class:`Fault`. The others do not notice.
"""

import contextlib
import itertools
import os
import signal
import sys
import threading
import time
import types
import weakref
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import dill
import gymnasium as gym
import multiprocess
from multiprocess import forkserver
from multiprocess.connection import wait

from perfgym.errors import HarnessError
from perfgym.vector.messages import Answer, Request, decode, encode
from perfgym.vector.worker import MADE, serve

__all__ = ["Fault", "MakeEnv", "Pool", "Result"]

MakeEnv = Callable[[], gym.Env[Any, Any]]

_END_TIMEOUT_S = 5.0
_START_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What became of a request whose worker was lost over it.

    Attributes:
        kind: ``"died"``, ``"hung"`` or ``"raised"``.
        detail: The cause in words.
    """

    kind: str
    detail: str

    @property
    def info(self) -> dict[str, Any]:
        """What an environment's info says of it."""
        return {"fault": 1.0, "fault_kind": f"{self.kind}: {self.detail}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one request.

    Attributes:
        env_id: Index of the environment.
        value: What the call returned, or a :class:`Fault`.
        wall_s: Seconds from sending it to its result.
    """

    env_id: int
    value: Any
    wall_s: float


@dataclass(slots=True, kw_only=True)
class _Worker:
    """One process and what it is doing."""

    process: Any
    connection: Any
    made: bool = False
    number: int = 0  # of the request it is on; 0 for none
    sent_at: float = 0.0
    deadline: float = field(default=float("inf"))


@contextlib.contextmanager
def _without_main() -> Generator[None]:
    """Workers do not run the caller's script again: what they need of it is sent by value."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


_pools = 0
_starting = threading.Lock()


def _context() -> Any:
    context = multiprocess.get_context("forkserver")
    context.set_forkserver_preload(["perfgym.vector.worker", "perfgym"])
    return context


def _kill(process: Any) -> None:
    """Ends a worker with all it started; its jails end by themselves when it has."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join(_END_TIMEOUT_S)
    process.close()


def _end_all(workers: list[_Worker], owner: int) -> None:
    """Ends all workers: those that are idle by hanging up, so that they close what they have."""
    if os.getpid() != owner:
        return
    for worker in workers:
        worker.connection.close()
    deadline = time.monotonic() + _END_TIMEOUT_S
    for worker in workers:
        if worker.number == 0:
            worker.process.join(max(deadline - time.monotonic(), 0.0))
    for worker in workers:
        _kill(worker.process)
    workers.clear()
    _forget_pool()


def _forget_pool() -> None:
    """The last pool takes the fork server along."""
    global _pools  # noqa: PLW0603 - how many pools this process has
    with _starting:
        _pools -= 1
        if _pools == 0:
            forkserver._forkserver._stop()  # noqa: SLF001 - there is no other way


class Pool:
    """Environments in processes of their own.

    Args:
        make_envs: Makes each environment, in its worker.
        step_timeout_s: Seconds after which a request's worker is taken to hang.
        max_restarts: Times in a row that one worker is replaced before the pool gives up.
        cpus: Logical CPUs of each worker; empty for all.

    Raises:
        PerfgymError: An environment cannot be made; whatever its maker raised is raised here.
    """

    def __init__(
        self,
        make_envs: Sequence[MakeEnv],
        *,
        step_timeout_s: float,
        max_restarts: int,
        cpus: Sequence[Sequence[int]] = (),
    ) -> None:
        global _pools  # noqa: PLW0603 - see _forget_pool
        self._make_envs = [dill.dumps(make_env, recurse=True) for make_env in make_envs]
        self._cpus = cpus or [()] * len(make_envs)
        self._step_timeout_s = step_timeout_s
        self._max_restarts = max_restarts
        self._restarts = [0] * len(make_envs)  # in a row
        self._numbers = itertools.count(1)
        self._workers: list[_Worker] = []
        self._done: list[Result] = []
        self.replaced = 0
        with _starting:
            _pools += 1
        self._end = weakref.finalize(self, _end_all, self._workers, os.getpid())
        try:
            self._workers += [self._start(env_id) for env_id in range(len(make_envs))]
            self._await_made(range(len(make_envs)))
        except BaseException:
            self.close()
            raise

    # ---- workers -----------------------------------------------------------------------------------

    def _start(self, env_id: int) -> _Worker:
        context = _context()
        ours, theirs = context.Pipe()
        with _starting, _without_main(), theirs:
            process = context.Process(
                target=serve,
                args=(theirs, self._make_envs[env_id], os.getpid(), self._cpus[env_id]),
                name=f"perfgym-{env_id}",
                daemon=True,
            )
            process.start()
        return _Worker(process=process, connection=ours, deadline=time.monotonic() + _START_TIMEOUT_S)

    def _await_made(self, env_ids: Iterable[int]) -> None:
        """Sees each worker's environment made.

        Raises:
            Exception: Whatever an environment's maker raised.
        """
        for env_id in env_ids:
            worker = self._workers[env_id]
            if not worker.made:
                if not wait([worker.connection, worker.process.sentinel], _START_TIMEOUT_S):
                    raise HarnessError(f"worker {env_id} did not start within {_START_TIMEOUT_S:g} s")
                self._take(env_id)

    def _replace(self, env_id: int, fault: Fault) -> None:
        worker = self._workers[env_id]
        worker.connection.close()
        _kill(worker.process)
        self._restarts[env_id] += 1
        self.replaced += 1
        if self._restarts[env_id] > self._max_restarts:
            raise HarnessError(
                f"worker {env_id} was lost {self._restarts[env_id]} times in a row, the last time it "
                f"{fault.kind}: {fault.detail}; more than max_restarts={self._max_restarts} is a crash loop"
            )
        self._workers[env_id] = self._start(env_id)

    # ---- requests and results ----------------------------------------------------------------------

    @property
    def size(self) -> int:
        """Number of environments."""
        return len(self._make_envs)

    @property
    def pids(self) -> list[int]:
        """Process of each worker."""
        return [worker.process.pid for worker in self._workers]

    @property
    def busy(self) -> list[int]:
        """Environments with a request in flight, ascending."""
        return [env_id for env_id, worker in enumerate(self._workers) if worker.number]

    def handles(self, env_id: int) -> tuple[int, int]:
        """Descriptors of which one can be read when there is something to receive, until then."""
        worker = self._workers[env_id]
        return worker.connection.fileno(), worker.process.sentinel

    def seconds_left(self, env_id: int) -> float:
        """Seconds until the worker of a request in flight is taken to hang."""
        return self._workers[env_id].deadline - time.monotonic()

    def send(self, env_id: int, method: str, *arguments: Any, **keywords: Any) -> None:
        """Asks one environment for something; its result comes with :meth:`recv`.

        Raises:
            HarnessError: It has a request in flight, or the pool is closed.
        """
        if not self._workers:
            raise HarnessError("this pool is closed")
        worker = self._workers[env_id]
        if worker.number:
            raise HarnessError(f"environment {env_id} has a request in flight: receive its result first")
        request = Request(number=next(self._numbers), method=method, arguments=arguments, keywords=keywords)
        worker.number, worker.sent_at = request.number, time.monotonic()
        worker.deadline = worker.sent_at + self._step_timeout_s + (0 if worker.made else _START_TIMEOUT_S)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # its end is seen when receiving
            worker.connection.send_bytes(encode(request))

    def recv(self, at_least: int = 1, timeout_s: float | None = None) -> list[Result]:
        """Results in order of completion.

        Args:
            at_least: How many to wait for; never more than are in flight.
            timeout_s: Seconds to wait at most; None for as long as it takes.

        Returns:
            What there is: fewer than asked for when time ran out.
        """
        until = float("inf") if timeout_s is None else time.monotonic() + timeout_s
        at_least = min(at_least, len(self._done) + len(self.busy))
        while True:
            self._collect(until if len(self._done) < at_least else 0.0)
            if len(self._done) >= at_least or time.monotonic() >= until:
                results, self._done = self._done, []
                return results

    def _collect(self, until: float) -> None:
        """Takes what there is; waits for something no longer than ``until``, a monotonic time."""
        waited_for = {
            handle: env_id
            for env_id, worker in enumerate(self._workers)
            if worker.number
            for handle in (worker.connection, worker.process.sentinel)
        }
        if not waited_for:
            return
        nearest = min(self._workers[env_id].deadline for env_id in waited_for.values())
        ready = wait(list(waited_for), max(min(until, nearest) - time.monotonic(), 0.0))
        for env_id in dict.fromkeys(waited_for[handle] for handle in ready):
            self._take(env_id)
        now = time.monotonic()
        for env_id in dict.fromkeys(waited_for.values()):
            worker = self._workers[env_id]
            if worker.number and worker.deadline <= now:
                self._lose(env_id, Fault(kind="hung", detail=f"no answer within {self._step_timeout_s:g} s"))

    def _take(self, env_id: int) -> None:
        """The next answer of a worker from which there is something to be had, if only its end."""
        worker = self._workers[env_id]
        try:
            answer: Answer = decode(worker.connection.recv_bytes())
        except (EOFError, OSError):
            worker.process.join(_END_TIMEOUT_S)
            return self._lose(env_id, Fault(kind="died", detail=_death(worker.process.exitcode)))
        if answer.number == MADE:
            worker.made = True
            worker.deadline = time.monotonic() + self._step_timeout_s
            if answer.error is not None:
                raise answer.error
            return None
        if answer.failure:
            return self._lose(env_id, Fault(kind="raised", detail=answer.failure))
        self._restarts[env_id] = 0
        return self._finish(env_id, worker, answer.error or answer.value)

    def _lose(self, env_id: int, fault: Fault) -> None:
        worker = self._workers[env_id]
        if worker.number:
            self._finish(env_id, worker, fault)
        self._replace(env_id, fault)

    def _finish(self, env_id: int, worker: _Worker, value: Any) -> None:
        worker.number, worker.deadline = 0, float("inf")
        self._done.append(Result(env_id=env_id, value=value, wall_s=time.monotonic() - worker.sent_at))

    def ask(self, requests: Mapping[int, tuple[str, tuple[Any, ...], dict[str, Any]]]) -> dict[int, Any]:
        """Asks several environments and waits for all of them.

        Args:
            requests: Environment to method, arguments and keywords.

        Raises:
            Exception: What a call raised that is its caller's to handle, after all have answered.
        """
        for env_id, (method, arguments, keywords) in requests.items():
            self.send(env_id, method, *arguments, **keywords)
        found = {result.env_id: result.value for result in self.recv(at_least=len(requests))}
        for value in found.values():
            if isinstance(value, Exception):
                raise value
        return found

    def close(self) -> None:
        """Ends all workers, also those that are busy. Twice is harmless."""
        self._end()


def _death(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return f"killed by {signal.Signals(-exit_code).name}"
    return f"ended with exit status {exit_code}"
