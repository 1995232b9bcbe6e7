"""The tool ``benchmarks``: Go's own benchmarks of workspace and base, compared as benchstat does.

A benchmark's process times itself, so all of this is for the agent alone. Samples of both sides are taken in
turn, each in a process of its own, in an order that is drawn anew each time.
"""

import math
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from perfgym.envs.repo.action import RepoAction
from perfgym.envs.repo.result import Outcome, Stopped, ToolResult
from perfgym.envs.repo.tools.plan import Plan, planned, samples_of, target_names
from perfgym.envs.repo.workbench import Workbench, failed
from perfgym.evaluation.feedback import quote
from perfgym.printable import clean_text
from perfgym.repo.benchmath import Summary
from perfgym.repo.benchstat import Row, Table, compare_samples, to_text
from perfgym.repo.patching import Refused

__all__ = ["BENCH_UNITS", "benchmarks_tool"]

BENCH_UNITS = ("sec/op", "B/op", "allocs/op")
"""The units of an observation's ``bench``, in order."""

_TIME = re.compile(r"[0-9]{1,6}(x|ms|s|us)", re.ASCII)
_MOST_DOUBLINGS = 10.0
_WARNING = "These figures are the benchmarks' own, for you alone; what is paid are evaluations."

_Samples = dict[str, dict[str, list[float]]]


def benchmarks_tool(bench: Workbench, action: RepoAction, rng: np.random.Generator) -> ToolResult:
    """Run benchmarks of the workspace and, unless that is not wanted, of the base in turn."""
    if not _TIME.fullmatch(action.bench_time):
        raise Refused(f"bench_time must be like 100x or 20ms, got {clean_text(action.bench_time)!r}.")
    plans = planned(bench, action.bench_suite)
    with bench.leased() as core:
        samples, rounds = _sampled(bench, action, plans, rng, core)
    if not samples["yours"]:
        return ToolResult(outcome=Outcome.NOTHING_DONE, text="No benchmark ran: no name matches.")
    tables = compare_samples(samples["base"], samples["yours"])
    text = to_text(tables, "base", "yours")
    notes = [bench.keep(action.bench_file_name, text)]
    if rounds < action.bench_count:
        notes.append(f"Only {rounds} of {action.bench_count} samples a side fitted into bench_timeout.")
    return ToolResult(
        outcome=Outcome.OK,
        text="\n".join(filter(None, (quote(text), *notes, _WARNING))),
        stdout=text,
        fields={
            "bench_summary": _summaries(tables),
            "benchstat_summary": [_table(table) for table in tables],
        },
        bench=_ratios(bench, tables),
    )


def _sampled(
    bench: Workbench, action: RepoAction, plans: Sequence[Plan], rng: np.random.Generator, core: int
) -> tuple[Mapping[str, _Samples], int]:
    """The samples of both sides, and how many rounds there was time for."""
    started = time.monotonic()
    binaries = _binaries(bench, action, plans, core)
    samples: dict[str, _Samples] = {"base": {}, "yours": {}}
    rounds = 0
    while rounds < action.bench_count:
        sides = [str(side) for side in rng.permutation(list(binaries))]
        for side in sides:
            for plan, binary in _runs(plans, binaries[side]):
                output = _run(bench, action, plan, binary, core, of_base=side == "base")
                _add(samples[side], samples_of(plan, output))
        rounds += 1
        if time.monotonic() - started > action.bench_timeout:
            break
    return samples, rounds


def _binaries(
    bench: Workbench, action: RepoAction, plans: Sequence[Plan], core: int
) -> dict[str, Mapping[str, bytes]]:
    """Test binaries by package for each side. The base may lack packages that the workspace has."""
    packages = tuple(dict.fromkeys(plan.package for plan in plans))
    mine = [package for package in packages if package in bench.packages(bench.tree, packages)]
    binaries = {"yours": bench.test_binaries(mine, core)}
    if action.bench_stat:
        known = bench.packages(bench.base, ())
        ours = tuple(package for package in packages if package in known)
        binaries["base"] = bench.test_binaries(ours, core, of_base=True) if ours else {}
    return binaries


def _runs(plans: Sequence[Plan], binaries: Mapping[str, bytes]) -> Iterator[tuple[Plan, bytes]]:
    return ((plan, binaries[plan.package]) for plan in plans if plan.package in binaries)


def _run(
    bench: Workbench, action: RepoAction, plan: Plan, binary: bytes, core: int, *, of_base: bool
) -> bytes:
    arguments = ["-test.run=^$", f"-test.bench={plan.expression}", f"-test.benchtime={action.bench_time}"]
    if action.bench_mem_required:
        arguments.append("-test.benchmem")
    result = bench.run_tests(
        plan.package, binary, arguments, core, timeout_s=action.bench_timeout, of_base=of_base
    )
    if not result.succeeded:
        side = "the base" if of_base else "your workspace"
        stopped = failed(result, f"Benchmarks of {side} in {plan.package}")
        said = clean_text(result.stdout)
        raise Stopped(
            ToolResult(
                outcome=stopped.outcome,
                text="\n".join(filter(None, (stopped.text, quote(said)))),
                stdout=said,
                stderr=stopped.stderr,
                exit_code=stopped.exit_code,
            )
        )
    return result.stdout


def _add(samples: _Samples, new: Mapping[str, Mapping[str, Sequence[float]]]) -> None:
    for name, units in new.items():
        for unit, values in units.items():
            samples.setdefault(name, {}).setdefault(unit, []).extend(values)


# ---- as JSON and as numbers -------------------------------------------------------------------------------


def _summaries(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Each benchmark of the workspace with its summary in each unit."""
    found: dict[str, dict[str, Any]] = {}
    for table in tables:
        for row in table.rows:
            if row.candidate is not None:
                found.setdefault(row.name, {"name": row.name})[table.unit] = _summary(row.candidate)
    return list(found.values())


def _summary(summary: Summary) -> dict[str, Any]:
    return {"median": summary.center, "low": summary.low, "high": summary.high, "n": summary.count}


def _table(table: Table) -> dict[str, Any]:
    return {"unit": table.unit, "rows": [_row(row) for row in table.rows], "geomean": table.geomean.ratio}


def _row(row: Row) -> dict[str, Any]:
    comparison = row.comparison
    return {
        "name": row.name,
        "base": row.base and _summary(row.base),
        "candidate": row.candidate and _summary(row.candidate),
        "ratio": row.ratio,
        "delta": row.delta,
        "p": comparison and comparison.p,
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
