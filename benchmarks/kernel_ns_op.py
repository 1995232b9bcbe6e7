"""How far what honest benchmarks say of themselves is from the CPU time that the kernel counts.

The target benchmarks of each repository run on its own files, each sample in a process of its own, with `N`
and with `2 N` iterations in turn. The kernel's time of one operation is the difference of the two medians
over `N`. What the benchmark says is the median of its `ns/op`, which is wall-clock time; it is multiplied by
the share of that time that the processes had a core, which is 1 on a quiet machine.

    python benchmarks/kernel_ns_op.py --samples 6 -o benchmarks/results/kernel_ns_op.json
"""

import contextlib
import math
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from series import advancing, circumstances, output_option, spread, write_json

from perfgym.envs.repo.tools.plan import planned
from perfgym.envs.repo.tools.sampling import BASE, Budget, Side, find_cases, take_samples
from perfgym.envs.repo.workbench import Workbench
from perfgym.errors import MachineError
from perfgym.languages.go_module import go_toolchain
from perfgym.repo.gotools.kernel_time import per_operation_ns, running_share
from perfgym.repo.hosting.clones import open_clones
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.load import load_task, task_folders
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import resolve_settings

WITHIN = 0.10
TIMEOUT_S = 600.0


def compared(name: str, sandbox: Sandbox, samples: int, sample: str) -> Iterator[dict[str, Any]]:
    """Yield both times of each target benchmark of a repository, in nanoseconds, and their ratio."""
    task = load_task(name)
    clones = open_clones(None, "", sandbox, contextlib.ExitStack())
    bench = Workbench(task, base_tree(task), sandbox, resolve_settings(), clones)
    budget = Budget.read(sample)
    if budget is None:
        raise click.BadParameter(f"{sample!r} is no time or number of iterations, e.g. 50ms or 100x")
    plans = planned(bench, "")
    with bench.leased() as core:
        side = Side(bench.test_binaries(tuple(task.benchmarks), core, of_base=True), of_base=True)
        cases, _ = find_cases(bench, plans, [side], budget, core, TIMEOUT_S)
        taken = take_samples(
            bench,
            cases,
            {BASE: side},
            np.random.default_rng(1),
            core,
            count=samples,
            memory=False,
            timeout_s=TIMEOUT_S,
        )
    for benchmark, units in taken.units[BASE].items():
        said_ns = median(units["sec/op"]) * 1e9
        runs = taken.runs[BASE][benchmark]
        kernel_ns, share = per_operation_ns(runs), running_share(runs)
        if kernel_ns is not None:
            yield {
                "repository": name,
                "benchmark": benchmark,
                "said_ns": float(f"{said_ns:.5g}"),
                "kernel_ns": float(f"{kernel_ns:.5g}"),
                "running_share": round(share, 4),
                "ratio": round(kernel_ns / (said_ns * share), 4),
            }


def within(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows whose times differ by no more than :data:`WITHIN`."""
    return [row for row in rows if abs(row["ratio"] - 1) <= WITHIN]


def show(console: Console, rows: list[dict[str, Any]]) -> None:
    """Print a line for each benchmark that is not within the bound, and one for all."""
    table = Table("Repository", "Benchmark", "said (ns)", "kernel (ns)", "on a core", "ratio")
    for row in rows:
        if row not in within(rows):
            table.add_row(*map(str, row.values()))
    console.print(table)
    console.print(f"{len(within(rows))} of {len(rows)} benchmarks are within {WITHIN:.0%}")


@click.command()
@click.option("--repository", "repositories", multiple=True, help="Only this one; may be given again.")
@click.option("--samples", default=6, show_default=True, help="Processes of each benchmark.")
@click.option("--sample", default="50ms", show_default=True, help="Length of the shorter processes.")
@output_option("kernel_ns_op.json", "JSON file with both times of each benchmark.")
def main(repositories: tuple[str, ...], samples: int, sample: str, output: Path) -> None:
    """Compare what benchmarks say of themselves with the kernel's CPU time."""
    rows: list[dict[str, Any]] = []
    absent: dict[str, str] = {}
    console = Console()
    names = repositories or tuple(task_folders())
    with contextlib.closing(make_sandbox("auto")) as sandbox, advancing(len(names)) as advance:
        for name in names:
            advance(name)
            try:
                rows += compared(name, sandbox, samples, sample)
            except MachineError as error:
                absent[name] = str(error)
    show(console, rows)
    logs = [abs(math.log(row["ratio"])) for row in rows if row["ratio"] > 0]
    result = {
        **circumstances(),
        "toolchain": go_toolchain().identity,
        "samples": samples,
        "sample": sample,
        "within": WITHIN,
        "benchmarks": len(rows),
        "benchmarks_within": len(within(rows)),
        "absolute_log_ratio": spread(logs),
        "rows": rows,
        "absent": absent,
    }
    write_json(result, output)


if __name__ == "__main__":
    main()
