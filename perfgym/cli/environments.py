"""Environment IDs that are given on the command line."""

from typing import Any

import click

from perfgym.envs.family import EnvId
from perfgym.envs.optimize.family import OptimizeFamily
from perfgym.envs.registration import registered_ids
from perfgym.errors import suggestion

__all__ = ["PROGRAM_ENVIRONMENT", "program_environments"]


def program_environments() -> dict[str, EnvId]:
    """Return the environments whose action is a program, by ID."""
    return {str(env_id): env_id for env_id in registered_ids(OptimizeFamily.name)}


class _ProgramEnvironment(click.ParamType[str]):
    """ID of an environment whose action is a program."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = program_environments()
        if value not in known:
            others = {str(env_id): env_id for env_id in registered_ids()}
            if value in others:
                self.fail(_no_program(others[value], known), param, ctx)
            self.fail(f"no environment is called {value!r}; {suggestion(value, known)}", param, ctx)
        return value


def _no_program(env_id: EnvId, known: dict[str, EnvId]) -> str:
    same = [text for text, one in known.items() if one.kwargs == env_id.kwargs]
    instead = f"use {same[0]} for a program, or " if same else ""
    return (
        f"an action of {env_id} is not a program; {instead}"
        f"play it with `perfgym rollout {env_id} --agent random`"
    )


PROGRAM_ENVIRONMENT = _ProgramEnvironment()
"""Type of an argument or option that takes such an ID."""
