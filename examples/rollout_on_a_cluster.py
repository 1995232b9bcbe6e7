"""Episodes on a Ray cluster, printed in order of completion.

Shows `perfgym.make_async` with `workers="ray"`: each environment is an actor on some node, and each episode a
coroutine. A scripted agent stands in for a model: it submits the problem's expert program. Each node needs
perfgym and the toolchains, and declares how many of its cores perfgym may measure on::

    ray start --head --resources='{"perfgym_core": 4}'
    ray start --address=HEAD:6379 --resources='{"perfgym_core": 8}'
    python examples/rollout_on_a_cluster.py --address HEAD:6379 --problem sort --num-envs 12 --episodes 100
"""

import asyncio
from typing import Any

import click
import ray

import perfgym


async def play(pool: perfgym.AsyncPool, seed: int, action: dict[str, Any]) -> str:
    """Play one episode on an environment reserved for it, and describe the result in one line."""
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
    """Play one episode for each seed, ``num_envs`` at a time, and print each result when it arrives."""
    async with perfgym.make_async(env_id, num_envs, workers="ray", **arguments) as pool:
        for episode in asyncio.as_completed([play(pool, seed, action) for seed in seeds]):
            click.echo(await episode)


@click.command()
@click.option(
    "--address",
    default=None,
    help="Address of the cluster. Default: RAY_ADDRESS, else a Ray of this machine alone.",
)
@click.option("--problem", default="matmul", show_default=True)
@click.option("--language", default="c", show_default=True)
@click.option("--backend", default="auto", show_default=True)
@click.option("--num-envs", default=2, show_default=True, help="Environments, each on a core of its own.")
@click.option("--episodes", default=4, show_default=True, help="Episodes in all.")
def main(
    address: str | None, problem: str, language: str, backend: str, num_envs: int, episodes: int
) -> None:
    """Play episodes on a cluster."""
    if address is not None:
        ray.init(address=address, log_to_driver=False)
    action = {"code": perfgym.load_problem(problem).experts[language], "submit": 1}
    env_id = f"PerfOptimize-{problem}-{language}-v0"
    asyncio.run(rollout(env_id, action, num_envs=num_envs, seeds=range(episodes), backend=backend))


if __name__ == "__main__":
    main()
