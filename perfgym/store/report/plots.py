"""Statistics -> plots as SVG, for use inside an HTML page. Equal statistics make equal text.

Text and axes have the colour of the page's text. All other colours are visible on light and on dark.
"""

import io
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from perfgym.errors import MachineError
from perfgym.printable import replace_unshown
from perfgym.records import Status
from perfgym.store.report.labels import ROLE_LABELS
from perfgym.store.report.summary import FAULT, BestSubmission, EventChange, RunSummary, StatusShares

__all__ = [
    "INK",
    "MOST_INTERVALS",
    "Row",
    "plain_label",
    "plot_changes",
    "plot_intervals",
    "plot_ratios",
    "plot_rewards",
    "plot_statuses",
    "svg",
]

MOST_INTERVALS = 40

_WIDTH, _HEIGHT = 400, 240  # points, which become units of the view box
_ROW_HEIGHT, _MARGIN = 34, 46
_POINTS_PER_INCH = 72
_LONGEST_LABEL = 60
_LEAST_RATIO, _MOST_RATIO = 1e-4, 1e6  # a logarithmic axis has no zero

INK = "#010203"
"""The colour that becomes the colour of the page's text."""

_BLUE, _ORANGE, _RED = "#3b82f6", "#d97706", "#dc2626"
_STATUS_COLOURS = {
    Status.ACCEPTED: "#16a34a",
    Status.NO_CODE: "#808080",
    Status.COMPILE_ERROR: "#0d9488",
    Status.COMPILE_TIMEOUT: "#4f8f00",
    Status.WRONG_OUTPUT: _ORANGE,
    Status.CRASHED: "#9333ea",
    Status.TIMED_OUT: _BLUE,
    Status.OUT_OF_MEMORY: "#db2777",
    Status.OUTPUT_TOO_LARGE: "#a16207",
    Status.LEFT_PROCESSES: "#6366f1",
    FAULT: _RED,
}
_OTHER_COLOUR = "#57808f"
_STYLE = {
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.unicode_minus": False,
    "font.size": 10,
    "legend.fontsize": 9,
    "legend.frameon": False,
    "svg.fonttype": "none",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "ytick.color": INK,
}
_FAINT = {"color": INK, "alpha": 0.35, "linewidth": 0.8}

_ID = re.compile(r'(\bid="|href="#|url\(#)')
_ROOT = re.compile(r'<svg [^>]*(viewBox="[^"]*")[^>]*>')
_UNUSED = re.compile(r"<metadata>.*?</metadata>|<style[^>]*>.*?</style>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a plot of ratios.

    Attributes:
        name: Its name.
        middle: The ratio, above 0.
        low: Lower bound of its interval.
        high: Upper bound of its interval.
        mark: A second ratio to compare with, drawn as a diamond; None for none.
    """

    name: str
    middle: float
    low: float
    high: float
    mark: float | None = None


def _figure_and_style() -> tuple[Any, Any]:
    try:
        from matplotlib import style
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MachineError(
            "a report is drawn by matplotlib, which is missing; run `pip install 'perfgym[plot]'`"
        ) from error
    return Figure, style


def svg(
    name: str, title: str, draw: Callable[[Any], None], height: float = _HEIGHT, width: float = _WIDTH
) -> str:
    """Draw a plot, as an element of an HTML page.

    Args:
        name: Prefix of every ``id``, so that one page can hold many plots.
        title: One sentence that describes the plot, for screen readers.
        draw: Draws on empty axes.
        height: Height in units of the view box.
        width: Width in these units; one is the 72nd part of an inch.

    Raises:
        MachineError: matplotlib is missing.
    """
    new_figure, style = _figure_and_style()
    file = io.StringIO()
    with style.context(["default", _STYLE | {"svg.hashsalt": name}]):
        size = (width / _POINTS_PER_INCH, height / _POINTS_PER_INCH)
        figure = new_figure(figsize=size, layout="constrained")
        draw(figure.subplots())
        metadata = {"Title": title, "Date": None, "Creator": None}
        figure.savefig(file, format="svg", transparent=True, metadata=metadata)
    return _inline(file.getvalue(), name)


def _inline(drawn: str, name: str) -> str:
    """A file of matplotlib as an element that takes the width and the colour of its surroundings."""
    drawn = _UNUSED.sub("", drawn[drawn.index("<svg") :]).replace("<title>", '<title id="title">', 1)
    drawn = _ID.sub(rf"\g<1>{name}-", drawn)
    return _ROOT.sub(rf'<svg \1 role="img" aria-labelledby="{name}-title">', drawn, count=1).replace(
        INK, "currentColor"
    )


def plain_label(text: str) -> str:
    """Text in ASCII, for which the font has glyphs, of at most 60 characters."""
    plain = replace_unshown(text).encode("ascii", "backslashreplace").decode()
    return plain if len(plain) <= _LONGEST_LABEL else f"{plain[: _LONGEST_LABEL - 3]}..."


def plot_rewards(summary: RunSummary) -> str:
    """Reward by episode, with the running mean and the best so far; a cross for a fault."""
    title = "Reward of each episode, in order, with the running mean and the best so far"
    return svg("rewards", title, partial(_draw_rewards, summary))


def _draw_rewards(summary: RunSummary, axes: Any) -> None:
    points = summary.reward_curve()
    numbers = [point.episode for point in points]
    axes.plot(
        numbers,
        [point.reward for point in points],
        linestyle="none",
        marker="o",
        markersize=3,
        color=_BLUE,
        alpha=0.6,
        label="reward" if summary.group == 1 else f"mean of {summary.group} episodes",
    )
    axes.plot(
        numbers,
        [point.running_mean for point in points],
        color=_BLUE,
        label=f"mean of the last {summary.window}",
    )
    axes.step(numbers, [point.best for point in points], where="post", color=_ORANGE, label="best so far")
    if faulted := summary.faulted():
        cross = {"linestyle": "none", "marker": "x", "markersize": 5, "color": _RED, "clip_on": False}
        axes.plot(faulted, [0.0] * len(faulted), transform=axes.get_xaxis_transform(), label="fault", **cross)
    axes.set(xlabel="episode", ylabel="reward")
    axes.set_xlim(summary.episodes[0].episode.number - 0.5, summary.episodes[-1].episode.number + 0.5)
    axes.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    axes.figure.legend(loc="outside upper center", ncols=2)


def plot_intervals(best: Mapping[str, BestSubmission]) -> str:
    """Speed-up of the best submission for each of the first 40 environment IDs, with its interval."""
    rows = [Row(name=name, middle=one.speedup, low=one.low, high=one.high) for name, one in best.items()]
    title = "Speed-up of the best submission for each environment, with its 99 % interval"
    return plot_ratios("speedups", title, "speed-up (reference / candidate)", rows)


def plot_ratios(name: str, title: str, label: str, rows: Sequence[Row], colour: str = _BLUE) -> str:
    """Ratios with their intervals on a logarithmic axis, the first 40 of them one below the other.

    Args:
        name: Prefix of every ``id``.
        title: One sentence that describes the plot, for screen readers.
        label: Label of the axis.
        rows: The ratios, at least one.
        colour: Their colour.

    Raises:
        MachineError: matplotlib is missing.
    """
    rows = rows[:MOST_INTERVALS]
    return svg(name, title, partial(_draw_rows, rows, label, colour), _rows_height(len(rows)))


def plot_changes(changes: Sequence[EventChange]) -> str:
    """Cost of the best submissions beside the reference for each event: median and quartiles."""
    rows = [Row(name=ROLE_LABELS[one.role], middle=one.middle, low=one.low, high=one.high) for one in changes]
    title = "Cost of the best submissions over that of the reference for each event, median and quartiles"
    return plot_ratios("changes", title, "candidate / reference", rows, _ORANGE)


def _rows_height(rows: int) -> float:
    return _MARGIN + _ROW_HEIGHT * rows


def _drawable(ratio: float) -> float:
    return min(max(ratio, _LEAST_RATIO), _MOST_RATIO)


def _draw_rows(rows: Sequence[Row], label: str, colour: str, axes: Any) -> None:
    """Draw one row for each name: below the name a ratio with its interval, on a logarithmic axis."""
    axes.axvline(1.0, **_FAINT)
    for place, row in enumerate(rows):
        middle, low, high = map(_drawable, (row.middle, row.low, row.high))
        axes.plot([low, high], [place, place], color=colour, linewidth=2, marker="|", markersize=9)
        axes.plot([middle], [place], color=colour, marker="o", markersize=5)
        if row.mark is not None:
            diamond = {"marker": "D", "markersize": 6, "markerfacecolor": "none", "color": _ORANGE}
            axes.plot([_drawable(row.mark)], [place], **diamond)
        axes.text(
            0.0,
            place - 0.3,
            plain_label(row.name),
            transform=axes.get_yaxis_transform(),
            va="bottom",
            fontsize=9,
        )
    axes.set_ylim(len(rows) - 0.5, -0.8)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    marks = [row.mark for row in rows if row.mark is not None]
    seen = list(map(_drawable, [*(bound for row in rows for bound in (row.low, row.high)), *marks]))
    _make_logarithmic(axes, min(seen), max(seen))
    axes.set_xlabel(label)


def _make_logarithmic(axes: Any, low: float, high: float) -> None:
    """A logarithmic axis with 1 and at least a factor of 2 in it, and few ticks."""
    low, high = min(low, 1.0), max(high, 1.0)
    low, high = (low, high) if high >= 2.0 * low else (low / 1.5, high * 1.5)
    axes.set_xscale("log", subs=[])
    axes.set_xlim(low / 1.1, high * 1.1)
    decades = math.log10(high / low)
    axes.xaxis.get_major_locator().set_params(subs=(1.0, 2.0, 5.0) if decades < 2 else (1.0,))
    axes.xaxis.set_major_formatter("{x:g}")


def plot_statuses(mix: Sequence[StatusShares], statuses: Sequence[str]) -> str:
    """Share of turns that ended in each status, over the run."""
    title = "Share of turns that ended in each status, from the run's first episodes to its last"
    return svg("statuses", title, partial(_draw_statuses, mix, statuses))


def _draw_statuses(mix: Sequence[StatusShares], statuses: Sequence[str], axes: Any) -> None:
    bottoms = [0.0] * len(mix)
    for status in statuses:
        shares = [part.turns.get(status, 0) / sum(part.turns.values()) for part in mix]
        colour = _STATUS_COLOURS.get(status, _OTHER_COLOUR)
        axes.bar(range(len(mix)), shares, bottom=bottoms, width=0.85, color=colour, label=status.lower())
        bottoms = [bottom + share for bottom, share in zip(bottoms, shares, strict=True)]
    axes.set(xlabel="from episode", ylabel="share of turns", ylim=(0.0, 1.0))
    axes.set_xticks(range(len(mix)), [str(part.first) for part in mix])
    axes.yaxis.set_major_formatter("{x:.0%}")
    axes.figure.legend(loc="outside upper center", ncols=3)
