"""Environments in workers: requests to them, and results in the order of their completion.

A worker that dies, hangs, raises or cannot start is killed with every process that it started, and replaced.
Its request ends with a :class:`WorkerLoss`. The other workers are not affected.

Some environments give snapshots of their episodes (:class:`~perfgym.envs.resumable.Resumable`). The pool
keeps the last one of each. If a worker dies, the one that replaces it resumes the episode, and the request is
made once more. It ends with a loss only if that worker is lost, too.
"""

import itertools
import time
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gymnasium.error import AlreadyPendingCallError, ClosedEnvironmentError

from perfgym.envs.resumable import RESUME
from perfgym.errors import HarnessError
from perfgym.evaluation.info import fault_info
from perfgym.records import Fault, FaultOwner
from perfgym.vector.messages import EnvAnswer, EnvRequest, decode, encode
from perfgym.vector.worker import MADE
from perfgym.vector.workers import WorkerLostError, Workers

__all__ = ["Pool", "PoolResult", "WorkerLoss"]

_START_TIMEOUT_S = 60.0
_LONGEST_WAIT_S = 3600.0  # of one system call, which counts milliseconds in 32 bits
_DIED = "died"
_MADE_ONCE_MORE = ("step", "call")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerLoss:
    """The result of a request whose worker was lost.

    Attributes:
        kind: ``"died"``, ``"hung"`` or ``"raised"``.
        detail: The cause in words.
    """

    kind: str
    detail: str

    def __str__(self) -> str:
        """Kind and cause in one line."""
        return f"{self.kind}: {self.detail}"

    @property
    def info(self) -> dict[str, Any]:
        """The ``info`` of the step in which the worker was lost."""
        return fault_info({}, Fault(owner=FaultOwner.ENVIRONMENT, cause=str(self)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolResult:
    """The result of one request.

    Attributes:
        env_id: Index of the environment.
        value: The value that the call returned, an exception for the caller to handle, or a
            :class:`WorkerLoss`.
    """

    env_id: int
    value: Any


@dataclass(slots=True)
class _WorkerState:
    """The state of one worker.

    Attributes:
        made: Whether its environment has been made.
        request: Number of the request in progress; 0 for none.
        method: Method that the request calls.
        deadline: Monotonic time after which the worker counts as hanging.
        losses: Number of workers lost since the last step that succeeded.
        message: The request in progress, as it is sent.
        snapshot: The episode under way; None if its environment gives no snapshot.
        first_loss: The loss after which the request in progress is made once more; None for the first time.
        resuming: Number of the reset that resumes the episode before that; 0 for none.
    """

    made: bool = False
    request: int = 0
    method: str = ""
    deadline: float = float("inf")
    losses: int = 0
    message: bytes = b""
    snapshot: Any = None
    first_loss: WorkerLoss | None = None
    resuming: int = 0


class Pool:
    """Environments in workers.

    Args:
        workers: The workers.
        size: Number of environments.
        step_timeout_s: Seconds after which a worker that has not answered counts as hanging.
        max_restarts: Number of times that one worker is replaced without a successful step in between.

    Attributes:
        size: Number of environments.
        replaced: Number of workers that were replaced.
        resumed: Number of episodes that went on in another worker.

    Raises:
        PerfgymError: An environment cannot be made. The exception of its maker is raised as it is.
    """

    def __init__(self, workers: Workers, size: int, *, step_timeout_s: float, max_restarts: int) -> None:
        self.size = size
        self.replaced = 0
        self.resumed = 0
        self._workers = workers
        self._step_timeout_s = step_timeout_s
        self._max_restarts = max_restarts
        self._numbers = itertools.count(1)
        self._states = [_WorkerState() for _ in range(size)]
        self._done: list[PoolResult] = []
        self._end = weakref.finalize(self, _end_all, workers, self._states)
        try:
            for env_id in range(size):
                self._start(env_id)
            self._await_made()
        except BaseException:
            self.close()
            raise

    # ---- workers -----------------------------------------------------------------------------------

    def _start(self, env_id: int) -> None:
        self._workers.start(env_id)
        state = self._states[env_id]
        state.made, state.deadline = False, time.monotonic() + _START_TIMEOUT_S

    def _await_made(self) -> None:
        """Wait until every environment is made, so that an error of its maker is raised now."""
        while missing := [env_id for env_id, state in enumerate(self._states) if not state.made]:
            self._collect(missing, float("inf"))

    def _replace(self, env_id: int, loss: WorkerLoss) -> None:
        state = self._states[env_id]
        state.losses += 1
        if state.losses > self._max_restarts:
            self.close()
            raise HarnessError(
                f"worker {env_id} was lost {state.losses} times in a row, at last it "
                f"{loss}; more than max_restarts={self._max_restarts} is a crash loop"
            )
        self._workers.kill(env_id)
        self.replaced += 1
        self._start(env_id)

    # ---- requests and results ----------------------------------------------------------------------

    @property
    def busy(self) -> list[int]:
        """Indices of the environments with a request in progress, ascending."""
        return [env_id for env_id, state in enumerate(self._states) if state.request]

    @property
    def places(self) -> list[dict[str, Any]]:
        """Where each worker runs: its process ID as ``pid``, and e.g. its node."""
        return [self._workers.place(env_id) for env_id in range(self.size)]

    def handles(self, env_id: int) -> Sequence[int]:
        """File descriptors, one of which becomes readable when there is a result to receive; may be empty."""
        return self._workers.handles(env_id)

    def seconds_left(self, env_id: int) -> float:
        """Seconds until the worker, which has a request in progress, counts as hanging."""
        return self._states[env_id].deadline - time.monotonic()

    def send(self, env_id: int, method: str, *arguments: Any, **keywords: Any) -> None:
        """Request a call of one environment; :meth:`recv` returns its result.

        Args:
            env_id: Index of the environment.
            method: ``"reset"``, ``"step"``, ``"call"`` or ``"set_attr"``.
            *arguments: Positional arguments of the call.
            **keywords: Keyword arguments of the call.

        Raises:
            AlreadyPendingCallError: The environment has a request in progress.
            ClosedEnvironmentError: The pool is closed.
        """
        self.need_open()
        self._need_idle([env_id], method)
        state = self._states[env_id]
        request = EnvRequest(
            number=next(self._numbers), method=method, arguments=arguments, keywords=keywords
        )
        message = encode(request)
        starting_s = 0.0 if state.made else max(self.seconds_left(env_id), 0.0)
        state.request, state.method, state.message = request.number, method, message
        state.deadline = time.monotonic() + starting_s + self._step_timeout_s
        self._workers.send(env_id, message)

    def need_open(self) -> None:
        """Raise an error if the pool is closed.

        Raises:
            ClosedEnvironmentError: The user closed the pool, or a crash loop did.
        """
        if not self._end.alive:
            raise ClosedEnvironmentError("this pool is closed")

    def _need_idle(self, env_ids: Iterable[int], method: str) -> None:
        for env_id in env_ids:
            if not 0 <= env_id < self.size:
                raise IndexError(f"there are environments 0 to {self.size - 1}, got {env_id}")
            if self._states[env_id].request:
                raise AlreadyPendingCallError(
                    f"environment {env_id} has a request in progress: receive its result before {method!r}",
                    method,
                )

    def recv(self, at_least: int = 1, timeout_s: float | None = None) -> list[PoolResult]:
        """Return results in the order of their completion.

        Args:
            at_least: Number of results to wait for. If fewer are in progress, it waits for those.
            timeout_s: Seconds to wait at most; None for no limit.

        Returns:
            All results that have arrived; fewer than ``at_least`` after a timeout.

        Raises:
            ClosedEnvironmentError: The pool is closed.
        """
        self.need_open()
        until = float("inf") if timeout_s is None else time.monotonic() + timeout_s
        at_least = min(at_least, len(self._done) + len(self.busy))
        self._collect(self.busy, 0.0)
        while len(self._done) < at_least and time.monotonic() < until:
            self._collect(self.busy, until)
        results, self._done = self._done, []
        return results

    def _collect(self, env_ids: Sequence[int], until: float) -> None:
        """Take the answers that have arrived, after waiting for one until ``until``, a monotonic time."""
        if not env_ids:
            return
        nearest = min(self._states[env_id].deadline for env_id in env_ids)
        wait_s = min(min(until, nearest) - time.monotonic(), _LONGEST_WAIT_S)
        for env_id in self._workers.wait(env_ids, max(wait_s, 0.0)):
            self._take(env_id)
        now = time.monotonic()
        for env_id in env_ids:
            if self._states[env_id].deadline <= now:
                limit_s = self._step_timeout_s if self._states[env_id].made else _START_TIMEOUT_S
                self._lose(env_id, WorkerLoss(kind="hung", detail=f"no answer within {limit_s:g} s"))

    def _take(self, env_id: int) -> None:
        """Take the next answer of a worker that has answered or ended."""
        state = self._states[env_id]
        try:
            answer: EnvAnswer = decode(self._workers.take(env_id))
        except WorkerLostError as error:
            return self._lose(env_id, WorkerLoss(kind=_DIED, detail=str(error)))
        if answer.number == MADE:
            return self._begin(env_id, answer)
        if answer.number == state.resuming:
            return self._go_on(env_id, answer)
        if answer.failure:
            return self._lose(env_id, WorkerLoss(kind="raised", detail=answer.failure))
        if state.method == "step":  # a successful reset does not end a crash loop of steps
            state.losses = 0
        if state.method == "reset" or (state.method == "step" and answer.error is None):
            state.snapshot = answer.snapshot
        return self._finish(env_id, answer.error or answer.value)

    def _begin(self, env_id: int, answer: EnvAnswer) -> None:
        state = self._states[env_id]
        if answer.error is not None and not state.losses:
            raise answer.error
        if answer.error is not None:
            return self._lose(env_id, WorkerLoss(kind="raised", detail=repr(answer.error)))
        state.made = True
        state.deadline = time.monotonic() + self._step_timeout_s if state.request else float("inf")
        if state.first_loss is not None:
            self._resume(env_id)
        return None

    def _lose(self, env_id: int, loss: WorkerLoss) -> None:
        state = self._states[env_id]
        is_resumable = state.snapshot is not None and state.method in _MADE_ONCE_MORE
        if state.request and is_resumable and loss.kind == _DIED and state.first_loss is None:
            state.first_loss = loss
        elif state.request:
            state.snapshot = None
            self._finish(env_id, loss)
        self._replace(env_id, loss)

    def _resume(self, env_id: int) -> None:
        """Have a worker that replaces another one go on with its episode."""
        state = self._states[env_id]
        state.resuming = next(self._numbers)
        keywords = {"options": {RESUME: state.snapshot}}
        request = EnvRequest(number=state.resuming, method="reset", keywords=keywords)
        self._workers.send(env_id, encode(request))

    def _go_on(self, env_id: int, answer: EnvAnswer) -> None:
        """Make a request once more in an episode that was resumed."""
        state = self._states[env_id]
        state.resuming = 0
        if answer.failure or answer.error is not None:
            why = answer.failure or str(answer.error)
            detail = f"{state.first_loss}; the episode could not be resumed: {why}"
            return self._lose(env_id, WorkerLoss(kind="raised", detail=detail))
        self.resumed += 1
        state.deadline = time.monotonic() + self._step_timeout_s
        return self._workers.send(env_id, state.message)

    def _finish(self, env_id: int, value: Any) -> None:
        state = self._states[env_id]
        state.request, state.deadline = 0, float("inf")
        state.message, state.first_loss, state.resuming = b"", None, 0
        self._done.append(PoolResult(env_id=env_id, value=value))

    def ask(self, requests: Mapping[int, tuple[str, tuple[Any, ...], dict[str, Any]]]) -> dict[int, Any]:
        """Request a call of some environments and wait for all results.

        Args:
            requests: Index of an environment to method, arguments and keywords.

        Returns:
            Index of an environment to the value that the call returned, or a :class:`WorkerLoss`.

        Raises:
            ClosedEnvironmentError: The pool is closed.
            AlreadyPendingCallError: An environment has a request in progress; no call was requested.
            Exception: A call raised an exception for the caller to handle; it is raised after all have ended.
        """
        self.need_open()
        self._need_idle(requests, "ask")
        for env_id, (method, arguments, keywords) in requests.items():
            self.send(env_id, method, *arguments, **keywords)
        while any(self._states[env_id].request for env_id in requests):
            self._collect(self.busy, float("inf"))
        answers = {result.env_id: result for result in self._done if result.env_id in requests}
        self._done = [result for result in self._done if result is not answers.get(result.env_id)]
        found = {env_id: answer.value for env_id, answer in answers.items()}
        for value in found.values():
            if isinstance(value, Exception):
                raise value
        return found

    def close(self) -> None:
        """End all workers, even busy ones. Calling it twice is harmless."""
        self._end()


def _end_all(workers: Workers, states: Sequence[_WorkerState]) -> None:
    workers.close([env_id for env_id, state in enumerate(states) if state.request or state.losses])
