"""How often evaluations are wrong on noise of known kinds, which the quantile in `statistics.py` rests on.

Evaluations are replayed on made-up log ratios of one program with itself: each takes pairs until the rules of
`perfgym.measure.statistics` end it. An evaluation "finds" if its interval lies above "no difference", "loses"
if it lies below, and otherwise "covers". The kinds of noise:

* `normal`, `laplace`, `outliers` (Student's t with 2 degrees of freedom): independent pairs;
* `bursts`: one pair in five is eight times as noisy, in stretches of five;
* `switches`: in one pair of ten the core changes its speed by 30 % between the two runs;
* `preemption`: a third of all runs is preempted, and costs more by a random amount;
* `drift`: every run is slower than the one before it, in ABBA order;
* `modes`: each run is by chance in a fast or in a slow mode, for example by where its memory lies;
* `neighbour`: successive pairs are correlated by 0.3, as beside a neighbour that comes and goes.

    python benchmarks/critical_values.py --evaluations 2000 -o benchmarks/results/critical_values.json

No rule can help where the ratio of two programs stays the same during a whole evaluation and differs in the
next one.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from series import advancing, circumstances, output_option, write_json

from perfgym.measure import statistics
from perfgym.measure.statistics import MOST_PAIRS, enough, is_look, ratio_interval
from perfgym.records import Interval

SPREADS = (0.01, 0.03, 0.06, 0.15)
Noise = Callable[[np.random.Generator, float], NDArray[np.float64]]


def _bursts(rng: np.random.Generator, spread: float) -> NDArray[np.float64]:
    loud, states = rng.random() < 0.2, []
    for _ in range(MOST_PAIRS):
        loud = rng.random() >= 0.2 if loud else rng.random() < 0.05
        states.append(8.0 if loud else 1.0)
    return np.array(states) * rng.normal(0, spread / 3, MOST_PAIRS)


def _switches(rng: np.random.Generator, spread: float) -> NDArray[np.float64]:
    switched = rng.random(MOST_PAIRS) < 0.1
    return rng.normal(0, spread / 2, MOST_PAIRS) + switched * rng.choice([-0.26, 0.26], MOST_PAIRS)


def _preemption(rng: np.random.Generator, spread: float) -> NDArray[np.float64]:
    def run() -> NDArray[np.float64]:
        return (rng.random(MOST_PAIRS) < 1 / 3) * rng.exponential(2 * spread, MOST_PAIRS)

    return rng.normal(0, spread / 3, MOST_PAIRS) + run() - run()


def _modes(rng: np.random.Generator, spread: float) -> NDArray[np.float64]:
    slow = (rng.random((2, MOST_PAIRS)) < 0.3).astype(float)
    return rng.normal(0, spread / 8, MOST_PAIRS) + 2 * spread * (slow[0] - slow[1])


def _drift(rng: np.random.Generator, spread: float) -> NDArray[np.float64]:
    orders = rng.choice([-1.0, 1.0], (MOST_PAIRS + 1) // 2)
    signs = np.column_stack([orders, -orders]).ravel()[:MOST_PAIRS]
    return rng.normal(0, spread / 2, MOST_PAIRS) + spread / 2 * signs


def _neighbour(rng: np.random.Generator, spread: float) -> NDArray[np.float64]:
    values = rng.normal(0, spread, MOST_PAIRS)
    for number in range(1, MOST_PAIRS):
        values[number] = 0.3 * values[number - 1] + 0.954 * values[number]
    return values


KINDS: dict[str, Noise] = {
    "normal": lambda rng, spread: rng.normal(0, spread, MOST_PAIRS),
    "laplace": lambda rng, spread: rng.laplace(0, 0.7 * spread, MOST_PAIRS),
    "outliers": lambda rng, spread: 0.5 * spread * rng.standard_t(2, MOST_PAIRS),
    "bursts": _bursts,
    "switches": _switches,
    "preemption": _preemption,
    "modes": _modes,
    "drift": _drift,
    "neighbour": _neighbour,
}


def evaluation(ratios: NDArray[np.float64], precision: float) -> tuple[Interval, int]:
    """Return the interval that an evaluation finds in pairs of this order, and how many pairs it takes."""
    for taken in filter(is_look, range(2, MOST_PAIRS + 1)):
        sample = ratios[:taken].tolist()
        interval = ratio_interval(sample) if taken >= statistics.LEAST_PAIRS else None
        if enough(sample, precision, interval):
            return ratio_interval(sample), taken
    return ratio_interval(ratios.tolist()), MOST_PAIRS


def shares(
    kind: str, spread: float, evaluations: int, seed: int = 0, precision: float = 0.02
) -> dict[str, float]:
    """Return the shares of evaluations that find, lose and cover, and the median of their pairs."""
    rng = np.random.default_rng(seed)
    found = [evaluation(KINDS[kind](rng, spread), precision) for _ in range(evaluations)]
    finds = float(np.mean([interval.low > 0 for interval, _ in found]))
    loses = float(np.mean([interval.high < 0 for interval, _ in found]))
    pairs = float(np.median([taken for _, taken in found]))
    return {"finds": finds, "loses": loses, "covers": 1 - finds - loses, "pairs": pairs}


@click.command()
@click.option("--evaluations", default=2000, show_default=True, type=click.IntRange(10), help="Of each kind.")
@output_option("critical_values.json", "JSON file to write.")
def main(evaluations: int, output: Path) -> None:
    """Replay evaluations on noise of known kinds."""
    rows: list[dict[str, Any]] = []
    table = Table(title=f"shares in %, n = {evaluations}", title_justify="left")
    for heading in ("noise", "spread", "finds", "loses", "covers", "pairs"):
        table.add_column(heading)
    with advancing(len(KINDS) * len(SPREADS)) as advance:
        for kind in KINDS:
            for spread in SPREADS:
                advance(f"{kind}, {spread:g}")
                row = shares(kind, spread, evaluations)
                rows.append({"noise": kind, "spread": spread, **row})
                percents = [f"{100 * row[name]:.2f}" for name in ("finds", "loses", "covers")]
                table.add_row(kind, f"{spread:g}", *percents, f"{row['pairs']:.0f}")
    about = {"evaluations": evaluations, "quantile": statistics.QUANTILE, "most_pairs": MOST_PAIRS}
    write_json(circumstances() | about | {"rows": rows}, output)
    Console().print(table)


if __name__ == "__main__":
    main()
