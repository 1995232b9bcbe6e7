"""The function that ``gymnasium.make_vec`` calls for an environment ID, under the ID as its name.

Gymnasium names an entry point by a string, and calls it without the ID. So each ID has an attribute of this
module, e.g. ``perfgym.vector.entry_points:PerfOptimize-matmul-c-v0``.
"""

from collections.abc import Callable
from functools import partial

import gymnasium as gym

from perfgym.vector.make import make_vec
from perfgym.vector.vector_env import PoolVectorEnv

__all__: list[str] = []


def __getattr__(name: str) -> Callable[..., PoolVectorEnv]:
    if name not in gym.registry:
        raise AttributeError(f"module {__name__} has no environment ID {name!r}")
    return partial(make_vec, name)
