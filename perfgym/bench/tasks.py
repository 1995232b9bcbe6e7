"""A split, problems and languages -> the environment IDs that a benchmark plays."""

import platform
from collections.abc import Sequence
from typing import Any

from perfgym.bank import SPLITS, load_problem, problem_names
from perfgym.envs.family import EnvId
from perfgym.envs.registration import registered_ids
from perfgym.errors import SettingsError, suggestion
from perfgym.machine.facts import cpu_model, fingerprint, is_virtual, usable_cores

__all__ = ["FAMILY", "bench_ids", "machine_facts"]

FAMILY = "PerfOptimize"
"""The family whose environments are played."""


def bench_ids(split: str, problems: Sequence[str], languages: Sequence[str]) -> list[str]:
    """The IDs to play: by problem, and then in the order of the languages.

    Args:
        split: One of `SPLITS`, whose problems are played unless some are named.
        problems: Names of problems; empty for all of the split.
        languages: Languages of the programs. A problem that is not offered in one of them is played in the
            others.

    Raises:
        SettingsError: There is no such problem, or nothing to play.
    """
    if split not in SPLITS:
        raise SettingsError(f"no split is called {split!r}; {suggestion(split, SPLITS)}")
    names = problem_names()
    if odd := [name for name in problems if name not in names]:
        raise SettingsError(f"no problem is called {odd[0]!r}; {suggestion(odd[0], names)}")
    chosen = list(dict.fromkeys(problems)) or [name for name in names if load_problem(name).split == split]
    if not chosen:
        raise SettingsError(
            f"the bank has no problem of the split {split}; choose another with --split, or name problems "
            "with --problem"
        )
    known = {_place(one): str(one) for one in registered_ids(FAMILY)}
    wanted = [(name, language) for name in chosen for language in dict.fromkeys(languages)]
    found = [known[place] for place in wanted if place in known]
    if not found:
        raise SettingsError(
            f"none of the problems {', '.join(chosen)} is offered in {' or '.join(languages)}; "
            "see `perfgym list`"
        )
    return found


def _place(env_id: EnvId) -> tuple[str, str]:
    return env_id.kwargs["problem"], env_id.language


def machine_facts() -> dict[str, Any]:
    """This machine, with the fields of :class:`~perfgym.bench.result.Machine`."""
    return {
        "host": fingerprint(),
        "cpu": cpu_model(),
        "cpus": len(usable_cores()),
        "kernel": f"{platform.system()} {platform.release()}",
        "is_virtual": is_virtual(),
    }
