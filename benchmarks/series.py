"""Code shared by the benchmarks: series in random order, evaluators, and results with machine and commit."""

import contextlib
import json
import os
import platform
import random
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
import pyperf
from neighbour import measured_cpu
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import perfgym
from perfgym.bank import problem_names
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.machine.facts import cpu_model
from perfgym.measure import Backend, CpuTimeBackend
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.settings import Settings
from perfgym.store import user_size_fits

__all__ = [
    "LANGUAGE",
    "RESULTS",
    "Way",
    "advancing",
    "chosen_problems",
    "circumstances",
    "dump",
    "evaluator_of",
    "interleaved",
    "machine",
    "measure_each",
    "output_option",
    "problem_option",
    "quartiles",
    "spread",
    "timed",
    "with_unused_function",
    "write_json",
]

LANGUAGE = "c"
PROBLEMS = ("hash_table", "matmul", "nbody", "sort", "stencil")  # those of the published figures
RESULTS = Path(__file__).parent / "results"

problem_option = click.option(
    "--problem",
    "problems",
    multiple=True,
    default=PROBLEMS,
    show_default=True,
    help="Measure this problem of the bank; may be given again.",
)


def output_option(name: str, what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return the option for the file of a result; its default is ``name`` in ``benchmarks/results``."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        default=RESULTS / name,
        show_default=f"benchmarks/results/{name}",
        help=what,
    )


Way = Callable[[], float]
"""Does a piece of work once, and returns the measured seconds."""


def timed(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> Way:
    """Return the way that calls ``before`` and then ``work``, and measures ``work`` alone."""

    def way() -> float:
        before()
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return way


def interleaved(ways: Mapping[str, Way], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each way in each of ``rounds`` rounds.

    Each round takes all ways in a new random order. A warm-up round before the first is not counted.
    """
    series: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name in random.sample(list(ways), len(ways)):
            seconds = ways[name]()
            if number:
                series[name].append(seconds)
    return series


def machine() -> str:
    """Return the processor and the operating system in one line."""
    return f"{cpu_model()}, {platform.platform()}"


def quartiles(values: list[float], unit: str = "ms", scale: float = 1e3) -> str:
    """Format the median and the quartiles of values, each multiplied by ``scale``."""
    low, middle, high = (scale * float(q) for q in np.quantile(values, (0.25, 0.5, 0.75)))
    return f"{middle:.2f} {unit} (quartiles {low:.2f} to {high:.2f})"


def _benchmark(name: str, seconds: list[float]) -> pyperf.Benchmark:
    metadata = {
        "name": name,
        "unit": "second",
        "cpu_model_name": cpu_model(),
        "platform": platform.platform(),
    }
    return pyperf.Benchmark([pyperf.Run(seconds, metadata=metadata, collect_metadata=False)])


def dump(series: Mapping[str, list[float]], path: Path) -> None:
    """Write the series, in seconds, in pyperf's format (``python -m pyperf show FILE``)."""
    suite = pyperf.BenchmarkSuite([_benchmark(name, seconds) for name, seconds in series.items()])
    suite.dump(str(path), replace=True)


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return number, quartiles and extremes of a series for a JSON file."""
    names = ("least", "lower_quartile", "median", "upper_quartile", "most")
    found = np.quantile(values, (0, 0.25, 0.5, 0.75, 1))
    return {"n": len(values)} | {
        name: float(f"{value:.6g}") for name, value in zip(names, found, strict=True)
    }


def _first_line_of(*command: str) -> str:
    """Return the first line of a command's output; empty if the command fails."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent)
        return done.stdout.partition("\n")[0]
    return ""


def circumstances() -> dict[str, Any]:
    """Return machine, versions and commit of a result, and the load of the machine."""
    changed = bool(_first_line_of("git", "status", "--porcelain", "--", "../perfgym", "../problems", "."))
    return {
        "machine": machine(),
        "logical_cpus": os.cpu_count(),
        "load_before": [round(load, 2) for load in os.getloadavg()],
        "date": time.strftime("%Y-%m-%d %H:%M", time.gmtime()) + " UTC",
        "versions": {
            "perfgym": perfgym.__version__,
            "python": platform.python_version(),
            "kernel": platform.release(),
            "compiler": LANGUAGES[LANGUAGE].toolchain().identity,
            "valgrind": _first_line_of("valgrind", "--version").removeprefix("valgrind-"),
        },
        "commit": _first_line_of("git", "rev-parse", "HEAD") + (" and changes" if changed else ""),
    }


def write_json(result: Mapping[str, Any], path: Path) -> None:
    """Write a result as indented JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1) + "\n")


def evaluator_of(problem: str, sandbox: Sandbox, backend: Backend, cores: tuple[int, ...] = ()) -> Evaluator:
    """Return an evaluator of C programs as environments have it, on any core or on one of ``cores``."""
    settings = Settings(cores=cores)
    return Evaluator(
        perfgym.load_problem(problem),
        LANGUAGES[LANGUAGE],
        sandbox,
        backend,
        settings,
        size_fits=user_size_fits(),
    )


def with_unused_function(source: str, number: int) -> str:
    """Return a source that is built to another binary, with the same code at the same addresses."""
    apart = '__attribute__((section(".unused")))'
    return f"{source}\n{apart} int unused_{number}(int value) {{ return value + {number}; }}\n"


def chosen_problems(names: Sequence[str]) -> list[str]:
    """Return these names in the order of the bank, each once.

    Raises:
        click.BadParameter: A name is not that of a problem.
    """
    known = problem_names()
    if wrong := sorted(set(names) - set(known)):
        raise click.BadParameter(f"no problem is called {wrong[0]!r}; there are: {', '.join(known)}")
    return [name for name in known if name in names]


@contextlib.contextmanager
def advancing(total: int) -> Iterator[Callable[[str], None]]:
    """Show a progress bar; call the yielded function with a description at the beginning of each step."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("starting", total=total)
        begun = False

        def advance(what: str) -> None:
            nonlocal begun
            progress.update(task, description=what, advance=int(begun))
            begun = True

        yield advance


def measure_each(
    names: Sequence[str],
    kinds: Iterable[str],
    steps: int,
    measure: Callable[[Evaluator, str, Callable[[], None]], dict[str, Any]],
    result: dict[str, Any],
    output: Path,
) -> None:
    """Measure CPU time of each problem and kind on one core, and fill ``result["problems"]``.

    The result is written after each measurement.

    Args:
        names: Names of the problems.
        kinds: Kinds of measurement to make of each problem.
        steps: Number of steps of each measurement.
        measure: Returns the figures for a problem's evaluator and a kind; calls its last argument at each
            step.
        result: The result to write, with an empty ``"problems"``.
        output: JSON file to write.
    """
    kinds = list(kinds)
    with (
        contextlib.closing(make_sandbox("auto")) as sandbox,
        advancing(len(names) * len(kinds) * steps) as advance,
    ):
        for name in names:
            evaluator = evaluator_of(name, sandbox, CpuTimeBackend(), (measured_cpu(),))
            result["problems"][name] = {}
            for kind in kinds:
                result["problems"][name][kind] = measure(evaluator, kind, partial(advance, f"{name}, {kind}"))
                write_json(result, output)
