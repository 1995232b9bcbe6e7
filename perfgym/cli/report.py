"""``perfgym report``: a run as one HTML page."""

import contextlib
from pathlib import Path

import click

from perfgym.cli.stored import existing_store, run_argument, store_option
from perfgym.store.export import write_text
from perfgym.store.report import report_page

__all__ = ["report"]


@click.command()
@run_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="The file to write.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@store_option
def report(run_id: str, output: Path, force: bool, file: str | None) -> None:
    """Write RUN as one HTML page: its ID, the beginning of it, or `latest`.

    The page needs no network and has no script. It shows rewards, speed-ups, what programs changed, and each
    episode turn by turn; of a long run as many episodes as 4 MB hold.
    """
    with contextlib.closing(existing_store(file)) as store:
        run = store.run(run_id)
        page = report_page(store, run)
    write_text(page, output, force=force)
    click.echo(f"{output}: report of run {run.run_id}")
