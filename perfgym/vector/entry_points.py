"""The function that ``gymnasium.make_vec`` calls for the IDs of a family, under the family's name.

Gymnasium names an entry point by a string, and calls it with an ID's arguments but without the ID. So every
family has an attribute of this module, e.g. ``perfgym.vector.entry_points:PerfOptimize``, also one of a third
party that was registered later.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from perfgym.envs.registration import FAMILIES
from perfgym.vector.make import make_vec
from perfgym.vector.vector_env import PoolVectorEnv

__all__: list[str] = []


def __getattr__(name: str) -> Callable[..., PoolVectorEnv]:
    if name not in {family.name for family in FAMILIES}:
        raise AttributeError(f"module {__name__} has no family {name!r}")
    return partial(_make_vec, name)


def _make_vec(family_name: str, num_envs: int = 1, **kwargs: Any) -> PoolVectorEnv:
    """Environments of the ID that the arguments belong to; see :func:`perfgym.make_vec`."""
    family = next(family for family in FAMILIES if family.name == family_name)
    env_id = next(one for one in family.ids() if one.kwargs.items() <= kwargs.items())
    more = {name: value for name, value in kwargs.items() if name not in env_id.kwargs}
    return make_vec(str(env_id), num_envs, **more)
