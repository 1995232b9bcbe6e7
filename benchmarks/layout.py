"""What it is worth to a program where its code lies: the reference against itself, laid out otherwise.

Each submission is the reference behind so many bytes that never run, drawn for it, and called by a
`main` of its own: equal work, which starts elsewhere. Real evaluations (build, tests, pairs on fresh
inputs, `cpu_time`) compare it with the reference as it is, once as submissions are built and once
with the compiler's own alignment of functions. What an estimate is off from "no difference" is the
layout's or the machine's; the half-width of its interval is the machine's alone.

    python benchmarks/layout.py --layouts 24 -o benchmarks/results/layout.json
"""

import contextlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from neighbour import measured_cpu
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
    write_json,
)

from perfgym.errors import HarnessError
from perfgym.evaluate import Evaluator
from perfgym.measure import CpuTimeBackend
from perfgym.reward import log_speedup
from perfgym.sandbox import Sandbox, make_sandbox
from perfgym.types import Evaluation, Role

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
) -> Evaluation:
    """One evaluation of the reference with its code so many bytes further on.

    Raises:
        HarnessError: It was not accepted.
    """
    source = ELSEWHERE.format(bytes=skipped, reference=evaluator.problem.references[LANGUAGE])
    evaluation = evaluator.evaluate(source, rng, flags)
    if evaluation.measurement is None:
        raise HarnessError(f"the reference with its code elsewhere came to {evaluation.status}")
    return evaluation


def worth(
    evaluator: Evaluator, flags: tuple[str, ...], layouts: int, step: Callable[[], None]
) -> dict[str, Any]:
    """What so many layouts of one problem's reference earn."""
    rng = np.random.default_rng()
    evaluator.start_episode(rng)
    found: list[Evaluation] = []
    for skipped in STEP * rng.choice(LAYOUTS, size=layouts, replace=False):
        step()
        found.append(laid_out(evaluator, skipped, flags, rng))
    intervals = [one.measurement.intervals[Role.TIME] for one in found if one.measurement is not None]
    return {
        "estimate": spread([interval.estimate for interval in intervals]),
        "half_width": spread([interval.high - interval.estimate for interval in intervals]),
        "paid": sum(log_speedup(one) > 0 for one in found),
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


def measure(sandbox: Sandbox, names: list[str], layouts: int, result: dict[str, Any], output: Path) -> None:
    """Measures all, and writes after each."""
    with advancing(len(names) * len(BUILDS) * layouts) as advance:
        for name in names:
            evaluator = evaluator_of(name, sandbox, CpuTimeBackend(), (measured_cpu(),))
            result["problems"][name] = {}
            for build, flags in BUILDS.items():
                step = partial(advance, f"{name}, {build}")
                result["problems"][name][build] = worth(evaluator, flags, layouts, step)
                write_json(result, output)


@click.command()
@click.option(
    "--layouts", default=24, show_default=True, type=click.IntRange(2, LAYOUTS), help="Of each problem."
)
@problem_option
@output_option("layout.json", "Write the figures as JSON.")
def main(layouts: int, problems: tuple[str, ...], output: Path) -> None:
    """Measures what it is worth to a program where its code lies."""
    result: dict[str, Any] = circumstances() | {"builds": BUILDS, "problems": {}}
    with contextlib.closing(make_sandbox("auto")) as sandbox:
        measure(sandbox, chosen_problems(problems), layouts, result, output)
    Console(width=120).print(table(result["problems"]))


if __name__ == "__main__":
    main()
