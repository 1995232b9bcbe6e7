"""Recordings of pairs beside load of a known kind, over which tests replay the rules of an evaluation.

The candidate is the reference with a function that is never called ("itself"), or the expert's program. Pairs
are taken as in an evaluation, on a leased core, but without end: none is discarded and none is redrawn.
The load is one process for each logical CPU of the machine, pinned to none, so that it shares the measured
core too. Each row has whether the reference ran first, whether the machine disturbed the pair as an
evaluation sees it, and CPU time and wall-clock time of reference and candidate in microseconds, start-up
included.

    python benchmarks/pair_traces.py --load none --load spin -o benchmarks/results/pair_traces.json

Series that the file holds already for other loads are kept.
"""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import click
import numpy as np
from neighbour import UNTIL_ORPHANED
from series import (
    LANGUAGE,
    advancing,
    chosen_problems,
    circumstances,
    evaluator_of,
    output_option,
    problem_option,
    with_unused_function,
)

from perfgym.errors import HarnessError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.measure import CpuTimeBackend
from perfgym.measure.pairs import PairTrial, take_pairs
from perfgym.records import Status
from perfgym.sandbox import make_sandbox

COLUMNS = (
    "reference_first",
    "disturbed",
    "reference_cpu_us",
    "reference_wall_us",
    "candidate_cpu_us",
    "candidate_wall_us",
)
CANDIDATES = ("itself", "expert")
_COMPILE = (
    "import subprocess; subprocess.run(['gcc', '-O2', '-c', '-x', 'c', '-', '-o', '/dev/null'], "
    "input=b''.join(b'int f%d(int x) { int s = 0; for (int i = 0; i < x; i++) s += i * %d; return s; }' "
    "% (i, i) for i in range(2000)))"
)
WORK = {
    "spin": "sum(range(1_000_000))",
    "copy": "bytearray(bytes(64_000_000))",
    "compile": _COMPILE,
}
LOADS = ("none", *WORK)


@contextlib.contextmanager
def crowd(load: str) -> Iterator[None]:
    """Keep one process for each logical CPU busy during the context; none for the load ``"none"``."""
    if load == "none":
        yield
        return
    command = [sys.executable, "-c", UNTIL_ORPHANED.format(work=WORK[load])]
    processes = [subprocess.Popen(command) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def row(trial: PairTrial) -> list[int]:
    """Return one pair as integers, in the order of :data:`COLUMNS`.

    Raises:
        HarnessError: The candidate's program failed.
    """
    if trial.judged.status is not Status.ACCEPTED:
        raise HarnessError(f"the candidate failed in a measured run: {trial.judged.detail}")
    times = [
        nanoseconds // 1000
        for run in (trial.reference, trial.candidate)
        for nanoseconds in (run.cpu_ns, run.wall_ns)
    ]
    return [int(trial.reference_first), int(trial.disturbed), *times]


def recorded(
    evaluator: Evaluator, candidate: str, pairs: int, seed: int, advance: Callable[[], None]
) -> list[list[int]]:
    """Return this number of pairs of a problem's reference and a candidate, without the warm-up pair."""
    problem, backend = evaluator.problem, CpuTimeBackend()
    source = (
        problem.experts[LANGUAGE]
        if candidate == "expert"
        else with_unused_function(problem.references[LANGUAGE], 1)
    )
    program = evaluator.trusted_program(source)
    rows: list[list[int]] = []
    with evaluator.leased() as leased:
        core = leased.setup.core
        taken = take_pairs(
            leased.setup,
            program,
            np.random.default_rng(seed),
            lambda run, stdin: backend.count(run, stdin, core),
            backend.mode,
        )
        for trial in islice(taken, 1, pairs + 1):
            advance()
            rows.append(row(trial))
    return rows


def startup_us(evaluator: Evaluator) -> int:
    """Return the cost of starting a program in microseconds."""
    with evaluator.leased() as leased:
        return round(leased.setup.startup_ns(15) / 1000)


def write(series: list[dict[str, Any]], path: Path) -> None:
    """Write all series, with one line for each."""
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in series)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"columns": {json.dumps(COLUMNS)},\n"series": [\n{lines}\n]}}\n')


@click.command()
@click.option("--load", "loads", multiple=True, type=click.Choice(LOADS), help="May be given again.")
@click.option("--pairs", default=120, show_default=True, type=click.IntRange(7), help="Pairs of a series.")
@problem_option
@output_option("pair_traces.json", "JSON file to write, or to add to.")
def main(loads: tuple[str, ...], pairs: int, problems: tuple[str, ...], output: Path) -> None:
    """Record pairs beside loads."""
    names, loads = chosen_problems(problems), loads or LOADS
    now = circumstances()
    where = {name: now[name] for name in ("machine", "logical_cpus", "date", "commit")}
    kept = json.loads(output.read_text())["series"] if output.exists() else []
    series = [one for one in kept if one["load"] not in loads or one["problem"] not in names]
    steps = len(loads) * len(names) * len(CANDIDATES) * pairs
    with contextlib.closing(make_sandbox("auto")) as sandbox, advancing(steps) as advance:
        for load in loads:
            for name in names:
                evaluator = evaluator_of(name, sandbox, CpuTimeBackend())
                quiet_startup_us = startup_us(evaluator)
                for number, candidate in enumerate(CANDIDATES):
                    with crowd(load):
                        what = f"{name}, {candidate}, beside {load}"
                        rows = recorded(evaluator, candidate, pairs, number, lambda: advance(what))  # noqa: B023
                    about = {"problem": name, "load": load, "candidate": candidate, **where}
                    series.append({**about, "startup_us": quiet_startup_us, "pairs": rows})
                    write(series, output)


if __name__ == "__main__":
    main()
