"""Whole episodes on a repository for an attack to play: it acts and reads, as an agent does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from perfgym.envs.repo.env import PerfRepoEnv
from perfgym.redteam.repo_attacks import editable_packages, go_files
from perfgym.repo.tasks.task import RepoTask
from perfgym.repo.workspace.tree import Tree

__all__ = ["AttackedRepository", "Told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an action led to.

    Attributes:
        outcome: Name of the outcome, e.g. ``"REFUSED"``.
        status: Status of the evaluation; empty without one.
        score: The best score so far; 0 before the first evaluation.
        feedback: The feedback.
        result: The fields of the result.
    """

    outcome: str
    status: str
    score: float
    feedback: str
    result: Mapping[str, Any] = field(repr=False)


class AttackedRepository:
    """Episodes on one task.

    Args:
        env: The environment.
        task: The task.
        base: The task's own tree.

    Attributes:
        task: The task.
        base: The task's own tree.
        packages: Folder to package name, where the attack may add Go files.
        statuses: The statuses of all evaluations so far.
        faults: What perfgym took for its own fault.
        best: The highest score of an evaluation.
        longest_feedback: Characters of the longest feedback.
    """

    def __init__(self, env: PerfRepoEnv, task: RepoTask, base: Tree) -> None:
        self.task, self.base = task, base
        self.packages = editable_packages(task, base)
        self.statuses: list[str] = []
        self.faults: list[str] = []
        self.best = 0.0
        self.longest_feedback = 0
        self._env = env
        self._over = True

    def begin(self) -> None:
        """Forget what other attacks led to; the next action begins an episode."""
        self.statuses, self.faults, self.best, self.longest_feedback = [], [], 0.0, 0
        self._over = True

    def reset(self) -> str:
        """Begin an episode, and return the prompt."""
        observation, _ = self._env.reset(seed=0)
        self._over = False
        return str(observation["prompt"])

    def act(self, **action: Any) -> Told:
        """Use a tool. A new episode begins where the last one is over."""
        if self._over:
            self.reset()
        observation, _, terminated, truncated, info = self._env.step(action)
        self._over = terminated or truncated
        if info["fault"]:
            self.faults.append(
                f"{action.get('action_type')!r:.40} made the harness fail: {info['fault_kind']}"
            )
        if status := str(info["status"]) if info["evaluation"] else "":
            self.statuses.append(status)
            self.best = max(self.best, float(info["best_score"]))
        self.longest_feedback = max(self.longest_feedback, len(observation["feedback"]))
        return Told(
            outcome=str(info["outcome"]),
            status=status,
            score=self.best,
            feedback=str(observation["feedback"]),
            result=info["result"],
        )

    def evaluate(self) -> Told:
        """Ask for an evaluation of the workspace."""
        return self.act(action_type="benchmarks", bench_suite="target")

    def write(self, path: str, content: str) -> Told:
        """Write a file of the workspace."""
        return self.act(action_type="patch", patch_file=path, patch_content=content)

    def add_go(self, text: str, name: str = "zz_attack.go") -> None:
        """Write a Go file in each package that may be changed; ``@PACKAGE@`` is the name of the package."""
        for path, content in go_files(text, self.packages, name).items():
            self.write(path, content.decode())
