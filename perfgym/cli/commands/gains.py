"""``perfgym gains``: how much the programs of problems gain, from which their difficulty follows."""

import contextlib
import sys
from typing import Any

import click

from perfgym.authoring.gains import measure_gain, write_gains
from perfgym.authoring.write_sizes import need_writable
from perfgym.bank import Gain, Problem, problem_names
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import json_option, language_option
from perfgym.cli.output import print_json
from perfgym.cli.problems import named_problem
from perfgym.cli.progress import progress_bar
from perfgym.errors import MachineError, ProblemError, SettingsError
from perfgym.languages import LANGUAGES
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import resolve_settings

__all__ = ["command"]


@click.command("gains")
@click.argument("problems", metavar="[PROBLEM]...", nargs=-1)
@click.option("--all", "whole_bank", is_flag=True, help="Measure every problem of the bank.")
@language_option("Only programs in this language; may be repeated.")
@click.option("--write", is_flag=True, help="Write the gains into gains.toml in each problem's folder.")
@json_option
def command(
    problems: tuple[str, ...], whole_bank: bool, languages: tuple[str, ...], write: bool, as_json: bool
) -> None:
    """Measure how many times as fast as the reference the expert's program and the first step are.

    PROBLEM is the name of a problem in the bank, or its folder. The difficulty of a problem in a language
    follows: it is easy if the first step reaches at least half of the expert's gain, medium if it reaches at
    least a fifth, and hard otherwise, in logarithms. Measure on a quiet machine.

    The exit status is 1 if a gain could not be measured.
    """
    if bool(problems) == whole_bank:
        raise SettingsError("name the problems to measure (or their folders), or give --all; not both")
    loaded = [named_problem(name) for name in problems or problem_names()]
    if write:
        for problem in loaded:
            need_writable(problem)
    rows: list[dict[str, Any]] = []
    with contextlib.closing(make_sandbox(resolve_settings().sandbox)) as sandbox, progress_bar(None) as bar:
        for problem in loaded:
            found: dict[str, Gain] = {}
            for language in _languages(problem, languages):
                bar.update(f"{problem.name} in {language}", advance=1)
                rows.append(_row(problem, language, sandbox, found))
                if not as_json:
                    bar.print_line(_line(rows[-1]))
            if write and found:
                write_gains(problem, found)
    if as_json:
        print_json(rows)
    sys.exit(ExitStatus.FAILED if any("failure" in row for row in rows) else ExitStatus.OK)


def _row(problem: Problem, language: str, sandbox: Sandbox, found: dict[str, Gain]) -> dict[str, Any]:
    """Measure the gain in one language and keep it in ``found``; say why where that is impossible."""
    row = {"problem": problem.name, "language": language}
    try:
        gain = found[language] = measure_gain(problem, language, sandbox, resolve_settings())
    except (MachineError, ProblemError) as error:
        return row | {"failure": str(error)}
    return row | {"expert": gain.expert, "first_step": gain.first_step, "difficulty": gain.difficulty}


def _languages(problem: Problem, wanted: tuple[str, ...]) -> list[str]:
    """The languages to measure: those wanted, or all in which the problem has an expert's program."""
    return [name for name in LANGUAGES if (name in wanted if wanted else name in problem.experts)]


def _line(row: dict[str, Any]) -> str:
    if "failure" in row:
        return f"{row['problem']} in {row['language']}: not measured: {row['failure']}"
    first = "none" if row["first_step"] is None else f"{row['first_step']:g} times"
    return (
        f"{row['problem']} in {row['language']}: expert {row['expert']:g} times, first step {first}: "
        f"{row['difficulty']}"
    )
