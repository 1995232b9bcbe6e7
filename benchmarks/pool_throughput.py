"""Evaluations per second of a pool, compared with one environment in a loop and Gymnasium's AsyncVectorEnv.

Each way does equal work: the same submissions in the same order, drawn from the expert's program, the
reference, a program that does not compile and a wrong one. Each submission is an episode of one turn, and a
reset begins the next episode. Ways alternate in random order. Environments are made and reset before the
clock starts.

    python benchmarks/pool_throughput.py --envs 2 --evaluations 24 --rounds 5
"""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
import gymnasium as gym
import numpy as np
from gymnasium.vector import AsyncVectorEnv, AutoresetMode
from rich.console import Console
from rich.table import Table
from series import Way, advancing, circumstances, interleaved, output_option, spread, timed, write_json

import perfgym

BACKENDS = ("fake", "cpu_time", "simulated")
SHARES = {"expert": 0.5, "reference": 0.3, "wrong": 0.1, "broken": 0.1}
SEED = 0

Action = dict[str, Any]


def submissions(env_id: str, count: int) -> list[Action]:
    """Return this number of actions, which are the same in every run of the benchmark."""
    arguments = gym.spec(env_id).kwargs
    problem, language = perfgym.load_problem(arguments["problem"]), arguments["language"]
    sources = {
        "expert": problem.experts[language],
        "reference": problem.references[language],
        "wrong": "int main(void) { return 0; }",
        "broken": "int main(void) {",
    }
    names = np.random.default_rng(SEED).choice(list(SHARES), size=count, p=list(SHARES.values()))
    return [{"code": sources[name], "submit": 1} for name in names]


def in_a_loop(env: gym.Env[Any, Any], actions: list[Action]) -> None:
    """Take the actions one after the other in this process."""
    for action in actions:
        env.step(action)
        env.reset()


def together(envs: gym.vector.VectorEnv[Any, Any, Any], actions: list[Action]) -> None:
    """Take one action per environment at a time, and wait for all environments before the next ones."""
    for start in range(0, len(actions), envs.num_envs):
        batch = actions[start : start + envs.num_envs]
        envs.step({name: tuple(action[name] for action in batch) for name in ("code", "submit")})


def at_own_pace(envs: perfgym.PoolVectorEnv, actions: list[Action]) -> None:
    """Give each environment its next action as soon as it has finished the last one."""
    waiting = iter(actions)
    for env_id, action in zip(range(envs.num_envs), waiting, strict=False):
        envs.send([env_id], [action])
    done = 0
    while done < len(actions):
        for step in envs.recv():
            done += 1
            if (action := next(waiting, None)) is not None:
                envs.send([step.env_id], [action])


@contextlib.contextmanager
def ways(env_id: str, backend: str, num_envs: int, evaluations: int) -> Iterator[dict[str, Way]]:
    """Yield each way with its environments made, and close them afterwards."""
    actions = submissions(env_id, evaluations)
    make: Callable[[], gym.Env[Any, Any]] = partial(gym.make, env_id, backend=backend, max_turns=1)
    same_step = AutoresetMode.SAME_STEP
    with (
        contextlib.closing(make()) as env,
        contextlib.closing(
            AsyncVectorEnv([make] * num_envs, shared_memory=False, context="spawn", autoreset_mode=same_step)
        ) as theirs,
        contextlib.closing(
            perfgym.make_vec(env_id, num_envs, backend=backend, max_turns=1, autoreset_mode=same_step)
        ) as ours,
    ):
        yield {
            "loop": timed(partial(in_a_loop, env, actions), env.reset),
            "gymnasium": timed(partial(together, theirs, actions), theirs.reset),
            "pool": timed(partial(together, ours, actions), ours.reset),
            "pool, own pace": timed(partial(at_own_pace, ours, actions), ours.reset),
        }


def figures(series: dict[str, list[float]], evaluations: int) -> dict[str, Any]:
    """Return evaluations per second of each way, and their ratio to those of the loop in the same round."""
    loop = np.array(series["loop"])
    return {
        way: {
            "evaluations_per_s": spread([evaluations / seconds for seconds in taken]),
            "times_the_loop": spread((loop / np.array(taken)).tolist()),
        }
        for way, taken in series.items()
    }


def table(result: dict[str, Any]) -> Table:
    """Return the table that is printed at the end."""
    shown = Table(title=f"{result['envs']} environments of {result['env']}", title_justify="left")
    for heading in ("backend", "way", "evaluations/s", "times the loop", "quartiles", "rounds"):
        shown.add_column(heading)
    for backend, found in result["backends"].items():
        for way, one in found.items():
            times = one["times_the_loop"]
            shown.add_row(
                backend,
                way,
                f"{one['evaluations_per_s']['median']:.2f}",
                f"{times['median']:.2f}",
                f"{times['lower_quartile']:.2f} to {times['upper_quartile']:.2f}",
                str(times["n"]),
            )
    return shown


@click.command()
@click.option(
    "--env", "env_id", default="PerfOptimize-matmul-c-v0", show_default=True, help="A PerfOptimize ID."
)
@click.option("--envs", default=2, show_default=True, type=click.IntRange(1), help="Environments per pool.")
@click.option(
    "--evaluations",
    default=24,
    show_default=True,
    type=click.IntRange(1),
    help="Evaluations per round and way, a multiple of --envs.",
)
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(2), help="Number of rounds.")
@click.option(
    "--backend",
    "backends",
    multiple=True,
    type=click.Choice(BACKENDS),
    default=BACKENDS,
    show_default=True,
    help="Measure with this backend; may be given again.",
)
@output_option("pool_throughput.json", "JSON file to write.")
def main(
    env_id: str, envs: int, evaluations: int, rounds: int, backends: tuple[str, ...], output: Path
) -> None:
    """Measure evaluations per second of a pool, a loop, and Gymnasium's AsyncVectorEnv."""
    if evaluations % envs:
        raise click.BadParameter(f"--evaluations must be a multiple of --envs, {envs}; got {evaluations}")
    result: dict[str, Any] = circumstances() | {
        "env": env_id,
        "envs": envs,
        "evaluations": evaluations,
        "shares": SHARES,
        "backends": {},
    }
    with advancing(len(backends)) as advance:
        for backend in backends:
            advance(backend)
            with ways(env_id, backend, envs, evaluations) as ready:
                result["backends"][backend] = figures(interleaved(ready, rounds), evaluations)
            write_json(result, output)
    Console(width=120).print(table(result))


if __name__ == "__main__":
    main()
