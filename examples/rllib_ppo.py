"""RLlib's PPO on a `PerfTune` environment.

Shows how RLlib makes perfgym's environments in its own runner processes: by the ID with the prefix
`perfgym:`. RLlib requires Gymnasium 1.2.2, so install it into a virtual environment of its own.

    pip install perfgym 'ray[rllib]' torch
    python examples/rllib_ppo.py --env PerfTune-matmul-c-v0 --iterations 10 --runners 2
"""

import click
import ray
from ray.rllib.algorithms.ppo import PPOConfig

TURNS = 16


def configuration(env_id: str, backend: str, runners: int) -> PPOConfig:
    """PPO with one environment a runner, updated after one episode of each.

    The prefix ``perfgym:`` makes Gymnasium import perfgym in each runner's process.
    """
    config = PPOConfig().environment(f"perfgym:{env_id}", env_config={"backend": backend})
    config = config.env_runners(num_env_runners=runners, rollout_fragment_length=TURNS)
    return config.training(
        train_batch_size_per_learner=TURNS * max(1, runners),
        minibatch_size=TURNS,
        num_epochs=8,
        lr=1e-2,
        gamma=0.0,  # each step pays its own gain, so later rewards do not matter
        entropy_coeff=0.01,
    )


@click.command()
@click.option("--env", "env_id", default="PerfTune-matmul-c-v0", show_default=True)
@click.option("--iterations", default=10, show_default=True, type=click.IntRange(1))
@click.option("--runners", default=2, show_default=True, type=click.IntRange(0))
@click.option("--backend", default="simulated", show_default=True)
def main(env_id: str, iterations: int, runners: int, backend: str) -> None:
    """Train a policy and print the mean return of each iteration's episodes."""
    ray.init(include_dashboard=False)
    algorithm = configuration(env_id, backend, runners).build_algo()
    try:
        for iteration in range(1, iterations + 1):
            paid = algorithm.train()["env_runners"].get("episode_return_mean", float("nan"))
            click.echo(
                f"iteration {iteration}: an episode's best is {2**paid:.2f} times as fast as its first"
            )
    finally:
        algorithm.stop()
        ray.shutdown()


if __name__ == "__main__":
    main()
