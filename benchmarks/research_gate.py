"""How often rules that decide about an experiment keep what helps, and what does nothing, by simulation.

Scores of runs are normal; everything is in units of sigma, the spread of one run over seeds. The rules are:

* `greedy`: one run, kept if it is better than the incumbent's one run;
* `two_sigma`: kept if it is better by twice the difference of two runs of the baseline;
* `mad`: kept if it is better by twice the median absolute deviation of all results so far;
* `bootstrap`: three runs, kept if the first one is better and a bootstrap says so with 95 %;
* `welch`: three runs each, kept if Welch's one-sided test has p < 0.01;
* `gate`: `perfgym.research.gate`, with an incumbent of three runs and a prior of 16 degrees of freedom;
* `gate_half`, `gate_more`: the same, where the prior of sigma is half, or 1.5 times, the truth.

The last lines are sessions of 50 ideas that do nothing: the gain that the log claims, and the keeps.

    python benchmarks/research_gate.py --candidates 1500 -o benchmarks/results/research_gate.json
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy import stats
from series import advancing, circumstances, output_option, write_json

from perfgym.research.gate import GateDecision, judge
from perfgym.research.task import GateRule, ResearchNoise

EFFECTS = (-2, 0, 1, 2, 3, 5)
IDEAS = 50
RULE = GateRule()
INCUMBENT_RUNS = 3
PRIOR_FREEDOM = 16
Scores = NDArray[np.float64]
Rule = Callable[[Scores, Scores, np.random.Generator], tuple[bool, int]]


def greedy(incumbent: Scores, candidate: Scores, rng: np.random.Generator) -> tuple[bool, int]:
    """One run each; the lower one wins."""
    del rng
    return bool(candidate[0] < incumbent[0]), 1


def two_sigma(incumbent: Scores, candidate: Scores, rng: np.random.Generator) -> tuple[bool, int]:
    """Twice the difference of two runs of the baseline."""
    del rng
    return bool(incumbent[0] - candidate[0] > 2 * abs(incumbent[0] - incumbent[1])), 1


def mad(incumbent: Scores, candidate: Scores, rng: np.random.Generator) -> tuple[bool, int]:
    """Twice the median absolute deviation of past results, most of which were worse."""
    past = np.concatenate([incumbent, rng.normal(1, 1.5, 10)])
    deviation = float(stats.median_abs_deviation(past))
    return bool(incumbent[0] - candidate[0] > 2 * deviation), 1


def bootstrap(incumbent: Scores, candidate: Scores, rng: np.random.Generator) -> tuple[bool, int]:
    """Three runs; the first must win, and a bootstrap of the means must agree with 95 %."""
    if candidate[0] >= incumbent[:3].mean():
        return False, 1
    ours, theirs = (rng.choice(scores[:3], (400, 3)).mean(axis=1) for scores in (candidate, incumbent))
    return bool((ours < theirs).mean() >= 0.95), 3


def welch(incumbent: Scores, candidate: Scores, rng: np.random.Generator) -> tuple[bool, int]:
    """Three runs each, and Welch's test at 1 %."""
    del rng
    test = stats.ttest_ind(candidate[:3], incumbent[:3], equal_var=False, alternative="less")
    return bool(test.pvalue < 0.01), 3


def gate(prior: float) -> Rule:
    """The gate, where the prior of sigma is this multiple of the truth."""

    def decide(incumbent: Scores, candidate: Scores, rng: np.random.Generator) -> tuple[bool, int]:
        del rng
        held = incumbent[:INCUMBENT_RUNS].tolist()
        noise = ResearchNoise(sigma=prior, freedom=PRIOR_FREEDOM)
        for runs in range(1, RULE.most_runs + 1):
            decision = judge(held, candidate[:runs].tolist(), RULE, noise).decision
            if decision is not GateDecision.GO_ON:
                return decision is GateDecision.KEEP, runs
        raise AssertionError("the gate did not decide after its last run")

    return decide


KINDS: dict[str, Rule] = {
    "greedy": greedy,
    "two_sigma": two_sigma,
    "mad": mad,
    "bootstrap": bootstrap,
    "welch": welch,
    "gate": gate(1.0),
    "gate_half": gate(0.5),
    "gate_more": gate(1.5),
}


def kept(decide: Rule, effect: float, candidates: int, seed: int = 1) -> dict[str, float]:
    """Share of candidates with this true gain that are kept, and the mean of their runs."""
    rng = np.random.default_rng(seed)
    found = [decide(rng.normal(0, 1, 5), rng.normal(-effect, 1, 8), rng) for _ in range(candidates)]
    return {
        "kept": float(np.mean([keep for keep, _ in found])),
        "runs": float(np.mean([runs for _, runs in found])),
    }


def session(decide: Rule, rng: np.random.Generator) -> tuple[float, int]:
    """The gain that is claimed after many ideas that do nothing, and the number of keeps."""
    incumbent, keeps = rng.normal(0, 1, 5), 0
    counted = 1 if decide is greedy else INCUMBENT_RUNS
    start = float(incumbent[:counted].mean())
    for _ in range(IDEAS):
        candidate = rng.normal(0, 1, 8)
        keep, _ = decide(incumbent, candidate, rng)
        if keep:
            incumbent, keeps = candidate, keeps + 1
    return start - float(incumbent[:counted].mean()), keeps


def sessions(decide: Rule, count: int, seed: int = 2) -> dict[str, float]:
    """Means over sessions: the claimed gain in sigma, and the keeps."""
    rng = np.random.default_rng(seed)
    found = [session(decide, rng) for _ in range(count)]
    return {
        "claimed": float(np.mean([gain for gain, _ in found])),
        "keeps": float(np.mean([keeps for _, keeps in found])),
    }


@click.command()
@click.option("--candidates", default=1500, show_default=True, type=click.IntRange(10), help="Of each gain.")
@click.option(
    "--sessions", "count", default=200, show_default=True, type=click.IntRange(2), help="Of each rule."
)
@output_option("research_gate.json", "JSON file to write.")
def main(candidates: int, count: int, output: Path) -> None:
    """Simulate rules on candidates of known gains."""
    rows: list[dict[str, Any]] = []
    table = Table(title=f"share kept (mean runs), n = {candidates}; gain in sigma", title_justify="left")
    for heading in ("rule", *map(str, EFFECTS)):
        table.add_column(heading)
    with advancing(len(KINDS) * len(EFFECTS)) as advance:
        for name, decide in KINDS.items():
            cells: list[str] = []
            for effect in EFFECTS:
                advance(f"{name}, {effect}")
                row = kept(decide, effect, candidates)
                rows.append({"rule": name, "gain": effect, **row})
                cells.append(f"{row['kept']:.3f} ({row['runs']:.1f})")
            table.add_row(name, *cells)
    played = {name: sessions(KINDS[name], count) for name in ("greedy", "gate")}
    about = {"candidates": candidates, "sessions": count, "ideas": IDEAS}
    write_json(circumstances() | about | {"rows": rows, "nothing": played}, output)
    console = Console()
    console.print(table)
    for name, found in played.items():
        said = f"{found['claimed']:.2f} sigma claimed, {found['keeps']:.2f} keeps"
        console.print(f"{IDEAS} ideas that do nothing, {name}: {said}")


if __name__ == "__main__":
    main()
