"""Evaluations of real trees: what is built of them, what they hold and what they tell of themselves."""

import contextlib
from collections.abc import Generator

import gymnasium as gym
import numpy as np
import pytest

from perfgym.errors import MachineError
from perfgym.evaluation.reward import REPO_REWARDS
from perfgym.languages.go_module import go_toolchain
from perfgym.measure import CpuTimeBackend
from perfgym.records import Evaluation, Status
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.repo.evaluation.measured_tree import submission_of
from perfgym.repo.tasks.load import load_task
from perfgym.repo.workspace.git import git_toolchain
from perfgym.repo.workspace.patched import patched
from perfgym.sandbox import make_sandbox
from perfgym.settings import Settings

pytestmark = pytest.mark.full

ID = "PerfRepo-strings-go-v0"
SOURCE = "casing/casing.go"
_TABLE = """
package casing

var perfgymTable = make([]byte, {mib}<<20)

func init() {{
	for i := range perfgymTable {{
		perfgymTable[i] = byte(i)
	}}
}}
"""
_NO_COLLECTION = """
package casing

import "runtime/debug"

func init() { debug.SetGCPercent(-1) }
"""


@pytest.fixture(scope="module", autouse=True)
def _toolchains() -> None:
    try:
        go_toolchain()
        git_toolchain()
    except MachineError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def evaluator() -> Generator[RepoEvaluator]:
    """An evaluator that measures roughly, at the beginning of an episode."""
    task = load_task("strings")
    assert task.tree is not None
    settings = Settings(precision=1.0, precision_timeout_s=0.5)
    with contextlib.closing(make_sandbox("auto")) as sandbox:
        opened = RepoEvaluator(task, task.tree, sandbox, CpuTimeBackend(), settings)
        opened.start_episode(np.random.default_rng(1))
        yield opened


def evaluated(evaluator: RepoEvaluator, files: dict[str, str]) -> Evaluation:
    """Evaluate the task's own tree with these files."""
    tree = evaluator.base
    for path, text in files.items():
        tree = tree.with_file(path, text.encode())
    return evaluator.evaluate(submission_of(tree, evaluator.task), np.random.default_rng(2))


@pytest.mark.parametrize("end", ["\n// A comment.\n", "\nfunc perfgymUnused(n int) int { return n + 1 }\n"])
def test_what_does_not_reach_the_programs_gains_exactly_nothing(evaluator: RepoEvaluator, end: str) -> None:
    """The linker leaves out a function that nobody calls, and nothing of it remains in the binary."""
    text = evaluator.base.files[SOURCE].content.decode() + end
    found = evaluated(evaluator, {SOURCE: text})
    assert found.status is Status.ACCEPTED
    assert "unchanged" in found.facts
    assert {reward(found) for reward in REPO_REWARDS.values()} == {0.0}


@pytest.mark.parametrize(
    ("text", "suspicious"),
    [(_TABLE.format(mib=8), False), (_TABLE.format(mib=64), True), (_NO_COLLECTION, True)],
    ids=["modest table", "large table", "no garbage collection"],
)
def test_time_that_is_bought_with_memory_is_not_paid(
    evaluator: RepoEvaluator, text: str, suspicious: bool
) -> None:
    found = evaluated(evaluator, {"casing/own.go": text})
    assert found.measurement is not None, found.build
    assert any("MiB of memory" in one for one in found.measurement.suspicions) is suspicious


def test_allocations_are_counted_by_go_itself(evaluator: RepoEvaluator) -> None:
    expert = patched(evaluator.base, evaluator.task.expert, evaluator._sandbox)
    found = evaluator.evaluate(submission_of(expert, evaluator.task), np.random.default_rng(2))
    told = found.facts["allocations"]
    assert told["bytes"] > 0.5
    assert told["allocations"] > 0.5
    for one in found.facts["workloads"].values():
        assert one["base_allocated_bytes"] > one["allocated_bytes"] > 1000.0


def test_a_package_without_its_files_is_told_by_the_compiler(evaluator: RepoEvaluator) -> None:
    tree = evaluator.base
    files = submission_of(tree, evaluator.task).files
    left = {path: content for path, content in files.items() if not path.startswith("casing/")}
    submission = submission_of(tree, evaluator.task)
    found = evaluator.evaluate(type(submission)(files=left), np.random.default_rng(2))
    assert found.status is Status.COMPILE_ERROR
    assert found.build is not None
    assert "casing" in found.build.diagnostics


@pytest.mark.parametrize(("reward", "least", "most"), [("expert_ratio", 0.7, 1.0), ("goperf:easy", 0.6, 1.0)])
def test_the_expert_is_paid_by_the_rewards_of_repositories(reward: str, least: float, most: float) -> None:
    with contextlib.closing(gym.make(ID, backend="cpu_time", reward=reward)) as env:
        for name in ("reference", "expert"):
            env.reset(seed=2)
            paid = 0.0
            for action in env.unwrapped.task.scripted()[name]:
                observation, paid, *_ = env.step(action)
            if name == "reference":
                assert paid == 0.0
        assert least <= paid <= most
        assert "told by the programs themselves" in observation["feedback"]
        assert ("An expert's files are" in observation["feedback"]) is (reward == "expert_ratio")
