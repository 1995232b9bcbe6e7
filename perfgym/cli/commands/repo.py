"""``perfgym repo``: the repositories that agents make faster."""

import contextlib
import sys
from pathlib import Path
from typing import Any

import click
import numpy as np

from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import backend_option, json_option, seed_option
from perfgym.cli.output import echo, print_json
from perfgym.cli.progress import progress_bar
from perfgym.envs.repo.prompt import evaluation_text
from perfgym.evaluation.info import evaluation_info
from perfgym.evaluation.open_evaluator import open_backend, open_sandbox
from perfgym.evaluation.reward import make_reward
from perfgym.records import Evaluation
from perfgym.repo.checkout import GUIDE, Checkout, checked_out, checkout
from perfgym.repo.debian import fetch, why_absent
from perfgym.repo.editable import changed_paths, overlaid
from perfgym.repo.evaluate import RepoEvaluator
from perfgym.repo.load import load_task, task_folders
from perfgym.repo.measured_tree import submission_of
from perfgym.settings import Settings, resolve_settings

__all__ = ["command"]


@click.group("repo")
def command() -> None:
    """Fetch the repositories that agents make faster, check one out, and submit what you made of it."""


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
    settings = resolve_settings({"reward": "log_speedup"}, backend=backend, reward=reward)
    score = make_reward(settings.reward)
    evaluation = _evaluated(given, settings, seed)
    ignored = overlaid(given.base, given.tree, given.task.editable)[1]
    changed = [path for path in changed_paths(given.base, given.tree) if path not in ignored]
    paid = float(score(evaluation))
    if as_json:
        info = evaluation_info(evaluation, score=paid, best_score=paid)
        print_json(_answer(given, evaluation, seed) | {"changed": changed, "ignored": ignored} | info)
    else:
        echo(f"Changed: {', '.join(changed) or 'nothing'}.")
        for path, why in ignored.items():
            echo(f"Not evaluated: {path} {why}.")
        echo(f"{evaluation_text(evaluation)}\nReward: {paid:+.3f}")
    sys.exit(ExitStatus.OK if evaluation.accepted else ExitStatus.FAILED)


def _evaluated(given: Checkout, settings: Settings, seed: int) -> Evaluation:
    with contextlib.ExitStack() as at_close, progress_bar(total=2) as bar:
        bar.update("building and timing the task's own files")
        sandbox = open_sandbox(None, settings, at_close)
        counting = open_backend(None, settings)
        evaluator = RepoEvaluator(given.task, given.base, sandbox, counting, settings)
        rng = np.random.default_rng(seed)
        evaluator.start_episode(rng)
        bar.update("building, testing and measuring the folder's files", advance=1)
        return evaluator.evaluate(submission_of(given.tree, given.task), rng)


def _answer(given: Checkout, evaluation: Evaluation, seed: int) -> dict[str, Any]:
    return {
        "task": given.task.name,
        "seed": seed,
        "worktree_id": given.tree.digest,
        "feedback": evaluation_text(evaluation),
        **evaluation.facts,
    }
