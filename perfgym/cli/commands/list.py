"""``perfgym list``: environment IDs, and what this machine lacks for each."""

from dataclasses import asdict

import click
from rich.text import Text

from perfgym.bank import bank_folders, holds_any
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
    Column(name="missing", is_long=True),
)


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
        env_id
        for env_id in registered_ids()
        if fragment.lower() in str(env_id).lower()
        and family in (None, env_id.family)
        and language in (None, env_id.language)
    ]
    described = [(env_id, family_of(env_id).describe(env_id)) for env_id in chosen]
    rows = [row for row in described if not (ready and row[1].missing)]
    if as_json:
        print_json([{"id": str(env_id), **asdict(description)} for env_id, description in rows])
    elif rows:
        print_listing(_COLUMNS, [_cells(*row) for row in rows])
    else:
        echo("perfgym: no environment matches; `perfgym list` lists all of them", err=True)
    for folder in bank_folders():
        if not holds_any(folder):
            echo(f"perfgym: {folder}, which PERFGYM_PROBLEMS names, holds no problem folder", err=True)


def _cells(env_id: EnvId, description: Description) -> list[str | Text]:
    state = _NOT_READY if description.missing else _READY
    return [str(env_id), description.title, state, description.missing]
