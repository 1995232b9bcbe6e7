"""What OpenEnv's client and server say to each other in an episode of ``PerfRepo``."""

from collections.abc import Mapping
from typing import Any, Self

from openenv.core.env_server import Action, Observation, State
from pydantic import Field

from perfgym.envs.fields import Choice
from perfgym.envs.repo.action import FIELDS

__all__ = ["GoPerfAction", "GoPerfObservation", "GoPerfState"]

_Items = list[dict[str, Any]]


def _choice(name: str) -> Any:
    """A field whose schema lists its values. Another value is sent too, and the environment refuses it."""
    kind = FIELDS[name]
    names = list(kind.names) if isinstance(kind, Choice) else []
    return Field(default=None, json_schema_extra={"enum": [*names, None]})


class GoPerfAction(Action):
    """One action. :class:`~perfgym.envs.repo.action.RepoAction` describes the fields.

    A field that is None has its default. What makes no sense is refused by the environment, and costs a step.
    """

    action_type: str | None = _choice("action_type")
    git_op: str | None = _choice("git_op")
    git_args: list[str] | None = None
    git_repo_name: str | None = None
    git_target_dir: str | None = None
    git_workspace: str | None = None
    bench_suite: str | None = None
    bench_time: int | str | None = Field(default=None, description="e.g. 20ms or 100x; a number is seconds")
    bench_count: int | None = None
    bench_mem_required: bool | None = None
    bench_stat: bool | None = None
    bench_file_name: str | None = None
    bench_timeout: int | None = Field(default=None, description="seconds")
    test_suite: str | None = None
    test_verbose: bool | None = None
    test_timeout: int | None = Field(default=None, description="seconds")
    test_output_save_file: str | None = None
    build_flags: list[str] | None = None
    escape_target: str | None = None
    escape_flags: list[str] | None = None
    escape_output_file: str | None = None
    perf_mode: str | None = _choice("perf_mode")
    perf_bench: str | None = None
    perf_args: list[str] | None = None
    perf_output_file: str | None = None
    patch_diff: str | None = None
    patch_file: str | None = None
    patch_old: str | None = None
    patch_new: str | None = None
    patch_content: str | None = None
    files_op: str | None = _choice("files_op")
    files_path: str | None = None
    files_pattern: str | None = None
    files_first_line: int | None = None
    files_lines: int | None = None

    def fields(self) -> dict[str, Any]:
        """The fields that are given, as the environment takes them."""
        given = self.model_dump(exclude={"metadata"}, exclude_none=True)
        if isinstance(self.bench_time, int):
            given["bench_time"] = f"{self.bench_time}s"
        return given


class GoPerfObservation(Observation):
    """What became of an action.

    ``reward`` is None at the start, and after a failure of perfgym: then ``done`` is true and
    ``metadata["fault"]`` is 1. Fields of other tools than the action's are None.
    """

    prompt: str = Field(default="", description="the task; only after a reset")
    feedback: str = Field(default="", description="what became of the action, in words")
    stdout: str = ""
    stderr: str = ""
    exit_code: int = Field(default=0, description="-1 if nothing came to its end")
    outcome: str = Field(default="NOTHING_DONE", description="what became of the action, in one word")
    status: str | None = Field(default=None, description="status of the evaluation, if this step had one")

    repo_name: str | None = Field(default=None, description="import path of the module")
    repo_worktree_path: str | None = None
    repo_revision: str | None = Field(default=None, description="the commit that the episode began with")
    worktree_id: str | None = Field(default=None, description="digest of the files")
    repo_git_status: dict[str, Any] | None = None

    task_id: str | None = None
    task_goal: str | None = None
    task_step_count: int | None = None
    task_remaining_budget: int | None = Field(default=None, description="steps left")
    task_build_flags: list[str] | None = None
    evaluations_left: int | None = None
    delta_baseline: float | None = Field(
        default=None, description="speed-up of this step's evaluation, less 1"
    )
    delta_prev_best: float | None = Field(default=None, description="the same, against the best one before")

    bench_summary: _Items | None = None
    benchstat_summary: _Items | dict[str, Any] | None = None
    test_passed: bool | None = None
    test_failures: _Items | None = None
    escape_summary: _Items | None = None
    escape_count_total: int | None = None
    perf_summary: dict[str, Any] | None = None
    files: _Items | None = None
    repositories: _Items | None = Field(default=None, description="those of list_repos, as Gitea lists them")
    result: dict[str, Any] = Field(
        default_factory=dict[str, Any], description="what the tool answered besides"
    )

    @classmethod
    def of_result(cls, result: Mapping[str, Any], **more: Any) -> Self:
        """An observation with what a tool answered: fields of these names, and all others in ``result``."""
        own = {name: value for name, value in result.items() if name in cls.model_fields}
        others = {name: value for name, value in result.items() if name not in cls.model_fields}
        return cls(**own, **more, result=others)


class GoPerfState(State):
    """Where the episode is. :class:`~perfgym.envs.repo.state.RepoState` describes the fields."""

    env_id: str = ""
    score: float | None = Field(
        default=None, description="what the episode is worth if it ends now; null after a failure of perfgym"
    )
    workspace_path: str | None = None
    repo_name: str | None = None
    repo_revision: str | None = None
    worktree_id: str | None = None
    baseline_metrics: dict[str, Any] | None = None
    current_metrics: dict[str, Any] | None = None
    prev_best_metrics: dict[str, Any] | None = None
    patch_cycles: int | None = None
    last_action: dict[str, Any] | None = None
    last_action_type: str | None = None
    action_history: _Items | None = None
    task_config: dict[str, Any] | None = None
    reward_trace: list[float] | None = None
    budget_remaining: int | None = None
    build_flags: list[str] | None = None
    perf_artifacts: list[str] | None = None
    escape_artifacts: list[str] | None = None
