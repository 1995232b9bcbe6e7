"""The tool ``benchmarks``: Go's own benchmarks of workspace and base, compared as benchstat does.

A benchmark's process times itself, so all of this is for the agent alone. Beside what it says stands the CPU
time that the kernel counted.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, ToolResult
from perfgym.envs.repo.tools.plan import Plan, benchmarks_in, planned, target_names
from perfgym.envs.repo.tools.sampling import BASE, YOURS, Budget, Samples, Side, find_cases, take_samples
from perfgym.envs.repo.workbench import Workbench
from perfgym.evaluation.feedback import quote
from perfgym.printable import clean_text
from perfgym.repo.gotools.benchmath import ALPHA, Summary, holm
from perfgym.repo.gotools.benchstat import Row, Table, compare_samples, to_text
from perfgym.repo.gotools.kernel_time import (
    MOST_DIFFERENCE,
    differs,
    per_operation_ns,
    running_share,
    samples_ns,
)
from perfgym.repo.workspace.refused import Refused

__all__ = ["BENCH_UNITS", "KERNEL_UNIT", "benchmarks_tool"]

KERNEL_UNIT = "kernel-sec/op"
"""CPU seconds of one operation as the kernel counted them, in all threads of a benchmark's process."""

BENCH_UNITS = (KERNEL_UNIT, "B/op", "allocs/op")
"""The units of an observation's ``bench``, in order."""

_SAID_UNIT = "sec/op"
_ORDER = {KERNEL_UNIT: 0, _SAID_UNIT: 1}
_MOST_DOUBLINGS = 10.0
_MOST_COUNT = 20
_MOST_NAMED = 60
_MOST_WARNED = 6
_KERNEL_NOTE = (
    f"{KERNEL_UNIT} is the CPU time of the whole process by the kernel, less start and preparation. "
    f"{_SAID_UNIT} is what the benchmark says of itself, in wall-clock time."
)
_NO_KERNEL = (
    f"There is no {KERNEL_UNIT}: it takes two samples a side (bench_count), of two iterations or more."
)
_WARNING = "These figures are for you alone; what is paid are evaluations of hidden programs."


def benchmarks_tool(bench: Workbench, action: RepoAction, rng: np.random.Generator) -> ToolResult:
    """Run benchmarks of the workspace and, unless that is not wanted, of the base in turn."""
    budget = Budget.read(action.bench_time)
    if budget is None:
        raise Refused(f"bench_time must be like 100x or 50ms, got {clean_text(action.bench_time)[:40]!r}.")
    plans = planned(bench, action.bench_suite)
    with bench.leased() as core:
        sides = _sides(bench, action, plans, core)
        cases, left_out = find_cases(bench, plans, sides.values(), budget, core, action.bench_timeout)
        samples = take_samples(
            bench,
            cases,
            sides,
            rng,
            core,
            count=action.bench_count,
            memory=action.bench_mem_required,
            timeout_s=action.bench_timeout,
        )
    if not samples.units[YOURS]:
        return ToolResult(outcome=Outcome.NOTHING_DONE, text=_nothing(bench, plans))
    iterations = {case.shown: number for case, number in cases.items()}
    return _told(bench, action, samples, iterations, left_out)


def _sides(bench: Workbench, action: RepoAction, plans: Sequence[Plan], core: int) -> dict[str, Side]:
    """The sides to run, the base first. The base may lack packages that the workspace has."""
    packages = tuple(dict.fromkeys(plan.package for plan in plans))
    mine = [package for package in packages if package in bench.packages(bench.tree, packages)]
    sides = {YOURS: Side(bench.test_binaries(mine, core))}
    if action.bench_stat:
        known = bench.packages(bench.base, packages)
        ours = tuple(package for package in packages if package in known)
        if ours:
            sides = {BASE: Side(bench.test_binaries(ours, core, of_base=True), of_base=True), **sides}
    return sides


def _nothing(bench: Workbench, plans: Sequence[Plan]) -> str:
    names = benchmarks_in(bench.tree, [plan.package for plan in plans])
    there = f"There are: {', '.join(names[:_MOST_NAMED])}." if names else "These packages have no benchmarks."
    return f"No benchmark ran, because no name matches. {there}"


def _told(
    bench: Workbench, action: RepoAction, samples: Samples, iterations: Mapping[str, int], left_out: int
) -> ToolResult:
    _add_kernel_time(samples)
    tables = compare_samples(samples.units.get(BASE, {}), samples.units[YOURS])
    tables = tuple(sorted(tables, key=lambda table: _ORDER.get(table.unit, len(_ORDER))))
    unit, raised = tables[0].unit, _raised(tables)
    table = to_text(tables, BASE, YOURS)
    notes = (
        _KERNEL_NOTE if _rows(tables, KERNEL_UNIT) else _NO_KERNEL,
        *_disagreements(tables, samples),
        *_corrected(tables, raised),
        *_short(action, samples, left_out),
        bench.keep(action.bench_file_name, table),
        _WARNING,
    )
    return ToolResult(
        outcome=Outcome.OK,
        text="\n".join(filter(None, (quote(table), *notes))),
        stdout=table,
        fields={
            "bench_summary": _summaries(tables, samples, iterations),
            "benchstat_summary": [_table(table, raised if table.unit == unit else {}) for table in tables],
        },
        bench=_ratios(bench, tables),
    )


def _add_kernel_time(samples: Samples) -> None:
    for name in {name: None for runs in samples.runs.values() for name in runs}:
        sides = {side: runs[name] for side, runs in samples.runs.items() if name in runs}
        for side, found in samples_ns(sides).items():
            samples.units[side][name][KERNEL_UNIT] = [ns * 1e-9 for ns in found]


def _rows(tables: Sequence[Table], unit: str) -> Sequence[Row]:
    return next((table.rows for table in tables if table.unit == unit), ())


def _kernel_ns(samples: Samples, side: str, name: str) -> float | None:
    return per_operation_ns(samples.runs.get(side, {}).get(name, ()))


def _disagreements(tables: Sequence[Table], samples: Samples) -> Iterator[str]:
    """Warnings where a benchmark and the kernel do not tell of the same time, or the machine was busy."""
    less, more = list[str](), list[str]()
    for side in samples.runs:
        for row in _rows(tables, _SAID_UNIT):
            summary = row.base if side == BASE else row.candidate
            kernel = _kernel_ns(samples, side, row.name)
            if summary is not None and kernel is not None:
                # Wall-clock time in which the process had no core is no fault of the benchmark's.
                said = summary.center * 1e9 * running_share(samples.runs[side][row.name])
                if differs(said, kernel):
                    (less if said < kernel else more).append(f"{side} {row.name}")
    by = f"by more than {MOST_DIFFERENCE:.0%}"
    if less:
        yield (
            f"Warning: {_some(less)}: {_SAID_UNIT} is below the kernel's time {by}. Such a benchmark stops "
            "its timer, uses other threads, or does not do the same in each iteration. Believe the kernel."
        )
    if more:
        yield (
            f"Warning: {_some(more)}: {_SAID_UNIT} is above the kernel's time {by}. In such a benchmark "
            "the first iterations cost more than later ones. Believe the kernel."
        )
    share = running_share([run for runs in samples.runs.values() for found in runs.values() for run in found])
    if share < 1 - MOST_DIFFERENCE:
        yield (
            f"The benchmarks ran on a core for {share:.0%} of their time: this machine is busy, or they "
            f"wait. {_SAID_UNIT} says little, {KERNEL_UNIT} leaves such time out."
        )


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_WARNED])
    return shown if len(names) <= _MOST_WARNED else f"{shown} and {len(names) - _MOST_WARNED} more"


# ---- several comparisons ---------------------------------------------------------------------------------


def _times(tables: Sequence[Table]) -> list[Row]:
    """The comparisons of the first table, which is one of times, by the kernel where it can be told."""
    return [row for row in tables[0].rows if row.comparison]


def _raised(tables: Sequence[Table]) -> dict[str, float]:
    """Benchmark -> probability of its difference in time, with the number of benchmarks accounted for."""
    compared = {row.name: row.comparison.p for row in _times(tables) if row.comparison}
    return dict(zip(compared, holm(list(compared.values())), strict=True))


def _corrected(tables: Sequence[Table], raised: Mapping[str, float]) -> Iterator[str]:
    """What is left of the differences in time when the number of benchmarks is accounted for."""
    compared = {row.name: row.comparison for row in _times(tables) if row.comparison}
    if len(compared) > 1:
        lost = [name for name, one in compared.items() if one.significant and raised[name] > ALPHA]
        certain = sum(p <= ALPHA for p in raised.values())
        doubtful = f" Doubtful: {', '.join(lost)}." if lost else ""
        yield (
            f"{certain} of {len(compared)} benchmarks differ in time for certain (p at most {ALPHA} after "
            f"Holm's correction for their number).{doubtful}"
        )
    fewest = min((min(one.base_count, one.candidate_count) for one in compared.values()), default=0)
    if fewest and _least_p(fewest) * len(compared) > ALPHA:
        need = next(n for n in range(1, 2 * _MOST_COUNT) if _least_p(n) * len(compared) <= ALPHA)
        yield (
            f"No difference in time can be certain with so few samples a side ({fewest}) for so many "
            f"benchmarks ({len(compared)}): give bench_count {need}, or name fewer in bench_suite."
        )


def _least_p(count: int) -> float:
    """The probability that a U test gives to samples of this size a side that do not overlap."""
    return 2 / math.comb(2 * count, count)


def _short(action: RepoAction, samples: Samples, left_out: int) -> Iterator[str]:
    if samples.rounds < action.bench_count:
        yield (
            f"Only {samples.rounds} of {action.bench_count} rounds fitted into {action.bench_timeout} s: "
            "raise bench_timeout, or name fewer benchmarks in bench_suite."
        )
    if left_out:
        yield f"{left_out} more benchmarks match and were not run: name those that you want in bench_suite."


# ---- as JSON and as numbers ------------------------------------------------------------------------------


def _summaries(
    tables: Sequence[Table], samples: Samples, iterations: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Each benchmark of the workspace with its summary in each unit, and the kernel's time beside it."""
    found: dict[str, dict[str, Any]] = {}
    for table in tables:
        for row in table.rows:
            if row.candidate is not None:
                found.setdefault(row.name, _kernel_fields(row.name, samples, iterations))
                found[row.name][table.unit] = _summary(row.candidate)
    return list(found.values())


def _kernel_fields(name: str, samples: Samples, iterations: Mapping[str, int]) -> dict[str, Any]:
    return {
        "name": name,
        "iterations": iterations[name],
        "kernel_ns_op": _kernel_ns(samples, YOURS, name),
        "base_kernel_ns_op": _kernel_ns(samples, BASE, name),
    }


def _summary(summary: Summary) -> dict[str, Any]:
    return {"median": summary.center, "low": summary.low, "high": summary.high, "n": summary.count}


def _table(table: Table, raised: Mapping[str, float]) -> dict[str, Any]:
    return {
        "unit": table.unit,
        "rows": [_row(row, raised) for row in table.rows],
        "geomean": table.geomean.ratio,
    }


def _row(row: Row, raised: Mapping[str, float]) -> dict[str, Any]:
    comparison = row.comparison
    return {
        "name": row.name,
        "base": row.base and _summary(row.base),
        "candidate": row.candidate and _summary(row.candidate),
        "ratio": row.ratio,
        "delta": row.delta,
        "p": comparison and comparison.p,
        "p_holm": raised.get(row.name),
        "significant": comparison.significant if comparison else False,
        "warnings": list(comparison.warnings) if comparison else [],
    }


def _ratios(bench: Workbench, tables: Sequence[Table]) -> dict[str, tuple[float | None, ...]]:
    by_unit = {table.unit: {row.name: row for row in table.rows} for table in tables}
    return {
        name: tuple(_doublings(by_unit.get(unit, {}).get(name)) for unit in BENCH_UNITS)
        for name in target_names(bench.task)
    }


def _doublings(row: Row | None) -> float | None:
    """log2 of base to workspace: above 0, the workspace costs less."""
    if row is None or row.base is None or row.candidate is None:
        return None
    base, candidate = row.base.center, row.candidate.center
    if base == candidate:
        return 0.0
    if base <= 0.0 or candidate <= 0.0:
        return _MOST_DOUBLINGS if base > candidate else -_MOST_DOUBLINGS
    return max(-_MOST_DOUBLINGS, min(_MOST_DOUBLINGS, math.log2(base / candidate)))
