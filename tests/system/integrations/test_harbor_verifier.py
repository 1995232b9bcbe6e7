"""The verifier's script of a Harbor task pays what perfgym pays. Run here, without containers."""

import json
import os
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.full
def test_a_failure_of_the_machine_leaves_no_reward(tmp_path: Path) -> None:
    assert verified(tmp_path, "int main(void) { return 0; }", PERFGYM_SANDBOX="none such") is None
