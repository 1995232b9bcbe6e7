"""Learning curves on a `PerfTune` ID: PPO, random search and hill climbing with equal numbers of steps.

PPO is Stable-Baselines3's; hill climbing changes one knob of the best program so far. Each learner takes the
same number of steps with the same seeds, on two workers and the `simulated` backend. All learners share a
store, so a program that any of them has tried is not evaluated again, but its step still counts. There are
two curves: the best program found so far, and the best program of each episode of 16 steps, which shows how
good the programs are that a learner proposes at that time.

    python benchmarks/learning_curves.py --env PerfTune-matmul-c-v0

With `--store`, later runs of this benchmark reuse the evaluations. A plot with the same name is written next
to the JSON file.
"""

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import click
import matplotlib as mpl
import numpy as np
import torch
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy.stats import t as student
from series import RESULTS, advancing, circumstances, write_json
from stable_baselines3 import PPO
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.vec_env import VecEnv

from perfgym.integrations.sb3 import make_vec_env

mpl.use("agg")
from matplotlib import pyplot as plt  # imported after the choice of matplotlib's back end

TURNS = 16
NUM_ENVS = 2
CONFIDENCE = 0.95
PPO_SETTINGS: Mapping[str, Any] = {
    "n_steps": TURNS,  # a whole episode: its first steps gain most, and a shorter rollout might miss them
    "batch_size": 32,
    "n_epochs": 8,
    "learning_rate": 0.05,
    "gamma": 0.0,  # the value of an action is its immediate reward
    "gae_lambda": 0.0,
    "ent_coef": 0.01,
    "policy_kwargs": {"net_arch": {"pi": [], "vf": [64]}},  # logits linear in the observation: few weights
}

Scores = NDArray[np.float64]
Report = Callable[[list[dict[str, Any]]], None]
"""Takes the infos of one step of all environments."""


class Searcher(Protocol):
    """Proposes settings of all knobs, and receives their scores."""

    def ask(self) -> NDArray[np.int64]:
        """Return the index of each knob's setting to try next."""
        ...

    def tell(self, knobs: NDArray[np.int64], score: float) -> None:
        """Receive the score of settings: doublings of the speed, or NaN if the program was not accepted."""
        ...


class RandomSearch:
    """Draws each knob's setting uniformly."""

    def __init__(self, choices: NDArray[np.int64], rng: np.random.Generator) -> None:
        self._choices, self._rng = choices, rng

    def ask(self) -> NDArray[np.int64]:
        """See :class:`Searcher`."""
        return self._rng.integers(self._choices)

    def tell(self, knobs: NDArray[np.int64], score: float) -> None:
        """Ignore the score."""


class HillClimbing:
    """Changes one knob of the best settings so far."""

    def __init__(self, choices: NDArray[np.int64], rng: np.random.Generator) -> None:
        self._choices, self._rng = choices, rng
        self._best, self._score = rng.integers(choices), -np.inf

    def ask(self) -> NDArray[np.int64]:
        """See :class:`Searcher`."""
        changed = self._best.copy()
        knob = self._rng.integers(len(changed))
        changed[knob] = (changed[knob] + self._rng.integers(1, self._choices[knob])) % self._choices[knob]
        return changed

    def tell(self, knobs: NDArray[np.int64], score: float) -> None:
        """See :class:`Searcher`."""
        if score >= self._score:
            self._best, self._score = knobs, score


def searched(
    make: Callable[[NDArray[np.int64], np.random.Generator], Searcher],
    env: VecEnv,
    steps: int,
    seed: int,
    report: Report,
) -> None:
    """Run a search for ``steps`` steps."""
    space: Any = env.action_space
    searcher = make(space.nvec, np.random.default_rng(seed))
    env.seed(seed)
    env.reset()
    for _ in range(steps // NUM_ENVS):
        actions = np.stack([searcher.ask() for _ in range(NUM_ENVS)])
        *_, infos = env.step(actions)
        report(infos)
        for knobs, info in zip(actions, infos, strict=True):
            searcher.tell(knobs, info["score"])


class _Reporting(BaseCallback):
    """Reports the infos of each step."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._report = report

    def _on_step(self) -> bool:
        self._report(self.locals["infos"])
        return True


def learnt(env: VecEnv, steps: int, seed: int, report: Report) -> None:
    """Run PPO for ``steps`` steps."""
    PPO("MlpPolicy", env, seed=seed, device="cpu", **PPO_SETTINGS).learn(steps, callback=_Reporting(report))


LEARNERS: Mapping[str, Callable[[VecEnv, int, int, Report], None]] = {
    "PPO": learnt,
    "random search": partial(searched, RandomSearch),
    "hill climbing": partial(searched, HillClimbing),
}


def curve(
    learner: str, env_id: str, steps: int, seed: int, store: Path, scale: float, step: Callable[[], None]
) -> dict[str, Any]:
    """Run one learner with one seed; return its scores step by step."""
    scores: list[float] = []
    new = 0

    def report(infos: list[dict[str, Any]]) -> None:
        nonlocal new
        for info in infos:
            scores.append(info["score"])
            new += not info["remembered"]
            step()

    kwargs = {"backend": "simulated", "store": str(store), "scale": scale}
    with contextlib.closing(make_vec_env(env_id, NUM_ENVS, env_kwargs=kwargs)) as env:
        LEARNERS[learner](env, steps, seed, report)
    return {"scores": [round(score, 4) for score in scores], "evaluated": new}


def best_so_far(scores: Scores) -> Scores:
    """Return the running maximum, shape (seeds, steps); NaN is ignored."""
    return np.maximum.accumulate(np.nan_to_num(scores, nan=-10.0), axis=1)


def best_of_episodes(scores: Scores) -> Scores:
    """Return the best score of each episode (16 steps of one environment), shape (seeds, episodes)."""
    each = np.nan_to_num(scores, nan=-10.0)
    seeds, steps = each.shape
    pieces = each[:, : steps - steps % (TURNS * NUM_ENVS)].reshape(seeds, -1, TURNS, NUM_ENVS)
    return pieces.max(axis=2).reshape(seeds, -1)


def interval(values: Scores) -> dict[str, float]:
    """Return the mean over seeds with Student's interval."""
    n = len(values)
    half = float(student.ppf((1 + CONFIDENCE) / 2, n - 1) * values.std(ddof=1) / n**0.5)
    mean = float(values.mean())
    return {"n": n, "mean": round(mean, 4), "low": round(mean - half, 4), "high": round(mean + half, 4)}


def scores_of(runs: list[dict[str, Any]]) -> Scores:
    """Return the scores of one learner, shape (seeds, steps)."""
    return np.array([run["scores"] for run in runs], dtype=np.float64)


def ends(curves: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Return each learner's scores at the end, and PPO's lead over random search with equal seeds."""
    measures: Mapping[str, Callable[[Scores], Scores]] = {
        "best_found": lambda scores: best_so_far(scores)[:, -1],
        "last_episodes": lambda scores: best_of_episodes(scores)[:, -4:].mean(axis=1),
    }
    found: dict[str, Any] = {}
    for name, measure in measures.items():
        at_end = {learner: measure(scores_of(runs)) for learner, runs in curves.items()}
        found[name] = {learner: interval(values) for learner, values in at_end.items()}
        found[name]["PPO over random search"] = interval(at_end["PPO"] - at_end["random search"])
    return found


def plot(env_id: str, curves: Mapping[str, list[dict[str, Any]]], path: Path) -> None:
    """Plot both curves as mean and range over seeds."""
    figure, axes = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    for learner, runs in curves.items():
        scores = scores_of(runs)
        for axis, values in zip(axes, (best_so_far(scores), best_of_episodes(scores)), strict=True):
            across = np.linspace(scores.shape[1] / values.shape[1], scores.shape[1], values.shape[1])
            axis.plot(across, 2 ** values.mean(axis=0), label=learner)
            axis.fill_between(across, 2 ** values.min(axis=0), 2 ** values.max(axis=0), alpha=0.15)
    for axis, title in zip(axes, ("best program so far", "best program of each episode"), strict=True):
        axis.set(title=title, xlabel="steps", ylabel="times as fast as the reference")
        axis.set_yscale("log", base=2)
        axis.legend()
    figure.suptitle(f"{env_id}, simulated, {len(next(iter(curves.values())))} seeds: mean and range")
    figure.savefig(path, dpi=110)
    plt.close(figure)


def table(env_id: str, found: Mapping[str, Any]) -> Table:
    """Return the table that is printed at the end."""
    shown = Table(title=f"{env_id}: times as fast as the reference (95 % interval)", title_justify="left")
    for heading in ("learner", "best found", "best of an episode, last four"):
        shown.add_column(heading)
    for learner in found["best_found"]:
        cells = [found[measure][learner] for measure in ("best_found", "last_episodes")]
        texts = [f"{2 ** c['mean']:.2f} ({2 ** c['low']:.2f} to {2 ** c['high']:.2f})" for c in cells]
        shown.add_row(learner, *texts)
    return shown


@contextlib.contextmanager
def kept_or_fresh(store: Path | None) -> Iterator[Path]:
    """Yield the file of the given store, or of a temporary one that is deleted at the end."""
    if store:
        yield store
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "store.sqlite"


@click.command()
@click.option("--env", "env_id", default="PerfTune-matmul-c-v0", show_default=True, help="A PerfTune ID.")
@click.option(
    "--steps", default=320, show_default=True, type=click.IntRange(64), help="Steps per learner and seed."
)
@click.option("--seeds", default=5, show_default=True, type=click.IntRange(2), help="Number of seeds.")
@click.option("--scale", default=0.35, show_default=True, help="Factor of the measured inputs' dimensions.")
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="Store that keeps evaluations for later runs; by default a temporary one.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="JSON file to write; by default benchmarks/results/learning_curves_PROBLEM.json. "
    "The plot is written next to it.",
)
def main(env_id: str, steps: int, seeds: int, scale: float, store: Path | None, output: Path | None) -> None:
    """Measure and plot learning curves of PPO, random search and hill climbing."""
    torch.set_num_threads(1)  # the networks are small, and the programs need the cores
    target = output or RESULTS / f"learning_curves_{env_id.split('-')[1]}.json"
    what = {"env": env_id, "steps": steps, "seeds": seeds, "scale": scale, "ppo": dict(PPO_SETTINGS)}
    result = circumstances() | what
    curves: dict[str, list[dict[str, Any]]] = {learner: [] for learner in LEARNERS}
    with kept_or_fresh(store) as remembering, advancing(seeds * len(LEARNERS) * steps) as advance:
        for seed in range(seeds):
            for learner, runs in curves.items():
                step = partial(advance, f"{learner}, seed {seed}")
                runs.append(curve(learner, env_id, steps, seed, remembering, scale, step))
    found = ends(curves)
    write_json(result | {"ends": found, "curves": curves}, target)
    plot(env_id, curves, target.with_suffix(".png"))
    Console(width=120).print(table(env_id, found))


if __name__ == "__main__":
    main()
