"""``perfgym repo``: the repositories that agents make faster."""

import sys

import click

from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.output import echo
from perfgym.errors import MachineError
from perfgym.repo.debian import fetch, why_absent
from perfgym.repo.load import load_task, task_folders

__all__ = ["command"]


@click.group("repo")
def command() -> None:
    """Fetch the repositories that agents make faster."""


@command.command("fetch")
@click.argument("tasks", nargs=-1, metavar="[TASK]...")
def fetch_tasks(tasks: tuple[str, ...]) -> None:
    """Fetch the files of tasks that perfgym does not ship; by default of all.

    They come from Debian packages, by apt's own client, and are kept in the user's cache folder. That needs
    no rights of root. Files that differ from those that a task was made from are refused. The exit status is
    1 if a task's files cannot be had; the others are fetched all the same.
    """
    failed = False
    for task in [load_task(name) for name in tasks or task_folders()]:
        if not why_absent(task):
            echo(f"{task.name}: here")
            continue
        try:
            fetch(task)
        except MachineError as error:
            failed = True
            echo(f"perfgym: {task.name}: {error}", err=True)
        else:
            echo(f"{task.name}: fetched from Debian's {task.debian.package if task.debian else ''}")
    sys.exit(ExitStatus.FAILED if failed else ExitStatus.OK)
