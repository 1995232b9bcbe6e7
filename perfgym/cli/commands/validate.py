"""``perfgym validate``: whether problems are complete and correct."""

import contextlib
import sys
from dataclasses import asdict
from typing import Any

import click

from perfgym.authoring.validate import Check, validate_problem
from perfgym.bank import problem_names
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import json_option
from perfgym.cli.output import print_json, print_line
from perfgym.cli.problems import named_problem
from perfgym.cli.progress import progress_bar
from perfgym.errors import SettingsError
from perfgym.sandbox import make_sandbox
from perfgym.settings import resolve_settings

__all__ = ["command"]


@click.command("validate")
@click.argument("problems", metavar="[PROBLEM]...", nargs=-1)
@click.option("--all", "whole_bank", is_flag=True, help="Check every problem of the bank.")
@json_option
def command(problems: tuple[str, ...], whole_bank: bool, as_json: bool) -> None:
    """Check that problems are complete and correct.

    PROBLEM is the name of a problem in the bank, or a folder. Its inputs have to vary in kind and size, and
    the comparison has to refuse outputs that take no work. Its programs are built and run: they have to
    agree, the expert's has to be faster than the reference, and the reward has to pay it for that. The exit
    status is 1 if a problem has a mistake.
    """
    if bool(problems) == whole_bank:
        raise SettingsError("name the problems to validate (or their folders), or give --all; not both")
    loaded = [named_problem(problem) for problem in problems or problem_names()]
    settings = resolve_settings()
    rows: list[dict[str, Any]] = []
    with contextlib.closing(make_sandbox(settings.sandbox)) as sandbox, progress_bar(total=None) as bar:
        for problem in loaded:
            bar.update(f"{problem.name}: building")
            for check in validate_problem(problem, sandbox, settings):
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


def _line(check: Check, problem: str) -> str:
    word = "ok   " if check.holds else "note " if check.advice else "WRONG"
    name = f"{problem}: " if problem else ""
    return f"{word} {name}{check.what}{f' ({check.seen})' if check.seen else ''}"
