"""What it is worth to a program where its code lies: the reference against itself, laid out otherwise.

Each submission is the reference behind so many bytes that never run, drawn for it, and called by a
`main` of its own: equal work, which starts elsewhere. Real evaluations (build, tests, pairs on fresh
inputs, `cpu_time`) compare it with the reference as it is, once as submissions are built and once
with the compiler's own alignment of functions. What an estimate is off from "no difference" is the
layout's or the machine's; the half-width of its interval is the machine's alone.

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
STEP = 16  # bytes: what the compiler aligns functions to by itself
LAYOUTS = 4096 // STEP  # in a page

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
    """The time of the reference with its code so many bytes further on, and what it is paid.

    Raises:
        HarnessError: It was not accepted.
    """
    source = ELSEWHERE.format(bytes=skipped, reference=evaluator.problem.references[LANGUAGE])
    evaluation = evaluator.evaluate(evaluator.submission(source, flags), rng)
    if evaluation.measurement is None:
        raise HarnessError(f"the reference with its code elsewhere came to {evaluation.status}")
    return evaluation.measurement.intervals[Role.TIME], log_speedup(evaluation)


def worth(layouts: int, evaluator: Evaluator, build: str, step: Callable[[], None]) -> dict[str, Any]:
    """What so many layouts of one problem's reference earn."""
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
    """What is shown at the end."""
    shown = Table(title="log(reference / the same, its code elsewhere)", title_justify="left")
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
    "--layouts", default=24, show_default=True, type=click.IntRange(2, LAYOUTS), help="Of each problem."
)
@problem_option
@output_option("layout.json", "Write the figures as JSON.")
def main(layouts: int, problems: tuple[str, ...], output: Path) -> None:
    """Measures what it is worth to a program where its code lies."""
    result: dict[str, Any] = circumstances() | {"builds": BUILDS, "problems": {}}
    measure_each(chosen_problems(problems), BUILDS, layouts, partial(worth, layouts), result, output)
    Console(width=120).print(table(result["problems"]))


if __name__ == "__main__":
    main()
