"""``perfgym list``: environment IDs, and what this machine lacks for each."""

import functools
from dataclasses import asdict, dataclass

import click
from rich.text import Text

from perfgym.bank import bank_folders, load_problem
from perfgym.cli.listing import Column, print_listing
from perfgym.cli.options import json_option
from perfgym.cli.output import print_json
from perfgym.envs.registration import FAMILIES, RegisteredId, registered_ids
from perfgym.errors import MachineError, ProblemError
from perfgym.languages import LANGUAGES

__all__ = ["command"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One environment.

    Attributes:
        id: Its ID.
        title: Title of its problem; empty if the problem cannot be loaded.
        bottleneck: What limits the speed of the problem's reference; empty likewise.
        lacks: What keeps the environment from being made; empty if it is ready.
    """

    id: str
    title: str
    bottleneck: str
    lacks: str


@click.command("list")
@click.argument("fragment", metavar="[NAME]", default="")
@click.option(
    "--family",
    type=click.Choice([family.name for family in FAMILIES], case_sensitive=False),
    help="Only environments of this family.",
)
@click.option("--language", type=click.Choice(list(LANGUAGES)), help="Only environments of this language.")
@click.option("--ready", is_flag=True, help="Only environments for which this machine lacks nothing.")
@json_option
def command(fragment: str, family: str | None, language: str | None, ready: bool, as_json: bool) -> None:
    """List the environment IDs and what this machine lacks for each.

    NAME is a part of the IDs to list, for example `matmul`.
    """
    chosen = [
        found
        for found in registered_ids()
        if fragment.lower() in found.env_id.lower()
        and family in (None, found.family.name)
        and language in (None, found.language)
    ]
    rows = [row for row in _rows(chosen) if not (ready and row.lacks)]
    if as_json:
        print_json([asdict(row) for row in rows])
    elif rows:
        _print(rows)
    else:
        click.echo("perfgym: no environment matches; `perfgym list` lists all of them", err=True)
    for folder in bank_folders():
        if not any(folder.glob("*/problem.toml")):
            click.echo(f"perfgym: {folder}, which PERFGYM_PROBLEMS names, holds no problem folder", err=True)


def _rows(chosen: list[RegisteredId]) -> list[_Row]:
    """Look at each problem and at each toolchain once."""
    problem, toolchain = functools.cache(_problem), functools.cache(_toolchain_error)
    rows: list[_Row] = []
    for found in chosen:
        title, bottleneck, error = problem(found.problem)
        lacks = error or toolchain(found.language)
        rows.append(_Row(id=found.env_id, title=title, bottleneck=bottleneck, lacks=lacks))
    return rows


def _problem(name: str) -> tuple[str, str, str]:
    """Return title and bottleneck of a problem, and why it cannot be loaded."""
    try:
        problem = load_problem(name)
    except ProblemError as error:
        return "", "", str(error)
    return problem.title, problem.bottleneck, ""


def _toolchain_error(language: str) -> str:
    """Return why programs in a language cannot be built here; empty if they can."""
    try:
        LANGUAGES[language].toolchain()
    except MachineError as error:
        return str(error)
    return ""


_READY, _NOT_READY = Text("ready", style="green"), Text("not ready", style="yellow")
_COLUMNS = (
    Column(name="id"),
    Column(name="problem"),
    Column(name="state"),
    Column(name="lacks", is_long=True),
)


def _print(rows: list[_Row]) -> None:
    print_listing(
        _COLUMNS, [[row.id, row.title, _NOT_READY if row.lacks else _READY, row.lacks] for row in rows]
    )
