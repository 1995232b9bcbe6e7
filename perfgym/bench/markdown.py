"""Results -> Markdown: the summary of one, the comparison of two, and the leaderboard of many. Pure.

Names of agents and problems come from result files, so that every text is escaped.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from perfgym.bench.compare import Comparison
from perfgym.bench.measures import MEASURES
from perfgym.bench.result import BenchResult
from perfgym.bench.summary import BenchSummary, Group, summarise_bench
from perfgym.bench.text import (
    change_text,
    counted,
    estimate_text,
    interval_text,
    player_text,
    protocol_text,
    speedup_text,
    value_text,
)
from perfgym.errors import SettingsError
from perfgym.printable import clean_text

__all__ = ["BEGIN", "END", "comparison_markdown", "leaderboard_markdown", "summary_markdown", "with_table"]

BEGIN, END = "<!-- bench table: begin -->", "<!-- bench table: end -->"
"""Lines of a document between which the leaderboard stands."""

_LONGEST = 200
_MARKUP = re.compile(r"[\\`*\[\]|]|(?<!\w)_|_(?!\w)")
_LEADERS = ("accepted", "fast_1", "fast_2", "fast_5", "geometric_mean", "harmonic_mean", "expert_share")


def _plain(value: object) -> str:
    """Text that is neither markup nor more than one line."""
    line = " ".join(clean_text(str(value), _LONGEST).split())
    # Not every reader of Markdown takes a backslash before a bracket of HTML.
    return _MARKUP.sub(r"\\\g<0>", line).replace("&", "&amp;").replace("<", "&lt;")


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1) -> list[str]:
    """A table whose first ``left`` columns are aligned to the left."""
    marks = ["---" if i < left else "---:" for i in range(len(headings))]
    return [f"| {' | '.join(cells)} |" for cells in (headings, marks, *rows)]


def summary_markdown(result: BenchResult) -> str:
    """The summary of one result."""
    summary = summarise_bench(result)
    lines = [
        f"# PerfGym-Bench: {_plain(player_text(result))}",
        "",
        f"Played: {_plain(protocol_text(result))}.",
        "Intervals are 95 % intervals over problems.",
        "",
        *_overall(result, summary.overall),
    ]
    if len(summary.languages) > 1:
        lines += ["", *_groups("language", summary.languages)]
    if summary.classes:
        lines += ["", *_groups("class", summary.classes)]
    lines += ["", *_tasks(summary)]
    lines += [f"\n{note}" for note in _warnings(result)]
    return "\n".join(lines) + "\n"


def _warnings(result: BenchResult) -> list[str]:
    notes = [_plain(note) for note in result.notes]
    if result.missing:
        notes.insert(
            0, f"The result is incomplete: {counted(result.missing, 'episode')} missing or ended in a fault."
        )
    if failed := sum(one.fault_owner == "agent" for one in result.episodes):
        notes.append(f"The agent failed in {counted(failed, 'episode')}, which count as not accepted.")
    return notes


def _overall(result: BenchResult, group: Group) -> list[str]:
    headings = ["measure", "mean over samples" if group.best else "value", "interval"]
    if group.best:
        headings += [f"best of {result.protocol.samples}", "interval"]
    rows: list[list[str]] = []
    for name, measure in MEASURES.items():
        row = [measure.title]
        for side in (group.mean, group.best) if group.best else (group.mean,):
            one = side[name]
            row += [value_text(measure, one.value), interval_text(measure, one.low, one.high)]
        rows.append(row)
    return _table(headings, rows)


def _groups(kind: str, groups: Sequence[Group]) -> list[str]:
    return _table(
        [kind, "problems", *(MEASURES[name].title for name in _LEADERS)],
        [
            [
                _plain(group.name),
                str(group.problems),
                *(value_text(MEASURES[name], group.mean[name].value) for name in _LEADERS),
            ]
            for group in groups
        ],
    )


def _tasks(summary: BenchSummary) -> list[str]:
    return _table(
        ["problem", "language", "accepted", "speed-up of the best (99 %)", "expert's (99 %)", "reward"],
        [
            [
                _plain(row.task.problem),
                _plain(row.task.language),
                f"{sum(one.accepted for one in row.samples)} of {len(row.samples)}",
                speedup_text(row.best.speedup if row.best else None),
                speedup_text(row.task.expert),
                value_text(MEASURES["reward"], row.values["reward"]),
            ]
            for row in summary.tasks
        ],
        left=2,
    )


def comparison_markdown(comparison: Comparison, first: BenchResult, second: BenchResult) -> str:
    """How the second of two results differs from the first."""
    pairs = comparison.pairs
    lines = [
        f"First: {_plain(player_text(first))}, {_plain(protocol_text(first))}.",
        f"Second: {_plain(player_text(second))}, {_plain(protocol_text(second))}.",
        "",
        f"{counted(len(pairs), 'task')} in both: the second is faster in {comparison.count('win')}, "
        f"slower in {comparison.count('loss')}, and as fast within 5 % in {comparison.count('tie')}.",
        "",
        *_table(
            ["measure", "first", "second", "change (95 % over problems)", "problems"],
            [
                [
                    MEASURES[name].title,
                    value_text(MEASURES[name], one.first),
                    value_text(MEASURES[name], one.second),
                    change_text(MEASURES[name], one),
                    str(one.problems),
                ]
                for name, one in comparison.measures.items()
            ],
        ),
        "",
        *_table(
            ["problem", "language", "first", "second", "second is"],
            [
                [
                    _plain(pair.task.problem),
                    _plain(pair.task.language),
                    f"{pair.first:.2f}",
                    f"{pair.second:.2f}",
                    {"win": "faster", "loss": "slower", "tie": "as fast"}[pair.outcome],
                ]
                for pair in pairs
            ],
            left=2,
        ),
    ]
    lines += [f"\n{_plain(note)}" for note in comparison.notes]
    return "\n".join(lines) + "\n"


def leaderboard_markdown(results: Sequence[BenchResult]) -> str:
    """One table for each set of tasks, its rows in the order of the geometric mean.

    Only results of the same tasks, with the same numbers of turns, stand in one table.

    Raises:
        SettingsError: A result is incomplete.
    """
    sections: dict[tuple[object, ...], list[BenchResult]] = defaultdict(list)
    for result in results:
        if result.missing:
            raise SettingsError(
                f"the result of {result.player.name} (run {result.run_id}) lacks "
                f"{counted(result.missing, 'episode')}; play them with `perfgym bench --resume`"
            )
        tasks = tuple(sorted(task.key for task in result.tasks))
        sections[(tasks, result.protocol.turns)].append(result)
    if not sections:
        return "There are no results yet.\n"
    ordered = sorted(sections.values(), key=lambda same: (not same[0].protocol.split, -len(same[0].tasks)))
    return "\n".join(_section(same) for same in ordered)


def _section(results: Sequence[BenchResult]) -> str:
    first = results[0]
    problems = len({task.problem for task in first.tasks})
    where = f"{first.protocol.split} split" if first.protocol.split else "chosen problems"
    languages = ", ".join(first.protocol.languages)
    rows = [(result, summarise_bench(result).overall) for result in results]
    rows.sort(key=lambda row: -(row[1].mean["geometric_mean"].value or 0.0))
    lines = [
        f"### {_plain(where)} in {_plain(languages)}: {counted(problems, 'problem')}",
        "",
        f"Episodes have up to {counted(first.protocol.turns, 'turn')}.",
        "",
        *_table(
            ["agent", *(MEASURES[name].title for name in _LEADERS), "samples", "CPU", "date"],
            [
                [
                    _plain(player_text(result)),
                    *(estimate_text(MEASURES[name], group.mean[name]) for name in _LEADERS),
                    str(result.protocol.samples),
                    _plain(result.machine.cpu),
                    _plain(result.started[:10]),
                ]
                for result, group in rows
            ],
        ),
    ]
    return "\n".join(lines) + "\n"


def with_table(document: str, table: str) -> str:
    """A document with a new table between the lines `BEGIN` and `END`.

    Raises:
        SettingsError: The document does not have each of these lines once, in this order.
    """
    head, begin, rest = document.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in tail:
        raise SettingsError(f"the document must have the lines {BEGIN} and {END} once, in this order")
    return f"{head}{BEGIN}\n\n{table.strip()}\n\n{END}{tail}"
