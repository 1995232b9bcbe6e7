"""``perfgym demo``: one episode with a scripted agent."""

import contextlib

import click
import gymnasium as gym
from rich.text import Text

from perfgym.cli.demo_programs import DEMO_ID, demo_programs
from perfgym.cli.output import print_line
from perfgym.cli.progress import progress_bar
from perfgym.errors import HarnessError

__all__ = ["command"]


@click.command("demo")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of all inputs.")
def command(seed: int) -> None:
    """Play one episode of matrix multiplication in C with a scripted agent.

    The agent submits five programs, from one that does not compile to an expert's, and reads what the
    environment answers.
    """
    print_line(f"{DEMO_ID}: a scripted agent makes a naive matrix product fast.\n")
    script = list(demo_programs())
    with progress_bar(total=len(script) + 1) as bar:
        bar.update("testing the sandbox, building and timing the reference")
        env = gym.make(DEMO_ID)
        with contextlib.closing(env):
            env.reset(seed=seed)
            reward = 0.0
            for turn, submission in enumerate(script, 1):
                bar.update(f"turn {turn}: {submission.what}", advance=1)
                action = {"code": submission.code, "submit": int(turn == len(script))}
                observation, paid, _, _, info = env.step(action)
                reward = float(paid)
                if info["fault"]:
                    raise HarnessError(info["fault_kind"])
                bar.print_line(Text(f"Turn {turn}: {submission.what}", style="bold"))
                bar.print_line(f"{observation['feedback']}\n")
    print_line(Text(f"Final reward: {reward:+.3f}", style="bold"))
    print_line("The reward is the share of the reference's cost that the best program saves.")
    print_line(_NEXT_STEPS)


_NEXT_STEPS = f"""
Next steps (after `make demo` the command is .venv/bin/perfgym)
  perfgym list                          list the environments
  perfgym eval solution.c \\
    --env {DEMO_ID}        evaluate a program of yours
  perfgym doctor                        check what this machine can measure
  README.md                             play an episode in eight lines of Python"""
