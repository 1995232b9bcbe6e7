"""The turns of an episode -> a table for the terminal, or a picture."""

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from gymnasium.error import DependencyNotInstalled
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from perfgym.records import Evaluation, Interval, Measurement, Role, Status

__all__ = ["ScoredTurn", "picture", "print_turns", "table_text", "turns_picture", "turns_table", "turns_text"]

_WIDTH = 110
_PICTURE_INCHES, _PICTURE_DPI = (8.0, 4.0), 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredTurn:
    """One turn of an episode: its number from 1, its evaluation and its score."""

    number: int
    evaluation: Evaluation
    score: float


def _change_text(interval: Interval) -> str:
    """Cost beside the reference with its confidence interval, e.g. ``-75.1 % (-75.4 to -74.8)``."""
    estimate, low, high = (100 * math.expm1(-x) for x in (interval.estimate, interval.high, interval.low))
    return f"{estimate:+.1f} % ({low:+.1f} to {high:+.1f})"


def _changes(measurement: Measurement | None) -> str:
    if measurement is None:
        return ""
    return "\n".join(f"{role} {_change_text(interval)}" for role, interval in measurement.intervals.items())


def turns_table(title: str, turns: Sequence[ScoredTurn]) -> Table:
    """A table with one row for each turn: status, tests, cost beside the reference, score."""
    table = Table(title=title, title_justify="left")
    for name in ("turn", "status", "tests", "change from the reference (99 % interval)", "score"):
        table.add_column(name, justify="right" if name in ("turn", "tests", "score") else "left")
    for turn in turns:
        status, verdict = turn.evaluation.status, turn.evaluation.verdict
        table.add_row(
            str(turn.number),
            f"[green]{status}[/green]" if status is Status.ACCEPTED else f"[red]{status}[/red]",
            f"{verdict.passed}/{verdict.total}" if verdict else "",
            _changes(turn.evaluation.measurement),
            f"{turn.score:+.3f}",
        )
    return table


def turns_text(title: str, turns: Sequence[ScoredTurn]) -> str:
    """The table as plain text."""
    return table_text(turns_table(title, turns))


def table_text(table: Table) -> str:
    """A table as plain text."""
    console = Console(file=io.StringIO(), width=_WIDTH, color_system=None)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def print_turns(title: str, turns: Sequence[ScoredTurn]) -> None:
    """Print the table on the terminal."""
    Console().print(turns_table(title, turns))


def picture(draw: Callable[[Any], None]) -> NDArray[np.uint8]:
    """Draw on an empty figure of matplotlib.

    Args:
        draw: Draws on the figure.

    Returns:
        RGB picture, shape (400, 800, 3).

    Raises:
        DependencyNotInstalled: matplotlib is missing.
    """
    canvas = _new_canvas()
    draw(canvas.figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[:, :, :3].copy()


def _new_canvas() -> Any:
    """A canvas in memory with an empty figure."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise DependencyNotInstalled(
            'render_mode="rgb_array" draws with matplotlib; run `pip install "perfgym[plot]"`'
        ) from error
    return FigureCanvasAgg(Figure(figsize=_PICTURE_INCHES, dpi=_PICTURE_DPI, layout="constrained"))


def turns_picture(title: str, turns: Sequence[ScoredTurn]) -> NDArray[np.uint8]:
    """A picture of each turn's speed-up with its interval, and of the last measured turn's events.

    Returns:
        RGB picture, shape (400, 800, 3).

    Raises:
        DependencyNotInstalled: matplotlib is missing.
    """

    def draw(figure: Any) -> None:
        speed, events = figure.subplots(1, 2, width_ratios=(3, 2))
        figure.suptitle(title)
        _draw_speedups(speed, turns)
        _draw_events(events, turns)

    return picture(draw)


def _draw_speedups(axes: Any, turns: Sequence[ScoredTurn]) -> None:
    axes.axhline(1.0, color="grey", linewidth=1, label="reference")
    for turn in turns:
        measurement = turn.evaluation.measurement
        if measurement is None:
            style = {"rotation": 90, "fontsize": 7, "color": "tab:red", "ha": "center", "va": "bottom"}
            axes.text(turn.number, 1.02, str(turn.evaluation.status), **style)
            continue
        interval = measurement.intervals[Role.TIME]
        middle, low, high = (math.exp(x) for x in (interval.estimate, interval.low, interval.high))
        axes.errorbar(
            turn.number, middle, [[middle - low], [high - middle]], fmt="o", capsize=3, color="tab:blue"
        )
    axes.set_yscale("log")
    axes.set(xlabel="turn", ylabel="speed-up (reference / candidate)")
    axes.set_xlim(0.5, max(5, len(turns)) + 0.5)
    axes.set_xticks(range(1, max(5, len(turns)) + 1))


def _draw_events(axes: Any, turns: Sequence[ScoredTurn]) -> None:
    measured = [t.evaluation.measurement for t in turns if t.evaluation.measurement is not None]
    axes.set(xlabel="candidate / reference, last turn")
    axes.axvline(1.0, color="grey", linewidth=1)
    if not measured:
        axes.set_yticks([])
        return
    intervals = measured[-1].intervals
    ratios = [math.exp(-interval.estimate) for interval in intervals.values()]
    axes.barh([str(role) for role in intervals], ratios, color="tab:blue")
    axes.invert_yaxis()
