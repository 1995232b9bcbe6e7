"""Resume a stored run: what stays as it was, what may change, and what has changed by itself."""

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any

import click

from perfgym.cli.output import echo
from perfgym.errors import SettingsError
from perfgym.machine.facts import fingerprint
from perfgym.machine.input_key import VARIABLE, input_key
from perfgym.rollout.agents import ChatOptions
from perfgym.store import Run, installed_versions

__all__ = [
    "CHAT_OPTIONS",
    "ENVIRONMENT_OPTIONS",
    "KIND",
    "PLAN_OPTIONS",
    "VARIABLES",
    "option_name",
    "perfgym_variables",
    "resumed_options",
    "warn_of_differences",
]

KIND = "rollout"
ENVIRONMENT_OPTIONS = ("backend", "max_turns", "reward", "feedback")
"""Options that are arguments of the environments."""
PLAN_OPTIONS = (
    "env_ids",
    "agent",
    "episodes",
    "best_of",
    "seed",
    *ENVIRONMENT_OPTIONS,
    "concurrency",
    "num_envs",
)
"""Options of every rollout, which its run keeps as arguments."""
CHAT_OPTIONS = tuple(field.name for field in fields(ChatOptions))
"""Options of rollouts that a language model plays, which their runs keep as well."""
VARIABLES = "variables"
"""Argument of a run that holds the variables."""

_NO_PART_OF_EPISODES = {"PERFGYM_STORE", "PERFGYM_LEASE_TIMEOUT_S"}

# These options may change on resume: they do not affect the episodes' content.
_CHANGEABLE = ("concurrency", "num_envs", "base_url", "api_key_var", "stream", "timeout_s", "max_retries")


def option_name(name: str) -> str:
    """Return an argument or an option of the command that runs, as it is written on the command line."""
    parameters = click.get_current_context().command.params
    (found,) = (parameter for parameter in parameters if parameter.name == name)
    return found.opts[0] if isinstance(found, click.Option) else "ID"


def perfgym_variables() -> dict[str, str]:
    """Return the ``PERFGYM_*`` variables that decide how episodes are played.

    They are stored, shown and printed, so a digest takes the place of the secret key.

    Raises:
        SettingsError: The key is too short.
    """
    return {
        name: f"the key {input_key().digest}" if name == VARIABLE else value
        for name, value in sorted(os.environ.items())
        if name.startswith("PERFGYM_") and name not in _NO_PART_OF_EPISODES
    }


def resumed_options(
    run: Run,
    options: Mapping[str, Any],
    given: Collection[str],
    *,
    kind: str = KIND,
    kept: Sequence[str] = PLAN_OPTIONS,
) -> dict[str, Any]:
    """Return the options that a run is resumed with: its own, and those given that may change.

    Args:
        run: The run.
        options: All options of the command.
        given: Names of those that were given on the command line.
        kind: The kind of run that the command plays.
        kept: Names of the options that a run of this kind keeps as arguments, without those of a language
            model.

    Raises:
        SettingsError: The run is of another kind, or something given differs that may not change.
    """
    if run.kind != kind:
        raise SettingsError(f"run {run.run_id} is a {run.kind} and cannot be resumed as a {kind}")
    for name in (*kept, *CHAT_OPTIONS):
        was = run.arguments.get(name)
        if name in given and name not in _CHANGEABLE and options[name] != was:
            raise SettingsError(
                f"{option_name(name)} of run {run.run_id} is {was!r:.300}, got {options[name]!r:.300}; "
                "leave it out to resume the run, or leave out --resume to begin another run"
            )
    if (now := perfgym_variables()) != (before := run.arguments[VARIABLES]):
        name = min(name for name in now | before if now.get(name) != before.get(name))
        raise SettingsError(
            f"the variable {name} of run {run.run_id} is {before.get(name, 'not set')}, here it is "
            f"{now.get(name, 'not set')}; a run is resumed with the variables that it began with"
        )
    changed = {name: options[name] for name in given if name in _CHANGEABLE}
    return {**options, **run.arguments, **changed}


def warn_of_differences(run: Run) -> None:
    """Warn of a host and of packages that differ from those that the run began with."""
    was = {"host": run.host, **run.versions}
    now = {"host": fingerprint(), **installed_versions()}
    for name in sorted(name for name in was | now if was.get(name) != now.get(name)):
        echo(
            f"perfgym: {name} was {was.get(name, 'none')} when run {run.run_id} began, "
            f"here it is {now.get(name, 'none')}: its episodes may differ",
            err=True,
        )
