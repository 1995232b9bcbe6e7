"""The tool ``perf``: what benchmarks of the workspace cost, and in which lines.

Each figure names its source. Without a source there is a reason, and never an estimate.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, ToolResult
from perfgym.envs.repo.tools.contention import contention
from perfgym.envs.repo.tools.counts import CACHEGRIND, EVENTS, HARDWARE, Counted, Simulations, count_natively
from perfgym.envs.repo.tools.plan import Plan, planned
from perfgym.envs.repo.tools.profiles import (
    MOST_LINES,
    ProfileKind,
    line_shares,
    own_lines,
    profiles_of,
    source_line,
    top_lines,
)
from perfgym.envs.repo.tools.sampling import Budget, Case, Side, find_cases
from perfgym.envs.repo.workbench import Workbench
from perfgym.evaluation.feedback import quote
from perfgym.repo.gotools.text_grid import Align, TextGrid
from perfgym.repo.workspace.refused import Refused

__all__ = ["perf_tool"]

_RUN_S = 60.0  # of one process
_COUNTING_S = 60.0  # of all counting of the action, without its simulations
_SIMULATIONS_S = 45.0  # of all simulations of the action
_SAMPLE = Budget("50ms", 0, 0.05)
_CPU = ProfileKind("cpuprofile", "cpu", "200ms", "Go's CPU profiler, 100 samples a second")
_MEMORY = ProfileKind(
    "memprofile", "alloc_space", "50ms", "Go's memory profiler, each allocation", ("-test.memprofilerate=1",)
)
_OUT_OF_TIME = f"counting may take {_COUNTING_S:.0f} s an action; name fewer benchmarks in perf_bench"
_LEAST_SHOWN, _NO_FRACTION = 0.01, 100
_WHOLE = ("page_faults", "context_switches", "peak_rss_bytes")
_MISSES = ("d1_misses", "ll_misses")


def perf_tool(bench: Workbench, action: RepoAction) -> ToolResult:
    """Count and profile benchmarks of the workspace."""
    if action.perf_args:
        raise Refused("perf_args are not taken: leave them out. perf_bench names the benchmarks.")
    plans = planned(bench, action.perf_bench)
    mode = {"stat": _stat, "mem": _mem, "c2c": contention}[action.perf_mode]
    answer = mode(bench, plans)
    kept = bench.keep(action.perf_output_file, answer.text)
    return ToolResult(
        outcome=answer.outcome,
        text="\n".join(filter(None, (answer.text, kept))),
        stdout=answer.text,
        fields={"perf_summary": answer.fields["perf_summary"]} if answer.fields else {},
    )


@dataclass(slots=True)
class _Counts:
    """What was counted of each benchmark: of the workspace, and of the base."""

    yours: dict[str, Counted] = field(default_factory=dict[str, Counted])
    base: dict[str, Counted] = field(default_factory=dict[str, Counted])


def _sides(bench: Workbench, plans: Sequence[Plan], core: int) -> tuple[Side, Side]:
    """The workspace and the base, with line numbers for simulators; the base may lack packages."""
    packages = tuple(dict.fromkeys(plan.package for plan in plans))
    known = bench.packages(bench.base, packages)
    ours = tuple(package for package in packages if package in known)
    mine = Side(bench.test_binaries(packages, core, symbols=True))
    base = bench.test_binaries(ours, core, of_base=True, symbols=True) if ours else dict[str, bytes]()
    return mine, Side(base, of_base=True)


# ---- stat ------------------------------------------------------------------------------------------------


def _stat(bench: Workbench, plans: Sequence[Plan]) -> ToolResult:
    with bench.leased() as core:
        mine, base = _sides(bench, plans, core)
        cases, left_out = find_cases(bench, plans, [mine], _SAMPLE, core, _RUN_S)
        known, _ = find_cases(bench, plans, [base], _SAMPLE, core, _RUN_S)
        counts = _Counts()
        _count(bench, counts, cases, known, mine, base, core)
        profiles = profiles_of(bench, _CPU, plans, mine, core, _RUN_S)
    if not cases:
        return _nothing()
    shares = line_shares(bench, profiles, _CPU.value)
    bench.line_shares = shares
    lines, own = list(top_lines(bench, profiles, _CPU.value)), own_lines(bench, shares)
    parts = (
        "Cost of one operation of your workspace; in brackets that of the base:",
        quote("\n".join(_table(counts))),
        *_sources(counts),
        *_left_out(left_out),
        *_profile_text(_CPU, lines, own),
    )
    summary = {
        "mode": "stat",
        "source": _CPU.source,
        **_as_json(counts),
        "lines": lines,
        "lines_with_calls": own,
    }
    return ToolResult(outcome=Outcome.OK, text="\n".join(parts), fields={"perf_summary": summary})


def _count(
    bench: Workbench,
    counts: _Counts,
    cases: Mapping[Case, int],
    known: Mapping[Case, int],
    mine: Side,
    base: Side,
    core: int,
) -> None:
    """Count the workspace's benchmarks first, and then the base's, as long as there is time."""
    ends = time.monotonic() + _COUNTING_S
    simulations = Simulations(bench, core, _SIMULATIONS_S)
    for side, found, into in ((mine, cases, counts.yours), (base, known, counts.base)):
        for case, iterations in found.items():
            if case not in cases:
                continue
            if time.monotonic() > ends:
                into[case.shown] = Counted(absent=dict.fromkeys(EVENTS, _OUT_OF_TIME))
                continue
            counted = count_natively(bench, case, side, iterations, core, _RUN_S)
            if counted.figures.get("instructions") is None:
                _add_simulated(simulations, counted, case, side, iterations)
            into[case.shown] = counted


def _add_simulated(
    simulations: Simulations, counted: Counted, case: Case, side: Side, iterations: int
) -> None:
    """Take from the simulator what the hardware has no counters for."""
    simulated = simulations.count(case, side, iterations, counted.figures["cpu_ns"].value)
    for name, figure in simulated.figures.items():
        if name not in counted.figures:
            counted.figures[name] = figure
            counted.absent.pop(name, None)
    for name, why in simulated.absent.items():
        if name not in counted.figures:
            counted.absent[name] = f"{counted.absent.get(name, '')}; {why}".removeprefix("; ")


def _table(counts: _Counts) -> list[str]:
    """A row for each benchmark with a column for each event that was counted."""
    columns = [name for name in EVENTS if any(name in one.figures for one in counts.yours.values())]
    grid = TextGrid()
    grid.new_row()
    for at, name in enumerate(columns):
        grid.put(1 + at, name, align=Align.RIGHT, margin="  ")
    for benchmark, counted in counts.yours.items():
        grid.new_row()
        grid.put(0, benchmark)
        base = counts.base.get(benchmark, Counted())
        for at, name in enumerate(columns):
            grid.put(1 + at, _cell(counted, base, name), align=Align.RIGHT, margin="  ")
    return grid.lines()


def _cell(counted: Counted, base: Counted, name: str) -> str:
    mine, its = counted.figures.get(name), base.figures.get(name)
    shown = _number(mine.value) if mine else "absent"
    return f"{shown} ({_number(its.value)})" if its else shown


def _number(value: float) -> str:
    if abs(value) < _LEAST_SHOWN:
        return f"<{_LEAST_SHOWN}"
    return f"{value:,.0f}" if abs(value) >= _NO_FRACTION else f"{value:.3g}"


def _sources(counts: _Counts) -> Iterator[str]:
    """Which events each source counted, and why others are absent."""
    by_source: dict[str, dict[str, None]] = {}
    absent: dict[tuple[str, str], None] = {}
    for counted in counts.yours.values():
        for name, figure in counted.figures.items():
            by_source.setdefault(figure.source, {})[name] = None
        for name, why in counted.absent.items():
            absent[why, name] = None
    for source, names in by_source.items():
        yield f"Source of {', '.join(names)}: {source}."
    yield f"Of a whole process, and not of one operation: {', '.join(_WHOLE)}."
    if CACHEGRIND in by_source:
        yield (
            "Simulated runs are short: the garbage collector's share in them varies by some percent from run "
            "to run."
        )
    for why in dict.fromkeys(why for why, _ in absent):
        yield f"Absent: {', '.join(name for reason, name in absent if reason == why)}: {why}."


def _as_json(counts: _Counts) -> dict[str, Any]:
    """The figures of each benchmark, and those events that are absent from all."""
    present = {name for counted in counts.yours.values() for name in counted.figures}
    return {
        "events": {name: _figures(counted) for name, counted in counts.yours.items()},
        "base_events": {name: _figures(counted) for name, counted in counts.base.items()},
        "absent": {
            name: why
            for counted in counts.yours.values()
            for name, why in counted.absent.items()
            if name not in present
        },
        "partly_absent": {
            benchmark: {name: why for name, why in counted.absent.items() if name in present}
            for benchmark, counted in counts.yours.items()
        },
    }


def _figures(counted: Counted) -> dict[str, dict[str, Any]]:
    return {
        name: {"value": figure.value, "source": figure.source} for name, figure in counted.figures.items()
    }


# ---- mem -------------------------------------------------------------------------------------------------


def _mem(bench: Workbench, plans: Sequence[Plan]) -> ToolResult:
    with bench.leased() as core:
        mine, _ = _sides(bench, plans, core)
        profiles = profiles_of(bench, _MEMORY, plans, mine, core, _RUN_S)
        cases, left_out = find_cases(bench, plans, [mine], _SAMPLE, core, _RUN_S)
        misses, absent = _missing_lines(bench, cases, mine, core)
    if not cases:
        return _nothing()
    lines = list(top_lines(bench, profiles, _MEMORY.value))
    own = own_lines(bench, line_shares(bench, profiles, _MEMORY.value))
    parts = (
        *_profile_text(_MEMORY, lines, own),
        f"Misses of the caches in one operation, by your lines without what they call (source: {CACHEGRIND}; "
        "sum over the benchmarks):",
        quote("\n".join(_miss_rows(misses))) if misses else "  none",
        *(f"Absent: misses of {name}: {why}." for name, why in absent.items()),
        *_left_out(left_out),
        f"Misses by line of this processor are absent: perf mem needs its counters ({HARDWARE}), which no "
        "process in the sandbox can use.",
    )
    summary = {
        "mode": "mem",
        "source": _MEMORY.source,
        "lines": lines,
        "lines_with_calls": own,
        "misses": {"source": CACHEGRIND, "lines": misses},
        "absent": absent,
    }
    return ToolResult(outcome=Outcome.OK, text="\n".join(parts), fields={"perf_summary": summary})


def _missing_lines(
    bench: Workbench, cases: Mapping[Case, int], side: Side, core: int
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """The lines with most misses over all benchmarks, and why some benchmarks have no figures."""
    simulations = Simulations(bench, core, _SIMULATIONS_S)
    sums: dict[tuple[str, int], dict[str, float]] = {}
    absent: dict[str, str] = {}
    for case, iterations in cases.items():
        found = simulations.lines(case, side, iterations, _SAMPLE.seconds * 1e9 / iterations)
        if isinstance(found, str):
            absent[case.shown] = found
            continue
        for place, counts in found.items():
            into = sums.setdefault(place, dict.fromkeys(counts, 0.0))
            for name, value in counts.items():
                into[name] += value
    ordered = sorted(sums.items(), key=lambda item: -sum(item[1][name] for name in _MISSES))[:MOST_LINES]
    rows = [
        {"file": file, "line": line, "source": source_line(bench, file, line), **counts}
        for (file, line), counts in ordered
        if any(counts[name] > 0 for name in _MISSES)
    ]
    return rows, absent


def _miss_rows(misses: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in misses:
        counts = "  ".join(f"{name} {_number(one[name]):>9}" for name in _MISSES)
        yield f"{counts}  {one['file']}:{one['line']}  {one['source']}"


# ---- text ------------------------------------------------------------------------------------------------


def _nothing() -> ToolResult:
    return ToolResult(outcome=Outcome.NOTHING_DONE, text="No benchmark ran: no name matches.")


def _left_out(count: int) -> Iterator[str]:
    if count:
        yield f"{count} more benchmarks match and were not counted: name those that you want in perf_bench."


def _profile_text(
    kind: ProfileKind, lines: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    if not lines:
        yield f"There is no profile of {kind.value}: the benchmarks took too little (source: {kind.source})."
        return
    yield f"Your lines by {kind.value}, with what they call (source: {kind.source}; mean of all packages):"
    rows = [f"{one['share']:6.1%}  {one['file']}:{one['line']}  {one['source']}" for one in own]
    yield quote("\n".join(rows)) if rows else "  none outside of tests"
    yield f"All lines by {kind.value}, without what they call:"
    yield quote(
        "\n".join(f"{one['share']:6.1%}  {one['file']}:{one['line']}  {one['function']}" for one in lines)
    )
