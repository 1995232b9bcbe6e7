"""A problem of your own: register a folder of problems, then play one.

Shows that a problem is a folder of files, `bank/common_subsequence`, and that registering its parent folder
makes an environment ID of it. Instead of calling `register_problems`, you can name the parent folder in the
variable `PERFGYM_PROBLEMS`. `perfgym new-problem` writes such a folder to be filled in, and `perfgym
validate` checks it; the guide is docs/problems.md.

    python examples/custom_problem/play.py
"""

from pathlib import Path

import click
import gymnasium as gym

import perfgym


@click.command()
def main() -> None:
    """Play one episode of `common_subsequence` with the expert's program."""
    perfgym.register_problems(Path(__file__).parent / "bank")
    env = gym.make("PerfOptimize-common_subsequence-c-v0")
    try:
        observation, _ = env.reset(seed=1)
        action = {"code": perfgym.load_problem("common_subsequence").experts["c"], "submit": 1}
        observation, reward, _, _, _ = env.step(action)
    finally:
        env.close()
    click.echo(observation["feedback"])
    click.echo(f"reward {reward:.3f}")


if __name__ == "__main__":
    main()
