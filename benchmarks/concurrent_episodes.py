"""Whether the way in which episodes are run changes what a program earns.

The expert's program is played in episodes of its own by three ways: ``alone`` (one episode at a time, in
this thread), ``threads`` (several at once, as coroutines of `AsyncTextEpisode`, whose threads run on the
cores that they lease) and ``pool`` (as many at once on the workers of `make_async`). Each round plays the
same number of episodes by each way, in random order, so that slow changes of the host cancel. Episodes
measure `cpu_time`.

    python benchmarks/concurrent_episodes.py --rounds 15 --problem sort

``--add`` adds rounds to those in the output file, so that a long series can be taken in pieces.
"""

import asyncio
import contextlib
import json
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from series import LANGUAGE, advancing, chosen_problems, circumstances, output_option, spread, write_json

import perfgym
from perfgym.integrations.episode import AsyncTextEpisode, TextEpisode
from perfgym.machine.facts import physical_cores
from perfgym.vector import AsyncPool

Earned = tuple[float, float]
"""Reward and speed-up of one episode."""

ALONE, THREADS, POOL = "alone", "threads", "pool"
BACKEND = "cpu_time"
DRAWS = 2_000


def _seed() -> int:
    return random.getrandbits(31)


def alone(env_id: str, expert: str, count: int) -> list[Earned]:
    """Play episodes one after another."""
    earned: list[Earned] = []
    for _ in range(count):
        with contextlib.closing(TextEpisode(env_id, backend=BACKEND)) as episode:
            episode.reset(_seed())
            reply = episode.send(expert, submit=True)
        earned.append((reply.reward, reply.info["speedup"]))
    return earned


async def in_thread(env_id: str, expert: str) -> Earned:
    """Play one of several episodes in threads."""
    async with AsyncTextEpisode(env_id, backend=BACKEND) as episode:
        await episode.reset(_seed())
        reply = await episode.send(expert, submit=True)
    return reply.reward, reply.info["speedup"]


async def in_pool(pool: AsyncPool, expert: str) -> Earned:
    """Play one of several episodes in a pool."""
    async with pool.environment() as place:
        await pool.reset(place, seed=_seed())
        _, reward, _, _, info = await pool.step(place, {"code": expert, "submit": 1})
    return reward, info["speedup"]


async def at_once(count: int, play: Callable[[], Awaitable[Earned]]) -> list[Earned]:
    """Play episodes at once."""
    return list(await asyncio.gather(*(play() for _ in range(count))))


async def play_rounds(
    problem: str, rounds: int, count: int, advance: Callable[[str], None]
) -> dict[str, list[Earned]]:
    """What each way earned, ``count`` episodes a round."""
    (env_id,) = perfgym.env_ids(LANGUAGE, [problem])
    expert = perfgym.load_problem(problem).experts[LANGUAGE]
    earned: dict[str, list[Earned]] = {ALONE: [], THREADS: [], POOL: []}
    async with perfgym.make_async(env_id, num_envs=len(physical_cores()), backend=BACKEND) as pool:
        for _ in range(rounds):
            for way in random.sample(list(earned), len(earned)):
                advance(f"{problem}, {way}")
                if way == ALONE:
                    earned[way] += alone(env_id, expert, count)
                elif way == THREADS:
                    earned[way] += await at_once(count, lambda: in_thread(env_id, expert))
                else:
                    earned[way] += await at_once(count, lambda: in_pool(pool, expert))
    return earned


def shift(values: list[float], base: list[float]) -> dict[str, float]:
    """By what share the median of values differs from that of ``base``, with a bootstrap interval of 95 %."""
    rng = np.random.default_rng(0)
    drawn = [
        np.median(rng.choice(values, len(values))) / np.median(rng.choice(base, len(base))) - 1
        for _ in range(DRAWS)
    ]
    low, high = np.quantile(drawn, (0.025, 0.975))
    found = {"estimate": np.median(values) / np.median(base) - 1, "low": low, "high": high}
    return {name: round(float(value), 4) for name, value in found.items()}


def summary(raw: dict[str, list[Earned]]) -> dict[str, Any]:
    """Spread of rewards and speed-ups of each way, and the shifts of their medians from ``alone``."""
    found: dict[str, Any] = {}
    for number, figure in enumerate(("reward", "speedup")):
        series = {way: [earned[number] for earned in episodes] for way, episodes in raw.items()}
        found[figure] = {way: spread(values) for way, values in series.items()}
        found[f"{figure}_shift"] = {way: shift(series[way], series[ALONE]) for way in series if way != ALONE}
    return found


def table(problems: dict[str, Any]) -> Table:
    """Return the table that is printed at the end."""
    shown = Table(title="the expert's reward by the way of running episodes", title_justify="left")
    for heading in (
        "problem",
        "way",
        "episodes",
        "reward",
        "shift of median",
        "95 % interval",
        "times as fast",
    ):
        shown.add_column(heading)
    for name, found in problems.items():
        for way, rewards in found["reward"].items():
            moved = found["reward_shift"].get(way)
            shown.add_row(
                name,
                way,
                str(rewards["n"]),
                f"{rewards['median']:.4f}",
                f"{100 * moved['estimate']:+.2f} %" if moved else "",
                f"{100 * moved['low']:+.2f} to {100 * moved['high']:+.2f} %" if moved else "",
                f"{found['speedup'][way]['median']:.2f}",
            )
    return shown


@click.command()
@click.option("--rounds", default=15, show_default=True, type=click.IntRange(1), help="Number of rounds.")
@click.option(
    "--episodes",
    default=4,
    show_default=True,
    type=click.IntRange(1),
    help="Episodes by each way in a round.",
)
@click.option("--problem", default="sort", show_default=True, help="The problem.")
@click.option("--add", is_flag=True, help="Add to the rounds in the output file.")
@output_option("concurrent_episodes.json", "JSON file to write.")
def main(rounds: int, episodes: int, problem: str, add: bool, output: Path) -> None:
    """Measure whether the way in which episodes are run changes what a program earns."""
    chosen_problems([problem])
    before = json.loads(output.read_text())["problems"] if add and output.exists() else {}
    result: dict[str, Any] = circumstances() | {"at_once": episodes, "backend": BACKEND, "problems": before}
    with advancing(3 * rounds) as advance:
        raw = asyncio.run(play_rounds(problem, rounds, episodes, advance))
    if problem in before:
        raw = {way: before[problem]["raw"][way] + earned for way, earned in raw.items()}
    rounded = {way: [(round(a, 5), round(b, 4)) for a, b in earned] for way, earned in raw.items()}
    result["problems"] |= {problem: summary(raw) | {"raw": rounded}}
    write_json(result, output)
    Console(width=120).print(table(result["problems"]))


if __name__ == "__main__":
    main()
