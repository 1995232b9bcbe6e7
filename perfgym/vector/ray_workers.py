"""Workers that are actors of a Ray cluster, on one machine or many.

An actor takes one unit of the resource ``perfgym_core``. Each node declares as many units as it has cores to
measure on. Ray spreads the actors over the nodes, ends them together with the process that made them, and
reports when an actor or its node is lost; the pool then requests another actor, for which Ray finds a node.
The processes that an actor started end with it: Ray ends its process group, and jails end by themselves.

The cluster is the one that the caller connected to, or the one that ``RAY_ADDRESS`` names. Otherwise it is
started on this machine, and ends with the last pool that uses it.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import ray
from ray.exceptions import RayError

from perfgym.errors import MachineError
from perfgym.vector.worker import ServedEnv
from perfgym.vector.workers import WorkerLostError

__all__ = ["CORE", "RayWorkers"]

CORE = "perfgym_core"
"""Custom resource of Ray: one unit for each core of a node that programs may be measured on."""

_PLACE_TIMEOUT_S = 45.0  # less than the time in which a pool expects a worker to start
_END_TIMEOUT_S = 5.0
_OBJECT_STORE_BYTES = 128 << 20  # messages are small
_QUIET = {"log_to_driver": False, "logging_level": "ERROR"}

_ray: Any = ray  # type checkers do not understand its decorators
_lock = threading.RLock()
_pools = 0
_ray_is_ours = False


def _connect(cores: int) -> None:
    """Connect to the cluster that ``RAY_ADDRESS`` names, or start one on this machine."""
    if address := os.environ.get("RAY_ADDRESS"):
        _ray.init(address=address, **_QUIET)
        return
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    _ray.init(
        address="local",
        resources={CORE: cores},
        object_store_memory=_OBJECT_STORE_BYTES,
        include_dashboard=False,
        **_QUIET,
    )


def _begin_pool(cores: int) -> None:
    global _pools, _ray_is_ours  # noqa: PLW0603 - a process has one Ray
    with _lock:
        if not _ray.is_initialized():
            _connect(cores)
            _pools, _ray_is_ours = 0, True  # pools of a cluster that was shut down do not count
        _pools += 1


def _end_pool() -> None:
    global _pools, _ray_is_ours  # noqa: PLW0603 - see above
    with _lock:
        _pools -= 1
        if not _pools and _ray_is_ours:
            _ray.shutdown()
            _ray_is_ours = False


def _share(workers: int, *, timed: bool) -> dict[str, Any]:
    """The resources that each actor requests of the cluster.

    Raises:
        MachineError: All nodes together have too few of them.
    """
    total = _ray.cluster_resources()
    name = CORE if timed or CORE in total else "CPU"
    if (there := int(total.get(name, 0))) < workers:
        raise MachineError(
            f"{workers} workers need a {name} each, this Ray cluster has {there}; start each node with "
            f"`{_start_command()}`, where N is the number of its cores that programs may be measured on"
        )
    return {"num_cpus": 0, "resources": {CORE: 1}} if name == CORE else {"num_cpus": 1}


def _start_command() -> str:
    return f"ray start --resources='{{\"{CORE}\": N}}'"


class _Actor(ServedEnv):
    """The object that runs in an actor's process."""

    def where(self) -> dict[str, Any]:
        """Its process ID, its node, and the logical CPUs that the environment runs on."""
        context = _ray.get_runtime_context()
        return {"pid": os.getpid(), "node": context.get_node_id(), "cpus": sorted(os.sched_getaffinity(0))}


@dataclass(slots=True)
class _ActorState:
    """An actor, and the answers that it owes.

    Attributes:
        actor: Ray's handle of the actor.
        placed: Reference that is ready once a node runs the actor.
        where: Reference to its place, ready once the environment is made.
        answers: References to the answers that have not been taken, in the order of the requests.
        deadline: Monotonic time by which a node must run the actor; infinity once one does.
    """

    actor: Any
    placed: Any
    where: Any
    answers: deque[Any]
    deadline: float = field(default_factory=lambda: time.monotonic() + _PLACE_TIMEOUT_S)

    @property
    def is_placed(self) -> bool:
        """Whether a node runs the actor, or the actor was lost."""
        if self.deadline < float("inf") and _ray.wait([self.placed], timeout=0)[0]:
            self.deadline = float("inf")
        return self.deadline == float("inf")

    @property
    def left_s(self) -> float:
        """Seconds in which a node must still start the actor; infinity once one runs it."""
        return float("inf") if self.is_placed else self.deadline - time.monotonic()


class RayWorkers:
    """Workers that are actors; see :class:`~perfgym.vector.workers.Workers`.

    Args:
        make_envs: Maker of each environment, as ``cloudpickle`` writes it.
        timed: Whether other work on the same core changes what the environments measure.
        cores: Number of cores of this machine to measure on, in case Ray is started on it.

    Raises:
        MachineError: The cluster does not declare enough cores.
    """

    def __init__(self, make_envs: Sequence[bytes], *, timed: bool, cores: int) -> None:
        self._make_envs = make_envs
        self._owner = os.getpid()
        self._workers: dict[int, _ActorState] = {}
        _begin_pool(cores)
        try:
            share = _share(len(make_envs), timed=timed)
        except BaseException:
            _end_pool()
            raise
        self._actors: Any = _ray.remote(_Actor).options(scheduling_strategy="SPREAD", **share)

    def start(self, env_id: int) -> None:
        """Request an actor of Ray, and have it make its environment."""
        actor = self._actors.remote()
        placed, made = actor.__ray_ready__.remote(), actor.make.remote(self._make_envs[env_id])
        self._workers[env_id] = _ActorState(actor, placed, actor.where.remote(), deque([made]))

    def send(self, env_id: int, message: bytes) -> None:
        """Send a message, by a call of the actor."""
        worker = self._workers[env_id]
        worker.answers.append(worker.actor.answer.remote(message))

    def wait(self, env_ids: Collection[int], timeout_s: float) -> Sequence[int]:
        """Wait until an actor has answered or ended, or no node has started one in time."""
        nexts = {self._workers[env_id].answers[0]: env_id for env_id in env_ids}
        left_s = min(self._workers[env_id].left_s for env_id in env_ids)
        _ray.wait(list(nexts), timeout=max(min(timeout_s, left_s), 0.0))
        ready, _ = _ray.wait(list(nexts), num_returns=len(nexts), timeout=0)
        overdue = [env_id for env_id in env_ids if self._workers[env_id].left_s <= 0]
        return [*(nexts[answer] for answer in ready), *overdue]

    def take(self, env_id: int) -> bytes:
        """Return the next answer.

        Raises:
            WorkerLostError: The actor or its node was lost.
            MachineError: No node started the actor in time.
        """
        worker = self._workers[env_id]
        if worker.left_s <= 0:
            raise MachineError(
                f"no node of the Ray cluster took worker {env_id} within {_PLACE_TIMEOUT_S:g} s; start one "
                f"with `{_start_command()}` and the cluster's --address, or make fewer environments"
            )
        try:
            return _ray.get(worker.answers.popleft())
        except RayError as error:
            raise WorkerLostError(_cause(error)) from error

    def kill(self, env_id: int) -> None:
        """Have Ray kill the actor's process and its process group."""
        _ray.kill(self._workers.pop(env_id).actor, no_restart=True)

    def close(self, busy: Collection[int]) -> None:
        """Close the environments, then kill the actors. A cluster of the caller keeps running."""
        if (
            os.getpid() != self._owner or not _ray.is_initialized()
        ):  # in a fork, or after the end of Ray, nothing is left to end
            return
        idle = [worker for env_id, worker in self._workers.items() if env_id not in busy]
        _settle([worker.actor.close.remote() for worker in idle if worker.is_placed])
        actors = [worker.actor for worker in self._workers.values()]
        for env_id in list(self._workers):
            self.kill(env_id)
        _settle([actor.where.remote() for actor in actors])  # each fails once its actor has ended
        _end_pool()

    def handles(self, env_id: int) -> Sequence[int]:
        """Empty, because answers of Ray have no descriptors."""
        del env_id
        return ()

    def place(self, env_id: int) -> dict[str, Any]:
        """Process ID, node and CPUs; the process ID is None until the environment is made."""
        try:
            return _ray.get(self._workers[env_id].where, timeout=0)
        except RayError:
            return {"pid": None}


def _settle(answers: list[Any]) -> None:
    """Wait for a few seconds until all answers have arrived or failed."""
    if answers:
        _ray.wait(answers, num_returns=len(answers), timeout=_END_TIMEOUT_S)


def _cause(error: RayError) -> str:
    """Ray's message about a loss, on one line, without Ray's names of the actor."""
    return " ".join(line for line in str(error).splitlines() if not line.startswith("\t"))
