"""``perfgym validate``: whether problems and tasks are complete and correct."""

import contextlib
import sys
from dataclasses import asdict
from functools import partial
from typing import Any

import click

from perfgym.authoring.steady import Watch, no_news
from perfgym.authoring.validate import Check, validate_problem
from perfgym.authoring.validate_task import validate_task
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import jobs_option, json_option, language_option
from perfgym.cli.output import print_json, print_line
from perfgym.cli.problems import chosen_languages, named_or_all
from perfgym.cli.progress import progress_bar
from perfgym.errors import SettingsError
from perfgym.repo.tasks.task import RepoTask
from perfgym.sandbox import make_sandbox
from perfgym.settings import resolve_settings

__all__ = ["command"]


@click.command("validate")
@click.argument("problems", metavar="[PROBLEM]...", nargs=-1)
@click.option("--all", "whole_bank", is_flag=True, help="Check every problem of the bank.")
@language_option("Only what concerns this language; may be repeated.")
@click.option(
    "--measure/--no-measure", default=True, help="Whether to measure what programs cost; default: measure."
)
@click.option(
    "--strict", is_flag=True, help="Whether a problem has to reach the bar of perfgym's own bank, too."
)
@jobs_option
@json_option
def command(
    problems: tuple[str, ...],
    whole_bank: bool,
    languages: tuple[str, ...],
    measure: bool,
    strict: bool,
    jobs: int,
    as_json: bool,
) -> None:
    """Check that problems and tasks are complete and correct.

    PROBLEM is the name of a problem in the bank or of a task of PerfRepo, or a folder. A problem's inputs
    have to vary in kind and size, and the comparison has to refuse outputs that take no work. Its programs
    are built and run: they have to agree (where they do not, the one that the others outvote is named), the
    expert's has to be faster than the reference, and the reward has to pay it for that. What a busy machine
    disturbs is measured again. --no-measure leaves out what needs a quiet machine, while you write.

    The bar of perfgym's own bank asks for more: an expert that is 3 times as fast in C and Rust and 1.5 times
    in other languages, more gain than the compiler's, little time for input and output, and equal cost over
    many seeds. Without --strict a problem below the bar gets a note.

    A task's own tree has to build and to pass its tests twice. Its workloads have to vary in the same way,
    and to spend their time in the library. Equal code may not differ in speed, the expert's patch has to be
    faster, and tests or outputs have to notice a mistake in each package. That takes some minutes a task.

    Each line is a statement. After `ok` it is true, and after `WRONG` or `note` it is not. A note is advice,
    or something that this machine cannot check. All that is not true is printed again at the end.

    The exit status is 1 if a problem or task has a mistake.
    """
    loaded = named_or_all(problems, whole_bank)
    plain = [one for one in loaded if not isinstance(one, RepoTask)]
    chosen = chosen_languages(plain, languages)
    if languages and len(plain) < len(loaded):
        raise SettingsError("tasks are in Go alone; leave out --language, or name problems only")
    settings = resolve_settings()
    rows: list[dict[str, Any]] = []
    lines: list[str] = []
    with contextlib.closing(make_sandbox(settings.sandbox)) as sandbox, progress_bar(total=None) as bar:
        watch = partial(Watch, say=no_news if as_json else bar.print_line)
        for problem in loaded:
            bar.update(f"{problem.name}: building")
            if isinstance(problem, RepoTask):
                checks = validate_task(problem, sandbox, settings)
            elif languages and problem.name not in chosen:
                continue
            else:
                checks = validate_problem(
                    problem,
                    sandbox,
                    settings,
                    languages=chosen[problem.name] if languages else (),
                    measure=measure,
                    strict=strict,
                    jobs=jobs,
                    watch=watch,
                )
            for check in checks:
                bar.update(f"{problem.name}: {check.what}", advance=1)
                rows.append({"problem": problem.name, **asdict(check)})
                if not as_json:
                    lines.append(line := _line(check, problem.name if len(loaded) > 1 else ""))
                    bar.print_line(line)
    wrong = sum(not (row["holds"] or row["advice"]) for row in rows)
    if as_json:
        print_json(rows)
    else:
        untrue = [line for line, row in zip(lines, rows, strict=True) if not row["holds"]]
        _print_end(len(rows), untrue, wrong)
    sys.exit(ExitStatus.FAILED if wrong else ExitStatus.OK)


def _print_end(count: int, untrue: list[str], wrong: int) -> None:
    """Print what is not true once more, because it stands among many lines, and then the counts."""
    for line in ["", "These statements are not true:", *untrue] if untrue else ():
        print_line(line)
    passed, notes = count - len(untrue), len(untrue) - wrong
    print_line(f"{passed:,} of {count:,} checks passed; wrong: {wrong:,}, notes: {notes:,}.")


def _line(check: Check, problem: str) -> str:
    word = "ok   " if check.holds else "note " if check.advice else "WRONG"
    name = f"{problem}: " if problem else ""
    return f"{word} {name}{check.what}{f' ({check.seen})' if check.seen else ''}"
