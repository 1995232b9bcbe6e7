"""Environment IDs that are given on the command line, and the arguments that environments take."""

import fnmatch
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import click
from gymnasium.envs.registration import load_env_creator

from perfgym.envs.family import EnvId, Family
from perfgym.envs.mixed.family import MixedFamily
from perfgym.envs.optimize.family import OptimizeFamily
from perfgym.envs.registration import registered_ids
from perfgym.envs.repo.family import RepoFamily
from perfgym.envs.research.family import ResearchFamily
from perfgym.errors import SettingsError, suggestion

__all__ = [
    "CODE_ENVIRONMENT",
    "PROGRAM_ENVIRONMENT",
    "code_environments",
    "matching_ids",
    "need_argument",
    "program_environments",
]


def program_environments() -> dict[str, EnvId]:
    """Return the environments whose action is a program, by ID."""
    return {str(env_id): env_id for env_id in registered_ids(OptimizeFamily.name)}


def code_environments() -> dict[str, EnvId]:
    """Return the environments that run code of an agent's, of whatever kind, by ID."""
    others = (*registered_ids(RepoFamily.name), *registered_ids(ResearchFamily.name))
    return program_environments() | {str(env_id): env_id for env_id in others}


def matching_ids(patterns: Iterable[str]) -> list[str]:
    """Return the environment IDs that are given or that match a pattern such as ``PerfOptimize-*-c-v0``.

    Args:
        patterns: IDs, or patterns of :mod:`fnmatch`. Their order is kept, and an ID is listed once.

    Raises:
        SettingsError: There is no such ID, or none matches a pattern.
    """
    known = list(map(str, registered_ids()))
    found: list[str] = []
    for pattern in patterns:
        matching = fnmatch.filter(known, pattern)
        if not matching:
            raise SettingsError(f"no environment is called {pattern!r}; {suggestion(pattern, known)}")
        found += matching
    return list(dict.fromkeys(found))


def need_argument(family: Family, name: str) -> None:
    """Check that the environments of a family take an argument that was given as an option.

    Raises:
        SettingsError: They do not.
    """
    parameters = inspect.signature(load_env_creator(family.entry_point)).parameters
    takes_any = any(one.kind is inspect.Parameter.VAR_KEYWORD for one in parameters.values())
    if not (takes_any or name in parameters):
        raise SettingsError(
            f"the environments of {family.name} take no {name}; leave out --{name.replace('_', '-')}"
        )


class _CodeEnvironment(click.ParamType[str]):
    """ID of an environment whose action is a program, or code of another kind.

    Args:
        known: Returns these environments.
    """

    name = "id"

    def __init__(self, known: Callable[[], dict[str, EnvId]]) -> None:
        self._known = known

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = self._known()
        if value not in known:
            others = {str(env_id): env_id for env_id in registered_ids()}
            if value in others:
                self.fail(_no_program(others[value], known), param, ctx)
            self.fail(f"no environment is called {value!r}; {suggestion(value, known)}", param, ctx)
        return value


def _no_program(env_id: EnvId, known: dict[str, EnvId]) -> str:
    if env_id.family == MixedFamily.name:
        one = next(text for text, other in known.items() if other.language == env_id.language)
        return f"{env_id} draws a problem for each episode; give the ID of one problem, e.g. {one}"
    same = [text for text, one in known.items() if one.kwargs == env_id.kwargs]
    instead = f"use {same[0]} for a program, or " if same else ""
    return (
        f"an action of {env_id} is not a program; {instead}"
        f"play it with `perfgym rollout {env_id} --agent random`"
    )


PROGRAM_ENVIRONMENT = _CodeEnvironment(program_environments)
"""Type of an argument or option that takes the ID of an environment whose action is a program."""

CODE_ENVIRONMENT = _CodeEnvironment(code_environments)
"""The same, and the IDs of repositories."""
