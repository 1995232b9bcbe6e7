"""What the progress figure shows -> axes of matplotlib, or SVG for an HTML page.

Discarded experiments are grey and kept ones green, with the change that was kept beside them. A line follows
the program that is kept, in the middle of the band in which its runs lie: progress smaller than the band is
chance as far as one run can tell.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from perfgym.research.curve import Curve
from perfgym.research.records import Decision
from perfgym.research.report.progress import Backtrack, Point, Progress, Step
from perfgym.research.report.session import Held
from perfgym.store.report.plots import INK, plain_label, svg

__all__ = ["draw_progress", "plot_curve", "plot_predictions", "plot_progress"]

_WIDTH, _HEIGHT = 640, 330  # units of the view box
_CURVE_HEIGHT = 180
_GREY, _GREEN, _RED, _BLUE, _PURPLE = "#808080", "#16a34a", "#dc2626", "#3b82f6", "#9333ea"
_MOST_LABELS = 16  # more would lie over each other
_LABEL = 36  # characters
_FAR = 4.0  # a point this many times farther away than the kept ones' range is drawn at the edge


def plot_progress(progress: Progress, name: str = "progress") -> str:
    """The figure as an SVG element.

    Args:
        progress: What it shows.
        name: Prefix of every ``id``.

    Raises:
        MachineError: matplotlib is missing.
    """
    title = "Bits per byte of each experiment with its interval, and of the program that is kept"
    return svg(name, title, partial(draw_progress, progress), height=_HEIGHT, width=_WIDTH)


def plot_predictions(pairs: Sequence[tuple[float, float]], name: str) -> str:
    """Measured change of the bits per byte over the predicted one, for each experiment, as an SVG element.

    Args:
        pairs: Predicted and measured change.
        name: Prefix of every ``id``.

    Raises:
        MachineError: matplotlib is missing.
    """
    title = "Measured change of the bits per byte beside the predicted one, for each experiment"
    return svg(name, title, partial(_draw_predictions, pairs))


def _draw_predictions(pairs: Sequence[tuple[float, float]], axes: Any) -> None:
    expected, seen = zip(*pairs, strict=True)
    reach = 1.2 * max(1e-3, *(abs(one) for one in expected))
    axes.plot([-reach, reach], [-reach, reach], color=INK, alpha=0.35, linewidth=0.8)
    axes.axhline(0.0, color=INK, alpha=0.2, linewidth=0.8)
    shown = [min(max(one, -1.5 * reach), 1.5 * reach) for one in seen]
    axes.plot(expected, shown, linestyle="none", marker="o", markersize=4, color=_BLUE, alpha=0.7)
    axes.set(xlabel="predicted change", ylabel="measured change")


def plot_curve(curve: Curve, kept: Curve | None, name: str) -> str:
    """The curve of a training run as an SVG element, with that of the kept program in grey.

    Args:
        curve: A curve with points.
        kept: The curve of the program that was kept before.
        name: Prefix of every ``id``.

    Raises:
        MachineError: matplotlib is missing.
    """
    title = f"{plain_label(curve.name)} over steps, and that of the program kept before in grey"
    return svg(name, title, partial(_draw_curve, curve, kept), height=_CURVE_HEIGHT)


def _draw_curve(curve: Curve, kept: Curve | None, axes: Any) -> None:
    if kept and kept.name == curve.name:
        axes.plot(*zip(*kept.points, strict=True), color=_GREY, linewidth=1, label="kept before")
    axes.plot(*zip(*curve.points, strict=True), color=_BLUE, linewidth=1.4, label="this one")
    axes.set(xlabel="step", ylabel=curve.name)
    axes.legend()


def draw_progress(progress: Progress, axes: Any) -> None:
    """Draw the figure on empty axes of matplotlib."""
    if not progress.points:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "nothing was scored yet", ha="center", transform=axes.transAxes, color=INK)
        return
    low, high = _range(progress)
    axes.set_ylim(low, high)
    axes.set_xlim(-0.6, progress.last + (2.6 if progress.held else 1.2))
    _draw_kept(axes, progress.steps, progress.last)
    _draw_points(axes, [one for one in progress.points if one.decision is Decision.DISCARD], high, _GREY)
    _draw_points(axes, [one for one in progress.points if one.decision is not Decision.DISCARD], high, _GREEN)
    _draw_labels(axes, [one for one in progress.points if one.label])
    _draw_crashes(axes, progress.crashes)
    for backtrack in progress.backtracks:
        _draw_backtrack(axes, backtrack)
    if progress.held:
        _draw_held(axes, progress.held, progress.last + 1.6)
    axes.set(xlabel="experiment", ylabel="bits per byte (lower is better)")
    axes.xaxis.get_major_locator().set_params(integer=True, min_n_ticks=1)
    axes.figure.legend(loc="outside upper center", ncols=4)


def _range(progress: Progress) -> tuple[float, float]:
    """Limits of the axis: all kept programs, and of the others those that are not far away."""
    inner = [bound for step in progress.steps for bound in (step.low, step.high)]
    inner += [bound for one in progress.points if one.decision is not Decision.DISCARD
              for bound in (one.low, one.high)]  # fmt: skip
    if progress.held:
        inner += [progress.held.bpb, progress.held.baseline_bpb]
    low, high = min(inner), max(inner)
    reach = max(high - low, 1e-4)
    limit = high + _FAR * reach
    seen = [one.high for one in progress.points if one.high <= limit]
    high = max(high, *seen) if seen else high
    reach = max(high - low, 1e-4)
    return low - 0.08 * reach, high + 0.25 * reach


def _draw_kept(axes: Any, steps: Sequence[Step], last: int) -> None:
    """The running best as a stair, and the band of its runs."""
    numbers = [step.number for step in steps] + [last + 0.8]
    stairs = [*steps, steps[-1]] if steps else []
    if not stairs:
        return
    if any(step.high > step.low for step in steps):
        axes.fill_between(
            numbers,
            [step.low for step in stairs],
            [step.high for step in stairs],
            step="post",
            color=_GREEN,
            alpha=0.15,
            linewidth=0,
            label="19 of 20 of its runs",
        )
    axes.step(numbers, [step.bpb for step in stairs], where="post", color=_GREEN, label="kept program")


def _draw_points(axes: Any, points: Sequence[Point], top: float, colour: str) -> None:
    near = [one for one in points if one.bpb <= top]
    if near:
        axes.errorbar(
            [one.number for one in near],
            [one.bpb for one in near],
            [[one.bpb - one.low for one in near], [one.high - one.bpb for one in near]],
            fmt="o",
            markersize=5 if colour == _GREEN else 4,
            capsize=2,
            linewidth=1,
            color=colour,
            label="kept" if colour == _GREEN else "discarded",
        )
    far = [one.number for one in points if one.bpb > top]
    if far:
        axes.plot(
            far, [0.985] * len(far), transform=axes.get_xaxis_transform(), linestyle="none", marker="^",
            markersize=5, color=colour, label="discarded, far above",
        )  # fmt: skip


def _draw_labels(axes: Any, kept: Sequence[Point]) -> None:
    """The changes that were kept; of many the last ones, which lie at the best figures."""
    for one in kept[-_MOST_LABELS:]:
        text = plain_label(one.label)
        axes.annotate(
            text if len(text) <= _LABEL else f"{text[: _LABEL - 3]}...",
            (one.number, one.bpb),
            xytext=(4, 6),
            textcoords="offset points",
            rotation=30,
            fontsize=7,
            parse_math=False,  # dollar signs of an agent's text are no formula
            color=INK,
        ).set_in_layout(False)  # a long text is cut at the edge and does not make the axes narrow


def _draw_crashes(axes: Any, crashes: Sequence[int]) -> None:
    if crashes:
        axes.plot(
            crashes, [0.02] * len(crashes), transform=axes.get_xaxis_transform(), linestyle="none",
            marker="x", markersize=6, color=_RED, clip_on=False, label="crash",
        )  # fmt: skip


def _draw_backtrack(axes: Any, backtrack: Backtrack) -> None:
    axes.annotate(
        f"back to {backtrack.target}",
        (backtrack.number, backtrack.bpb),
        xytext=(backtrack.number, backtrack.bpb_before),
        fontsize=7,
        color=_PURPLE,
        ha="center",
        va="top",
        arrowprops={"arrowstyle": "->", "color": _PURPLE},
    )


def _draw_held(axes: Any, held: Held, place: float) -> None:
    """Baseline and kept program on the final text; the interval is that of the gain."""
    low = held.bpb + held.gain.estimate - held.gain.high
    high = held.bpb + held.gain.estimate - held.gain.low
    axes.axvline(place - 0.6, color=INK, alpha=0.35, linewidth=0.8, linestyle=":")
    axes.plot([place], [held.baseline_bpb], marker="_", markersize=12, color=_BLUE, linestyle="none")
    axes.errorbar(
        [place],
        [held.bpb],
        [[held.bpb - low], [high - held.bpb]],
        fmt="D",
        markersize=6,
        capsize=3,
        color=_BLUE,
        label="final runs",
    )
    axes.annotate("", (place, held.bpb), xytext=(place, held.baseline_bpb),
                  arrowprops={"arrowstyle": "->", "color": _BLUE, "alpha": 0.6})  # fmt: skip
