"""Wall-clock seconds of a reset and of an evaluation, by problem, backend and stage.

Each round begins an episode and evaluates two submissions in it, the expert's program and the
reference with a function that is never called, with every backend that works here, in random
order. The first round, which also builds the reference, is not counted.

    python benchmarks/backend_cost.py --rounds 20 -o benchmarks/results/backend_cost.json
"""

import contextlib
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from series import (
    LANGUAGE,
    advancing,
    chosen_problems,
    circumstances,
    evaluator_of,
    output_option,
    problem_option,
    spread,
    with_unused_function,
    write_json,
)

from perfgym.errors import HarnessError, MachineError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.measure import Backend, make_backend
from perfgym.records import Evaluation
from perfgym.sandbox import Sandbox, make_sandbox

BACKENDS = ("cpu_time", "simulated", "auto", "hardware")
STAGES = ("build", "test", "wait", "measure")

Seconds = dict[str, dict[str, list[float]]]
"""What was done, then the stage or ``all``, to the seconds of each round."""


def backends_here() -> tuple[dict[str, Backend], dict[str, str]]:
    """Backends that work on this machine, and why the others do not."""
    working: dict[str, Backend] = {}
    absent: dict[str, str] = {}
    for name in BACKENDS:
        try:
            working[name] = make_backend(name)
        except MachineError as error:
            absent[name] = str(error)
    return working, absent


def submissions(evaluator: Evaluator, number: int) -> dict[str, str]:
    """Name to source."""
    problem = evaluator.problem
    return {
        "expert": problem.experts[LANGUAGE],
        "reference": with_unused_function(problem.references[LANGUAGE], number),
    }


def accepted(evaluation: Evaluation, name: str) -> Evaluation:
    """An evaluation of a program that has to be right."""
    if evaluation.measurement is None:
        raise HarnessError(f"the {name} came to {evaluation.status}")
    return evaluation


def one_round(evaluator: Evaluator, number: int, seconds: Seconds) -> None:
    """One episode; what it took is added to ``seconds``."""
    rng = np.random.default_rng(number)
    started = time.perf_counter()
    evaluator.start_episode(rng)
    seconds["reset"]["all"].append(time.perf_counter() - started)
    for name, source in submissions(evaluator, number).items():
        started = time.perf_counter()
        evaluation = accepted(evaluator.evaluate(evaluator.submission(source), rng), name)
        seconds[name]["all"].append(time.perf_counter() - started)
        for stage in STAGES:
            seconds[name][stage].append(evaluation.stage_s[stage])


def cost_of(
    name: str, sandbox: Sandbox, backends: Mapping[str, Backend], rounds: int, advance: Callable[[str], None]
) -> dict[str, Any]:
    """Quartiles of a problem's seconds, by backend, what was done, and stage."""
    evaluators = {backend: evaluator_of(name, sandbox, made) for backend, made in backends.items()}
    taken: dict[str, Seconds] = {backend: defaultdict(lambda: defaultdict(list)) for backend in backends}
    for number in range(rounds + 1):
        for backend in random.sample(list(backends), len(backends)):
            advance(f"{name}: {backend}")
            one_round(evaluators[backend], number, taken[backend])
    return {
        backend: {
            done: {stage: spread(series[1:]) for stage, series in stages.items()}
            for done, stages in seconds.items()
        }
        for backend, seconds in taken.items()
    }


def cell(found: Mapping[str, float]) -> str:
    """Median with the quartiles around it."""
    return f"{found['median']:.2f} ({found['lower_quartile']:.2f}-{found['upper_quartile']:.2f})"


def show(problems: Mapping[str, Any], rounds: int, console: Console) -> None:
    """The table of a result."""
    table = Table(title=f"seconds: median (quartiles), n = {rounds}", title_justify="left")
    for heading in ("problem", "backend", "what", "all", *STAGES):
        table.add_column(heading, no_wrap=True)
    for name, backends in problems.items():
        for backend, dones in backends.items():
            for done, stages in dones.items():
                cells = [cell(stages[stage]) if stage in stages else "" for stage in ("all", *STAGES)]
                table.add_row(name, backend, done, *cells)
        table.add_section()
    console.print(table)


def medians(problems: Mapping[str, Any], backends: Sequence[str]) -> dict[str, dict[str, float]]:
    """Median over problems of the median seconds, by backend and what was done."""
    return {
        backend: {
            done: float(np.median([found[backend][done]["all"]["median"] for found in problems.values()]))
            for done in ("reset", "expert", "reference")
        }
        for backend in backends
    }


@click.command()
@click.option("--rounds", default=20, show_default=True, type=click.IntRange(2))
@problem_option
@output_option("backend_cost.json", "Where the JSON file goes.")
def main(rounds: int, problems: tuple[str, ...], output: Path) -> None:
    """Measures what resets and evaluations take with each backend."""
    chosen = chosen_problems(problems)
    backends, absent = backends_here()
    result = circumstances() | {"n": rounds, "absent_backends": absent}
    costs: dict[str, Any] = {}
    steps = len(chosen) * (rounds + 1) * len(backends)
    with contextlib.closing(make_sandbox("auto")) as sandbox, advancing(steps) as advance:
        for name in chosen:
            costs[name] = cost_of(name, sandbox, backends, rounds, advance)
            found = {"problems": costs, "medians_over_problems": medians(costs, list(backends))}
            write_json(result | found, output)
    console = Console(width=140)
    show(costs, rounds, console)
    for backend, why in absent.items():
        console.print(f"{backend}: {why}", markup=False, highlight=False)


if __name__ == "__main__":
    main()
