"""``perfgym report``: a run as one HTML page."""

import contextlib
from pathlib import Path

import click

from perfgym.errors import SettingsError
from perfgym.report import report_page
from perfgym.settings import resolve_settings
from perfgym.store import Store, default_store_path, open_store

__all__ = ["report"]


@click.command()
@click.argument("run_id", metavar="RUN")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    help="The file to write.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@click.option("--store", "file", help="File of the store; $PERFGYM_STORE, or one in this user's data folder.")
def report(run_id: str, output: Path, force: bool, file: str | None) -> None:
    """Write RUN as one HTML page: its ID, the beginning of it, or `latest`.

    The page needs no network and has no script. It shows rewards, speed-ups, what programs changed, and each
    episode turn by turn; of a long run as many episodes as 4 MB hold.
    """
    with contextlib.closing(_existing(file)) as store:
        run = store.run(run_id)
        page = report_page(store, run)
    _write(page, output, force)
    click.echo(f"{output}: report of run {run.run_id}")


def _existing(file: str | None) -> Store:
    """A store that is there; to look at none makes none.

    Raises:
        SettingsError: There is none.
    """
    named = resolve_settings(store=file).store
    store = open_store(named)
    if store is None or not store.path.exists():
        path = named or default_store_path()
        raise SettingsError(f"there is no store {path}; a run makes one, and --store names another")
    return store


def _write(page: str, path: Path, force: bool) -> None:
    try:
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(page)
    except FileExistsError as error:
        raise SettingsError(f"{path} is there already; --force overwrites it") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be written: {error.strerror}") from error
