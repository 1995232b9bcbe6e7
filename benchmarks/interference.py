"""By how much a process that keeps another core busy changes a measured speed-up.

Pairs of the reference and the expert's program are measured as in an evaluation (fresh inputs, random
order, `cpu_time`, on one leased core). Each block has four pairs: one alone, two while the neighbour is
busy, one alone, or the reverse. The shift of a block is the mean log ratio while the neighbour is busy minus
the mean log ratio alone, so that slow changes of the host cancel. As in an evaluation, a pair that seems
disturbed is drawn again; such pairs are counted.

    python benchmarks/interference.py --blocks 25 -o benchmarks/results/interference.json
"""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from neighbour import LOADS, Neighbour
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
from perfgym.measure import CpuTimeBackend
from perfgym.measure.pairs import MOST_REDRAWN, PairTrial, log_ratios
from perfgym.measure.statistics import winsorised_interval
from perfgym.records import Role, Status

BLOCKS = ((False, True, True, False), (True, False, False, True))


def log_ratio(taken: PairTrial) -> float:
    """Return log(reference / expert) of one pair.

    Raises:
        HarnessError: The expert's program failed.
    """
    if taken.judged.status is not Status.ACCEPTED:
        raise HarnessError(f"the expert's program failed in a measured run: {taken.judged.detail}")
    return log_ratios((taken.pair,), Role.TIME)[0]


class KnownPair:
    """Takes pairs while a neighbour is busy, or while it is stopped.

    Attributes:
        redrawn: Number of disturbed pairs, by whether the neighbour was busy.
    """

    def __init__(self, pairs: Iterator[PairTrial], neighbour: Neighbour) -> None:
        self._pairs = pairs
        self._neighbour = neighbour
        self.redrawn = {False: 0, True: 0}

    def take(self, busy: bool) -> float:
        """Return log(reference / expert) of an undisturbed pair, or of the last pair if all are disturbed."""
        self._neighbour.be_busy(busy)
        taken = next(self._pairs)
        for _ in range(MOST_REDRAWN):
            if not taken.disturbed:
                break
            self.redrawn[busy] += 1
            taken = next(self._pairs)
        return log_ratio(taken)


def shifts(
    blocks: int, rng: np.random.Generator, evaluator: Evaluator, load: str, advance: Callable[[], None]
) -> dict[str, Any]:
    """Measure the shift of one problem with one kind of neighbour."""
    expert = evaluator.trusted_program(evaluator.problem.experts[LANGUAGE])
    ratios: dict[bool, list[float]] = {False: [], True: []}
    found: list[float] = []
    with evaluator.leased() as leased, contextlib.closing(Neighbour(load)) as neighbour:
        pair = KnownPair(CpuTimeBackend().pairs(leased.setup, expert, rng), neighbour)
        pair.take(busy=False)  # the warm-up pair
        for _ in range(blocks):
            advance()
            for busy in BLOCKS[rng.integers(len(BLOCKS))]:
                ratios[busy].append(pair.take(busy))
            found.append(float(np.mean(ratios[True][-2:]) - np.mean(ratios[False][-2:])))
    interval = winsorised_interval(found)
    return {
        "blocks": blocks,
        "log_ratio_alone": spread(ratios[False]),
        "log_ratio_beside": spread(ratios[True]),
        "redrawn_alone": pair.redrawn[False],
        "redrawn_beside": pair.redrawn[True],
        "shift": {
            name: round(float(np.expm1(getattr(interval, name))), 5) for name in ("estimate", "low", "high")
        },
        "shift_of_medians": round(float(np.expm1(np.median(ratios[True]) - np.median(ratios[False]))), 5),
    }


def table(problems: dict[str, Any]) -> Table:
    """Return the table that is printed at the end."""
    shown = Table(title="shift of the expert's speed-up by a busy neighbour", title_justify="left")
    for heading in ("problem", "neighbour", "blocks", "times as fast", "shift", "99 % interval", "redrawn"):
        shown.add_column(heading)
    for name, loads in problems.items():
        for load, found in loads.items():
            shift = found["shift"]
            shown.add_row(
                name,
                load,
                str(found["blocks"]),
                f"{np.exp(found['log_ratio_alone']['median']):.2f}",
                f"{100 * shift['estimate']:+.2f} %",
                f"{100 * shift['low']:+.2f} to {100 * shift['high']:+.2f} %",
                f"{found['redrawn_alone']} alone, {found['redrawn_beside']} beside",
            )
    return shown


@click.command()
@click.option(
    "--blocks", default=25, show_default=True, type=click.IntRange(2), help="Number of blocks of four pairs."
)
@problem_option
@output_option("interference.json", "JSON file to write.")
def main(blocks: int, problems: tuple[str, ...], output: Path) -> None:
    """Measure by how much a busy neighbour changes a measured speed-up."""
    result: dict[str, Any] = circumstances() | {"loads": LOADS, "problems": {}}
    one = partial(shifts, blocks, np.random.default_rng())
    measure_each(chosen_problems(problems), LOADS, blocks, one, result, output)
    Console(width=120).print(table(result["problems"]))


if __name__ == "__main__":
    main()
