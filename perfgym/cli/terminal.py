"""What commands show: JSON for programs, a progress bar for people."""

import contextlib
import json
from collections.abc import Generator
from typing import Any

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from perfgym.store.export import portable

__all__ = ["print_json", "progress_bar"]


def print_json(value: Any) -> None:
    """Prints a value as JSON that every reader takes; what is not finite is null."""
    click.echo(json.dumps(portable(value), indent=2))


@contextlib.contextmanager
def progress_bar(total: int | None) -> Generator[tuple[Progress, TaskID]]:
    """A progress bar on the terminal; nothing where there is none."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield progress, progress.add_task("starting", total=total)
