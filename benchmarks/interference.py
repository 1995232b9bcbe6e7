"""Whether a busy neighbour moves what is measured: a known pair, alone and beside it.

The pair is the reference and the expert's program, measured as evaluations do it (fresh input,
random order, `cpu_time`, on one leased core). Blocks of four pairs alternate: alone, beside,
beside, alone, or the reverse; a block's shift is the mean log ratio beside the neighbour less that
alone, so that what the host does to both alike cancels. A pair that the harness takes to be
disturbed is drawn again, as in an evaluation, and counted.

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
    """log(reference / expert) of one pair.

    Raises:
        HarnessError: The expert's program failed.
    """
    if taken.judged.status is not Status.ACCEPTED:
        raise HarnessError(f"the expert's program failed in a measured run: {taken.judged.detail}")
    return log_ratios((taken.pair,), Role.TIME)[0]


class KnownPair:
    """Takes pairs beside a neighbour that is busy or not.

    Attributes:
        redrawn: Pairs that the machine disturbed, alone and beside the neighbour.
    """

    def __init__(self, pairs: Iterator[PairTrial], neighbour: Neighbour) -> None:
        self._pairs = pairs
        self._neighbour = neighbour
        self.redrawn = {False: 0, True: 0}

    def take(self, busy: bool) -> float:
        """log(reference / expert) of an undisturbed pair, of the last of many where none is."""
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
    """The known pair of one problem beside one kind of neighbour."""
    expert = evaluator.trusted_program(evaluator.problem.experts[LANGUAGE])
    ratios: dict[bool, list[float]] = {False: [], True: []}
    found: list[float] = []
    with evaluator.leased() as leased, contextlib.closing(Neighbour(load)) as neighbour:
        pair = KnownPair(CpuTimeBackend().pairs(leased.setup, expert, rng), neighbour)
        pair.take(busy=False)  # warms up
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
    """What is shown at the end."""
    shown = Table(title="expert / reference beside a busy neighbour, against alone", title_justify="left")
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
@click.option("--blocks", default=25, show_default=True, type=click.IntRange(2), help="Of four pairs each.")
@problem_option
@output_option("interference.json", "Write the figures as JSON.")
def main(blocks: int, problems: tuple[str, ...], output: Path) -> None:
    """Measures whether a busy neighbour moves what is measured."""
    result: dict[str, Any] = circumstances() | {"loads": LOADS, "problems": {}}
    one = partial(shifts, blocks, np.random.default_rng())
    measure_each(chosen_problems(problems), LOADS, blocks, one, result, output)
    Console(width=120).print(table(result["problems"]))


if __name__ == "__main__":
    main()
