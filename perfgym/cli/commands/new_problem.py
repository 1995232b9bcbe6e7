"""``perfgym new-problem``: a problem folder to be filled in."""

from pathlib import Path

import click

from perfgym.authoring.new_problem import write_problem
from perfgym.bank import LANGUAGE_OF_ENDING
from perfgym.cli.options import json_option
from perfgym.cli.output import echo, print_json

__all__ = ["command"]


@click.command("new-problem")
@click.argument("name")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="Folder to write it into; default: the current folder.",
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    type=click.Choice(sorted(LANGUAGE_OF_ENDING.values())),
    default=("c",),
    show_default=True,
    help="Language of a reference program to begin with; may be repeated.",
)
@json_option
def command(name: str, folder: Path, languages: tuple[str, ...], as_json: bool) -> None:
    """Write the folder of a new problem called NAME, to be filled in.

    The folder holds a small problem that works. TODO marks each place that you have to change.
    """
    chosen = tuple(dict.fromkeys(languages))
    written = write_problem(name, folder, chosen)
    if as_json:
        print_json({"problem": name, "folder": str(written), "languages": chosen})
        return
    echo(f"""{written} is written. Next steps:
  grep -rn TODO {written}
      shows what you have to fill in
  perfgym validate {written}
      shows what is missing or wrong
  perfgym calibrate {written} --write
      chooses the sizes at which it is measured
  PERFGYM_PROBLEMS={written.parent} perfgym list {name}
      lists its environment IDs""")
