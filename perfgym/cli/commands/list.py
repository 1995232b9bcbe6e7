"""``perfgym list``: environment IDs, and what this machine lacks for each."""

from collections.abc import Mapping
from dataclasses import asdict

import click
from rich.text import Text

from perfgym.bank import CLASSES, SPLITS, bank_folders, holds_any
from perfgym.cli.listing import Column, print_listing
from perfgym.cli.options import json_option
from perfgym.cli.output import echo, print_json
from perfgym.envs.family import Description, EnvId
from perfgym.envs.registration import FAMILIES, family_of, registered_ids
from perfgym.languages import LANGUAGES

__all__ = ["command"]

_READY, _NOT_READY = Text("ready", style="green"), Text("not ready", style="yellow")
_COLUMNS = (
    Column(name="id"),
    Column(name="problem"),
    Column(name="state"),
    Column(name="split", is_minor=True),
    Column(name="difficulty", is_minor=True),
    Column(name="classes", is_minor=True),
    Column(name="missing", is_long=True),
)


@click.command("list")
@click.argument("fragment", metavar="[NAME]", default="")
@click.option(
    "--family",
    type=click.Choice([family.name for family in FAMILIES], case_sensitive=False),
    help="Only environments of this family.",
)
@click.option("--problem", help="Only environments of the problem, or of the task, with this name.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), help="Only environments of this language.")
@click.option(
    "--class",
    "of_class",
    type=click.Choice(list(CLASSES)),
    metavar="CLASS",
    help=f"Only problems of this class of bottlenecks: {', '.join(CLASSES)}.",
)
@click.option("--split", type=click.Choice(SPLITS), help="Only problems of this split.")
@click.option("--ready", is_flag=True, help="Only environments for which this machine lacks nothing.")
@json_option
def command(fragment: str, as_json: bool, *, ready: bool, **wanted: str | None) -> None:
    """List the environment IDs and what this machine lacks for each.

    NAME is a part of the IDs to list, for example `matmul`. A problem's first class is its main class. Its
    difficulty in a language follows from what the most obvious improvement gains of what the expert's program
    gains: at least a half (easy), at least a fifth (medium), or less (hard), of logarithms.
    """
    chosen = [
        env_id
        for env_id in registered_ids()
        if fragment.lower() in str(env_id).lower() and _fits(env_id, wanted)
    ]
    described = [(env_id, family_of(env_id).describe(env_id)) for env_id in chosen]
    rows = [row for row in described if not (ready and row[1].missing) and _is_of(*row, wanted)]
    if as_json:
        print_json([{"id": str(env_id), **asdict(description)} for env_id, description in rows])
    elif rows:
        print_listing(_COLUMNS, [_cells(*row) for row in rows])
    else:
        echo("perfgym: no environment matches; `perfgym list` lists all of them", err=True)
    for folder in bank_folders():
        if not holds_any(folder):
            echo(f"perfgym: {folder}, which PERFGYM_PROBLEMS names, holds no problem folder", err=True)


def _fits(env_id: EnvId, wanted: Mapping[str, str | None]) -> bool:
    """Whether an ID is of the family, the problem and the language that are wanted."""
    named = env_id.kwargs.get("problem") or env_id.kwargs.get("task")
    has = {"family": env_id.family, "problem": named, "language": env_id.language}
    return all(wanted[key] in (None, value) for key, value in has.items())


def _is_of(env_id: EnvId, description: Description, wanted: Mapping[str, str | None]) -> bool:
    """Whether a problem is of the class and the split that are wanted.

    One that cannot be read may be of any, so it is listed, with what is wrong with it.
    """
    if "problem" in env_id.kwargs and not description.split:
        return True
    is_of_class = wanted["of_class"] is None or wanted["of_class"] in description.classes
    return is_of_class and wanted["split"] in (None, description.split)


def _cells(env_id: EnvId, description: Description) -> list[str | Text]:
    state = _NOT_READY if description.missing else _READY
    return [
        str(env_id),
        description.title,
        state,
        description.split,
        description.difficulty,
        ", ".join(description.classes),
        description.missing,
    ]
