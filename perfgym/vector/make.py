"""An environment ID and a number -> a pool of such environments."""

import contextlib
import inspect
import numbers
from collections.abc import Mapping
from functools import partial
from typing import Any, cast

import gymnasium as gym
from gymnasium.envs.registration import load_env_creator
from gymnasium.vector import AutoresetMode

from perfgym.envs.base import PerfEnv
from perfgym.envs.record import RecordEpisodes, begin_recording
from perfgym.errors import SettingsError
from perfgym.evaluation.reward import reward_name
from perfgym.measure import BACKENDS, Backend
from perfgym.settings import need_integer, resolve_settings
from perfgym.vector.asynchronous import AsyncPool
from perfgym.vector.episodes import Episodes
from perfgym.vector.host import EpisodeHost
from perfgym.vector.place import Make, Needs, place_workers
from perfgym.vector.pool import Pool
from perfgym.vector.vector_env import PoolVectorEnv

__all__ = ["make_async", "make_episodes", "make_vec"]

_MOST_ENVS = 1 << 16  # many more than any machine has memory for


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
    """Make environments of one ID, stepped together or each at its own pace.

    ``gymnasium.make_vec`` does the same for the IDs of perfgym; this function takes any registered ID.

    Args:
        env_id: A registered ID.
        num_envs: Number of environments, each in a worker.
        autoreset_mode: When an environment whose episode has ended is reset; see
            :class:`gymnasium.vector.AutoresetMode`.
        workers: Where the workers run: ``"processes"`` of this machine, or ``"ray"``: actors of a Ray
            cluster, one for each unit of the resource ``perfgym_core`` that its nodes declare. The cluster is
            the one that ``ray.init`` was called for, or that ``RAY_ADDRESS`` names, or else this machine.
        step_timeout_s: Wall-clock seconds after which a worker counts as hanging in a step or a reset.
        max_restarts: Number of times that a worker is replaced without a successful step in between.
        record: Name of the agent. If it is given, every episode is kept as part of one run, which ends when
            the pool is closed, in the store that ``PERFGYM_STORE`` names (or ``store=``, for environments
            that take it). The environments must be perfgym's, and the workers processes of this machine.
        **kwargs: Arguments of the environments.

    Raises:
        SettingsError: An argument cannot be used, or there is too little memory.
        MachineError: Ray is missing, or its cluster has too few cores.
        HarnessError: A worker was lost more often than ``max_restarts``.
    """
    mode = _mode(autoreset_mode)
    make, needs = _maker(env_id, kwargs)
    with contextlib.ExitStack() as at_close:
        if record is not None:
            env_class = _perf_env_class(env_id)
            if env_class is None or workers != "processes":
                raise SettingsError("record needs an ID of perfgym's and workers='processes'")
            make = _recording(make, env_id, record, env_class, kwargs, at_close)
        makers = [make] * _checked_count(num_envs)
        pool = _open_pool(makers, workers, step_timeout_s, max_restarts, needs)
        made = PoolVectorEnv(pool, mode)
        made.at_close = at_close.pop_all()
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
    """Make environments of one ID for coroutines, of which there may be many more than environments.

    Args:
        env_id: A registered ID.
        num_envs: Number of environments, each in a worker.
        workers: As for :func:`make_vec`, like the two that follow.
        step_timeout_s: Wall-clock seconds after which a worker counts as hanging in a step or a reset.
        max_restarts: Number of times that a worker is replaced without a successful step in between.
        **kwargs: Arguments of the environments.

    Raises:
        SettingsError: An argument cannot be used, or there is too little memory.
        MachineError: Ray is missing, or its cluster has too few cores.
        HarnessError: A worker was lost more often than ``max_restarts``.
    """
    make, needs = _maker(env_id, kwargs)
    makers = [make] * _checked_count(num_envs)
    return AsyncPool(_open_pool(makers, workers, step_timeout_s, max_restarts, needs))


def make_episodes(
    arguments: Mapping[str, Mapping[str, Any]],
    num_workers: int = 1,
    *,
    step_timeout_s: float = 600.0,
    max_restarts: int = 3,
) -> Episodes:
    """Make workers for coroutines that play episodes of several IDs, many more episodes than workers.

    Args:
        arguments: Environment ID to the arguments of its environments.
        num_workers: Number of processes of this machine that hold the environments. An evaluation keeps one
            of them busy, so more than there are cores to measure on help little.
        step_timeout_s: As for :func:`make_vec`.
        max_restarts: As for :func:`make_vec`.

    Raises:
        SettingsError: An argument cannot be used, or there is too little memory.
        MachineError: This machine lacks what an environment needs, e.g. a compiler.
        HarnessError: A worker was lost more often than ``max_restarts``.
    """
    found = {env_id: _maker(env_id, dict(chosen)) for env_id, chosen in arguments.items()}
    all_needs = {env_id: needs for env_id, (_, needs) in found.items() if needs is not None}
    makers = {env_id: make for env_id, (make, _) in found.items()}
    host = partial(EpisodeHost, makers, tuple(all_needs))
    hosts: list[Make] = [partial(host, tuple(makers)), *[host] * (_checked_count(num_workers) - 1)]
    pool = _open_pool(hosts, "processes", step_timeout_s, max_restarts, _joint(list(all_needs.values())))
    return Episodes(AsyncPool(pool), num_workers)


def _joint(needs: list[Needs]) -> Needs | None:
    """The needs of environments that are made in the same workers; None if there are none."""
    return Needs(cores=needs[0].cores, own_core=any(one.own_core for one in needs)) if needs else None


def _mode(autoreset_mode: str | AutoresetMode) -> AutoresetMode:
    try:
        return AutoresetMode(autoreset_mode)
    except ValueError as error:
        known = ", ".join(mode.value for mode in AutoresetMode)
        raise SettingsError(f"autoreset_mode must be one of {known}; got {autoreset_mode!r}") from error


def _perf_env_class(env_id: str) -> type[PerfEnv[Any, Any]] | None:
    """The class of an ID's environments; None if they are not perfgym's."""
    creator: Any = gym.spec(env_id).entry_point
    if isinstance(creator, str):
        creator = load_env_creator(creator)
    return (
        cast("type[PerfEnv[Any, Any]]", creator)
        if inspect.isclass(creator) and issubclass(creator, PerfEnv)
        else None
    )


def _maker(env_id: str, kwargs: dict[str, Any]) -> tuple[Make, Needs | None]:
    """The maker of an ID's environments, and their needs; None if they do not take ``cores=``.

    Environments of perfgym check actions and turns themselves, so they get none of Gymnasium's wrappers.
    """
    spec = gym.spec(env_id)
    env_class = _perf_env_class(env_id)
    if env_class is None:
        return partial(gym.make, spec, **kwargs), None
    takes_cores = "cores" in inspect.signature(env_class).parameters
    return partial(env_class, **(spec.kwargs | kwargs)), _needs(kwargs) if takes_cores else None


def _needs(arguments: dict[str, Any]) -> Needs:
    """The needs of environments with these arguments."""
    given = arguments.get("backend")
    named = given if isinstance(given, str) else None
    settings = resolve_settings(cores=arguments.get("cores"), backend=named)
    backend: Any = given if isinstance(given, Backend) else BACKENDS.get(settings.backend)
    return Needs(cores=settings.cores, own_core=getattr(backend, "needs_core", True))


def _checked_count(num_envs: int) -> int:
    need_integer("num_envs", num_envs, 1, _MOST_ENVS)
    return num_envs


def _open_pool(
    makers: list[Make],
    workers: str,
    step_timeout_s: float,
    max_restarts: int,
    needs: Needs | None,
) -> Pool:
    need_integer("max_restarts", max_restarts, 0)
    timeout_s = _seconds("step_timeout_s", step_timeout_s, 1.0)
    placed = place_workers(workers, makers, needs)
    return Pool(placed, len(makers), step_timeout_s=timeout_s, max_restarts=max_restarts)


def _seconds(name: str, value: object, least: float) -> float:
    """An argument as seconds; infinity means no limit.

    Raises:
        SettingsError: It is no number, or too small.
    """
    if not isinstance(value, bool) and isinstance(value, numbers.Real):
        with contextlib.suppress(OverflowError):  # of an integer beyond any float
            if float(value) >= least:
                return float(value)
    raise SettingsError(f"{name} must be a number of at least {least:g}, got {value!r:.200}")


def _recording(
    make: Make,
    env_id: str,
    agent: str,
    env_class: type[PerfEnv[Any, Any]],
    kwargs: dict[str, Any],
    at_close: contextlib.ExitStack,
) -> Make:
    """A maker of environments that record their episodes in one run, which ends with ``at_close``."""
    takes_reward = "reward" in inspect.signature(env_class).parameters
    reward = reward_name(kwargs.get("reward")) if takes_reward else ""
    store, run_id = begin_recording(env_id, agent, kwargs.get("store"), reward)
    at_close.callback(store.close)
    at_close.callback(store.end_run, run_id, "complete")
    return partial(_make_recorded, make, gym.spec(env_id), run_id, str(store.path))


def _make_recorded(make: Make, spec: Any, run_id: str, store: str, **kwargs: Any) -> gym.Env[Any, Any]:
    env = make(**kwargs)
    env.unwrapped.spec = spec
    return RecordEpisodes(env, store=store, run_id=run_id)
