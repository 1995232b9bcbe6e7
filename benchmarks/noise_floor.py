"""What evaluations find of gains that are there, and of one that is not, on this machine.

The submission is the reference with a function that is never called: another binary of equal
cost. Real evaluations (build, tests, pairs on fresh inputs, `cpu_time`) compare it with the
reference as it is, and with its counted time, start-up taken off, multiplied by 1 - gain: the gain
is exact, the noise is the machine's. Gains alternate in random order. "Found" is an interval above
"no difference", which `log_speedup` pays for; at gain 0 that is a false alarm. "Lost" is an
interval below it.

    python benchmarks/noise_floor.py --evaluations 100 -o benchmarks/results/noise_floor.json

With `--load` a neighbour keeps another core busy meanwhile (`benchmarks/neighbour.py`).
"""

import contextlib
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from neighbour import LOADS, Neighbour, measured_cpu
from rich.console import Console
from rich.table import Table
from scipy.stats import binomtest
from series import (
    LANGUAGE,
    RESULTS,
    advancing,
    chosen_problems,
    circumstances,
    evaluator_of,
    problem_option,
    spread,
    with_unused_function,
    write_json,
)

from perfgym.errors import HarnessError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.reward import log_speedup
from perfgym.measure import CpuTimeBackend, MeasurementSetup, statistics
from perfgym.measure.backends.paired import Counts
from perfgym.programs.program import Program
from perfgym.records import Measurement, Role
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.sandbox.request import ProcessResult

GAINS = (0.0, 0.02, 0.05, 0.10)
CONFIDENCE = 0.95
SIDES = {
    "found": "low > 0: log_speedup pays; at gain 0 a false alarm",
    "lost": "high < 0: a loss that is not there",
    "undecided": "low <= 0 <= high",
    "interval": f"{100 * statistics.CONFIDENCE:g} % two-sided for one evaluation, so half of the rest a side",
    "rates": f"{100 * CONFIDENCE:g} % exact",
}


class InjectedGain(CpuTimeBackend):
    """CPU time, of which the candidate is made to save a known share.

    Attributes:
        gain: Share of the candidate's time, start-up aside, that is taken away.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gain = 0.0
        self._candidate = ""
        self._startup_ns = 0.0

    def count(self, program: Program, stdin: bytes, core: int) -> tuple[ProcessResult, Counts]:
        """One run, and its CPU time less the gain."""
        run, counts = super().count(program, stdin, core)
        if program.build.digest == self._candidate:
            net = counts[Role.TIME] - self._startup_ns
            counts = {Role.TIME: self._startup_ns + (1 - self.gain) * net}
        return run, counts

    def measure(self, setup: MeasurementSetup, candidate: Program, rng: np.random.Generator) -> Measurement:
        """See :meth:`perfgym.measure.backend.Backend.measure`."""
        self._startup_ns = self._startup(setup)[Role.TIME]
        self._candidate = candidate.build.digest
        return super().measure(setup, candidate, rng)


@contextlib.contextmanager
def loaded(load: str) -> Iterator[None]:
    """Beside the neighbour asked for."""
    if load == "none":
        yield
        return
    with contextlib.closing(Neighbour(load)):
        yield


# ---- evaluations -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One evaluation of a submission whose gain is known."""

    gain: float
    reward: float
    estimate: float
    low: float
    high: float
    pairs: int
    redrawn: int
    seconds: float
    stage_s: Mapping[str, float]


def evaluated(evaluator: Evaluator, number: int, gain: float, rng: np.random.Generator) -> Sample:
    """One evaluation of the reference with an unused function, made faster by ``gain``.

    Raises:
        HarnessError: It was not accepted.
    """
    backend = evaluator.backend
    assert isinstance(backend, InjectedGain)
    backend.gain = gain
    source = with_unused_function(evaluator.problem.references[LANGUAGE], number)
    started = time.perf_counter()
    evaluation = evaluator.evaluate(evaluator.submission(source), rng)
    seconds = time.perf_counter() - started
    if evaluation.measurement is None:
        raise HarnessError(f"the reference with an unused function came to {evaluation.status}")
    interval = evaluation.measurement.intervals[Role.TIME]
    return Sample(
        gain=gain,
        reward=log_speedup(evaluation),
        estimate=interval.estimate,
        low=interval.low,
        high=interval.high,
        pairs=evaluation.measurement.timed_pairs,
        redrawn=evaluation.measurement.redrawn,
        seconds=seconds,
        stage_s=evaluation.stage_s,
    )


def taken(
    evaluator: Evaluator, evaluations: int, rng: np.random.Generator, step: Callable[[], None]
) -> list[Sample]:
    """So many evaluations of each gain; every round takes all gains in an order of its own."""
    samples: list[Sample] = []
    for _ in range(evaluations):
        for gain in random.sample(GAINS, len(GAINS)):
            step()
            samples.append(evaluated(evaluator, len(samples), gain, rng))
    return samples


def rate(hits: int, of: int) -> dict[str, float | int]:
    """A share with its exact (Clopper and Pearson's) interval."""
    interval = binomtest(hits, of).proportion_ci(CONFIDENCE)
    bounds = {"low": round(float(interval.low), 4), "high": round(float(interval.high), 4)}
    return {"hits": hits, "n": of, "share": round(hits / of, 4)} | bounds


def summary(samples: Sequence[Sample]) -> dict[str, Any]:
    """What became of the evaluations of one gain."""
    of = len(samples)
    return {
        "gain": samples[0].gain,
        "true_log_ratio": round(-float(np.log1p(-samples[0].gain)), 5),
        "found": rate(sum(one.reward > 0 for one in samples), of),
        "lost": rate(sum(one.high < 0 for one in samples), of),
        "undecided": rate(sum(one.low <= 0 <= one.high for one in samples), of),
        "estimate": spread([one.estimate for one in samples]),
        "half_width": spread([one.high - one.estimate for one in samples]),
        "pairs": spread([one.pairs for one in samples]),
        "redrawn": spread([one.redrawn for one in samples]),
        "seconds": spread([one.seconds for one in samples]),
        "measure_seconds": spread([one.stage_s["measure"] for one in samples]),
    }


def floor_of(name: str, sandbox: Sandbox, evaluations: int, advance: Callable[[str], None]) -> dict[str, Any]:
    """The noise floor of one problem."""
    rng = np.random.default_rng()
    evaluator = evaluator_of(name, sandbox, InjectedGain(), (measured_cpu(),))
    evaluator.start_episode(rng)
    samples = taken(evaluator, evaluations, rng, partial(advance, name))
    gains = [summary([one for one in samples if one.gain == gain]) for gain in GAINS]
    return {"gains": gains}


# ---- showing ---------------------------------------------------------------------------------------


def overall(problems: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rates over all problems."""
    rows = [[found["gains"][i] for found in problems.values()] for i in range(len(GAINS))]
    return [
        {"gain": row[0]["gain"]}
        | {
            side: rate(sum(one[side]["hits"] for one in row), sum(one[side]["n"] for one in row))
            for side in ("found", "lost", "undecided")
        }
        for row in rows
    ]


def show(result: Mapping[str, Any], console: Console) -> None:
    """The tables of a result."""
    title = f"share of evaluations whose interval is above / below 0, load: {result['load']}"
    table = Table(title=title, title_justify="left")
    headings = (
        "problem",
        "gain",
        "n",
        "above 0",
        "95 % interval",
        "below 0",
        "pairs",
        "half-width",
        "s each",
    )
    for heading in headings:
        table.add_column(heading, justify="left" if heading == "problem" else "right")
    for name, found in result["problems"].items():
        for row in found["gains"]:
            above, below = row["found"], row["lost"]
            table.add_row(
                name, f"{100 * row['gain']:.0f} %", str(above["n"]), f"{100 * above['share']:.1f} %",
                f"{100 * above['low']:.1f} to {100 * above['high']:.1f} %", f"{100 * below['share']:.1f} %",
                f"{row['pairs']['median']:.0f}", f"{100 * row['half_width']['median']:.2f} %",
                f"{row['seconds']['median']:.1f}",
            )  # fmt: skip
    console.print(table)
    for row in result["all"]:
        above, below = row["found"], row["lost"]
        console.print(
            f"all problems, gain {100 * row['gain']:.0f} %: above 0 {above['hits']} of {above['n']} "
            f"({100 * above['low']:.1f} to {100 * above['high']:.1f} %), below 0 {below['hits']}",
            highlight=False,
        )


@click.command()
@click.option(
    "--evaluations",
    default=100,
    show_default=True,
    type=click.IntRange(2),
    help="Of each problem and gain.",
)
@problem_option
@click.option("--load", default="none", show_default=True, type=click.Choice(["none", *LOADS]))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="JSON file; benchmarks/results/noise_floor.json, or noise_floor_loaded.json, when not given.",
)
def main(evaluations: int, problems: tuple[str, ...], load: str, output: Path | None) -> None:
    """Measures what evaluations find of known gains."""
    names = chosen_problems(problems)
    target = output or RESULTS / ("noise_floor.json" if load == "none" else "noise_floor_loaded.json")
    result = circumstances() | {"load": load, "gains": GAINS, "sides": SIDES}
    found: dict[str, Any] = {}
    with (
        contextlib.closing(make_sandbox("auto")) as sandbox,
        loaded(load),
        advancing(len(names) * evaluations * len(GAINS)) as advance,
    ):
        for name in names:
            found[name] = floor_of(name, sandbox, evaluations, advance)
            write_json(result | {"problems": found, "all": overall(found)}, target)
    show(result | {"problems": found, "all": overall(found)}, Console(width=120))


if __name__ == "__main__":
    main()
