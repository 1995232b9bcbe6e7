"""An environment ID and a number -> a pool of such environments, each with its place on the machine."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import gymnasium as gym
import psutil
from gymnasium.envs.registration import load_env_creator
from gymnasium.vector import AutoresetMode

from perfgym.bank import bank_folders
from perfgym.envs import PerfOptimizeEnv, PerfTuneEnv
from perfgym.errors import MachineError, SettingsError, suggestion
from perfgym.lease import keep_core
from perfgym.registration import register_problems
from perfgym.settings import Settings, resolve_settings
from perfgym.vector.asynchronous import AsyncPool
from perfgym.vector.cores import Place, measuring_cores, places
from perfgym.vector.messages import encode_maker
from perfgym.vector.pool import Pool
from perfgym.vector.processes import ProcessWorkers
from perfgym.vector.vector_env import PoolVectorEnv
from perfgym.vector.workers import Workers

__all__ = ["make_async", "make_vec", "perf_optimize_vector", "perf_tune_vector"]

_Make = Callable[..., gym.Env[Any, Any]]

_UNTIMED = ("fake", "simulated")  # backends that do not care what else the machine does
_MEMORY_OF_ONE = 96 << 20  # benchmarks/pool_throughput.py: a worker with its jails


def _make_env(make: _Make, folders: list[str]) -> gym.Env[Any, Any]:
    """In a worker: the bank may hold what the caller added to it."""
    for folder in folders:
        register_problems(folder)
    return make()


def _process_workers(env_fns: list[_Make], settings: Settings | None) -> Workers:
    available = psutil.virtual_memory().available
    if len(env_fns) * _MEMORY_OF_ONE > available:
        raise SettingsError(
            f"num_envs={len(env_fns)} would need about {len(env_fns) * _MEMORY_OF_ONE >> 20} MiB, "
            f"{available >> 20} MiB are available; num_envs={available // _MEMORY_OF_ONE} would fit"
        )
    homes = [Place()] * len(env_fns)
    if settings is not None:
        homes = places(len(env_fns), timed=settings.backend not in _UNTIMED, cores=settings.cores)
    makers = [
        partial(make, **({"cores": list(home.cores)} if home.cores else {}))
        for make, home in zip(env_fns, homes, strict=True)
    ]
    folders = [str(folder) for folder in bank_folders()]
    return ProcessWorkers(
        [encode_maker(partial(_make_env, make, folders)) for make in makers],
        [home.cpus for home in homes],
    )


def _make_on_a_node(
    make: _Make, folders: list[str], variables: Mapping[str, str], cores: Sequence[int] | None
) -> gym.Env[Any, Any]:
    """In an actor: as the caller would, but on a core of the node that no other actor is at home on.

    The thread that runs the environment is pinned, and so is all it starts; Ray's own threads, which
    keep house, are not.

    Args:
        make: Makes the environment.
        folders: Of problems that the caller added.
        variables: The caller's ``PERFGYM_*`` variables.
        cores: Logical CPUs to choose from, empty for all of the node's; None for no home.
    """
    os.environ.update(variables)
    if cores is not None:
        home = keep_core(cores)
        os.sched_setaffinity(0, {home})
        make = partial(make, cores=[home])
    return _make_env(make, folders)


def _ray_workers(env_fns: list[_Make], settings: Settings | None) -> Workers:
    try:
        from perfgym.vector.ray_workers import RayWorkers  # only who uses it needs Ray
    except ModuleNotFoundError as error:
        raise MachineError(f"workers='ray' needs Ray ({error}); run `pip install 'perfgym[ray]'`") from error
    timed = settings is not None and settings.backend not in _UNTIMED
    cores = settings.cores if settings is not None else ()
    folders = [str(folder) for folder in bank_folders()[1:]]  # the first ships with perfgym, to each node
    variables = {name: value for name, value in os.environ.items() if name.startswith("PERFGYM_")}
    return RayWorkers(
        [
            encode_maker(partial(_make_on_a_node, make, folders, variables, cores if timed else None))
            for make in env_fns
        ],
        timed=timed,
        cores=len(measuring_cores(cores)),
    )


_WORKERS: dict[str, Callable[[list[_Make], Settings | None], Workers]] = {
    "processes": _process_workers,
    "ray": _ray_workers,
}


def _open_pool(
    make: _Make,
    num_envs: int,
    workers: str,
    step_timeout_s: float,
    max_restarts: int,
    settings: Settings | None,
) -> Pool:
    for name, value, least in (
        ("num_envs", num_envs, 1),
        ("step_timeout_s", step_timeout_s, 1.0),
        ("max_restarts", max_restarts, 0),
    ):
        if not value >= least:
            raise SettingsError(f"{name} must be at least {least:g}, got {value}")
    if workers not in _WORKERS:
        raise SettingsError(f"workers: none are called {workers!r}; {suggestion(workers, _WORKERS)}")
    made = _WORKERS[workers]([make] * num_envs, settings)
    return Pool(made, num_envs, step_timeout_s=step_timeout_s, max_restarts=max_restarts)


def _settings(arguments: dict[str, Any]) -> Settings:
    """What the environments' arguments say of cores and of what counts."""
    backend = arguments.get("backend")
    return resolve_settings(
        cores=arguments.get("cores"), backend=backend if isinstance(backend, str) else None
    )


def _maker(env_id: str, kwargs: dict[str, Any]) -> tuple[_Make, Settings | None]:
    """Makes an environment of an ID, without Gymnasium's wrappers; its settings where it is one of ours."""
    spec = gym.spec(env_id)
    creator: Any = spec.entry_point
    if isinstance(creator, str):
        creator = load_env_creator(creator)
    settings = _settings(kwargs) if creator in (PerfOptimizeEnv, PerfTuneEnv) else None
    return partial(creator, **(spec.kwargs | kwargs)), settings


def _vector(
    creator: _Make,
    num_envs: int = 1,
    *,
    autoreset_mode: str | AutoresetMode = AutoresetMode.NEXT_STEP,
    workers: str = "processes",
    step_timeout_s: float = 600.0,
    max_restarts: int = 3,
    **kwargs: Any,
) -> PoolVectorEnv:
    make = partial(creator, **kwargs)
    pool = _open_pool(make, num_envs, workers, step_timeout_s, max_restarts, _settings(kwargs))
    return PoolVectorEnv(pool, autoreset_mode)


def perf_optimize_vector(*args: Any, **kwargs: Any) -> PoolVectorEnv:
    """What ``gymnasium.make_vec`` makes of a ``PerfOptimize`` ID; see :func:`make_vec`."""
    return _vector(PerfOptimizeEnv, *args, **kwargs)


def perf_tune_vector(*args: Any, **kwargs: Any) -> PoolVectorEnv:
    """What ``gymnasium.make_vec`` makes of a ``PerfTune`` ID; see :func:`make_vec`."""
    return _vector(PerfTuneEnv, *args, **kwargs)


def make_vec(
    env_id: str,
    num_envs: int = 1,
    *,
    autoreset_mode: str | AutoresetMode = AutoresetMode.NEXT_STEP,
    workers: str = "processes",
    step_timeout_s: float = 600.0,
    max_restarts: int = 3,
    **kwargs: Any,
) -> PoolVectorEnv:
    """Environments of one ID, stepped together or each at its own pace.

    ``gymnasium.make_vec`` does the same for the IDs of this package; this takes any registered ID.

    Args:
        env_id: A registered ID.
        num_envs: Number of environments, each in a worker.
        autoreset_mode: When an environment whose episode has ended begins again; see
            :class:`gymnasium.vector.AutoresetMode`.
        workers: Where they run: ``"processes"`` of this machine, or ``"ray"``: actors of a Ray cluster, one
            for each unit of the resource ``perfgym_core`` that its nodes declare. The cluster is the one
            that ``ray.init`` was called for, or that ``RAY_ADDRESS`` names, or else this machine alone.
        step_timeout_s: Wall-clock seconds after which a worker is taken to hang in a step or a reset.
        max_restarts: Times in a row that a worker is replaced.
        **kwargs: Arguments of the environments.

    Raises:
        SettingsError: An argument cannot be used, or memory does not suffice.
        MachineError: Ray is missing, or its cluster has too few cores.
        HarnessError: A worker was lost more often than ``max_restarts``.
    """
    make, settings = _maker(env_id, kwargs)
    pool = _open_pool(make, num_envs, workers, step_timeout_s, max_restarts, settings)
    made = PoolVectorEnv(pool, autoreset_mode)
    made.spec = gym.spec(env_id)
    return made


def make_async(
    env_id: str,
    num_envs: int = 1,
    *,
    workers: str = "processes",
    step_timeout_s: float = 600.0,
    max_restarts: int = 3,
    **kwargs: Any,
) -> AsyncPool:
    """Environments of one ID for coroutines, of which there may be many more than environments.

    Args:
        env_id: A registered ID.
        num_envs: Number of environments, each in a worker.
        workers: As for :func:`make_vec`, like all that follow.
        step_timeout_s: Wall-clock seconds after which a worker is taken to hang in a step or a reset.
        max_restarts: Times in a row that a worker is replaced.
        **kwargs: Arguments of the environments.

    Raises:
        SettingsError: An argument cannot be used, or memory does not suffice.
        MachineError: Ray is missing, or its cluster has too few cores.
        HarnessError: A worker was lost more often than ``max_restarts``.
    """
    make, settings = _maker(env_id, kwargs)
    return AsyncPool(_open_pool(make, num_envs, workers, step_timeout_s, max_restarts, settings))
