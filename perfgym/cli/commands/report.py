"""``perfgym report``: a run as one HTML page."""

import contextlib
from pathlib import Path

import click

from perfgym.cli.options import force_option, json_option
from perfgym.cli.output import echo, print_json, write_text
from perfgym.cli.stored import episode_section, existing_store, run_argument, store_option, submission_changes

__all__ = ["command"]


@click.command("report")
@run_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="File to write.",
)
@force_option
@store_option
@json_option
def command(run_id: str, output: Path, force: bool, file: str | None, as_json: bool) -> None:
    """Write a run as one HTML page.

    RUN is the ID of the run, the beginning of the ID, or `latest`. The page needs no network and contains no
    script. It shows rewards, speed-ups, what the programs changed, and each episode turn by turn. Of a long
    run it shows as many episodes as fit into 4 MB.
    """
    from perfgym.store.report import report_page  # it draws with matplotlib, which takes long to import

    with contextlib.closing(existing_store(file)) as store:
        run = store.run(run_id)
        page = report_page(store, run, submission_changes, episode_section)
    write_text(page, output, force=force)
    if as_json:
        print_json({"run_id": run.run_id, "file": str(output)})
    else:
        echo(f"{output}: report of run {run.run_id}")
