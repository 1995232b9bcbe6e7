"""What learners find on a `PerfTune` ID with equal numbers of evaluations.

Stable-Baselines3's PPO, random search and hill climbing (one knob of the best so far is changed)
each have the same number of steps, on two workers and the `simulated` backend, from the same seeds. All
share one store, so that a program which any of them has tried costs nothing again; steps count all
the same. Two curves: the best program found so far, and the best of each episode of 16 steps: how
good the programs are that a learner proposes by then.

    python benchmarks/learning_curves.py --env PerfTune-matmul-c-v0

With `--store` programs are remembered from one run of this to the next.
A plot is written beside the JSON file.
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

from perfgym.integrations.sb3 import PoolVecEnv, make_vec_env

mpl.use("agg")
from matplotlib import pyplot as plt  # the back end is chosen before

TURNS = 16
NUM_ENVS = 2
CONFIDENCE = 0.95
PPO_SETTINGS: Mapping[str, Any] = {
    "n_steps": TURNS,  # most is gained in an episode's first steps: a shorter rollout might see none of these
    "batch_size": 32,
    "n_epochs": 8,
    "learning_rate": 0.05,
    "gamma": 0.0,  # a setting is worth what it gains at once
    "gae_lambda": 0.0,
    "ent_coef": 0.01,
    "policy_kwargs": {"net_arch": {"pi": [], "vf": [64]}},  # logits linear in the observation: few to learn
}

Scores = NDArray[np.float64]
Told = Callable[[list[dict[str, Any]]], None]


class Searcher(Protocol):
    """Proposes settings of all knobs, and is told what they came to."""

    def ask(self) -> NDArray[np.int64]:
        """The settings to try next."""
        ...

    def tell(self, knobs: NDArray[np.int64], score: float) -> None:
        """What they came to, in doublings of the speed; NaN where the program was not accepted."""
        ...


class RandomSearch:
    """Every setting of every knob is as likely as any other."""

    def __init__(self, choices: NDArray[np.int64], rng: np.random.Generator) -> None:
        self._choices, self._rng = choices, rng

    def ask(self) -> NDArray[np.int64]:
        """See :class:`Searcher`."""
        return self._rng.integers(self._choices)

    def tell(self, knobs: NDArray[np.int64], score: float) -> None:
        """Nothing is learnt."""


class HillClimbing:
    """One knob of the best so far gets another setting."""

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
    env: PoolVecEnv,
    steps: int,
    seed: int,
    told: Told,
) -> None:
    """A search of so many steps."""
    space: Any = env.action_space
    searcher = make(space.nvec, np.random.default_rng(seed))
    env.seed(seed)
    env.reset()
    for _ in range(steps // NUM_ENVS):
        actions = np.stack([searcher.ask() for _ in range(NUM_ENVS)])
        *_, infos = env.step(actions)
        told(infos)
        for knobs, info in zip(actions, infos, strict=True):
            searcher.tell(knobs, info["score"])


class _Telling(BaseCallback):
    """Tells of the infos of each step."""

    def __init__(self, told: Told) -> None:
        super().__init__()
        self._told = told

    def _on_step(self) -> bool:
        self._told(self.locals["infos"])
        return True


def learnt(env: PoolVecEnv, steps: int, seed: int, told: Told) -> None:
    """PPO for so many steps."""
    PPO("MlpPolicy", env, seed=seed, device="cpu", **PPO_SETTINGS).learn(steps, callback=_Telling(told))


LEARNERS: Mapping[str, Callable[[PoolVecEnv, int, int, Told], None]] = {
    "PPO": learnt,
    "random search": partial(searched, RandomSearch),
    "hill climbing": partial(searched, HillClimbing),
}


def curve(
    learner: str, env_id: str, steps: int, seed: int, store: Path, scale: float, step: Callable[[], None]
) -> dict[str, Any]:
    """What one learner found from one seed, step by step."""
    scores: list[float] = []
    new = 0

    def told(infos: list[dict[str, Any]]) -> None:
        nonlocal new
        for info in infos:
            if info["fault"]:
                raise RuntimeError(f"{learner}, seed {seed}: {info['fault_kind']}")
            scores.append(info["score"])
            new += not info["remembered"]
            step()

    kwargs = {"backend": "simulated", "store": str(store), "scale": scale}
    with contextlib.closing(make_vec_env(env_id, NUM_ENVS, **kwargs)) as env:
        LEARNERS[learner](env, steps, seed, told)
    return {"scores": [round(score, 4) for score in scores], "evaluated": new}


def best_so_far(scores: Scores) -> Scores:
    """Running maximum, shape (seeds, steps); NaN counts for nothing."""
    return np.maximum.accumulate(np.nan_to_num(scores, nan=-10.0), axis=1)


def best_of_episodes(scores: Scores) -> Scores:
    """The best of each 16 steps of one environment, shape (seeds, episodes)."""
    each = np.nan_to_num(scores, nan=-10.0)
    seeds, steps = each.shape
    pieces = each[:, : steps - steps % (TURNS * NUM_ENVS)].reshape(seeds, -1, TURNS, NUM_ENVS)
    return pieces.max(axis=2).reshape(seeds, -1)


def interval(values: Scores) -> dict[str, float]:
    """Mean over seeds with Student's interval."""
    n = len(values)
    half = float(student.ppf((1 + CONFIDENCE) / 2, n - 1) * values.std(ddof=1) / n**0.5)
    mean = float(values.mean())
    return {"n": n, "mean": round(mean, 4), "low": round(mean - half, 4), "high": round(mean + half, 4)}


def scores_of(runs: list[dict[str, Any]]) -> Scores:
    """Scores of one learner, shape (seeds, steps)."""
    return np.array([run["scores"] for run in runs], dtype=np.float64)


def ends(curves: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Where each learner ends, and PPO's lead over random search seed by seed."""
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
    """Both curves, mean and range over seeds."""
    figure, axes = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
    for learner, runs in curves.items():
        scores = scores_of(runs)
        for axis, values in zip(axes, (best_so_far(scores), best_of_episodes(scores)), strict=True):
            across = np.linspace(scores.shape[1] / values.shape[1], scores.shape[1], values.shape[1])
            axis.plot(across, 2 ** values.mean(axis=0), label=learner)
            axis.fill_between(across, 2 ** values.min(axis=0), 2 ** values.max(axis=0), alpha=0.15)
    for axis, title in zip(axes, ("best program so far", "best program of each episode"), strict=True):
        axis.set(title=title, xlabel="evaluations asked for", ylabel="times as fast as the reference")
        axis.set_yscale("log", base=2)
        axis.legend()
    figure.suptitle(f"{env_id}, simulated, {len(next(iter(curves.values())))} seeds: mean and range")
    figure.savefig(path, dpi=110)
    plt.close(figure)


def table(env_id: str, found: Mapping[str, Any]) -> Table:
    """What is shown at the end."""
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
    """The store that was named, or one that goes when all is done."""
    if store:
        yield store
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "store.sqlite"


@click.command()
@click.option("--env", "env_id", default="PerfTune-matmul-c-v0", show_default=True)
@click.option("--steps", default=320, show_default=True, type=click.IntRange(64), help="Of each learner.")
@click.option("--seeds", default=5, show_default=True, type=click.IntRange(2))
@click.option("--scale", default=0.35, show_default=True, help="Of the measured inputs' dimensions.")
@click.option("--store", type=click.Path(path_type=Path), help="Where programs are remembered.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="JSON file.")
def main(env_id: str, steps: int, seeds: int, scale: float, store: Path | None, output: Path | None) -> None:
    """Draws learning curves."""
    torch.set_num_threads(1)  # the networks are small, and the cores are for the programs
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
