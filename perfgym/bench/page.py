"""A result -> one HTML page of bounded size, without network and script."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from perfgym.bench.measures import MEASURES, Estimate
from perfgym.bench.result import BenchResult
from perfgym.bench.summary import BenchSummary, TaskRow, summarise_bench
from perfgym.bench.text import (
    interval_text,
    player_text,
    protocol_text,
    speedup_text,
    value_text,
)
from perfgym.store import total_usage
from perfgym.store.report import MOST_BYTES, labels
from perfgym.store.report.plots import Row, plot_ratios
from perfgym.store.report.templates import Room, page_environment

__all__ = ["result_page"]

_PACKAGE = "perfgym.bench"
_HEADLINES = ("accepted", "fast_1", "fast_2", "geometric_mean", "expert_share")
_COLUMNS = ("accepted", "fast_1", "fast_1.5", "fast_2", "fast_5", "fast_10", "geometric_mean",
            "harmonic_mean", "expert_share")  # fmt: skip


def _value(name: str, number: float | None) -> str:
    return value_text(MEASURES[name], number)


def _bounds(name: str, estimate: Estimate) -> str:
    return interval_text(MEASURES[name], estimate.low, estimate.high)


_TEXTS: Mapping[str, Any] = {"value": _value, "bounds": _bounds, "speedup": speedup_text}
"""Functions by which the templates write figures."""


def _plotted(row: TaskRow) -> Row | None:
    """The best speed-up of a task with its interval, and the expert's as a mark."""
    if row.best is None or row.best.speedup is None:
        return None
    found, expert = row.best.speedup, row.task.expert
    name = f"{row.task.problem}, {row.task.language}"
    return Row(
        name=name,
        middle=found.estimate,
        low=found.low,
        high=found.high,
        mark=expert.estimate if expert else None,
    )


def _plot(summary: BenchSummary) -> Markup:
    rows = [row for task in summary.tasks if (row := _plotted(task))]
    if not rows:
        return Markup("")
    title = "Best speed-up of each task with its 99 % interval, and the speed-up of the expert's program"
    return Markup(plot_ratios("speedups", title, "speed-up (reference / program)", rows))


def _programs(summary: BenchSummary, room: Room, render: Any) -> list[Markup]:
    """The best program of each task, as many as fit."""
    shown: list[Markup] = []
    for row in summary.tasks:
        if row.best is None or not row.best.source:
            continue
        text = render("program.html", row=row)
        if not room.take(text):
            break
        shown.append(text)
    return shown


def result_page(result: BenchResult) -> str:
    """Return a result as one HTML page of at most 4 MB. Equal results make equal pages.

    Raises:
        MachineError: matplotlib is missing.
    """
    summary = summarise_bench(result)
    environment = page_environment(_PACKAGE)

    def render(template: str, **values: Any) -> Markup:
        return Markup(environment.get_template(template).render(**_TEXTS, **values))

    frame = partial(
        render,
        "result.html",
        result=result,
        summary=summary,
        player=player_text(result),
        protocol=protocol_text(result),
        measures=MEASURES,
        headlines=_HEADLINES,
        columns=_COLUMNS,
        usage=total_usage(one.usage for one in result.episodes),
        usage_labels=labels.USAGE_LABELS,
        faults=[one for one in result.episodes if one.fault_owner],
        plot=_plot(summary),
    )
    room = Room(MOST_BYTES - len(frame(programs=[]).encode()))
    return str(frame(programs=_programs(summary, room, render)))
