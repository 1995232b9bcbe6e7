"""``perfgym calibrate``: the input sizes at which a problem is measured."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from statistics import median

import click
from rich.text import Text

from perfgym.authoring.calibrate import (
    Calibration,
    CalibrationStatus,
    IoShare,
    calibrate_problem,
    calibrate_workloads,
)
from perfgym.authoring.cost_probe import COST_PROBES
from perfgym.authoring.size_search import sizes_text
from perfgym.authoring.write_sizes import need_writable, write_sizes
from perfgym.bank import Problem
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.options import json_option, language_option
from perfgym.cli.output import print_json, print_line
from perfgym.cli.problems import named_problem_or_task
from perfgym.cli.progress import progress_bar
from perfgym.errors import ProblemError, SettingsError, suggestion
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.task import RepoTask
from perfgym.sandbox import make_sandbox
from perfgym.settings import resolve_settings

__all__ = ["command"]

_COLOURS = {
    CalibrationStatus.KEPT: "green",
    CalibrationStatus.CHANGED: "yellow",
    CalibrationStatus.FAILED: "red",
    CalibrationStatus.SKIPPED: "default",
}


@click.command("calibrate")
@click.argument("problem")
@language_option("Only this language; may be repeated.")
@click.option(
    "--mode",
    "modes",
    multiple=True,
    type=click.Choice(list(COST_PROBES)),
    help="Only this mode; may be repeated.",
)
@click.option("--write", is_flag=True, help="Write the sizes into problem.toml.")
@json_option
def command(
    problem: str, languages: tuple[str, ...], modes: tuple[str, ...], write: bool, as_json: bool
) -> None:
    """Choose the input sizes at which PROBLEM is measured.

    PROBLEM is the name of a problem in the bank or of a task, or a folder. A task has a problem.toml for
    each workload, and its own tree is the reference. At a right size the reference takes 40 to 150 ms of CPU
    time (60 to 150 ms in Python and TypeScript, which start slowly, and 80 to 150 ms in Python that begins
    with NumPy imported), and 0.2 to 0.7 s in the simulator. Sizes that are right on this machine are kept.
    The exit status is 0 if all sizes in problem.toml are right in the end, else 1.
    """
    loaded = named_problem_or_task(problem)
    if isinstance(loaded, RepoTask):
        if languages or modes:
            raise SettingsError(
                f"{loaded.name} is a task in Go that is timed; leave out --language and --mode"
            )
        _calibrate_task(loaded, write, as_json)
        return
    if write:
        need_writable(loaded)
    settings = resolve_settings()
    probes = {mode: probe for mode, probe in COST_PROBES.items() if not modes or mode in modes}
    found: list[Calibration] = []
    with (
        progress_bar(total=None) as bar,
        contextlib.closing(make_sandbox(settings.sandbox)) as sandbox,
    ):
        bar.update(f"{loaded.name}: running the reference")
        for one in calibrate_problem(loaded, _languages(loaded, languages), sandbox, settings, probes):
            bar.update(f"{one.language}, {one.mode}: {one.status}", advance=1)
            found.append(one)
            if not as_json:
                _print_calibration(f"{one.language}, {one.mode}", one, bar.print_line)
    written = write and write_sizes(loaded, found)
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        _print_written(loaded, found, written)
    sys.exit(ExitStatus.OK if all(one.is_right(written) for one in found) else ExitStatus.FAILED)


def _calibrate_task(task: RepoTask, write: bool, as_json: bool) -> None:
    """Choose the sizes of a task's workloads, of which each has a ``problem.toml`` of its own."""
    if write:
        for workload in task.workloads.values():
            need_writable(workload.problem)
    settings = resolve_settings()
    found: list[tuple[Problem, Calibration, bool]] = []
    with (
        progress_bar(total=len(task.workloads)) as bar,
        contextlib.closing(make_sandbox(settings.sandbox)) as sandbox,
    ):
        bar.update(f"{task.name}: building")
        evaluator = RepoEvaluator(task, base_tree(task), sandbox, CpuTimeBackend(), settings)
        for problem, one in calibrate_workloads(evaluator):
            bar.update(f"{problem.name}: {one.status}", advance=1)
            written = write and write_sizes(problem, [one])
            found.append((problem, one, written))
            if not as_json:
                _print_calibration(problem.name, one, bar.print_line)
    if as_json:
        print_json([{"workload": problem.name, **asdict(one)} for problem, one, _ in found])
    else:
        for problem, one, written in found:
            _print_written(problem, [one], written)
    is_right = all(one.is_right(written) for _, one, written in found)
    sys.exit(ExitStatus.OK if is_right else ExitStatus.FAILED)


def _print_written(problem: Problem, found: list[Calibration], written: bool) -> None:
    if any(one.status is CalibrationStatus.CHANGED for one in found):
        path = problem.folder / "problem.toml"
        print_line(f"{path} has the new sizes." if written else f"--write puts the new sizes into {path}.")


def _languages(problem: Problem, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages to calibrate: those wanted, or all in which there is a reference."""
    present = tuple(name for name in LANGUAGES if name in problem.references)
    for name in wanted:
        if name not in present:
            raise SettingsError(
                f"{problem.name} has no reference program in {name}; {suggestion(name, present)}"
            )
    if not present:
        raise ProblemError(f"{problem.folder} has no reference program, such as reference/solution.c")
    return tuple(dict.fromkeys(wanted)) or present


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
    if io_share := one.io_share:
        yield f"I/O baseline: {io_share.baseline_ms:.1f} ms, {_shares(io_share)}"
    if one.why:
        yield one.why


def _shares(io_share: IoShare) -> str:
    reference = f"{io_share.reference_share:.1%} of the reference's cost"
    if io_share.expert_share is None:
        return reference
    return f"{reference} and {io_share.expert_share:.0%} of the expert's"
