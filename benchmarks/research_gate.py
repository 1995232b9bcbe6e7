"""How often rules keep a change of a training script, by the true gain of the change.

Runs of a program are normal with a standard deviation of 1, so that gains are in units of it. Rules:

* `greedy`: one run each; a lower figure is kept;
* `two baselines`: one run; it is kept if its gain exceeds twice the difference of two runs of the incumbent;
* `median deviation`: one run; kept if its gain exceeds twice the median absolute deviation of all results;
* `bootstrap`: three runs each, of which the first must win; kept if it wins in 95 % of resamplings;
* `Welch`: three runs each; kept at 1 % of Welch's test;
* `gate`: `perfgym.research.gate`, for an incumbent with three runs and a spread known with 16 degrees of
  freedom; `gate, 5 runs` for an incumbent with five;
* `gate, spread x 2` and `gate, spread x 1.5`: the true spread is larger than the one that is known.

Sessions are rows of ideas that all do nothing. They show what a rule claims at their end.

    python benchmarks/research_gate.py --candidates 20000 -o benchmarks/results/research_gate.json
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from scipy import stats
from series import advancing, circumstances, output_option, write_json

from perfgym.research.gate import GateDecision, judge
from perfgym.research.task import GateRule, ResearchNoise

GAINS = (-2, 0, 1, 2, 3, 5)
IDEAS, SESSION_RUNS = 50, 3
RULE, NOISE = GateRule(), ResearchNoise(sigma=1.0, freedom=16)
BETTER, RESAMPLINGS = 0.95, 400

Outcome = tuple[bool, int]
Rule = Callable[[float, np.random.Generator], Outcome]


def _greedy(gain: float, rng: np.random.Generator) -> Outcome:
    return rng.normal(-gain) < rng.normal(), 1


def _two_baselines(gain: float, rng: np.random.Generator) -> Outcome:
    first, second = rng.normal(size=2)
    return first - rng.normal(-gain) > 2 * abs(first - second), 1


def _median_deviation(gain: float, rng: np.random.Generator) -> Outcome:
    incumbent = rng.normal(size=5)
    past = [*incumbent, *rng.normal(1, 1.5, 10)]
    return incumbent[0] - rng.normal(-gain) > 2 * stats.median_abs_deviation(past), 1


def _bootstrap(gain: float, rng: np.random.Generator) -> Outcome:
    incumbent, candidate = rng.normal(size=3), rng.normal(-gain, 1, 3)
    if candidate[0] >= incumbent.mean():
        return False, 1
    means = [rng.choice(runs, (RESAMPLINGS, 3)).mean(axis=1) for runs in (candidate, incumbent)]
    return (means[0] < means[1]).mean() >= BETTER, 3


def _welch(gain: float, rng: np.random.Generator) -> Outcome:
    incumbent, candidate = rng.normal(size=3), rng.normal(-gain, 1, 3)
    found = stats.ttest_ind(candidate, incumbent, equal_var=False, alternative="less")
    return float(np.asarray(found)[1]) < RULE.alpha, 3


def _judged(
    incumbent: list[float], draw: Callable[[], float], others: list[list[float]]
) -> tuple[bool, list[float]]:
    """Give a candidate runs until the gate decides."""
    runs: list[float] = []
    decision = GateDecision.GO_ON
    while decision is GateDecision.GO_ON:
        runs.append(draw())
        decision = judge(incumbent, runs, RULE, NOISE, others=others).decision
    return decision is GateDecision.KEEP, runs


def _gate(gain: float, rng: np.random.Generator, *, incumbent_runs: int = 3, spread: float = 1.0) -> Outcome:
    incumbent = rng.normal(0, spread, incumbent_runs).tolist()
    kept, runs = _judged(incumbent, lambda: spread * rng.normal(-gain), [])
    return kept, len(runs)


RULES: dict[str, Rule] = {
    "greedy": _greedy,
    "two baselines": _two_baselines,
    "median deviation": _median_deviation,
    "bootstrap": _bootstrap,
    "Welch": _welch,
    "gate": _gate,
    "gate, 5 runs": partial(_gate, incumbent_runs=5),
    "gate, spread x 1.5": partial(_gate, spread=1.5),
    "gate, spread x 2": partial(_gate, spread=2.0),
}


def kept_by_gain(rule: Rule, candidates: int) -> dict[str, dict[str, float]]:
    """Return the share of candidates that a rule keeps and their mean number of runs, by the true gain."""
    found: dict[str, dict[str, float]] = {}
    for gain in GAINS:
        rng = np.random.default_rng(1)
        outcomes = [rule(gain, rng) for _ in range(candidates)]
        found[str(gain)] = {
            "kept": float(np.mean([kept for kept, _ in outcomes])),
            "runs": float(np.mean([runs for _, runs in outcomes])),
        }
    return found


def greedy_session(rng: np.random.Generator) -> tuple[float, int]:
    """Return the gain that is claimed after a session of ideas that do nothing, and the number of keeps."""
    first = incumbent = rng.normal()
    keeps = 0
    for candidate in rng.normal(size=IDEAS):
        if candidate < incumbent:
            incumbent, keeps = candidate, keeps + 1
    return first - incumbent, keeps


def gate_session(rng: np.random.Generator) -> tuple[float, int]:
    """Return the same as :func:`greedy_session`, where the gate decides and knows the whole session."""
    incumbent = rng.normal(size=SESSION_RUNS).tolist()
    start, keeps = float(np.mean(incumbent)), 0
    others: list[list[float]] = []
    for _ in range(IDEAS):
        kept, runs = _judged(incumbent, rng.normal, others)
        if kept:
            others.append(incumbent)
            incumbent = runs + rng.normal(size=max(0, SESSION_RUNS - len(runs))).tolist()
            keeps += 1
        else:
            others.append(runs)
    return start - float(np.mean(incumbent)), keeps


def sessions(play: Callable[[np.random.Generator], tuple[float, int]], count: int) -> dict[str, float]:
    """Return what sessions claim and keep, in the mean."""
    rng = np.random.default_rng(2)
    played = [play(rng) for _ in range(count)]
    return {
        "claimed": float(np.mean([claimed for claimed, _ in played])),
        "keeps": float(np.mean([keeps for _, keeps in played])),
        "kept_share": float(np.mean([keeps for _, keeps in played])) / IDEAS,
    }


def show(rules: dict[str, Any], played: dict[str, Any]) -> None:
    """Print the result."""
    table = Table(title="Share kept (runs), by the true gain in standard deviations")
    for column in ("rule", *map(str, GAINS)):
        table.add_column(column, justify="left" if column == "rule" else "right", no_wrap=True)
    for name, gains in rules.items():
        table.add_row(name, *(f"{found['kept']:.3f} ({found['runs']:.1f})" for found in gains.values()))
    console = Console(width=110)
    console.print(table)
    for name, found in played.items():
        console.print(
            f"{IDEAS} ideas that do nothing, {name}: {found['keeps']:.2f} keeps, "
            f"claimed gain {found['claimed']:.2f} standard deviations"
        )


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--candidates", type=click.IntRange(min=1), default=20_000, show_default=True)
@click.option("--sessions", "session_count", type=click.IntRange(min=1), default=400, show_default=True)
@output_option("research_gate.json", "Where the shares are written.")
def main(candidates: int, session_count: int, output: Path) -> None:
    """Apply every rule to made-up runs."""
    found = circumstances()
    rules: dict[str, Any] = {}
    with advancing(len(RULES)) as advance:
        for name, rule in RULES.items():
            advance(name)
            rules[name] = kept_by_gain(rule, candidates)
    played = {
        "greedy": sessions(greedy_session, session_count),
        "gate": sessions(gate_session, session_count),
    }
    show(rules, played)
    write_json(found | {"candidates": candidates, "rules": rules, "sessions": played}, output)


if __name__ == "__main__":
    main()
