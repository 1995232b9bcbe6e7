"""An environment ID and a number -> a pool of such environments, each with its place on the machine."""

from collections.abc import Callable
from functools import partial
from typing import Any

import gymnasium as gym
import psutil

from perfgym.bank import bank_folders
from perfgym.errors import SettingsError
from perfgym.registration import register_problems
from perfgym.settings import resolve_settings
from perfgym.vector.cores import places
from perfgym.vector.vector_env import PoolVectorEnv

__all__ = ["make_vec", "perf_optimize_vector"]

_UNTIMED = ("fake", "simulated")  # backends that do not care what else the machine does
_MEMORY_OF_ONE = 96 << 20  # benchmarks/pool_throughput.py: a worker with its jails


def _make_env(
    make: Callable[..., gym.Env[Any, Any]], folders: list[str], kwargs: dict[str, Any]
) -> gym.Env[Any, Any]:
    """In a worker: the bank may hold what the caller added to it."""
    for folder in folders:
        register_problems(folder)
    return make(**kwargs)


def _see_that_memory_suffices(num_envs: int) -> None:
    available = psutil.virtual_memory().available
    if num_envs * _MEMORY_OF_ONE > available:
        raise SettingsError(
            f"num_envs={num_envs} would need about {num_envs * _MEMORY_OF_ONE >> 20} MiB, "
            f"{available >> 20} MiB are available; num_envs={available // _MEMORY_OF_ONE} would fit"
        )


def _envs(
    make: Callable[..., gym.Env[Any, Any]], num_envs: int, kwargs: dict[str, Any], pool: dict[str, Any]
) -> PoolVectorEnv:
    if num_envs < 1:
        raise SettingsError(f"num_envs must be at least 1, got {num_envs}")
    _see_that_memory_suffices(num_envs)
    backend = kwargs.get("backend")
    settings = resolve_settings(
        cores=kwargs.get("cores"), backend=backend if isinstance(backend, str) else None
    )
    homes = places(num_envs, timed=settings.backend not in _UNTIMED, cores=settings.cores)
    folders = [str(folder) for folder in bank_folders()]
    env_fns = [
        partial(_make_env, make, folders, kwargs | ({"cores": list(home.cores)} if home.cores else {}))
        for home in homes
    ]
    return PoolVectorEnv(env_fns, cpus=[home.cpus for home in homes], **pool)


_POOL = ("autoreset_mode", "step_timeout_s", "max_restarts")


def perf_optimize_vector(num_envs: int = 1, **kwargs: Any) -> PoolVectorEnv:
    """What ``gymnasium.make_vec`` makes of a ``PerfOptimize`` ID; see :func:`make_vec`."""
    from perfgym.envs import PerfOptimizeEnv

    pool = {name: kwargs.pop(name) for name in _POOL if name in kwargs}
    return _envs(PerfOptimizeEnv, num_envs, kwargs, pool)


def make_vec(env_id: str, num_envs: int = 1, **kwargs: Any) -> PoolVectorEnv:
    """A pool of environments of one ID.

    Args:
        env_id: A registered ID.
        num_envs: Number of environments, each in a worker process.
        **kwargs: Arguments of :class:`PoolVectorEnv`; all others are the environments' own.

    Raises:
        SettingsError: An argument cannot be used, or memory does not suffice.
    """
    made = gym.make_vec(env_id, num_envs=num_envs, **kwargs)
    assert isinstance(made, PoolVectorEnv)
    return made
