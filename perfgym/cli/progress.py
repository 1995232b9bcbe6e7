"""The progress bar of commands that take long, and the lines they print meanwhile."""

import contextlib
from collections.abc import Generator

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
from rich.table import Column
from rich.text import Text

from perfgym.cli.output import print_line

__all__ = ["Bar", "progress_bar"]

_BAR_WIDTH = 16


class Bar:
    """One progress bar.

    Args:
        progress: Draws the bar.
        output: Where lines of the command's answer go.
    """

    def __init__(self, progress: Progress, output: Console, total: int | None) -> None:
        self._progress = progress
        self._output = output
        self._task: TaskID = progress.add_task("starting", total=total)

    @property
    def is_visible(self) -> bool:
        """Whether anybody sees the bar: false where output goes to files or pipes."""
        return not self._progress.disable

    def update(
        self,
        description: str | None = None,
        *,
        advance: int | None = None,
        completed: int | None = None,
        total: int | None = None,
    ) -> None:
        """Change what the bar shows.

        Args:
            description: What goes on now.
            advance: Number of steps that were completed since the last update.
            completed: Number of steps that are completed in all.
            total: Number of steps there are.
        """
        self._progress.update(
            self._task, description=description, advance=advance, completed=completed, total=total
        )

    def print_line(self, line: str | Text) -> None:
        """Print a line of the command's answer on standard output, above the bar.

        A terminal shows it broken between words.
        """
        print_line(line, self._output, wrap_words=True)


@contextlib.contextmanager
def progress_bar(total: int | None) -> Generator[Bar]:
    """Show a progress bar until the context ends, if a person looks at standard output or error.

    Args:
        total: Number of steps; None if it is not known yet.
    """
    output = Console()
    console = output if output.is_terminal else Console(stderr=True)
    progress = Progress(
        SpinnerColumn(),
        BarColumn(bar_width=_BAR_WIDTH),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False, table_column=Column(ratio=1)),  # wraps
        console=console,
        transient=True,
        expand=True,
        disable=not console.is_terminal,
        redirect_stdout=console is output,
    )
    with progress:
        yield Bar(progress, output, total)
