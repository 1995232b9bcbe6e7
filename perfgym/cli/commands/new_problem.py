"""``perfgym new-problem``: a problem folder to be filled in."""

from pathlib import Path

import click

from perfgym.authoring.new_problem import write_problem, write_problem_like
from perfgym.bank import load_problem_folder
from perfgym.cli.options import json_option
from perfgym.cli.output import echo, print_json
from perfgym.cli.problems import named_problem
from perfgym.languages import LANGUAGES

__all__ = ["command"]

_ALL = "all"


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
    type=click.Choice([*LANGUAGES, _ALL]),
    help="Language of the programs to begin with; may be repeated; `all` for every language; default: c, or "
    "those of the problem that --like names.",
)
@click.option(
    "--like", metavar="PROBLEM", help="Begin with a copy of this problem of the bank (or of this folder)."
)
@json_option
def command(name: str, folder: Path, languages: tuple[str, ...], like: str | None, as_json: bool) -> None:
    """Write the folder of a new problem called NAME, to be filled in.

    The folder holds a small problem that works, or a copy of another one. TODO marks each place that you have
    to change. After new-problem come `validate --no-measure` while you write, `calibrate --write`, `validate`
    and `list`.
    """
    model = named_problem(like) if like else None
    every = tuple(name for name in LANGUAGES if model is None or name in model.references)
    chosen = every if _ALL in languages else tuple(dict.fromkeys(languages))
    if model:
        written = write_problem_like(model, name, folder, chosen)
    else:
        written = write_problem(name, folder, chosen or ("c",))
    if as_json:
        begun = load_problem_folder(written)
        print_json({"problem": name, "folder": str(written), "languages": list(begun.references)})
        return
    echo(f"""{written} is written. Next steps:
  grep -rn TODO {written}
      shows what you have to fill in
  perfgym validate {written} --no-measure
      shows what is missing or wrong; it measures nothing, so run it as often as you like
  perfgym calibrate {written} --write
      chooses the sizes at which it is measured, on a quiet machine
  perfgym validate {written}
      checks everything
  PERFGYM_PROBLEMS={written.parent} perfgym list {name}
      lists its environment IDs""")
