"""Compare the order in which simulated cycles and CPU time rank correct programs.

Each problem has several variants: the reference, the expert's program and the sources in `variants/`, each
at three levels of optimisation, which a pragma in its first line sets. Each variant is built and tested as a
submission is, and is then compared with the reference three times: timed on fresh inputs as in an
evaluation, simulated on an episode's input, and timed on that same input.

All ratios are natural logarithms of reference / variant: above 0 the variant costs less. The "excess" is by
how much the simulated gain exceeds the gain that the clock shows: modelled - max(clock, 0), with start-up
subtracted. The simulated backend calls a measurement suspicious if its excess is above a bound.

    python benchmarks/counter_agreement.py -o benchmarks/results/counter_agreement.json

A plot with the same name is written next to the JSON file.
"""

import contextlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import click
import matplotlib as mpl
import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.stats import spearmanr
from series import (
    LANGUAGE,
    advancing,
    chosen_problems,
    circumstances,
    evaluator_of,
    output_option,
    problem_option,
    spread,
    write_json,
)

from perfgym.bank import Problem, load_problem
from perfgym.errors import HarnessError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.measure import CpuTimeBackend, MeasurementSetup, SimulatedBackend
from perfgym.programs.judge import trusted_output
from perfgym.programs.program import Program
from perfgym.records import Evaluation, Role
from perfgym.sandbox import Sandbox, make_sandbox

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullLocator

VARIANTS = Path(__file__).parent / "variants"
DEFAULT_LEVEL = "O2"  # the level of the flags that submissions are built with
LEVELS = {"exact": ("O1", "O2", "O3"), "tolerance": ("O1", "O2", "Ofast")}
COLOURS = {"O1": "tab:blue", "O2": "tab:orange", "O3": "tab:green", "Ofast": "tab:red"}
SEED = 20
DIFFERENT = math.log(1.1)
FACTORS = (1.5, 2.0, 3.0, 4.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One correct program."""

    problem: str
    name: str
    level: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A variant compared with the reference; ratios are logarithms of reference / variant.

    Attributes:
        problem: Name of the problem.
        name: Name of the source.
        level: Level of optimisation.
        timed: Ratio of CPU times on fresh inputs of the timed size, with start-up subtracted.
        timed_half_width: Half-width of the 99 % interval of ``timed``.
        timed_pairs: Number of pairs that ``timed`` took.
        measured: Median ratio of CPU times on the simulated input, with start-up subtracted.
        clock: Ratio of CPU times of each pair behind ``measured``.
        modelled: Ratio of modelled cycles.
        counts: Simulated count of the variant by role.
        simulated_s: Wall-clock seconds of the variant's simulation.
    """

    problem: str
    name: str
    level: str
    timed: float
    timed_half_width: float
    timed_pairs: int
    measured: float
    clock: tuple[float, ...]
    modelled: float
    counts: Mapping[str, float]
    simulated_s: float

    @property
    def excess(self) -> float:
        """By how much the modelled gain exceeds the median gain of the clock."""
        return self.modelled - max(self.measured, 0.0)

    @property
    def worst_excess(self) -> float:
        """By how much the modelled gain exceeds the smallest gain of a single timed pair."""
        return self.modelled - max(min(self.clock), 0.0)

    def facts(self) -> dict[str, Any]:
        """Return all attributes and both excesses for a JSON file."""
        ratios = {name: round(getattr(self, name), 4) for name in ("excess", "worst_excess")}
        return asdict(self) | {"clock": [round(ratio, 4) for ratio in self.clock]} | ratios


# ---- variants --------------------------------------------------------------------------------------


def sources_of(problem: Problem) -> dict[str, str]:
    """Return name and source of the reference, the expert's program, and the files in ``variants/``.

    ``frame.h``, which reads input and writes output, is pasted into each file.
    """
    folder = VARIANTS / problem.name
    frame = (folder / "frame.h").read_text()
    written = {
        path.stem: path.read_text().replace('#include "frame.h"', frame)
        for path in sorted(folder.glob("*.c"))
    }
    return {"reference": problem.references[LANGUAGE], "expert": problem.experts[LANGUAGE]} | written


def variants_of(name: str) -> Iterator[Variant]:
    """Yield all variants of a problem."""
    problem = load_problem(name)
    for stem, source in sources_of(problem).items():
        for level in LEVELS[problem.comparison]:
            line = "" if level == DEFAULT_LEVEL else f'#pragma GCC optimize("{level}")\n'
            yield Variant(problem=name, name=stem, level=level, source=line + source)


# ---- measuring -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The simulated run of a problem's reference, which the variants are compared with."""

    stdin: bytes
    output: bytes
    counts: Mapping[Role, float]


def simulated(
    backend: SimulatedBackend, program: Program, stdin: bytes, setup: MeasurementSetup
) -> tuple[Any, Any]:
    """Simulate a program that must succeed; return the run and its counts.

    Raises:
        HarnessError: The program failed, or the simulator left no counts.
    """
    run, counts = backend.count(program, stdin, setup)
    trusted_output(run, stdin)
    if not counts:
        raise HarnessError("the simulator left no counts")
    return run, counts


def reference_of(evaluator: Evaluator, backend: SimulatedBackend) -> Reference:
    """Simulate the reference on an episode's input."""
    with evaluator.leased() as leased:
        setup = leased.setup
        stdin = setup.draw(np.random.default_rng(SEED), backend.mode)
        run, counts = simulated(backend, setup.reference, stdin, setup)
    return Reference(stdin=stdin, output=run.stdout, counts=counts)


def compared(
    variant: Variant,
    evaluation: Evaluation,
    evaluator: Evaluator,
    backend: SimulatedBackend,
    reference: Reference,
    rng: np.random.Generator,
) -> Comparison:
    """Compare an accepted variant with the reference.

    Raises:
        HarnessError: The variant's output is wrong when it is simulated.
    """
    timed = evaluation.measurement
    assert timed is not None
    with evaluator.leased() as leased:
        setup = leased.setup
        program = evaluator.trusted_program(variant.source, f"{variant.name} -{variant.level}")
        run, counts = simulated(backend, program, reference.stdin, setup)
        if wrong := setup.compare(reference.stdin, reference.output, run.stdout):
            raise HarnessError(f"{variant.name} -{variant.level} is wrong when simulated: {wrong}")
        same_input = replace(setup, draw=lambda _rng, _mode: reference.stdin)
        native = CpuTimeBackend().measure(same_input, program, rng)
    interval = timed.intervals[Role.TIME]
    clock = [math.log(pair.reference[Role.TIME] / pair.candidate[Role.TIME]) for pair in native.pairs]
    return Comparison(
        problem=variant.problem,
        name=variant.name,
        level=variant.level,
        timed=round(interval.estimate, 4),
        timed_half_width=round(interval.high - interval.estimate, 4),
        timed_pairs=timed.timed_pairs,
        measured=round(float(np.median(clock)), 4),
        clock=tuple(clock),
        modelled=round(math.log(reference.counts[Role.TIME] / counts[Role.TIME]), 4),
        counts={str(role): count for role, count in counts.items()},
        simulated_s=round(run.wall_ns / 1e9, 2),
    )


def compare_all(
    name: str, most: int | None, sandbox: Sandbox, advance: Any
) -> tuple[list[Comparison], list[dict[str, str]]]:
    """Compare a problem's variants; return the comparisons, and the variants left out with the reason.

    Args:
        name: Name of the problem.
        most: Number of variants to compare; None for all.
        sandbox: Runs them.
        advance: Called with the name of each.
    """
    rng = np.random.default_rng(SEED)
    evaluator = evaluator_of(name, sandbox, CpuTimeBackend())
    evaluator.start_episode(rng)
    backend = SimulatedBackend()
    reference = reference_of(evaluator, backend)
    found: list[Comparison] = []
    left_out: list[dict[str, str]] = []
    digests: dict[str, str] = {}
    for variant in islice(variants_of(name), most):
        title = f"{variant.name} -{variant.level}"
        advance(f"{name}: {title}")
        evaluation = evaluator.evaluate(evaluator.submission(variant.source), rng)
        digest = evaluation.build.digest if evaluation.build else ""
        why = f"same binary as {digests[digest]}" if digest in digests else ""
        if evaluation.measurement is None:
            failure = evaluation.measured_failure or (evaluation.verdict and evaluation.verdict.first_failure)
            why = f"{evaluation.status}: {failure.detail if failure else evaluation.build}"
        if why:
            left_out.append({"problem": name, "variant": title, "why": why})
            continue
        digests[digest] = title
        found.append(compared(variant, evaluation, evaluator, backend, reference, rng))
    return found, left_out


# ---- agreement -------------------------------------------------------------------------------------


def ranked_alike(modelled: Sequence[float], measured: Sequence[float]) -> tuple[int, int]:
    """Count the pairs of variants that the model ranks in the same order as time does.

    Returns:
        That number, and the number of pairs considered: those that differ by more than 10 % in time.
    """
    alike = different = 0
    for (model_a, time_a), (model_b, time_b) in combinations(zip(modelled, measured, strict=True), 2):
        if abs(time_a - time_b) > DIFFERENT:
            different += 1
            alike += (model_a - model_b) * (time_a - time_b) > 0
    return alike, different


def agreement(found: Sequence[Comparison], against: str) -> dict[str, Any]:
    """Return how well modelled ratios agree with the ``timed`` or ``measured`` ones."""
    modelled, times = [one.modelled for one in found], [getattr(one, against) for one in found]
    errors = [abs(model - time) for model, time in zip(modelled, times, strict=True)]
    alike, different = ranked_alike(modelled, times)
    return {
        "spearman": round(float(np.asarray(spearmanr(modelled, times))[0]), 3),
        "pairs_that_differ": different,
        "ranked_alike": alike,
        "ranked_alike_share": round(alike / max(different, 1), 3),
        "median_error": round(float(np.median(errors)), 3),
        "largest_error": round(max(errors), 3),
    }


def excesses(found: Sequence[Comparison]) -> dict[str, Any]:
    """Return percentiles and the maximum of the excess over variants."""
    usual, worst = [one.excess for one in found], [one.worst_excess for one in found]
    most = max(found, key=lambda one: one.excess)
    return {
        "n": len(found),
        **{f"p{q}": round(float(np.percentile(usual, q)), 3) for q in (50, 95, 99)},
        "max": round(max(usual), 3),
        "max_factor": round(math.exp(max(usual)), 2),
        "max_is": f"{most.problem}: {most.name} -{most.level}",
        "worst_single_look": round(max(worst), 3),
        "worst_single_look_factor": round(math.exp(max(worst)), 2),
        "above_factor": {str(factor): sum(one > math.log(factor) for one in usual) for factor in FACTORS},
    }


def summary(found: Sequence[Comparison]) -> dict[str, Any]:
    """Return the agreement for each problem and over all problems."""
    problems = sorted({one.problem for one in found})
    groups = {name: [one for one in found if one.problem == name] for name in problems}
    both = {
        name: {
            "variants": len(group),
            "on_the_simulated_input": agreement(group, "measured"),
            "on_timed_inputs": agreement(group, "timed"),
            "excess": excesses(group),
        }
        for name, group in groups.items()
    }
    totals: dict[str, Any] = {
        "variants": len(found),
        "timed_pairs": spread([one.timed_pairs for one in found]),
        "pairs_on_the_simulated_input": spread([len(one.clock) for one in found]),
        "half_width_of_timed_intervals": spread([one.timed_half_width for one in found]),
        "excess": excesses(found),
    }
    for against in ("on_the_simulated_input", "on_timed_inputs"):
        alike = sum(both[name][against]["ranked_alike"] for name in problems)
        different = sum(both[name][against]["pairs_that_differ"] for name in problems)
        field = "measured" if against == "on_the_simulated_input" else "timed"
        errors = [abs(one.modelled - getattr(one, field)) for one in found]
        totals[against] = {
            "pairs_that_differ": different,
            "ranked_alike": alike,
            "ranked_alike_share": round(alike / max(different, 1), 3),
            "median_error": round(float(np.median(errors)), 3),
            "largest_error": round(max(errors), 3),
        }
    return {"problems": both, "all": totals}


# ---- showing ---------------------------------------------------------------------------------------


def show(result: Mapping[str, Any], console: Console) -> None:
    """Print the result as two tables."""
    table = Table(title="modelled cycles against CPU time", title_justify="left")
    for heading in ("problem", "variants", "input", "Spearman", "ranked alike", "median error", "largest"):
        table.add_column(heading, justify="left" if heading in ("problem", "input") else "right")
    for name, group in (result["problems"] | {"all": result["all"]}).items():
        for against in ("on_the_simulated_input", "on_timed_inputs"):
            row = group[against]
            share = f"{100 * row['ranked_alike_share']:.0f} % of {row['pairs_that_differ']}"
            table.add_row(
                name, str(group["variants"]), against.split("_")[-2], f"{row.get('spearman', '')}", share,
                f"{row['median_error']:.2f}", f"{row['largest_error']:.2f}",
            )  # fmt: skip
    console.print(table)
    excess = Table(title="modelled - max(clock, 0), log ratios", title_justify="left")
    for heading in ("problem", "p50", "p95", "p99", "max", "max as factor", "worst pair", "variant of max"):
        excess.add_column(heading)
    for name, group in (result["problems"] | {"all": result["all"]}).items():
        row = group["excess"]
        values = [f"{row[key]:.2f}" for key in ("p50", "p95", "p99", "max", "max_factor")]
        excess.add_row(name, *values, f"{row['worst_single_look']:.2f}", row["max_is"])
    console.print(excess)


def panel(axes: Axes, name: str, group: Sequence[Comparison], rank: float) -> None:
    """Plot modelled against measured speed-ups of one problem's variants."""
    for level, colour in COLOURS.items():
        chosen = [one for one in group if one.level == level]
        if not chosen:
            continue
        times, models = ([math.exp(getattr(one, k)) for one in chosen] for k in ("measured", "modelled"))
        axes.scatter(times, models, s=18, color=colour, alpha=0.8, label=f"-{level}", linewidths=0)
    values = [math.exp(value) for one in group for value in (one.measured, one.modelled)]
    ends = min(values) / 1.3, max(values) * 1.3
    axes.plot(ends, ends, color="0.6", linewidth=0.8, zorder=0)
    axes.set(xscale="log", yscale="log", xlim=ends, ylim=ends, aspect="equal")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axis.set_major_formatter("{x:g}")
        axis.set_minor_locator(NullLocator())
    axes.legend(fontsize=7, loc="lower right")
    axes.tick_params(labelsize=8)
    axes.set_title(f"{name}: {len(group)} variants, Spearman {rank:.2f}", fontsize=9)


def plot(found: Sequence[Comparison], result: Mapping[str, Any], path: Path) -> None:
    """Plot each problem in a panel of its own."""
    names = list(result["problems"])
    columns = min(3, len(names))
    rows = math.ceil(len(names) / columns)
    figure, grid = plt.subplots(
        rows, columns, figsize=(3.3 * columns, 3.5 * rows), squeeze=False, layout="constrained"
    )
    for axes, name in zip(grid.flat, names, strict=False):
        group = [one for one in found if one.problem == name]
        panel(axes, name, group, result["problems"][name]["on_the_simulated_input"]["spearman"])
    for axes in list(grid.flat)[len(names) :]:
        axes.axis("off")
    figure.supxlabel("measured: times as fast as the reference (CPU time)", fontsize=9)
    figure.supylabel("modelled: times as fast (simulated cycles)", fontsize=9)
    figure.savefig(path, dpi=110)
    plt.close(figure)


@click.command()
@problem_option
@click.option(
    "--variants",
    "most",
    type=click.IntRange(4),
    show_default="all",
    help="Compare only the first variants of each problem, so many.",
)
@output_option("counter_agreement.json", "JSON file to write; the plot is written next to it.")
def main(problems: tuple[str, ...], most: int | None, output: Path) -> None:
    """Compare simulated cycles with CPU time over correct variants of each problem."""
    names = chosen_problems(problems)
    about = circumstances()
    found: list[Comparison] = []
    left_out: list[dict[str, str]] = []
    result: dict[str, Any] = {}
    total = sum(len(list(islice(variants_of(name), most))) for name in names)
    with contextlib.closing(make_sandbox("auto")) as sandbox, advancing(total) as advance:
        for name in names:
            compared_here, not_here = compare_all(name, most, sandbox, advance)
            found += compared_here
            left_out += not_here
            result = about | summary(found)
            write_json(result | {"left_out": left_out, "variants": [one.facts() for one in found]}, output)
            plot(found, result, output.with_suffix(".png"))
    console = Console(width=130)
    show(result, console)
    for one in left_out:
        console.print(
            f"{one['problem']}: {one['variant']}: {one['why']}"[:300], markup=False, highlight=False
        )


if __name__ == "__main__":
    main()
