"""How long a measured run should be: what pairs of one program with itself say, at several lengths.

The candidate is the reference, built from a source with one more comment. Pairs at each length take
turns, so that all see the same machine. What counts is how many seconds of pairs, redrawn ones
included, an interval within 2 % takes: a half-width shrinks by the root of the time.

    python benchmarks/run_length.py --language c -o benchmarks/results/run_length.json
"""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from neighbour import measured_cpu
from rich.console import Console
from rich.table import Table
from series import (
    advancing,
    chosen_problems,
    circumstances,
    output_option,
    problem_option,
    spread,
    write_json,
)

import perfgym
from perfgym.evaluation.evaluate import Evaluator
from perfgym.languages import LANGUAGES
from perfgym.measure import CpuTimeBackend, MeasurementSetup
from perfgym.measure.pairs import PairTrial, log_ratios
from perfgym.measure.statistics import winsorised_interval
from perfgym.programs.program import Program
from perfgym.records import Role
from perfgym.sandbox import make_sandbox
from perfgym.settings import Settings

FACTORS = (1.41, 1.0, 0.71, 0.5)
"""What each dimension that the problem scales is multiplied by."""

AIM = 0.02
"""Half-width of an interval of log ratios."""


@dataclass(slots=True)
class Length:
    """Pairs of one length."""

    pairs: Iterator[PairTrial]
    taken: list[PairTrial] = field(default_factory=list[PairTrial])
    seconds: list[float] = field(default_factory=list[float])

    def take(self) -> None:
        """One more."""
        started = time.perf_counter()
        self.taken.append(next(self.pairs))
        self.seconds.append(time.perf_counter() - started)

    def summary(self) -> dict[str, Any]:
        """What became of them."""
        kept = [one.pair for one in self.taken if not one.disturbed]
        ratios = log_ratios(kept, Role.TIME)
        interval = winsorised_interval(ratios)
        half_width = interval.high - interval.estimate
        return {
            "reference_ms": spread([one.pair.reference[Role.TIME] / 1e6 for one in self.taken]),
            "redrawn": round(1 - len(kept) / len(self.taken), 4),
            "log_ratio": spread(ratios),
            "half_width": half_width,
            "seconds_a_pair": spread(self.seconds),
            "seconds_for_aim": sum(self.seconds) * (half_width / AIM) ** 2,
        }


def at_length(backend: CpuTimeBackend, setup: MeasurementSetup, program: Program, factor: float) -> Length:
    """Pairs at a multiple of the measured sizes, without end; the first is only a warm-up."""
    assert setup.draw_scaled is not None
    draw_scaled = setup.draw_scaled

    def draw(rng: np.random.Generator, mode: str) -> bytes:
        return draw_scaled(rng, mode, factor)

    pairs = backend.pairs(replace(setup, draw=draw), program, np.random.default_rng(0))
    next(pairs)
    return Length(pairs)


def lengths(evaluator: Evaluator, pairs: int, advance: Callable[[], None]) -> dict[str, Any]:
    """So many pairs of one problem at each length, and twice as many at every step down."""
    backend, name = CpuTimeBackend(), evaluator.language.name
    source = evaluator.problem.references[name] + (
        "\n# the same\n" if name == "python" else "\n// the same\n"
    )
    program = evaluator.trusted_program(source)
    with evaluator.leased() as leased:
        taken = {factor: at_length(backend, leased.setup, program, factor) for factor in FACTORS}
        for _ in range(pairs):
            advance()
            for length in taken.values():
                length.take()
    return {f"{factor:g}": length.summary() for factor, length in taken.items()}


def table(language: str, problems: dict[str, Any]) -> Table:
    """What is shown at the end."""
    shown = Table(title=f"{language}: pairs of a program with itself", title_justify="left")
    for heading in (
        "problem",
        "sizes times",
        "reference",
        "n",
        "redrawn",
        "half-width",
        "a pair",
        "seconds for ± 2 %",
    ):
        shown.add_column(heading, justify="left" if heading == "problem" else "right")
    for name, found in problems.items():
        for factor, row in found.items():
            shown.add_row(
                name,
                factor,
                f"{row['reference_ms']['median']:.0f} ms",
                str(row["reference_ms"]["n"]),
                f"{100 * row['redrawn']:.0f} %",
                f"{100 * row['half_width']:.2f} %",
                f"{1000 * row['seconds_a_pair']['median']:.0f} ms",
                f"{row['seconds_for_aim']:.2f}",
            )
    return shown


@click.command()
@click.option("--language", default="c", show_default=True, type=click.Choice(list(LANGUAGES)))
@click.option("--pairs", default=100, show_default=True, type=click.IntRange(10), help="Of each length.")
@problem_option
@output_option("run_length.json", "Write the figures as JSON.")
def main(language: str, pairs: int, problems: tuple[str, ...], output: Path) -> None:
    """Measures how long a measured run should be."""
    names = chosen_problems(problems)
    result: dict[str, Any] = circumstances() | {"language": language, "problems": {}}
    settings = Settings(cores=(measured_cpu(),))
    with (
        contextlib.closing(make_sandbox("auto")) as sandbox,
        advancing(len(names) * pairs) as advance,
    ):
        for name in names:
            evaluator = Evaluator(
                perfgym.load_problem(name), LANGUAGES[language], sandbox, CpuTimeBackend(), settings
            )
            result["problems"][name] = lengths(evaluator, pairs, partial(advance, name))
            write_json(result, output)
    Console(width=120).print(table(language, result["problems"]))


if __name__ == "__main__":
    main()
