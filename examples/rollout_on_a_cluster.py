"""Plays episodes on a Ray cluster and prints what each came to, and where it was measured.

Each node has perfgym and its toolchains, and declares how many of its cores may be measured on::

    ray start --head --resources='{"perfgym_core": 4}'
    ray start --address=HEAD:6379 --resources='{"perfgym_core": 8}'
    python examples/rollout_on_a_cluster.py --address HEAD:6379 --problem sort --num-envs 12 --episodes 100

The agent is a script: it submits the problem's expert program.
"""

import asyncio
from typing import Any

import click
import ray

import perfgym


async def play(pool: perfgym.AsyncPool, seed: int, action: dict[str, Any]) -> str:
    """One episode, on an environment that nobody else uses meanwhile; what it came to, as a line."""
    async with pool.environment() as env_id:
        await pool.reset(env_id, seed=seed)
        _, reward, _, truncated, info = await pool.step(env_id, action)
        node = pool.pool.places[env_id].get("node")
    if truncated:
        return f"seed {seed}: lost, {info['fault_kind']}"
    return (
        f"seed {seed}: {info['status']}, reward {reward:.3f}, {info['speedup']:.2f} times as fast "
        f"on host {info['host']}, node {node}"
    )


async def rollout(
    env_id: str, action: dict[str, Any], *, num_envs: int, seeds: range, **arguments: Any
) -> None:
    """Episodes in order of completion, as many at a time as there are environments."""
    async with perfgym.make_async(env_id, num_envs, workers="ray", **arguments) as pool:
        for episode in asyncio.as_completed([play(pool, seed, action) for seed in seeds]):
            click.echo(await episode)


@click.command()
@click.option(
    "--address", default=None, help="Of the cluster; by default RAY_ADDRESS, or this machine alone."
)
@click.option("--problem", default="matmul", show_default=True)
@click.option("--language", default="c", show_default=True)
@click.option("--backend", default="auto", show_default=True)
@click.option("--num-envs", default=2, show_default=True, help="Environments, each on a core of its own.")
@click.option("--episodes", default=4, show_default=True, help="Episodes in all.")
def main(
    address: str | None, problem: str, language: str, backend: str, num_envs: int, episodes: int
) -> None:
    """Plays episodes on a cluster."""
    if address is not None:
        ray.init(address=address, log_to_driver=False)
    action = {"code": perfgym.load_problem(problem).experts[language], "submit": 1}
    env_id = f"PerfOptimize-{problem}-{language}-v0"
    asyncio.run(rollout(env_id, action, num_envs=num_envs, seeds=range(episodes), backend=backend))


if __name__ == "__main__":
    main()
