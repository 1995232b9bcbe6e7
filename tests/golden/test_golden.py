"""Whole episodes on the fake backend equal the recorded transcripts word for word.

``pytest tests/golden --record-golden`` records them again. Read the difference before you commit it.
"""

import contextlib
import json
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest

from perfgym.bank import load_problem
from perfgym.records import Status
from perfgym.sandbox import Sandbox

FOLDER = Path(__file__).parent
BROKEN = "int main(void) { return x; }"
SILENT = "int main(void) { return 0; }"
CRASHING = '#include <stdio.h>\n#include <stdlib.h>\nint main(void) { fputs("oh\\n", stderr); abort(); }'


def without_diagnostics(feedback: str) -> list[str]:
    """Leave out diagnostics, which differ between versions of the compiler."""
    return [line for line in feedback.splitlines() if not line.startswith(("| solution.c", "|  "))]


def transcript(problem: str, sandbox: Sandbox) -> list[dict[str, Any]]:
    """Return prompt and turns of a scripted episode, without what differs between machines."""
    loaded = load_problem(problem)
    codes = [BROKEN, SILENT, CRASHING, loaded.references["c"], loaded.experts["c"]]
    env = gym.make(f"PerfOptimize-{problem}-c-v0", backend="fake", sandbox=sandbox)
    with contextlib.closing(env):
        observation, info = env.reset(seed=42)
        prompt = observation["prompt"].replace(info["toolchain"], "TOOLCHAIN")
        return [{"prompt": prompt}, *(turn(env, code, code == codes[-1]) for code in codes)]


def turn(env: Any, code: str, submit: bool) -> dict[str, Any]:
    """Take one turn; return what the environment returns."""
    observation, reward, terminated, _, _ = env.step({"code": code, "submit": int(submit)})
    return {
        "status": list(Status)[observation["status"]],
        "feedback": without_diagnostics(observation["feedback"]),
        "tests_passed": observation["tests_passed"].tolist(),
        "counters": observation["counters"].tolist(),
        "counters_mask": observation["counters_mask"].tolist(),
        "turns_left": int(observation["turns_left"]),
        "reward": float(reward),
        "terminated": terminated,
    }


@pytest.mark.parametrize("problem", ["matmul", "sort", "hash_table"])
def test_an_episode_reads_as_it_was_recorded(
    problem: str, sandbox: Sandbox, request: pytest.FixtureRequest
) -> None:
    """Prompt, feedback, status, counters and reward of every turn are compared."""
    file = FOLDER / f"{problem}.json"
    turns = transcript(problem, sandbox)
    if request.config.getoption("--record-golden"):
        file.write_text(json.dumps(turns, indent=1) + "\n")
        pytest.skip(f"recorded to {file.name}")
    assert turns == json.loads(file.read_text())
