"""By how much the address of a program's code changes its measured time.

Each submission is the reference with its code moved by a random number of bytes that never run, and with a
`main` that calls it: it does equal work at another address. Real evaluations (build, tests, pairs on fresh
inputs, `cpu_time`) compare it with the unchanged reference. This is done with the flags of submissions, and
with the compiler's own alignment of functions. The difference of an estimate from 0 comes from the layout
and from noise of the machine; the half-width of its interval comes from noise alone.

    python benchmarks/layout.py --layouts 24 -o benchmarks/results/layout.json
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from series import (
    LANGUAGE,
    chosen_problems,
    circumstances,
    measure_each,
    output_option,
    problem_option,
    spread,
)

from perfgym.errors import HarnessError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.evaluation.reward import log_speedup
from perfgym.records import Interval, Role

BUILDS: dict[str, tuple[str, ...]] = {
    "as submissions are": (),
    "compiler's alignment": ("-falign-functions",),
}
STEP = 16  # bytes: the compiler's own alignment of functions
LAYOUTS = 4096 // STEP  # possible layouts within a page

ELSEWHERE = """
__asm__(".text\\n.skip {bytes}, 0x90\\n");
#define main reference_main
{reference}
#undef main
int main(void) {{
    int (*volatile reference)(void) = reference_main;
    return reference();
}}
"""


def laid_out(
    evaluator: Evaluator, skipped: int, flags: tuple[str, ...], rng: np.random.Generator
) -> tuple[Interval, float]:
    """Evaluate the reference with its code moved by ``skipped`` bytes.

    Returns:
        The interval of its time, and the reward that ``log_speedup`` pays.

    Raises:
        HarnessError: The program was not accepted.
    """
    source = ELSEWHERE.format(bytes=skipped, reference=evaluator.problem.references[LANGUAGE])
    evaluation = evaluator.evaluate(evaluator.submission(source, flags), rng)
    if evaluation.measurement is None:
        raise HarnessError(f"the reference with its code moved was not accepted: {evaluation.status}")
    return evaluation.measurement.intervals[Role.TIME], log_speedup(evaluation)


def worth(layouts: int, evaluator: Evaluator, build: str, step: Callable[[], None]) -> dict[str, Any]:
    """Measure ``layouts`` random layouts of one problem's reference."""
    rng = np.random.default_rng()
    evaluator.start_episode(rng)
    found: list[tuple[Interval, float]] = []
    for skipped in STEP * rng.choice(LAYOUTS, size=layouts, replace=False):
        step()
        found.append(laid_out(evaluator, skipped, BUILDS[build], rng))
    return {
        "estimate": spread([interval.estimate for interval, _ in found]),
        "half_width": spread([interval.high - interval.estimate for interval, _ in found]),
        "paid": sum(reward > 0 for _, reward in found),
    }


def table(problems: Mapping[str, Any]) -> Table:
    """Return the table that is printed at the end."""
    shown = Table(title="log(reference / reference with its code moved)", title_justify="left")
    for heading in ("problem", "built", "n", "least", "quartiles", "most", "half-width", "paid"):
        shown.add_column(heading)
    for name, builds in problems.items():
        for build, found in builds.items():
            estimate = found["estimate"]
            shown.add_row(
                name,
                build,
                str(estimate["n"]),
                f"{estimate['least']:+.3f}",
                f"{estimate['lower_quartile']:+.3f} to {estimate['upper_quartile']:+.3f}",
                f"{estimate['most']:+.3f}",
                f"{found['half_width']['median']:.3f}",
                str(found["paid"]),
            )
    return shown


@click.command()
@click.option(
    "--layouts",
    default=24,
    show_default=True,
    type=click.IntRange(2, LAYOUTS),
    help="Number of layouts per problem and build.",
)
@problem_option
@output_option("layout.json", "JSON file to write.")
def main(layouts: int, problems: tuple[str, ...], output: Path) -> None:
    """Measure by how much the address of a program's code changes its time."""
    result: dict[str, Any] = circumstances() | {"builds": BUILDS, "problems": {}}
    measure_each(chosen_problems(problems), BUILDS, layouts, partial(worth, layouts), result, output)
    Console(width=120).print(table(result["problems"]))


if __name__ == "__main__":
    main()
