"""``perfgym validate``: whether problems and tasks are complete and correct."""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from perfgym.authoring.validate import Check, validate_problem
from perfgym.authoring.validate_task import validate_task
from perfgym.bank import Problem, problem_names
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import json_option, language_option
from perfgym.cli.output import print_json, print_line
from perfgym.cli.problems import named_problem_or_task
from perfgym.cli.progress import progress_bar
from perfgym.errors import SettingsError
from perfgym.repo.tasks.task import RepoTask
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import Settings, resolve_settings

__all__ = ["command"]


@click.command("validate")
@click.argument("problems", metavar="[PROBLEM]...", nargs=-1)
@click.option("--all", "whole_bank", is_flag=True, help="Check every problem of the bank.")
@language_option("Only programs in this language; may be repeated.")
@click.option(
    "--measure/--no-measure", default=True, help="Whether to measure what programs cost; default: measure."
)
@json_option
def command(
    problems: tuple[str, ...], whole_bank: bool, languages: tuple[str, ...], measure: bool, as_json: bool
) -> None:
    """Check that problems and tasks are complete and correct.

    PROBLEM is the name of a problem in the bank or of a task of PerfRepo, or a folder. A problem's inputs
    have to vary in kind and size, and the comparison has to refuse outputs that take no work. Its programs
    are built and run: they have to agree, the expert's has to be faster than the reference, and the reward
    has to pay it for that.

    A task's own tree has to build and to pass its tests twice. Its workloads have to vary in the same way,
    and to spend their time in the library. Equal code may not differ in speed, the expert's patch has to be
    faster, and tests or outputs have to notice a mistake in each package. That takes some minutes a task.

    The exit status is 1 if a problem or task has a mistake.
    """
    if bool(problems) == whole_bank:
        raise SettingsError("name the problems to validate (or their folders), or give --all; not both")
    loaded = [named_problem_or_task(problem) for problem in problems or problem_names()]
    settings = resolve_settings()
    rows: list[dict[str, Any]] = []
    with contextlib.closing(make_sandbox(settings.sandbox)) as sandbox, progress_bar(total=None) as bar:
        for problem in loaded:
            bar.update(f"{problem.name}: building")
            for check in _checks(problem, sandbox, settings, languages, measure):
                bar.update(f"{problem.name}: {check.what}", advance=1)
                rows.append({"problem": problem.name, **asdict(check)})
                if not as_json:
                    bar.print_line(_line(check, problem.name if len(loaded) > 1 else ""))
    wrong = [row for row in rows if not (row["holds"] or row["advice"])]
    if as_json:
        print_json(rows)
    else:
        print_line(f"{len(rows) - len(wrong)} of {len(rows)} checks passed.")
    sys.exit(ExitStatus.FAILED if wrong else ExitStatus.OK)


def _checks(
    loaded: Problem | RepoTask,
    sandbox: Sandbox,
    settings: Settings,
    languages: tuple[str, ...],
    measure: bool,
) -> Iterator[Check]:
    if isinstance(loaded, RepoTask):
        return validate_task(loaded, sandbox, settings)
    return validate_problem(loaded, sandbox, settings, languages=languages, measure=measure)


def _line(check: Check, problem: str) -> str:
    word = "ok   " if check.holds else "note " if check.advice else "WRONG"
    name = f"{problem}: " if problem else ""
    return f"{word} {name}{check.what}{f' ({check.seen})' if check.seen else ''}"
