"""How often research keeps a change that does nothing.

Many agents play a session of the family `AutoResearch` each. Every change of theirs only replaces the seed of
the baseline by a number of their own, so that runs differ by luck alone. A rule that keeps the lower of two
figures keeps half of these changes. Exits with 1 if more are kept than the share that is allowed.

    python benchmarks/research_nothing.py --agents 50 -o benchmarks/results/research_nothing.json
"""

import contextlib
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click
import gymnasium as gym
from rich.console import Console
from series import advancing, circumstances, output_option, write_json

import perfgym  # noqa: F401 - it registers the environments
from perfgym.envs.registration import family_of, find_id

ID = "AutoResearch-jargon-v0"
ALLOWED = 0.01


def play(env: gym.Env[Any, Any], steps: list[dict[str, Any]], seed: int) -> Counter[str]:
    """Play one session, and count what became of its changes. One that the gate did not judge is an error."""
    env.reset(seed=seed)
    decisions: Counter[str] = Counter()
    for step in steps:
        _, _, terminated, truncated, info = env.step(step)
        if truncated or info["decision"] not in ("keep", "discard"):
            raise click.ClickException(f"a change was not judged: {info['status']} {info['fault_kind']}")
        decisions[info["decision"]] += 1
        if terminated:
            break
    return decisions


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--agents", type=click.IntRange(min=1), default=50, show_default=True)
@click.option("--experiments", type=click.IntRange(1, 6), default=2, show_default=True, help="Of an agent.")
@click.option("--scale", type=click.FloatRange(0, 1, min_open=True), default=0.05, show_default=True)
@output_option("research_nothing.json", "Where the figures are written.")
def main(agents: int, experiments: int, scale: float, output: Path) -> None:
    """Play the agents, print how much was kept, and write it."""
    found = find_id(ID)
    hunter = family_of(found).task(found).scripted()["seed-hunter"]
    before = circumstances()
    decisions: Counter[str] = Counter()
    env = gym.make(ID, scale=scale)
    with advancing(agents) as advance, contextlib.closing(env):
        for seed in range(agents):
            advance(f"agent {seed}")
            first = seed * experiments % (len(hunter) - experiments)
            decisions += play(env, list(hunter[first : first + experiments]), seed)
    share = decisions["keep"] / decisions.total()
    Console().print(
        f"{decisions['keep']} of {decisions.total()} changes that do nothing were kept: {share:.1%}"
    )
    write_json(before | {"agents": agents, "scale": scale, "decisions": decisions, "share": share}, output)
    sys.exit(share > ALLOWED)


if __name__ == "__main__":
    main()
