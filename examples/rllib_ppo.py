"""RLlib's PPO on a knob environment, with environments in Ray's own processes.

    python examples/rllib_ppo.py --env PerfTune-matmul-c-v0 --iterations 10 --runners 2

Needs RLlib, which asks for Gymnasium 1.2.2: `pip install perfgym 'ray[rllib]' torch`.
"""

import click
import ray
from ray.rllib.algorithms.ppo import PPOConfig

TURNS = 16


def configuration(env_id: str, backend: str, runners: int) -> PPOConfig:
    """PPO on as many environments as there are runners, with an update after one episode of each.

    The prefix of the ID makes Gymnasium import perfgym in the process of each runner.
    """
    config = PPOConfig().environment(f"perfgym:{env_id}", env_config={"backend": backend})
    config = config.env_runners(num_env_runners=runners, rollout_fragment_length=TURNS)
    return config.training(
        train_batch_size_per_learner=TURNS * max(1, runners),
        minibatch_size=TURNS,
        num_epochs=8,
        lr=1e-2,
        gamma=0.0,  # a setting is worth what it gains at once
        entropy_coeff=0.01,
    )


@click.command()
@click.option("--env", "env_id", default="PerfTune-matmul-c-v0", show_default=True)
@click.option("--iterations", default=10, show_default=True, type=click.IntRange(1))
@click.option("--runners", default=2, show_default=True, type=click.IntRange(0))
@click.option("--backend", default="simulated", show_default=True)
def main(env_id: str, iterations: int, runners: int, backend: str) -> None:
    """Trains a policy and says what episodes were paid."""
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
