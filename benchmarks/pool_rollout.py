"""How busy a rollout of text episodes on an asyncio pool keeps the cores.

Every episode is a conversation of one to five turns. Each reply holds the expert's program, the reference,
or a wrong program, with an unused function that makes it differ from earlier ones; the last reply submits.
The busy share is the share of all CPUs' time that was not idle, from the first reset to the end of the last
episode.

    python benchmarks/pool_rollout.py --episodes 64 --envs 2 --envs 64 --backend cpu_time
"""

import asyncio
import time
from pathlib import Path
from typing import Any

import click
import numpy as np
import psutil
from rich.console import Console
from series import advancing, circumstances, output_option, write_json

import perfgym

ENV_ID = "PerfOptimize-matmul-c-v0"
TURNS = 5
PROBLEM = perfgym.load_problem("matmul")
SOURCES = (PROBLEM.experts["c"], PROBLEM.references["c"], "int main(void) { return 0; }\n")


def replies(rng: np.random.Generator) -> list[str]:
    """Return the replies of one episode, as a model might write them."""
    count = int(rng.integers(1, TURNS + 1))
    said: list[str] = []
    for turn in range(count):
        program = SOURCES[rng.integers(len(SOURCES))] + f"int unused_{turn}(void) {{ return {turn}; }}\n"
        said.append(f"<code>\n{program}</code>" + ("\n<submit/>" if turn == count - 1 else ""))
    return said


async def episode(pool: perfgym.AsyncPool, seed: int) -> int:
    """Play one conversation; return its number of turns."""
    async with pool.environment() as env_id:
        await pool.reset(env_id, seed=seed)
        for turn, reply in enumerate(replies(np.random.default_rng(seed)), start=1):
            code, submit = perfgym.parse_reply(reply)
            *_, terminated, truncated, _ = await pool.step(env_id, {"code": code, "submit": int(submit)})
            if terminated or truncated:
                return turn
    raise AssertionError("the last reply submits")


async def rollout(num_envs: int, episodes: int, backend: str) -> dict[str, Any]:
    """Play all episodes on a pool of ``num_envs`` environments; return the figures."""
    async with perfgym.make_async(ENV_ID, num_envs, backend=backend) as pool:
        with advancing(episodes) as advance:
            before, started = psutil.cpu_times(), time.perf_counter()
            turns = 0
            for ended in asyncio.as_completed([episode(pool, seed) for seed in range(episodes)]):
                turns += await ended
                advance(f"{turns} turns")
            after, wall_s = psutil.cpu_times(), time.perf_counter() - started
    idle_s = after.idle - before.idle + after.iowait - before.iowait
    cpus = psutil.cpu_count() or 1
    return {
        "num_envs": num_envs,
        "turns": turns,
        "wall_s": round(wall_s, 1),
        "turns_per_s": round(turns / wall_s, 3),
        "busy_share": round(1 - idle_s / (cpus * wall_s), 4),
    }


@click.command()
@click.option(
    "--envs",
    default=(2, 8, 64),
    show_default=True,
    multiple=True,
    type=click.IntRange(1),
    help="Number of environments; may be given again.",
)
@click.option(
    "--episodes", default=64, show_default=True, type=click.IntRange(1), help="Episodes per rollout."
)
@click.option("--backend", default="cpu_time", show_default=True, help="Backend that measures.")
@output_option("pool_rollout.json", "JSON file to write.")
def main(envs: tuple[int, ...], episodes: int, backend: str, output: Path) -> None:
    """Measure how busy a rollout keeps the cores."""
    result: dict[str, Any] = circumstances() | {
        "env": ENV_ID,
        "episodes": episodes,
        "backend": backend,
        "rollouts": [asyncio.run(rollout(num_envs, episodes, backend)) for num_envs in envs],
    }
    write_json(result, output)
    Console(width=120).print(result)


if __name__ == "__main__":
    main()
