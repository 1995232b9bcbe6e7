"""``perfgym doctor``: what this machine can do, what it cannot, and the command that mends it."""

import sys
from collections.abc import Iterable
from dataclasses import asdict

import click
from rich.text import Text

from perfgym.bank import Problem, load_problem
from perfgym.cli.exit_status import ExitStatus
from perfgym.cli.listing import Column, print_listing
from perfgym.cli.options import json_option
from perfgym.cli.output import print_json, print_line
from perfgym.cli.progress import progress_bar
from perfgym.doctor import (
    LEAST_PAIRS,
    Health,
    Noise,
    Row,
    examine,
    forget_sizes,
    run_self_test,
    self_test_rows,
    skipped_self_test,
)
from perfgym.errors import SettingsError

__all__ = ["command"]

_COLOURS = {Health.FINE: "green", Health.LIMITED: "yellow", Health.BROKEN: "red"}
_COLUMNS = (
    Column(name="health"),
    Column(name="topic"),
    Column(name="check"),
    Column(name="seen", is_long=True),
    Column(name="advice", is_long=True),
)


@click.command("doctor")
@click.option(
    "--self-test/--no-self-test",
    default=True,
    show_default=True,
    help="Measure a program against itself to see how noisy this machine is.",
)
@click.option(
    "--pairs",
    type=click.IntRange(min=LEAST_PAIRS),
    default=60,
    show_default=True,
    help="Pairs of runs in the self-test; one takes a fifth of a second.",
)
@click.option(
    "--problem",
    default="matmul",
    show_default=True,
    help="Problem whose C reference the self-test runs.",
)
@click.option(
    "--forget-sizes",
    "forget",
    is_flag=True,
    help="First delete the factors that fit measured sizes to this machine. The next episode of each problem "
    "finds its factor again.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show the checks that passed, too.")
@json_option
def command(self_test: bool, pairs: int, problem: str, forget: bool, verbose: bool, as_json: bool) -> None:
    """Check the sandbox, the compilers and what can be measured on this machine.

    Each shortcoming is shown with its consequence and the command that mends it. At the end a program is
    measured against itself, which shows the smallest gain that this machine can tell from noise. The JSON
    holds all checks and every raw sample. The exit status is 1 if something that perfgym needs does not work.
    """
    loaded = load_problem(problem)
    if forget:
        _forget_sizes()
    rows = _examine()
    is_broken = any(row.health is Health.BROKEN for row in rows)
    noise: Noise | None = None
    if self_test:
        result = skipped_self_test("repair what is broken first") if is_broken else _self_test(loaded, pairs)
        noise = result if isinstance(result, Noise) else None
        rows += self_test_rows(result) if isinstance(result, Noise) else [result]
    if as_json:
        facts = {"works": not is_broken, "rows": [asdict(row) for row in rows]}
        print_json({**facts, "noise": noise and asdict(noise)})
    else:
        _print(rows, verbose=verbose)
    sys.exit(ExitStatus.FAILED if is_broken else ExitStatus.OK)


def _forget_sizes() -> None:
    """Delete the factors of this machine.

    Raises:
        SettingsError: A file cannot be deleted.
    """
    try:
        number = forget_sizes()
    except OSError as error:
        raise SettingsError(f"the factors of this machine cannot be deleted: {error}") from error
    click.echo(f"{number} {'factor' if number == 1 else 'factors'} deleted.", err=True)


def _examine() -> list[Row]:
    rows: list[Row] = []
    with progress_bar(total=None) as bar:
        for row in examine():
            bar.update(f"{row.topic}: {row.what}", advance=1)
            rows.append(row)
    return rows


def _self_test(problem: Problem, pairs: int) -> Noise | Row:
    with progress_bar(total=pairs) as bar:
        bar.update(f"noise: {problem.name} against itself")
        return run_self_test(problem, pairs, lambda: bar.update(advance=1))


def _print(rows: list[Row], *, verbose: bool) -> None:
    """Print what is broken, then what is impaired, then what passed: all of it, or its number."""
    passed = [row for row in rows if row.health is Health.FINE]
    shown = [row for health in (Health.BROKEN, Health.LIMITED) for row in rows if row.health is health]
    if shown:
        _print_rows(shown)
        print_line("")
    if verbose:
        _print_rows(passed)
        print_line("")
    for row in passed:
        if row.topic == "noise" and not verbose:  # a result that the user waited for
            print_line(f"{row.what}: {row.seen}", wrap_words=True)
    more = "" if verbose else "; --verbose lists them"
    print_line(f"{len(passed)} {'check' if len(passed) == 1 else 'checks'} passed{more}.")


def _print_rows(rows: Iterable[Row]) -> None:
    print_listing(
        _COLUMNS,
        [
            [Text(row.health, style=_COLOURS[row.health]), row.topic, row.what, row.seen, row.advice]
            for row in rows
        ],
    )
