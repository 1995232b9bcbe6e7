"""What an episode has come to, as a value: for a person, a server or a program that watches."""

from collections.abc import Mapping
from typing import Any, cast

import msgspec

from perfgym.envs.repo.action import FIELDS, shortest
from perfgym.evaluation.info import evaluation_info
from perfgym.printable import portable
from perfgym.records import Evaluation

__all__ = ["RepoState", "StepRecord", "metrics", "short_action"]

_MOST_CHARACTERS = 240  # of a text in an action
_MOST_WORDS = 20
_METRICS = ("speedup", "speedup_low", "speedup_high", "pairs", "tests_passed", "tests_total")


class StepRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One step of an episode.

    Attributes:
        action: The action without fields at their defaults; long texts are cut.
        outcome: What became of it.
        worktree_id: Digest of the tree after it.
        reward: What it was paid.
        seconds: Wall-clock seconds that it took.
    """

    action: dict[str, Any]
    outcome: str
    worktree_id: str
    reward: float
    seconds: float


class RepoState(msgspec.Struct, frozen=True, kw_only=True):
    """An episode as it stands.

    Attributes:
        task_id: Name of the task.
        repo_name: Import path of the module.
        repo_revision: Name of the commit that every workspace begins with.
        workspace_path: Where the agent's tools see the repository.
        git_workspace: Name of the workspace that the tools work on.
        git_workspaces: Names of all workspaces.
        worktree_id: Digest of the workspace's tree.
        task_config: Steps and evaluations of an episode, the reward, and when it is paid.
        task_step_count: Steps taken.
        budget_remaining: Steps left.
        evaluations_left: Evaluations left.
        cpu_s_left: CPU seconds that the tools may still take.
        baseline_metrics: Role -> cost of the task's own tree, as the episode began.
        current_metrics: Figures of the last evaluation; empty before the first.
        prev_best_metrics: Figures of the evaluation with the best score; empty before the first.
        patch_cycles: Number of patches that were applied.
        last_action: The last action, as ``action_history`` has it; empty before the first.
        last_action_type: Its tool.
        action_history: The steps so far.
        reward_trace: The reward of each of them.
        build_flags: Flags for the compiler.
        perf_artifacts: Names of the texts that ``perf`` kept.
        escape_artifacts: Names of the texts that ``escape_analysis`` kept.
        artifacts: Names of all texts that tools kept.
    """

    task_id: str
    repo_name: str
    repo_revision: str
    workspace_path: str
    git_workspace: str
    git_workspaces: tuple[str, ...]
    worktree_id: str
    task_config: dict[str, Any]
    task_step_count: int
    budget_remaining: int
    evaluations_left: int
    cpu_s_left: float
    baseline_metrics: dict[str, float]
    current_metrics: dict[str, Any]
    prev_best_metrics: dict[str, Any]
    patch_cycles: int
    last_action: dict[str, Any]
    last_action_type: str
    action_history: tuple[StepRecord, ...]
    reward_trace: tuple[float, ...]
    build_flags: tuple[str, ...]
    perf_artifacts: tuple[str, ...]
    escape_artifacts: tuple[str, ...]
    artifacts: tuple[str, ...]


def short_action(action: Mapping[str, Any]) -> dict[str, Any]:
    """An action as a history keeps it, in a few hundred bytes."""
    kept = list(shortest(action).items())[: len(FIELDS)]
    return portable({name[:_MOST_CHARACTERS]: _short(value) for name, value in kept})


def _short(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= _MOST_CHARACTERS else f"{value[:_MOST_CHARACTERS]}..."
    if isinstance(value, list):
        return [_short(word) for word in cast("list[Any]", value)[:_MOST_WORDS]]
    return value


def metrics(evaluation: Evaluation | None, score: float) -> dict[str, Any]:
    """Status, score and speed-up of an evaluation; empty without one. What was not measured is left out."""
    if evaluation is None:
        return {}
    info = evaluation_info(evaluation, score=score, best_score=score)
    figures = {name: info[name] for name in _METRICS if info[name] == info[name]}
    return {"status": str(evaluation.status), "score": score, **figures}
