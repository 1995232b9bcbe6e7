"""``perfgym repo``: the repositories that agents make faster."""

import click

from perfgym.cli.output import echo
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

    They come from Debian packages, by apt's own client, and are kept in the user's cache folder. Files that
    differ from those that a task was made from are refused.
    """
    for name in tasks or task_folders():
        task = load_task(name)
        if why_absent(task):
            fetch(task)
            echo(f"{name}: fetched from Debian's {task.debian.package if task.debian else ''}")
        else:
            echo(f"{name}: here")
