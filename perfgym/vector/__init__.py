"""Many environments, each in a process of its own, none able to stop the others."""

from perfgym.vector.make import make_vec
from perfgym.vector.pool import Fault, Pool, Result
from perfgym.vector.vector_env import PoolVectorEnv

__all__ = ["Fault", "Pool", "PoolVectorEnv", "Result", "make_vec"]
