"""Environment IDs that are given on the command line."""

from typing import Any

import click

from perfgym.envs.registration import OPTIMIZE, RegisteredId, registered_ids
from perfgym.errors import suggestion

__all__ = ["PROGRAM_ENVIRONMENT", "program_environments"]


def program_environments() -> dict[str, RegisteredId]:
    """Return the environments whose action is a program, by ID."""
    return {found.env_id: found for found in registered_ids(OPTIMIZE)}


class _ProgramEnvironment(click.ParamType[str]):
    """ID of an environment whose action is a program."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = program_environments()
        if value not in known:
            others = {found.env_id: found for found in registered_ids()}
            if value in others:
                self.fail(_no_program(others[value], known), param, ctx)
            self.fail(f"no environment is called {value!r}; {suggestion(value, known)}", param, ctx)
        return value


def _no_program(found: RegisteredId, known: dict[str, RegisteredId]) -> str:
    same = [
        one.env_id for one in known.values() if (one.problem, one.language) == (found.problem, found.language)
    ]
    instead = f"use {same[0]} for a program, or " if same else ""
    return (
        f"an action of {found.env_id} sets compiler flags and source parameters, it is not a program; "
        f"{instead}play it with `perfgym rollout {found.env_id} --agent random-knobs`"
    )


PROGRAM_ENVIRONMENT = _ProgramEnvironment()
"""Type of an argument or option that takes such an ID."""
