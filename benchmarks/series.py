"""What the benchmarks share: series in random order, evaluators, results that say where they come from."""

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
RESULTS = Path(__file__).parent / "results"

problem_option = click.option(
    "--problem", "problems", multiple=True, help="Only this problem; may be given again."
)


def output_option(name: str, what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option that says where a result goes, if not to ``name`` among the results."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        default=RESULTS / name,
        show_default=f"benchmarks/results/{name}",
        help=what,
    )


Way = Callable[[], float]
"""Does a piece of work once, and answers with the seconds that count."""


def timed(work: Callable[[], object], before: Callable[[], object] = lambda: None) -> Way:
    """The way that counts all of ``work``, and nothing of what goes ``before``."""

    def way() -> float:
        before()
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return way


def interleaved(ways: Mapping[str, Way], rounds: int) -> dict[str, list[float]]:
    """Seconds of each way, ``rounds`` times: every round takes all of them in an order of its own.

    A round before the first warms up and is not counted.
    """
    series: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name in random.sample(list(ways), len(ways)):
            seconds = ways[name]()
            if number:
                series[name].append(seconds)
    return series


def machine() -> str:
    """What the figures were taken on, in one line."""
    return f"{cpu_model()}, {platform.platform()}"


def quartiles(values: list[float], unit: str = "ms", scale: float = 1e3) -> str:
    """Median with the quartiles around it."""
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
    """Writes the series, in seconds, in pyperf's format (``python -m pyperf show FILE``)."""
    suite = pyperf.BenchmarkSuite([_benchmark(name, seconds) for name, seconds in series.items()])
    suite.dump(str(path), replace=True)


def spread(values: Sequence[float]) -> dict[str, float]:
    """Number, quartiles and extremes of a series, for a JSON file."""
    names = ("least", "lower_quartile", "median", "upper_quartile", "most")
    found = np.quantile(values, (0, 0.25, 0.5, 0.75, 1))
    return {"n": len(values)} | {
        name: float(f"{value:.6g}") for name, value in zip(names, found, strict=True)
    }


def _said(*command: str) -> str:
    """First line that a command says; empty where it does not work."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent)
        return done.stdout.partition("\n")[0]
    return ""


def circumstances() -> dict[str, Any]:
    """Machine, versions and commit of a result, and how busy the machine was."""
    changed = bool(_said("git", "status", "--porcelain", "--", "../perfgym", "../problems", "."))
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
            "valgrind": _said("valgrind", "--version").removeprefix("valgrind-"),
        },
        "commit": _said("git", "rev-parse", "HEAD") + (" and changes" if changed else ""),
    }


def write_json(result: Mapping[str, Any], path: Path) -> None:
    """Writes a result to be read by people and programs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1) + "\n")


def evaluator_of(problem: str, sandbox: Sandbox, backend: Backend, cores: tuple[int, ...] = ()) -> Evaluator:
    """An evaluator of C programs under the default settings, on any core or on some."""
    settings = Settings(cores=cores)
    return Evaluator(perfgym.load_problem(problem), LANGUAGES[LANGUAGE], sandbox, backend, settings)


def with_unused_function(source: str, number: int) -> str:
    """The same program as another binary: nothing that runs is different, or lies elsewhere."""
    apart = '__attribute__((section(".unused")))'
    return f"{source}\n{apart} int unused_{number}(int value) {{ return value + {number}; }}\n"


def chosen_problems(names: Sequence[str]) -> list[str]:
    """The problems named, or all.

    Raises:
        click.BadParameter: There is none of a name.
    """
    known = problem_names()
    if wrong := sorted(set(names) - set(known)):
        raise click.BadParameter(f"no problem is called {wrong[0]!r}; there are: {', '.join(known)}")
    return [name for name in known if name in names] if names else known


@contextlib.contextmanager
def advancing(total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar, which moves on by one when it is told what comes next."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("beginning", total=total)
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
    """Fills ``result["problems"]``, by problem and kind, from CPU time on one core, and writes after each.

    Args:
        names: Problems.
        kinds: What is done with each.
        steps: Steps that each takes.
        measure: Answers for a problem's evaluator and a kind, and calls the last argument at each step.
        result: What is written, which has an empty ``"problems"``.
        output: JSON file.
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
