"""Makers of environments -> workers that run them, each in its place on this machine or on a cluster."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import gymnasium as gym
import psutil

from perfgym.bank import bank_folders
from perfgym.envs.registration import register_problems
from perfgym.errors import MachineError, SettingsError, suggestion
from perfgym.machine.leases import reserve_preferred_core
from perfgym.machine.preferred_cores import measuring_cores, preferred_cores
from perfgym.vector.messages import encode_maker
from perfgym.vector.processes import ProcessWorkers
from perfgym.vector.workers import Workers

__all__ = ["Make", "Needs", "place_workers"]

Make = Callable[..., gym.Env[Any, Any]]
"""Makes an environment; takes ``cores=`` if the environment has :class:`Needs`."""

_BYTES_PER_WORKER = 64 << 20  # benchmarks/pool_scale.py: a worker with its jails, in pools of 16 and more


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """The needs of a pool's environments.

    Attributes:
        cores: Logical CPUs that they may use; empty for all.
        own_core: Whether other work on the same core changes what they measure.
    """

    cores: tuple[int, ...]
    own_core: bool


def _variables() -> dict[str, str]:
    """The caller's ``PERFGYM_*`` variables, as they are now; workers get the same."""
    return {name: value for name, value in os.environ.items() if name.startswith("PERFGYM_")}


def _make_in_a_process(make: Make, folders: list[str], variables: Mapping[str, str]) -> gym.Env[Any, Any]:
    """Make the environment in a worker process, without variables that the caller has removed since."""
    for name in _variables().keys() - variables.keys():
        del os.environ[name]
    return _make_env(make, folders, variables)


def _make_env(make: Make, folders: list[str], variables: Mapping[str, str]) -> gym.Env[Any, Any]:
    """Make the environment in a worker, with the problems that the caller added to the bank."""
    os.environ.update(variables)
    for folder in folders:
        register_problems(folder)
    return make()


def _process_workers(env_fns: list[Make], needs: Needs | None) -> Workers:
    available = psutil.virtual_memory().available
    if len(env_fns) * _BYTES_PER_WORKER > available:
        raise SettingsError(
            f"num_envs={len(env_fns)} would need about {len(env_fns) * _BYTES_PER_WORKER >> 20} MiB, "
            f"{available >> 20} MiB are available; num_envs={available // _BYTES_PER_WORKER} would fit"
        )
    preferred = preferred_cores(len(env_fns), needs.cores) if needs else [None] * len(env_fns)
    makers = [
        make if core is None else partial(make, cores=[core])
        for make, core in zip(env_fns, preferred, strict=True)
    ]
    folders = [str(folder) for folder in bank_folders()]
    return ProcessWorkers(
        [encode_maker(partial(_make_in_a_process, make, folders, _variables())) for make in makers],
        preferred,
    )


def _make_on_a_node(
    make: Make, folders: list[str], variables: Mapping[str, str], cores: Sequence[int] | None
) -> gym.Env[Any, Any]:
    """Make the environment in an actor, on a core of the node that no other actor prefers.

    The thread that runs the environment is pinned, and so is everything that it starts. Ray's own threads
    are not.

    Args:
        make: Makes the environment.
        folders: Folders of problems that the caller added.
        variables: The caller's ``PERFGYM_*`` variables.
        cores: Logical CPUs to choose from, empty for all of the node's; None for no preferred core.
    """
    if cores is not None:
        core = reserve_preferred_core(cores)
        os.sched_setaffinity(0, {core})
        make = partial(make, cores=[core])
    return _make_env(make, folders, variables)


def _ray_workers(env_fns: list[Make], needs: Needs | None) -> Workers:
    try:
        from perfgym.vector.ray_workers import RayWorkers  # only a pool on a cluster needs Ray
    except ModuleNotFoundError as error:
        raise MachineError(f"workers='ray' needs Ray ({error}); run `pip install 'perfgym[ray]'`") from error
    own_core = needs is not None and needs.own_core
    cores = needs.cores if needs else ()
    folders = [str(folder) for folder in bank_folders()[1:]]  # each node has the first, which is perfgym's
    return RayWorkers(
        [
            encode_maker(partial(_make_on_a_node, make, folders, _variables(), cores if own_core else None))
            for make in env_fns
        ],
        timed=own_core,
        cores=len(measuring_cores(cores)),
    )


_PLACES: dict[str, Callable[[list[Make], Needs | None], Workers]] = {
    "processes": _process_workers,
    "ray": _ray_workers,
}


def place_workers(place: str, env_fns: list[Make], needs: Needs | None) -> Workers:
    """Make a worker for each environment.

    Args:
        place: ``"processes"`` of this machine, or ``"ray"`` for actors of a cluster.
        env_fns: Makers of the environments.
        needs: The environments' needs of the machine; None for environments that do not take ``cores=``.

    Raises:
        SettingsError: There is no such place, or too little memory.
        MachineError: Ray is missing, or its cluster has too few cores.
    """
    if place not in _PLACES:
        raise SettingsError(f"no kind of workers is called {place!r}; {suggestion(place, _PLACES)}")
    return _PLACES[place](env_fns, needs)
