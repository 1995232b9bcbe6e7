"""The distribution of scores over the settings of a problem's knobs.

Points are drawn at random from the action space of each `PerfTune` ID. The program at each point is built,
tested and compared with the problem's reference on the `simulated` backend. The result has the distribution
of the scores relative to the program at the defaults, and for each knob the share of the scores' variance
that it explains by itself: the variance between the mean scores of its settings. The rest of the variance
is due to combinations of knobs.

    python benchmarks/knob_landscape.py --points 400

A plot with the same name is written next to the JSON file.
"""

import contextlib
import math
from collections import Counter
from pathlib import Path
from typing import Any

import click
import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from series import (
    LANGUAGE,
    advancing,
    chosen_problems,
    circumstances,
    output_option,
    problem_option,
    write_json,
)

import perfgym

mpl.use("agg")
from matplotlib import pyplot as plt  # imported after the choice of matplotlib's back end

NUM_ENVS = 2
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95, 0.99)


def evaluated(
    envs: perfgym.PoolVectorEnv, points: NDArray[np.int64], advance: Any, name: str
) -> list[dict[str, Any]]:
    """Return the info of each point, in the order of the points.

    An environment that has finished a point takes the next one at once.
    """
    infos: list[dict[str, Any]] = [{} for _ in points]
    waiting = iter(range(len(points)))
    at: dict[int, int] = {}

    def begin(env_id: int) -> None:
        if (index := next(waiting, None)) is not None:
            at[env_id] = index
            envs.send([env_id], [points[index]])

    for env_id in range(envs.num_envs):
        begin(env_id)
    while at:
        for step in envs.recv():
            info = (step.final or step).info
            if info["fault"]:
                raise RuntimeError(f"{name}: {info['fault_kind']}")
            infos[at.pop(step.env_id)] = info
            advance(name)
            begin(step.env_id)
    return infos


def explained(points: NDArray[np.int64], scores: NDArray[np.float64]) -> list[float]:
    """Return the share of the scores' variance that each knob explains by itself, in [0, 1].

    That is the variance between the mean scores of the knob's settings divided by the variance of all scores.

    Args:
        points: Index of each knob's setting, shape (points, knobs).
        scores: Score of each point, shape (points,).
    """
    spread = float(scores.var())
    shares: list[float] = []
    for settings in points.T:
        means = np.zeros(len(scores))
        for setting in np.unique(settings):
            means[settings == setting] = scores[settings == setting].mean()
        shares.append(float(means.var()) / spread if spread else 0.0)
    return shares


def landscape(problem: str, count: int, seed: int, scale: float, advance: Any) -> dict[str, Any]:
    """Evaluate ``count`` random points of one problem and summarise their scores."""
    env_id = f"PerfTune-{problem}-{LANGUAGE}-v0"
    made = perfgym.make_vec(
        env_id,
        NUM_ENVS,
        backend="simulated",
        store="none",
        scale=scale,
        max_turns=count,
        autoreset_mode="SameStep",
    )
    with contextlib.closing(made) as envs:
        _, begun = envs.reset(seed=seed)
        space: Any = envs.single_action_space
        points = np.random.default_rng(seed).integers(space.nvec, size=(count, len(space.nvec)))
        infos = evaluated(envs, points, advance, problem)
        knobs = list(envs.call("knobs")[0])
    default = float(begun["score"][0])
    scores = np.array([info["score"] for info in infos]) - default
    accepted = np.isfinite(scores)
    shares = explained(points[accepted], scores[accepted])
    return {
        "size": math.prod(space.nvec.tolist()),
        "points": count,
        "default": round(default, 4),
        "statuses": dict(Counter(info["status"] for info in infos).most_common()),
        "settings": ["".join(map(str, point)) for point in points],  # one digit, the index, for each knob
        "over_default": [round(score, 4) if np.isfinite(score) else None for score in scores],
        "quantiles": {
            f"{share:g}": round(float(np.quantile(scores[accepted], share)), 4) for share in SHARES
        },
        "best": round(float(scores[accepted].max()), 4),
        "thrice_as_fast": round(float((scores[accepted] >= math.log2(3)).mean()), 4),
        "explained": {knob: round(share, 4) for knob, share in zip(knobs, shares, strict=True)},
    }


def plot(found: dict[str, dict[str, Any]], path: Path) -> None:
    """Plot each problem's distribution of speeds, and the share of variance that each knob explains."""
    figure, rows = plt.subplots(
        2, len(found), figsize=(3.2 * len(found), 6), layout="constrained", squeeze=False
    )
    for (problem, one), (above, below) in zip(found.items(), rows.T, strict=True):
        scores = np.sort([score for score in one["over_default"] if score is not None])
        above.plot(2**scores, np.linspace(0, 1, len(scores)))
        above.axvline(1, color="grey", linewidth=0.8)
        above.axvline(3, color="grey", linewidth=0.8, linestyle=":")
        above.set_xscale("log", base=2)
        above.set(title=problem, xlabel="times as fast as the default", ylabel="share of points below")
        below.barh(list(one["explained"]), list(one["explained"].values()))
        below.set(xlabel="share of variance it explains")
        below.invert_yaxis()
    figure.savefig(path, dpi=110)
    plt.close(figure)


def table(found: dict[str, dict[str, Any]]) -> Table:
    """Return the table that is printed at the end."""
    shown = Table(title="random points, times as fast as the program at the defaults", title_justify="left")
    for heading in ("problem", "size", "points", "accepted", "median", "95 %", "best", "3x or more"):
        shown.add_column(heading)
    for problem, one in found.items():
        accepted = sum(score is not None for score in one["over_default"])
        speeds = (one["quantiles"]["0.5"], one["quantiles"]["0.95"], one["best"])
        shown.add_row(
            problem,
            f"{one['size']:,}",
            str(one["points"]),
            f"{accepted / one['points']:.0%}",
            *(f"{2**speed:.2f}" for speed in speeds),
            f"{one['thrice_as_fast']:.1%}",
        )
    return shown


@click.command()
@problem_option
@click.option(
    "--points", default=400, show_default=True, type=click.IntRange(16), help="Number of points per problem."
)
@click.option("--scale", default=0.35, show_default=True, help="Factor of the measured inputs' dimensions.")
@click.option("--seed", default=0, show_default=True, help="Seed of points and inputs.")
@output_option("knob_landscape.json", "JSON file to write; the plot is written next to it.")
def main(problems: tuple[str, ...], points: int, scale: float, seed: int, output: Path) -> None:
    """Measure how scores are distributed over the settings of knobs."""
    names = chosen_problems(problems)
    found: dict[str, dict[str, Any]] = {}
    with advancing(len(names) * points) as advance:
        for name in names:
            found[name] = landscape(name, points, seed, scale, advance)
    write_json(circumstances() | {"seed": seed, "scale": scale, "problems": found}, output)
    plot(found, output.with_suffix(".png"))
    Console(width=120).print(table(found))


if __name__ == "__main__":
    main()
