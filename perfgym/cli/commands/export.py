"""``perfgym export``: a run as a file for other tools."""

import contextlib
from pathlib import Path

import click

from perfgym.cli.options import force_option, json_option
from perfgym.cli.output import echo, print_json, write_text
from perfgym.cli.stored import existing_store, run_argument, store_option
from perfgym.store.export import FORMATS, export_run

__all__ = ["command"]

_RECORDS = {"trajectories": "trajectories", "preferences": "pairs", "pyperf": "benchmarks"}


@click.command("export")
@run_argument
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True, help="What to write.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="File to write.",
)
@force_option
@store_option
@json_option
def command(run_id: str, form: str, output: Path, force: bool, file: str | None, as_json: bool) -> None:
    """Write a run as training data or as a pyperf suite.

    RUN is the ID of the run, the beginning of the ID, or `latest`. The formats are:

    \b
    trajectories  JSON Lines: the conversation of each episode in the chat
                  format, with its reward
    preferences   JSON Lines: two replies to the same conversation, of which
                  one is certainly better
    pyperf        time samples of the best program of each episode and of its
                  reference
    """  # noqa: D301 - click reads the escape as "do not wrap the next paragraph"
    with contextlib.closing(existing_store(file)) as store:
        run = store.run(run_id)
        exported = export_run(store, run, form)
    write_text(exported.text, output, force=force)
    if as_json:
        print_json({"run_id": run.run_id, "format": form, "file": str(output), "records": exported.records})
    else:
        echo(f"{output}: {exported.records} {_RECORDS[form]} of run {run.run_id}")
