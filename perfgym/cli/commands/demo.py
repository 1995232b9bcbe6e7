"""``perfgym demo``: one episode with a scripted agent."""

import contextlib
from typing import Any

import click
import gymnasium as gym
from rich.text import Text

from perfgym.cli.demo_programs import DEMO_ID, demo_programs
from perfgym.cli.options import json_option, seed_option
from perfgym.cli.output import print_json, print_line
from perfgym.cli.progress import progress_bar
from perfgym.errors import HarnessError

__all__ = ["command"]


@click.command("demo")
@seed_option
@json_option
def command(seed: int, as_json: bool) -> None:
    """Play one episode of matrix multiplication in C with a scripted agent.

    The agent submits five programs, from one that does not compile to an expert's, and reads what the
    environment answers. The JSON holds every raw sample.
    """
    if not as_json:
        print_line(f"{DEMO_ID}: a scripted agent makes a naive matrix product fast.\n")
    script = list(demo_programs())
    turns: list[dict[str, Any]] = []
    with progress_bar(total=len(script) + 1) as bar:
        bar.update("testing the sandbox, building and timing the reference")
        env = gym.make(DEMO_ID)
        with contextlib.closing(env):
            env.reset(seed=seed)
            for turn, submission in enumerate(script, 1):
                bar.update(f"turn {turn}: {submission.what}", advance=1)
                action = {"code": submission.code, "submit": int(turn == len(script))}
                observation, paid, _, _, info = env.step(action)
                feedback = observation["feedback"]
                if info["fault"]:
                    raise HarnessError(info["fault_kind"])
                told = {"what": submission.what, "reward": float(paid), "feedback": feedback}
                turns.append(told | info)
                if not as_json:
                    bar.print_line(Text(f"Turn {turn}: {submission.what}", style="bold"))
                    bar.print_line(f"{feedback}\n")
    reward = turns[-1]["reward"]
    if as_json:
        print_json({"id": DEMO_ID, "seed": seed, "reward": reward, "turns": turns})
        return
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
