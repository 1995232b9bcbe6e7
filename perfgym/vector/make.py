"""An environment ID and a number -> a pool of such environments, each with its place on the machine."""

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import gymnasium as gym
import psutil
from gymnasium.envs.registration import load_env_creator
from gymnasium.vector import AutoresetMode

from perfgym.bank import bank_folders
from perfgym.envs import PerfOptimizeEnv, PerfTuneEnv, RecordEpisodes
from perfgym.envs.record import begin_recording
from perfgym.envs.registration import OPTIMIZE, TUNE, RegisteredId, register_problems
from perfgym.errors import MachineError, SettingsError, suggestion
from perfgym.machine.leases import reserve_preferred_core
from perfgym.machine.preferred_cores import measuring_cores, preferred_cores
from perfgym.settings import Settings, need_integer, resolve_settings
from perfgym.vector.asynchronous import AsyncPool
from perfgym.vector.messages import encode_maker
from perfgym.vector.pool import Pool
from perfgym.vector.processes import ProcessWorkers
from perfgym.vector.vector_env import PoolVectorEnv
from perfgym.vector.workers import Workers

__all__ = ["make_async", "make_vec", "perf_optimize_vector", "perf_tune_vector"]

_Make = Callable[..., gym.Env[Any, Any]]

_UNTIMED = ("fake", "simulated")  # backends that do not care what else the machine does
_MEMORY_OF_ONE = 64 << 20  # benchmarks/pool_scale.py: a worker with its jails, where there are 16 and more


def _variables() -> dict[str, str]:
    """The caller's settings, which workers are to see as they are now."""
    return {name: value for name, value in os.environ.items() if name.startswith("PERFGYM_")}


def _make_in_a_process(make: _Make, folders: list[str], variables: Mapping[str, str]) -> gym.Env[Any, Any]:
    """In a worker process, whose server may be older than the caller's settings."""
    for name in _variables().keys() - variables.keys():
        del os.environ[name]
    return _make_env(make, folders, variables)


def _make_env(make: _Make, folders: list[str], variables: Mapping[str, str]) -> gym.Env[Any, Any]:
    """In a worker: the bank may hold what the caller added to it."""
    os.environ.update(variables)
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
    found = preferred_cores(len(env_fns), settings.cores) if settings is not None else [None] * len(env_fns)
    makers = [
        make if core is None else partial(make, cores=[core])
        for make, core in zip(env_fns, found, strict=True)
    ]
    folders = [str(folder) for folder in bank_folders()]
    return ProcessWorkers(
        [encode_maker(partial(_make_in_a_process, make, folders, _variables())) for make in makers],
        found,
    )


def _make_on_a_node(
    make: _Make, folders: list[str], variables: Mapping[str, str], cores: Sequence[int] | None
) -> gym.Env[Any, Any]:
    """In an actor: as the caller would, but on a core of the node that no other actor prefers.

    The thread that runs the environment is pinned, and so is all it starts; Ray's own threads, which
    keep house, are not.

    Args:
        make: Makes the environment.
        folders: Of problems that the caller added.
        variables: The caller's ``PERFGYM_*`` variables.
        cores: Logical CPUs to choose from, empty for all of the node's; None for no preferred core.
    """
    if cores is not None:
        core = reserve_preferred_core(cores)
        os.sched_setaffinity(0, {core})
        make = partial(make, cores=[core])
    return _make_env(make, folders, variables)


def _ray_workers(env_fns: list[_Make], settings: Settings | None) -> Workers:
    try:
        from perfgym.vector.ray_workers import RayWorkers  # only who uses it needs Ray
    except ModuleNotFoundError as error:
        raise MachineError(f"workers='ray' needs Ray ({error}); run `pip install 'perfgym[ray]'`") from error
    timed = settings is not None and settings.backend not in _UNTIMED
    cores = settings.cores if settings is not None else ()
    folders = [str(folder) for folder in bank_folders()[1:]]  # the first ships with perfgym, to each node
    return RayWorkers(
        [
            encode_maker(partial(_make_on_a_node, make, folders, _variables(), cores if timed else None))
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
    need_integer("num_envs", num_envs, 1)
    need_integer("max_restarts", max_restarts, 0)
    if not step_timeout_s >= 1.0:
        raise SettingsError(f"step_timeout_s must be at least 1, got {step_timeout_s}")
    if workers not in _WORKERS:
        raise SettingsError(f"workers: none are called {workers!r}; {suggestion(workers, _WORKERS)}")
    made = _WORKERS[workers]([make] * num_envs, settings)
    return Pool(made, num_envs, step_timeout_s=step_timeout_s, max_restarts=max_restarts)


def _mode(autoreset_mode: str | AutoresetMode) -> AutoresetMode:
    try:
        return AutoresetMode(autoreset_mode)
    except ValueError as error:
        known = ", ".join(mode.value for mode in AutoresetMode)
        raise SettingsError(f"autoreset_mode must be one of {known}; got {autoreset_mode!r}") from error


def _settings(arguments: dict[str, Any]) -> Settings:
    """What the environments' arguments say of cores and of what counts."""
    backend = arguments.get("backend")
    return resolve_settings(
        cores=arguments.get("cores"), backend=backend if isinstance(backend, str) else None
    )


def _maker(env_id: str, kwargs: dict[str, Any]) -> tuple[_Make, Settings | None]:
    """Makes an environment of an ID; its settings where it is one of ours, which need no wrappers."""
    spec = gym.spec(env_id)
    creator: Any = spec.entry_point
    if isinstance(creator, str):
        creator = load_env_creator(creator)
    if creator in (PerfOptimizeEnv, PerfTuneEnv):
        return partial(creator, **(spec.kwargs | kwargs)), _settings(kwargs)
    return partial(gym.make, spec, **kwargs), None


def perf_optimize_vector(
    num_envs: int = 1, *, problem: str, language: str = "c", **kwargs: Any
) -> PoolVectorEnv:
    """What ``gymnasium.make_vec`` makes of a ``PerfOptimize`` ID; see :func:`make_vec`."""
    found = RegisteredId(family=OPTIMIZE, problem=problem, language=language)
    return make_vec(found.env_id, num_envs, **kwargs)


def perf_tune_vector(num_envs: int = 1, *, problem: str, language: str = "c", **kwargs: Any) -> PoolVectorEnv:
    """What ``gymnasium.make_vec`` makes of a ``PerfTune`` ID; see :func:`make_vec`."""
    found = RegisteredId(family=TUNE, problem=problem, language=language)
    return make_vec(found.env_id, num_envs, **kwargs)


def make_vec(
    env_id: str,
    num_envs: int = 1,
    *,
    autoreset_mode: str | AutoresetMode = AutoresetMode.NEXT_STEP,
    workers: str = "processes",
    step_timeout_s: float = 600.0,
    max_restarts: int = 3,
    record: str | None = None,
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
        max_restarts: Times that a worker is replaced with no step between that went well.
        record: Who acts; every episode is then kept as part of one run, which ends when the pool is closed,
            in the store that ``PERFGYM_STORE`` names, or ``store=`` for a PerfTune ID. The environments are
            of this package, and the workers of this machine.
        **kwargs: Arguments of the environments.

    Raises:
        SettingsError: An argument cannot be used, or memory does not suffice.
        MachineError: Ray is missing, or its cluster has too few cores.
        HarnessError: A worker was lost more often than ``max_restarts``.
    """
    mode = _mode(autoreset_mode)
    make, settings = _maker(env_id, kwargs)
    with contextlib.ExitStack() as at_close:
        if record is not None:
            if settings is None or workers != "processes":
                raise SettingsError("record needs an ID of perfgym's and workers='processes'")
            make = _recording(make, env_id, record, kwargs.get("store"), at_close)
        pool = _open_pool(make, num_envs, workers, step_timeout_s, max_restarts, settings)
        made = PoolVectorEnv(pool, mode)
        made.at_close = at_close.pop_all()
    made.spec = gym.spec(env_id)
    return made


def _recording(
    make: _Make, env_id: str, agent: str, named: str | None, at_close: contextlib.ExitStack
) -> _Make:
    """Makes environments that record what they play in one run, which ends with ``at_close``."""
    store, run_id = begin_recording(env_id, agent, named)
    at_close.callback(store.close)
    at_close.callback(store.end_run, run_id, "complete")
    return partial(_make_recorded, make, env_id, run_id, str(store.path))


def _make_recorded(make: _Make, env_id: str, run_id: str, store: str, **kwargs: Any) -> gym.Env[Any, Any]:
    env = make(**kwargs)
    env.unwrapped.spec = gym.spec(env_id)
    return RecordEpisodes(env, store=store, run_id=run_id)


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
        max_restarts: Times that a worker is replaced with no step between that went well.
        **kwargs: Arguments of the environments.

    Raises:
        SettingsError: An argument cannot be used, or memory does not suffice.
        MachineError: Ray is missing, or its cluster has too few cores.
        HarnessError: A worker was lost more often than ``max_restarts``.
    """
    make, settings = _maker(env_id, kwargs)
    return AsyncPool(_open_pool(make, num_envs, workers, step_timeout_s, max_restarts, settings))
