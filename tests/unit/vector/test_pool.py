"""The pool's records, and what a pool does with the answers of workers. No process is started."""

import math
from collections.abc import Collection, Sequence
from typing import Any

import pytest
from gymnasium.error import ClosedEnvironmentError

from perfgym.envs.record import turn_of_step
from perfgym.errors import HarnessError, SettingsError
from perfgym.records import FaultOwner
from perfgym.store import timestamp
from perfgym.vector import Pool, PoolResult, WorkerLoss, WorkerLostError
from perfgym.vector.messages import EnvAnswer, EnvRequest, decode, encode
from perfgym.vector.worker import MADE
from tests.system.toy_family.sums import SumTask


class ScriptedWorkers:
    """Workers whose answers are given in advance: a value, or an exception to raise."""

    def __init__(self, *answers: Any, made: EnvAnswer | None = None) -> None:
        self.answers = list(answers)
        self.made = made or EnvAnswer(number=MADE)
        self.started: list[int] = []
        self.killed: list[int] = []
        self.closed = False
        self.requests: list[EnvRequest] = []
        self.waiting: dict[int, list[Any]] = {}

    def start(self, env_id: int) -> None:
        self.started.append(env_id)
        self.waiting[env_id] = [encode(self.made)]

    def send(self, env_id: int, message: bytes) -> None:
        request: EnvRequest = decode(message)
        self.requests.append(request)
        answer = self.answers.pop(0)
        if not isinstance(answer, Exception):
            answer = encode(EnvAnswer(number=request.number, **answer))
        self.waiting[env_id].append(answer)

    def wait(self, env_ids: Collection[int], timeout_s: float) -> Sequence[int]:
        return [env_id for env_id in env_ids if self.waiting[env_id]]

    def take(self, env_id: int) -> bytes:
        answer = self.waiting[env_id].pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def kill(self, env_id: int) -> None:
        self.killed.append(env_id)

    def close(self, busy: Collection[int]) -> None:
        self.closed = True

    def handles(self, env_id: int) -> Sequence[int]:
        return ()

    def place(self, env_id: int) -> dict[str, Any]:
        return {"pid": env_id}


def opened(*answers: Any, max_restarts: int = 3, **kwargs: Any) -> tuple[Pool, ScriptedWorkers]:
    """A pool of one worker, which gives these answers."""
    workers = ScriptedWorkers(*answers, **kwargs)
    return Pool(workers, 1, step_timeout_s=60.0, max_restarts=max_restarts), workers


def test_a_value_is_the_result_of_its_request() -> None:
    pool, _ = opened({"value": 3})
    pool.send(0, "step", "an action")
    assert pool.busy == [0]
    assert pool.recv(at_least=1) == [PoolResult(env_id=0, value=3)]
    assert pool.busy == []


@pytest.mark.parametrize(
    ("answer", "loss"),
    [
        (WorkerLostError("killed by SIGKILL"), WorkerLoss(kind="died", detail="killed by SIGKILL")),
        ({"failure": "RuntimeError: no"}, WorkerLoss(kind="raised", detail="RuntimeError: no")),
    ],
)
def test_a_lost_worker_is_killed_and_replaced(answer: Any, loss: WorkerLoss) -> None:
    pool, workers = opened(answer)
    pool.send(0, "step", "an action")
    assert pool.recv() == [PoolResult(env_id=0, value=loss)]
    assert (workers.killed, workers.started, pool.replaced) == ([0], [0, 0], 1)


def test_an_error_of_the_caller_costs_no_worker() -> None:
    error = SettingsError("no")
    pool, workers = opened({"error": error})
    pool.send(0, "step", "an action")
    (result,) = pool.recv()
    assert (str(result.value), workers.killed) == ("no", [])


def test_one_loss_more_than_restarts_closes_the_pool() -> None:
    pool, workers = opened(*[WorkerLostError("gone")] * 2, max_restarts=1)
    pool.send(0, "step", "an action")
    pool.recv()
    pool.send(0, "step", "an action")
    with pytest.raises(HarnessError, match=r"lost 2 times in a row.*died: gone.*max_restarts=1"):
        pool.recv()
    assert workers.closed
    with pytest.raises(ClosedEnvironmentError):
        pool.recv()


def test_an_environment_that_cannot_be_made_raises_its_own_error() -> None:
    with pytest.raises(SettingsError, match="no such thing"):
        opened(made=EnvAnswer(number=MADE, error=SettingsError("no such thing")))


KILLED = WorkerLostError("killed by SIGKILL")


def begun(*answers: Any, **kwargs: Any) -> tuple[Pool, ScriptedWorkers]:
    """A pool whose episode has begun, with a snapshot."""
    pool, workers = opened({"value": "begun", "snapshot": "after 0 steps"}, *answers, **kwargs)
    pool.send(0, "reset", seed=1, options=None)
    pool.recv()
    return pool, workers


def test_an_episode_goes_on_from_its_last_snapshot_and_the_step_is_made_once_more() -> None:
    step = {"value": "stepped", "snapshot": "after 1 step"}
    pool, workers = begun(step, KILLED, {"value": "resumed"}, {"value": "ended"})
    pool.send(0, "step", "first")
    pool.recv()
    pool.send(0, "step", "second")
    assert pool.recv() == [PoolResult(env_id=0, value="ended")]
    asked = [(one.method, *one.arguments, *one.keywords.values()) for one in workers.requests[2:]]
    assert asked == [
        ("step", "second"),
        ("reset", {"resume": "after 1 step"}),
        ("step", "second"),
    ]
    assert (pool.replaced, pool.resumed, pool.busy) == (1, 1, [])


def test_a_step_that_loses_its_worker_twice_ends_in_a_loss() -> None:
    pool, workers = begun(KILLED, {"value": "resumed"}, WorkerLostError("killed again"))
    pool.send(0, "step", "an action")
    assert pool.recv() == [PoolResult(env_id=0, value=WorkerLoss(kind="died", detail="killed again"))]
    assert (pool.replaced, len(workers.requests)) == (2, 4)


def test_a_worker_that_is_lost_while_it_resumes_ends_the_step_in_a_loss() -> None:
    pool, _ = begun(KILLED, WorkerLostError("killed again"))
    pool.send(0, "step", "an action")
    assert pool.recv() == [PoolResult(env_id=0, value=WorkerLoss(kind="died", detail="killed again"))]


@pytest.mark.parametrize("answer", [{"error": SettingsError("too old")}, {"failure": "too old"}])
def test_an_episode_that_cannot_be_resumed_ends_in_a_loss(answer: dict[str, Any]) -> None:
    pool, _ = begun(KILLED, answer)
    pool.send(0, "step", "an action")
    (result,) = pool.recv()
    assert str(result.value).endswith("SIGKILL; the episode could not be resumed: too old")


@pytest.mark.parametrize("method", ["reset", "set_attr"])
def test_other_requests_are_not_made_once_more(method: str) -> None:
    pool, _ = begun(KILLED)
    pool.send(0, method)
    (result,) = pool.recv()
    assert isinstance(result.value, WorkerLoss)


def test_an_episode_that_has_ended_is_not_resumed() -> None:
    pool, workers = begun({"value": "the end"}, KILLED)
    pool.send(0, "step", "an action")
    pool.recv()
    pool.send(0, "call", "render")
    (result,) = pool.recv()
    assert isinstance(result.value, WorkerLoss)
    assert len(workers.requests) == 3


def test_an_action_that_is_refused_leaves_the_snapshot() -> None:
    pool, _ = begun({"error": SettingsError("no")}, KILLED, {"value": "resumed"}, {"value": "stepped"})
    pool.send(0, "step", "nonsense")
    pool.recv()
    pool.send(0, "step", "an action")
    assert pool.recv() == [PoolResult(env_id=0, value="stepped")]


def test_the_loss_of_a_worker_is_recorded_as_a_fault_of_the_environment() -> None:
    turn = turn_of_step(
        SumTask(),
        episode_id=1,
        number=1,
        reply="5+5",
        action="5+5",
        feedback="old feedback",
        reward=0.0,
        info=WorkerLoss(kind="hung", detail="no answer within 3 s").info,
        usage={},
        started=timestamp(),
    )
    assert turn.fault is not None
    assert (turn.fault.owner, turn.fault.cause) == (FaultOwner.ENVIRONMENT, "hung: no answer within 3 s")
    assert (turn.evaluation, turn.feedback) == (None, "")
    assert math.isnan(turn.score)
