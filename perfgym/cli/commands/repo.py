"""``perfgym repo``: the repositories that agents make faster."""

import contextlib
import sys
from pathlib import Path

import click

from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import backend_option, json_option, seed_option
from perfgym.cli.output import echo, print_json
from perfgym.cli.progress import progress_bar
from perfgym.envs.repo.env import PerfRepoEnv
from perfgym.errors import HarnessError, MachineError
from perfgym.repo.tasks.debian import fetch, why_absent
from perfgym.repo.tasks.load import load_task, task_folders
from perfgym.repo.workspace.checkout import GUIDE, checked_out, checkout

__all__ = ["command"]

_SUBMIT = {"action_type": "submit"}


@click.group("repo")
def command() -> None:
    """Fetch the repositories that agents make faster, check one out, and submit what you made of it."""


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


@command.command("checkout")
@click.argument("task")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def check_out(task: str, folder: Path) -> None:
    """Write the repository of TASK to DIR, a new folder, for a person to work in.

    It is a git repository of one commit. The file PERFGYM.md in it says what to make faster and how to go on.
    """
    checkout(task, folder)
    echo(f"{folder}: the repository of {task}; {folder / GUIDE} says how to go on")


@command.command("submit")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--task", "task", help="Name of the task; default: the one that DIR was checked out from.")
@seed_option
@backend_option("$PERFGYM_BACKEND, or auto")
@click.option("--reward", help="The reward, as for `PerfRepo`; default: $PERFGYM_REWARD, or log_speedup.")
@json_option
def submit(
    folder: Path, task: str | None, seed: int, backend: str | None, reward: str | None, as_json: bool
) -> None:
    """Evaluate the files in DIR as an agent's are.

    Tests of the task and hidden programs run in a sandbox, beside the task's own files. The exit status is 0
    if the files are accepted and 1 if they are not.
    """
    given = checked_out(folder, task)
    with progress_bar(total=2) as bar:
        bar.update("building and timing the task's own files")
        with contextlib.closing(PerfRepoEnv(given.task.name, backend=backend, reward=reward)) as env:
            env.reset(seed=seed)
            bar.update("building, testing and measuring the folder's files", advance=1)
            env.tree = given.tree
            observation, paid, _, _, info = env.step(_SUBMIT)
    if info["fault"]:
        raise HarnessError(info["fault_kind"])
    status = info["result"]["repo_git_status"]
    if as_json:
        told = {"task": given.task.name, "seed": seed, "reward": paid, "feedback": observation["feedback"]}
        print_json(told | {name: value for name, value in info.items() if name != "submission"})
    else:
        echo(f"Changed: {', '.join(status['changed']) or 'nothing'}.")
        for path, why in status["ignored"].items():
            echo(f"Not evaluated: {path} {why}.")
        echo(f"{observation['feedback']}\nReward: {paid:+.3f}")
    sys.exit(ExitStatus.OK if info["status"] == "ACCEPTED" else ExitStatus.FAILED)
