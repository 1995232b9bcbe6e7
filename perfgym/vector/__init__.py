"""Many environments, each in a worker of its own, none able to stop the others."""

from perfgym.vector.asynchronous import AsyncPool
from perfgym.vector.make import make_async, make_vec
from perfgym.vector.pool import Fault, Pool, Result
from perfgym.vector.vector_env import PoolVectorEnv, Transition
from perfgym.vector.workers import WorkerLostError, Workers

__all__ = [
    "AsyncPool",
    "Fault",
    "Pool",
    "PoolVectorEnv",
    "Result",
    "Transition",
    "WorkerLostError",
    "Workers",
    "make_async",
    "make_vec",
]
