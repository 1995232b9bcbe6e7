"""The verifier's script of a Harbor task pays what perfgym pays. Run here, without containers."""

import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import gymnasium as gym
import pytest

from perfgym.bank import load_problem
from perfgym.envs.registration import find_id
from perfgym.integrations.harbor import write_tasks

ID = "PerfOptimize-sort-c-v0"


def verified(tmp_path: Path, program: str | None, **variables: str) -> dict[str, float] | None:
    """Run a task's `tests/test.sh` with the test's folders for the containers'; return the reward."""
    (task,) = write_tasks([find_id(ID)], tmp_path / "tasks", requirement="perfgym", backend="fake")
    app, logs, tools = (tmp_path / name for name in ("app", "logs", "tools"))
    for folder in (app, logs / "verifier", tools):
        folder.mkdir(parents=True)
    perfgym = tools / "perfgym"
    perfgym.write_text(f'#!/bin/sh\nexec {sys.executable} -m perfgym "$@"\n')
    perfgym.chmod(0o755)
    if program is not None:
        (app / "solution.c").write_text(program)
    script = (task / "tests" / "test.sh").read_text()
    script = script.replace("/app/", f"{app}/").replace("/logs/", f"{logs}/")
    env = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", **variables}
    subprocess.run(["bash", "-c", script], env=env, check=False, capture_output=True)
    rewards = logs / "verifier" / "reward.json"
    return json.loads(rewards.read_text()) if rewards.exists() else None


@pytest.mark.full  # a second or two each: a command is started, and a reference is built
@pytest.mark.parametrize(
    ("program", "reward"),
    [
        (load_problem("sort").experts["c"], {"reward": 0.75, "accepted": 1.0, "speedup": 4.0}),
        ("int main(void) { return 0; }", {"reward": -0.5, "accepted": 0.0}),
        ("no program", {"reward": -1.0, "accepted": 0.0}),
        (None, {"reward": -1.0, "accepted": 0.0}),
    ],
    ids=["fast", "wrong", "not built", "gone"],
)
def test_the_reward_is_what_perfgym_pays(
    tmp_path: Path, program: str | None, reward: dict[str, float]
) -> None:
    assert verified(tmp_path, program) == pytest.approx(reward)


def section(text: str, heading: str) -> str:
    """What stands below a heading, up to the next one."""
    return text.split(f"## {heading}\n\n")[1].split("\n\n##")[0]


def test_the_statement_tells_the_limits_and_the_score_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are those without the variables of whoever writes the tasks: the verifier does not know them."""
    with contextlib.closing(gym.make(ID, backend="fake")) as env:
        prompt = env.reset(seed=0)[0]["prompt"]
    monkeypatch.setenv("PERFGYM_TEST_TIMEOUT_S", "77")
    monkeypatch.setenv("PERFGYM_REWARD", "log_speedup")
    (task,) = write_tasks([find_id(ID)], tmp_path, requirement="perfgym")
    statement = (task / "instruction.md").read_text()
    assert section(statement, "Limits") == section(prompt, "Limits")
    scored = re.compile(r"(The score of an accepted program is .*?) \(by weight: .*?\)(\. .* scores -1\.)")
    assert scored.search(statement).groups() == scored.search(prompt).groups()
    assert "The reward is the score." in statement


@pytest.mark.full
def test_a_failure_of_the_machine_leaves_no_reward(tmp_path: Path) -> None:
    assert verified(tmp_path, "int main(void) { return 0; }", PERFGYM_SANDBOX="none such") is None
