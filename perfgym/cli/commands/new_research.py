"""``perfgym new-research``: a training script of the user's as a research task."""

import shlex
from pathlib import Path

import click

from perfgym.authoring.new_research import write_research
from perfgym.cli.options import json_option
from perfgym.cli.output import echo, print_json

__all__ = ["command"]


@click.command("new-research")
@click.argument("name")
@click.option(
    "--from",
    "script",
    required=True,
    metavar="SCRIPT",
    type=click.Path(path_type=Path),
    help="Your training script, in a git repository.",
)
@click.option(
    "--line",
    default="val_bpb: 0.9979",
    show_default=True,
    help="A line in which it prints its figure. The last number is the figure; lower is better.",
)
@click.option(
    "--command",
    "words",
    default="python3 {file}",
    show_default=True,
    help="The command that runs it. No shell reads it.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder to write the task into; default: the current folder.",
)
@json_option
def command(name: str, script: Path, line: str, words: str, folder: Path, as_json: bool) -> None:
    """Make a research task called NAME of a training script of your own.

    The task runs your script in a worktree of its repository, so your checkout stays as it is. TODO marks
    each place that you have to look at.
    """
    written = write_research(name, script, line, folder, tuple(shlex.split(words)))
    if as_json:
        print_json(
            {
                "task": name,
                "folder": str(written.folder),
                "repository": str(written.repository),
                "file": written.file,
                "final": written.final,
                "missing": list(written.missing),
            }
        )
        return
    echo(f"{written.folder} is written: {written.file} in {written.repository}.")
    echo(f"The figure is read from lines that match {written.final}")
    echo("Look at:")
    for missing in written.missing:
        echo(f"  {missing}")
    echo(f"""Next steps:
  PERFGYM_PROBLEMS={written.folder.parent} perfgym list {name}
      lists its environment ID, and what is missing or wrong
  PERFGYM_PROBLEMS={written.folder.parent} perfgym research start {name} --tag first
      runs the baseline, and begins a session""")
