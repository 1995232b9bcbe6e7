"""Many environments, each in a worker of its own, so that none can stop the others."""

from perfgym.vector.asynchronous import AsyncPool
from perfgym.vector.episodes import Episodes, HostedEpisode
from perfgym.vector.make import make_async, make_episodes, make_vec
from perfgym.vector.pool import Pool, PoolResult, WorkerLoss
from perfgym.vector.transition import Transition
from perfgym.vector.vector_env import PoolVectorEnv
from perfgym.vector.workers import WorkerLostError, Workers

__all__ = [
    "AsyncPool",
    "Episodes",
    "HostedEpisode",
    "Pool",
    "PoolResult",
    "PoolVectorEnv",
    "Transition",
    "WorkerLoss",
    "WorkerLostError",
    "Workers",
    "make_async",
    "make_episodes",
    "make_vec",
]
