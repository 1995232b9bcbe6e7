"""``perfgym calibrate``: the input sizes at which a problem is measured."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from statistics import median
from typing import Any

import click
from rich.text import Text

from perfgym.authoring.calibrate import (
    Calibration,
    CalibrationStatus,
    calibrate_problem,
    calibrate_workloads,
)
from perfgym.authoring.cost_probe import COST_PROBES, CostProbe
from perfgym.authoring.size_search import sizes_text
from perfgym.authoring.steady import Watch, WatchCore, no_news
from perfgym.authoring.write_sizes import need_writable, write_sizes
from perfgym.bank import Problem
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import jobs_option, json_option, language_option
from perfgym.cli.output import print_json
from perfgym.cli.problems import chosen_languages, named_or_all
from perfgym.cli.progress import Bar, progress_bar
from perfgym.errors import ProblemError, SettingsError
from perfgym.measure import CpuTimeBackend
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.task import RepoTask
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import Settings, resolve_settings

__all__ = ["command"]

_COLOURS = {
    CalibrationStatus.KEPT: "green",
    CalibrationStatus.CHANGED: "yellow",
    CalibrationStatus.FAILED: "red",
    CalibrationStatus.UNMEASURED: "red",
    CalibrationStatus.SKIPPED: "default",
}


@click.command("calibrate")
@click.argument("problems", metavar="[PROBLEM]...", nargs=-1)
@click.option("--all", "whole_bank", is_flag=True, help="Calibrate every problem of the bank.")
@language_option("Only this language; may be repeated.")
@click.option(
    "--mode",
    "modes",
    multiple=True,
    type=click.Choice(list(COST_PROBES)),
    help="Only this mode; may be repeated.",
)
@jobs_option
@click.option("--write", is_flag=True, help="Write the sizes into problem.toml.")
@json_option
def command(
    problems: tuple[str, ...],
    whole_bank: bool,
    languages: tuple[str, ...],
    modes: tuple[str, ...],
    jobs: int,
    write: bool,
    as_json: bool,
) -> None:
    """Choose the input sizes at which problems and tasks are measured.

    PROBLEM is the name of a problem in the bank or of a task, or a folder. A task has a problem.toml for
    each workload, and its own tree is the reference. At a right size the reference takes 40 to 150 ms of CPU
    time (60 to 150 ms in Python and TypeScript, which start slowly, and 80 to 150 ms in Python that begins
    with NumPy imported), and 0.2 to 0.7 s in the simulator. Reading and writing take under a tenth of that,
    and under half of the expert's time. Sizes that are right on this machine are kept. What a busy machine
    disturbs is measured again; if it stays busy, no size is chosen.

    The exit status is 0 if all sizes in problem.toml are right in the end, else 1.
    """
    loaded = named_or_all(problems, whole_bank)
    tasks = [one for one in loaded if isinstance(one, RepoTask)]
    if tasks and (languages or modes):
        raise SettingsError(f"{tasks[0].name} is a task in Go that is timed; leave out --language and --mode")
    plain = [one for one in loaded if not isinstance(one, RepoTask)]
    _check_problems(plain, tasks, write)
    wanted = _Wanted(
        languages=chosen_languages(plain, languages),
        probes={mode: probe for mode, probe in COST_PROBES.items() if not modes or mode in modes},
        jobs=jobs,
        write=write,
        is_silent=as_json,
        names_problem=len(loaded) > 1,
    )
    settings = resolve_settings()
    results: list[dict[str, Any]] = []
    is_right = True
    with (
        progress_bar(total=None) as bar,
        contextlib.closing(make_sandbox(settings.sandbox)) as sandbox,
    ):
        for one in loaded:
            if isinstance(one, RepoTask):
                rows, fine = _calibrate_task(one, wanted, bar, sandbox, settings)
            else:
                rows, fine = _calibrate_problem(one, wanted, bar, sandbox, settings)
            results += rows
            is_right &= fine
    if as_json:
        print_json(results)
    sys.exit(ExitStatus.OK if is_right else ExitStatus.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What the user wants.

    Attributes:
        languages: Languages to calibrate, by the name of the problem.
        probes: Modes to calibrate, each with the constructor of its probe.
        jobs: How many programs are built at the same time.
        write: Whether sizes are written into problem.toml.
        is_silent: Whether nothing is printed meanwhile, because JSON follows.
        names_problem: Whether lines name the problem.
    """

    languages: Mapping[str, tuple[str, ...]]
    probes: Mapping[str, Callable[[], CostProbe]]
    jobs: int
    write: bool
    is_silent: bool
    names_problem: bool

    def watch(self, bar: Bar) -> WatchCore:
        """What tells the user that the machine is busy."""
        return partial(Watch, say=no_news if self.is_silent else bar.print_line)


def _check_problems(problems: list[Problem], tasks: list[RepoTask], write: bool) -> None:
    """Find out before anything is run what would fail in the end.

    Raises:
        ProblemError: A problem has no reference, or its sizes cannot be written.
    """
    for problem in problems:
        if not problem.references:
            raise ProblemError(f"{problem.folder} has no reference program, such as reference/solution.c")
    workloads = [workload.problem for task in tasks for workload in task.workloads.values()]
    for problem in (*problems, *workloads) if write else ():
        need_writable(problem)


def _calibrate_problem(
    problem: Problem, wanted: _Wanted, bar: Bar, sandbox: Sandbox, settings: Settings
) -> tuple[list[dict[str, Any]], bool]:
    """Choose the sizes of a problem; the rows for JSON, and whether all sizes are right in the end."""
    languages = wanted.languages.get(problem.name, ())
    found: list[Calibration] = []
    prefix = f"{problem.name}, " if wanted.names_problem else ""
    bar.update(f"{problem.name}: running the reference")
    for one in calibrate_problem(
        problem, languages, sandbox, settings, wanted.probes, watch=wanted.watch(bar), jobs=wanted.jobs
    ):
        bar.update(f"{prefix}{one.language}, {one.mode}: {one.status}", advance=1)
        found.append(one)
        if not wanted.is_silent:
            _print_calibration(f"{prefix}{one.language}, {one.mode}", one, bar.print_line)
    written = wanted.write and write_sizes(problem, found)
    if not wanted.is_silent:
        _print_written(problem, found, written, bar.print_line)
    return [{"problem": problem.name, **asdict(one)} for one in found], all(
        one.is_right(written) for one in found
    )


def _calibrate_task(
    task: RepoTask, wanted: _Wanted, bar: Bar, sandbox: Sandbox, settings: Settings
) -> tuple[list[dict[str, Any]], bool]:
    """Choose the sizes of a task's workloads, of which each has a ``problem.toml`` of its own."""
    rows: list[dict[str, Any]] = []
    are_right = True
    bar.update(f"{task.name}: building")
    evaluator = RepoEvaluator(task, base_tree(task), sandbox, CpuTimeBackend(), settings)
    for problem, one in calibrate_workloads(evaluator, wanted.watch(bar)):
        bar.update(f"{problem.name}: {one.status}", advance=1)
        written = wanted.write and write_sizes(problem, [one])
        rows.append({"workload": problem.name, **asdict(one)})
        are_right &= one.is_right(written)
        if not wanted.is_silent:
            _print_calibration(problem.name, one, bar.print_line)
            _print_written(problem, [one], written, bar.print_line)
    return rows, are_right


def _print_written(
    problem: Problem, found: list[Calibration], written: bool, print_one: Callable[[str | Text], None]
) -> None:
    if any(one.status is CalibrationStatus.CHANGED for one in found):
        path = problem.folder / "problem.toml"
        print_one(f"{path} has the new sizes." if written else f"--write puts the new sizes into {path}.")


def _print_calibration(what: str, one: Calibration, print_one: Callable[[str | Text], None]) -> None:
    print_one(Text.assemble(f"{what}: ", (one.status, _COLOURS[one.status])))
    for line in _lines(one):
        print_one(f"  {line}")


def _lines(one: Calibration) -> Iterator[str]:
    old, new = (sizes_text(group) if group else "none" for group in (one.old, one.new))
    if one.status is not CalibrationStatus.SKIPPED:
        yield f"sizes: {old} -> {new}" if one.status is CalibrationStatus.CHANGED else f"sizes: {old}"
    if one.reference_ms:
        low, high = min(one.reference_ms), max(one.reference_ms)
        yield (
            f"reference: {median(one.reference_ms):.0f} ms of CPU time "
            f"({low:.0f} to {high:.0f} on {len(one.reference_ms)} inputs)"
        )
    if one.io_share:
        yield f"I/O baseline: {one.io_share.text}"
    if one.why:
        yield one.why
