"""The name of a launcher, and what a task says about it -> the launcher."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from perfgym.errors import MachineError, SettingsError, suggestion
from perfgym.research.launchers.command import CommandLauncher
from perfgym.research.launchers.launcher import Launcher
from perfgym.research.launchers.recorded import RecordedLauncher, read_recordings
from perfgym.research.launchers.slurm import SlurmLauncher
from perfgym.research.reported_task import LauncherRule

__all__ = ["LAUNCHERS", "make_launcher"]


def make_launcher(
    rule: LauncherRule,
    file: str,
    launcher: str | Launcher | None = None,
    *,
    command: Sequence[str] | None = None,
) -> Launcher:
    """Make the launcher of a task, or the one that is asked for instead.

    Args:
        rule: What the task says.
        file: Path of the training script in the repository.
        launcher: Another launcher's name, or a launcher; None for the task's.
        command: Words of a command that replaces the task's.

    Raises:
        SettingsError: No launcher has this name, or it lacks a command or recordings.
        MachineError: The program that it starts is not on this machine.
    """
    if launcher is not None and not isinstance(launcher, str):
        return launcher
    if isinstance(command, str):
        raise SettingsError(f"command must be a sequence of words, got {command!r}; use shlex.split")
    name = launcher or rule.name
    if name not in LAUNCHERS:
        raise SettingsError(f"no launcher is called {name!r}; {suggestion(name, LAUNCHERS)}")
    return LAUNCHERS[name](rule if command is None else replace(rule, command=tuple(command)), file)


def _command(rule: LauncherRule, file: str) -> Launcher:
    del file
    _check_command(rule)
    _check_program(rule.command[0])
    return CommandLauncher(
        command=rule.command,
        environment=rule.environment,
        variables=rule.variables,
        seed_variable=rule.seed_variable,
    )


def _slurm(rule: LauncherRule, file: str) -> Launcher:
    del file
    _check_command(rule)
    _check_program("sbatch")
    return SlurmLauncher(
        script=rule.command,
        options=rule.options,
        environment=("SLURM_*", "SBATCH_*", *rule.environment),
        variables=rule.variables,
        seed_variable=rule.seed_variable,
    )


def _recorded(rule: LauncherRule, file: str) -> Launcher:
    if not rule.recordings:
        raise SettingsError(
            "the launcher 'recorded' needs recordings: a folder with the script and the logs of its runs in "
            "each folder below"
        )
    return RecordedLauncher(recordings=read_recordings(Path(rule.recordings).expanduser(), file))


def _check_command(rule: LauncherRule) -> None:
    if not rule.command:
        raise SettingsError('the launcher has no command; give its words, e.g. ["python", "{file}"]')


def _check_program(name: str) -> None:
    """Check that a program which is looked for on PATH is there. Others depend on the worktree."""
    if "/" not in name and "{" not in name and shutil.which(name) is None:
        raise MachineError(
            f"`{name}`, which starts the runs, is not on PATH; install it, or give another command"
        )


LAUNCHERS: Mapping[str, Callable[[LauncherRule, str], Launcher]] = {
    "command": _command,
    "slurm": _slurm,
    "recorded": _recorded,
}
"""Name to what makes the launcher of a task's rule and of the script's path."""
