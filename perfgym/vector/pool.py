"""Environments in workers: requests to them, and results in order of completion.

A worker that dies, hangs, raises or cannot start is killed with all it started, and replaced; what
it was doing ends as a :class:`Fault`. The others do not notice.
"""

import itertools
import time
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gymnasium.error import AlreadyPendingCallError, ClosedEnvironmentError

from perfgym.errors import HarnessError
from perfgym.vector.messages import Answer, Request, decode, encode
from perfgym.vector.worker import MADE
from perfgym.vector.workers import WorkerLostError, Workers

__all__ = ["Fault", "Pool", "Result"]

_START_TIMEOUT_S = 60.0
_LONGEST_WAIT_S = 3600.0  # at once; the system counts milliseconds in 32 bits


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
        value: What the call returned, an exception that is its caller's to handle, or a :class:`Fault`.
    """

    env_id: int
    value: Any


@dataclass(slots=True)
class _State:
    """What a worker is doing.

    Attributes:
        made: Whether its environment is.
        request: Number of the request it is on; 0 for none.
        method: What that asks for.
        deadline: When it is taken to hang, as a monotonic time.
        losses: Workers lost since the last step that went well.
    """

    made: bool = False
    request: int = 0
    method: str = ""
    deadline: float = float("inf")
    losses: int = 0


class Pool:
    """Environments in workers.

    Args:
        workers: Who runs them.
        size: Number of environments.
        step_timeout_s: Seconds after which a request's worker is taken to hang.
        max_restarts: Times in a row that one worker is replaced before the pool gives up.

    Raises:
        PerfgymError: An environment cannot be made; whatever its maker raised is raised here.
    """

    def __init__(self, workers: Workers, size: int, *, step_timeout_s: float, max_restarts: int) -> None:
        self.size = size
        self.replaced = 0
        self._workers = workers
        self._step_timeout_s = step_timeout_s
        self._max_restarts = max_restarts
        self._numbers = itertools.count(1)
        self._states = [_State() for _ in range(size)]
        self._done: list[Result] = []
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
        """Sees each environment made, so that what is wrong with it is told at once."""
        while missing := [env_id for env_id, state in enumerate(self._states) if not state.made]:
            self._collect(missing, float("inf"))

    def _replace(self, env_id: int, fault: Fault) -> None:
        state = self._states[env_id]
        state.losses += 1
        if state.losses > self._max_restarts:
            self.close()
            raise HarnessError(
                f"worker {env_id} was lost {state.losses} times in a row, the last time it "
                f"{fault.kind}: {fault.detail}; more than max_restarts={self._max_restarts} is a crash loop"
            )
        self._workers.kill(env_id)
        self.replaced += 1
        self._start(env_id)

    # ---- requests and results ----------------------------------------------------------------------

    @property
    def busy(self) -> list[int]:
        """Environments with a request in flight, ascending."""
        return [env_id for env_id, state in enumerate(self._states) if state.request]

    @property
    def places(self) -> list[dict[str, Any]]:
        """Where each worker is: its process ID as ``pid``, and whatever else tells it from the others."""
        return [self._workers.place(env_id) for env_id in range(self.size)]

    def handles(self, env_id: int) -> Sequence[int]:
        """Descriptors of which one can be read when there is something to receive; may be none."""
        return self._workers.handles(env_id)

    def seconds_left(self, env_id: int) -> float:
        """Seconds until the worker of a request in flight is taken to hang."""
        return self._states[env_id].deadline - time.monotonic()

    def send(self, env_id: int, method: str, *arguments: Any, **keywords: Any) -> None:
        """Asks one environment for something; its result comes with :meth:`recv`.

        Raises:
            AlreadyPendingCallError: It has a request in flight.
            ClosedEnvironmentError: The pool is closed.
        """
        self.need_open()
        self._need_idle([env_id], method)
        state = self._states[env_id]
        request = Request(number=next(self._numbers), method=method, arguments=arguments, keywords=keywords)
        message = encode(request)
        starting_s = 0.0 if state.made else max(self.seconds_left(env_id), 0.0)
        state.request, state.method = request.number, method
        state.deadline = time.monotonic() + starting_s + self._step_timeout_s
        self._workers.send(env_id, message)

    def need_open(self) -> None:
        """Sees that it has not been closed, by its user or because of a crash loop.

        Raises:
            ClosedEnvironmentError: It has.
        """
        if not self._end.alive:
            raise ClosedEnvironmentError("this pool is closed")

    def _need_idle(self, env_ids: Iterable[int], method: str) -> None:
        for env_id in env_ids:
            if not 0 <= env_id < self.size:
                raise IndexError(f"there are environments 0 to {self.size - 1}, got {env_id}")
            if self._states[env_id].request:
                raise AlreadyPendingCallError(
                    f"environment {env_id} has a request in flight: receive its result before {method!r}",
                    method,
                )

    def recv(self, at_least: int = 1, timeout_s: float | None = None) -> list[Result]:
        """Results in order of completion.

        Args:
            at_least: How many to wait for; never more than are in flight.
            timeout_s: Seconds to wait at most; None for as long as it takes.

        Returns:
            What there is: fewer than asked for when time ran out.

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
        """Takes what there is; waits for something no longer than ``until``, a monotonic time."""
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
                self._lose(env_id, Fault(kind="hung", detail=f"no answer within {limit_s:g} s"))

    def _take(self, env_id: int) -> None:
        """The next answer of a worker from which there is something to be had, if only its end."""
        state = self._states[env_id]
        try:
            answer: Answer = decode(self._workers.take(env_id))
        except WorkerLostError as error:
            return self._lose(env_id, Fault(kind="died", detail=str(error)))
        if answer.number == MADE:
            return self._begin(env_id, answer)
        if answer.failure:
            return self._lose(env_id, Fault(kind="raised", detail=answer.failure))
        if state.method == "step":  # a reset that goes well says nothing of the steps that do not
            state.losses = 0
        return self._finish(env_id, answer.error or answer.value)

    def _begin(self, env_id: int, answer: Answer) -> None:
        state = self._states[env_id]
        if answer.error is not None and not state.losses:
            raise answer.error
        if answer.error is not None:
            return self._lose(env_id, Fault(kind="raised", detail=repr(answer.error)))
        state.made = True
        state.deadline = time.monotonic() + self._step_timeout_s if state.request else float("inf")
        return None

    def _lose(self, env_id: int, fault: Fault) -> None:
        if self._states[env_id].request:
            self._finish(env_id, fault)
        self._replace(env_id, fault)

    def _finish(self, env_id: int, value: Any) -> None:
        state = self._states[env_id]
        state.request, state.deadline = 0, float("inf")
        self._done.append(Result(env_id=env_id, value=value))

    def ask(self, requests: Mapping[int, tuple[str, tuple[Any, ...], dict[str, Any]]]) -> dict[int, Any]:
        """Asks environments, none of which has a request in flight, and waits for all of them.

        Args:
            requests: Environment to method, arguments and keywords.

        Raises:
            ClosedEnvironmentError: The pool is closed.
            AlreadyPendingCallError: One of them has a request in flight; nobody was asked.
            Exception: What a call raised that is its caller's to handle, after all have answered.
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
        """Ends all workers, also those that are busy. Twice is harmless."""
        self._end()


def _end_all(workers: Workers, states: Sequence[_State]) -> None:
    workers.close([env_id for env_id, state in enumerate(states) if state.request or state.losses])
