"""``perfgym new-task``: a repository of the user's as a task, to be filled in."""

from dataclasses import asdict
from pathlib import Path

import click

from perfgym.authoring.new_task import write_task
from perfgym.cli.options import json_option
from perfgym.cli.output import echo, print_json

__all__ = ["command"]


@click.command("new-task")
@click.argument("name")
@click.option(
    "--from",
    "source",
    required=True,
    metavar="FOLDER|ADDRESS",
    help="Folder of a Go module, or address of a git repository whose newest commit is taken.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder to write it into; default: the current folder.",
)
@json_option
def command(name: str, source: str, folder: Path, as_json: bool) -> None:
    """Import a Go repository of your own as a task of PerfRepo called NAME.

    Its files are copied, without its history. The task works as it is if a function of the library is simple
    to call. TODO marks each place that you have to change.
    """
    written = write_task(name, source, folder)
    if as_json:
        print_json({"task": name, **asdict(written), "folder": str(written.folder)})
        return
    echo(f"{written.folder} is written. Found:")
    for line in written.found:
        echo(f"  {line}")
    echo("Missing:")
    for line in written.missing:
        echo(f"  {line}")
    echo(f"""Next steps:
  grep -rn TODO {written.folder}/task.toml {written.folder}/workloads
      shows what you have to fill in
  perfgym calibrate {written.folder} --write
      chooses the sizes at which it is measured
  perfgym validate {written.folder}
      shows what is missing or wrong
  PERFGYM_PROBLEMS={written.folder.parent} perfgym list {name}
      lists its environment ID""")
