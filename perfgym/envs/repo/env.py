"""The environment in which an agent makes a repository fast, with a person's tools."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

import numpy as np
from gymnasium.error import InvalidAction
from gymnasium.utils import EzPickle

from perfgym.envs.base import FAULT_FEEDBACK, PerfEnv
from perfgym.envs.repo.action import RepoAction, action_space, read_action
from perfgym.envs.repo.observation import Counters, Observation, observation_space, observed
from perfgym.envs.repo.prompt import evaluation_text, prompt_text
from perfgym.envs.repo.result import Outcome, Stopped, ToolResult
from perfgym.envs.repo.task import RepoEpisodes
from perfgym.envs.repo.tools.benchmarks import benchmarks_tool
from perfgym.envs.repo.tools.escape import escape_tool
from perfgym.envs.repo.tools.files import files_tool
from perfgym.envs.repo.tools.flags import flags_tool
from perfgym.envs.repo.tools.git import git_tool
from perfgym.envs.repo.tools.patch import patch_tool
from perfgym.envs.repo.tools.perf import perf_tool
from perfgym.envs.repo.tools.tests import tests_tool
from perfgym.envs.repo.workbench import Workbench
from perfgym.errors import HarnessError, MachineError, PerfgymError, ProblemError
from perfgym.evaluation.feedback import counts_array
from perfgym.evaluation.info import evaluation_info
from perfgym.evaluation.open_evaluator import open_backend, open_sandbox
from perfgym.evaluation.reward import Reward, chosen_reward, need_paid_role, reward_name
from perfgym.languages.go_module import go_toolchain
from perfgym.measure import Backend
from perfgym.records import Counts, Evaluation, Status, Submission
from perfgym.repo.debian import base_tree
from perfgym.repo.evaluate import RepoEvaluator
from perfgym.repo.git import git_toolchain
from perfgym.repo.load import load_task
from perfgym.repo.measured_tree import submission_of
from perfgym.repo.patching import Refused
from perfgym.sandbox import Sandbox
from perfgym.settings import need_integer

__all__ = ["PerfRepoEnv"]

_TARGET = "target"
_SEED_BYTES = 16
_MOST_STEPS, _MOST_EVALUATIONS = 1000, 100
_NOTHING = "The action names no tool: give action_type."

_TOOLS: Mapping[str, Callable[[Workbench, RepoAction], ToolResult]] = {
    "git": git_tool,
    "tests": tests_tool,
    "build_flags": flags_tool,
    "escape_analysis": escape_tool,
    "perf": perf_tool,
    "patch": patch_tool,
    "files": files_tool,
}


class PerfRepoEnv(PerfEnv[Observation, dict[str, Any]]):
    """Make a repository of Go code faster, with git, tests, benchmarks, profiles and the compiler's remarks.

    ## Description
    The agent has a workspace, a copy of a real repository, and a person's tools. It reads and changes files,
    runs tests and benchmarks, and asks for evaluations. An evaluation takes the files that the task allows to
    change, builds them with the task's own tests and with hidden programs that use the library, and compares
    every output with that of the task's own files. Only a right and fast library is paid. All code is assumed
    to be hostile, and runs in a sandbox.

    ## Action Space
    A flat ``Dict`` with all fields of all tools. ``step`` also takes a part of one, and names in place of
    indices: ``{"action_type": "tests"}``. Any mapping is a legal action; one that makes no sense is refused,
    which costs a step.

    | `action_type`        | fields                                                                        |
    |----------------------|-------------------------------------------------------------------------------|
    | 0, `git`             | `git_op`, `git_args`                                                          |
    | 1, `benchmarks`      | `bench_suite` (`"target"`: an evaluation), `bench_time`, `bench_count`, ...   |
    | 2, `tests`           | `test_suite`, `test_verbose`, `test_timeout`, `test_output_save_file`         |
    | 3, `build_flags`     | `build_flags`                                                                 |
    | 4, `escape_analysis` | `escape_target`, `escape_flags`, `escape_output_file`                         |
    | 5, `perf`            | `perf_mode`, `perf_bench`, `perf_output_file`                                 |
    | 6, `patch`           | `patch_diff`; or `patch_file` with `patch_old`, `patch_new`, `patch_content`  |
    | 7, `files`           | `files_op`, `files_path`, `files_pattern`, `files_first_line`, `files_lines`  |
    | 8, `submit`          |                                                                               |

    :class:`~perfgym.envs.repo.action.RepoAction` describes every field.

    ## Observation Space
    | key                | space               | meaning                                                    |
    |--------------------|---------------------|------------------------------------------------------------|
    | `prompt`           | SourceText          | goal, files, rules, benchmarks, tools, budget              |
    | `feedback`         | SourceText          | result of this step; empty at the start                    |
    | `stdout`, `stderr` | SourceText          | what the tool's process printed                            |
    | `exit_code`        | Discrete            | its exit status; -1 if it did not come to its end          |
    | `outcome`          | Discrete(6)         | OK, NOTHING_DONE, REFUSED, FAILED, TIMED_OUT, OUT_OF_MEMORY |
    | `status`           | Discrete(10)        | `perfgym.Status` of the last evaluation; first `NO_CODE`   |
    | `tests_passed`     | Box(0, 1, (1,))     | share of tests that passed in this step                    |
    | `counters`         | Box(0, 1e18, (5,))  | median cost in the last evaluation, by role                |
    | `reference`        | Box(0, 1e18, (5,))  | the same for the task's own files                          |
    | `counters_mask`    | MultiBinary(5)      | which entries of `counters` were measured                  |
    | `bench`            | Box(-10, 10, (32,3)) | log2 of base to workspace: time, bytes, allocations       |
    | `bench_mask`       | MultiBinary((32,3)) | which entries of `bench` were measured                     |
    | `escapes`          | Box((6,), int64)    | diagnostics by code, less those of the base                |
    | `steps_left`       | Discrete            | steps left                                                 |
    | `evaluations_left` | Discrete            | evaluations left                                           |
    | `result`           | SourceText          | all of it as JSON; ``info["result"]`` has it read          |

    ## Rewards
    Paid on the last step, from the best evaluation (``paid="final"``), or with each evaluation as the best
    grows, to the same sum (``paid="delta"``). Other steps pay 0. -1.0 if nothing was built, -0.5 if something
    was built and nothing passed, else by ``reward``: the log2 of the speed-up, as a geometric mean over the
    hidden programs, at its lower 99 % confidence bound. The other presets are those of ``PerfOptimize``.

    ## Starting State
    The workspace holds the task's own files, in a git repository of one commit. Hidden inputs are drawn from
    ``reset(seed=)`` together with the user's secret key, as for ``PerfOptimize``. The first ``reset`` on a
    machine compiles Go's standard library, which takes a minute.

    ## Episode End
    *Terminated* by ``submit``, or on the last step; the workspace is then evaluated as it stands, if an
    evaluation is left. *Truncated* only when perfgym itself failed: then ``info["fault"]`` is 1.0, and the
    reward is 0.0 and has no meaning.

    ## Arguments
    Those that are settings may also be set as a variable, e.g. ``PERFGYM_BACKEND``; the argument wins.

    * ``task``: set by the ID.
    * ``max_steps=None``, ``max_evaluations=None``: steps and evaluations of an episode, by default
      the task's.
    * ``reward="log_speedup"``: or ``"improvement"``, ``"weighted"``, a preset with weights, or a callable.
    * ``paid="final"``: or ``"delta"``.
    * ``backend="auto"``, ``sandbox="auto"``, ``cores=None``, ``precision=0.02``,
      ``precision_timeout_s=6``, ``measure_timeout_s=60``: as for ``PerfOptimize``.
    * ``render_mode=None``: ``"ansi"``, ``"human"`` or ``"rgb_array"``.

    ## Version History
    * v0: first version.

    Raises:
        SettingsError: An argument or a ``PERFGYM_*`` variable cannot be used.
        SandboxUnavailableError: No sandbox works here; the message gives the cause and the fix.
        ToolchainMissingError: Go, git or GNU tar is missing.
        MachineError: The files of the task are not on this machine.
        ProblemError: The task's folder is malformed.
    """

    def __init__(
        self,
        task: str,
        *,
        max_steps: int | None = None,
        max_evaluations: int | None = None,
        backend: str | Backend | None = None,
        sandbox: str | Sandbox | None = None,
        reward: str | Reward | None = None,
        paid: str | None = None,
        cores: str | list[int] | None = None,
        precision: float | None = None,
        precision_timeout_s: float | None = None,
        measure_timeout_s: float | None = None,
        render_mode: str | None = None,
    ) -> None:
        chosen = {
            "backend": backend,
            "sandbox": sandbox,
            "reward": reward,
            "paid": paid,
            "cores": cores,
            "precision": precision,
            "precision_timeout_s": precision_timeout_s,
            "measure_timeout_s": measure_timeout_s,
        }
        EzPickle.__init__(
            self,
            task,
            max_steps=max_steps,
            max_evaluations=max_evaluations,
            **chosen,
            render_mode=render_mode,
        )
        super().__init__(render_mode)
        settings = self._settings({"reward": "log_speedup"}, **chosen)
        loaded = load_task(task)
        self._max_steps = loaded.max_steps if max_steps is None else max_steps
        self._max_evaluations = loaded.max_evaluations if max_evaluations is None else max_evaluations
        need_integer("max_steps", self._max_steps, 1, _MOST_STEPS)
        need_integer("max_evaluations", self._max_evaluations, 1, _MOST_EVALUATIONS)
        self._paid = settings.paid
        self._reward = chosen_reward(reward, settings)
        self._preset = "" if callable(reward) else settings.reward
        self.reward_name = self._preset or reward_name(reward)
        base = base_tree(loaded)
        go_toolchain()  # if one is missing, this raises before anything is opened
        git_toolchain()
        counting = open_backend(backend, settings)
        jail = open_sandbox(sandbox, settings, self._at_close)
        self._evaluator = RepoEvaluator(loaded, base, jail, counting, settings)
        self._bench = Workbench(loaded, base, jail, settings)
        self.task = RepoEpisodes(loaded)
        self._title = f"{loaded.title}, a repository in Go"
        self._seeds: list[bytes] = []
        self._prompt = ""
        self._counters = Counters(np.zeros(0))
        self._evaluated: set[Any] = set()
        self.action_space = action_space()
        self.observation_space = observation_space(self._max_steps, self._max_evaluations)

    # ---- the episode ---------------------------------------------------------------------------------------

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Start an episode with the task's own files and fresh hidden inputs.

        Args:
            seed: Determines hidden inputs, together with the user's secret key.
            options: None are known; Gymnasium asks that unknown ones are ignored.

        Raises:
            SettingsError: The backend cannot measure this task, or counts nothing that is paid.
            ProblemError: The task's own files do not build or run.
        """
        super().reset(seed=seed, options=options)
        self._begin(0)
        # One seed for each evaluation: what one draws must not change the inputs of later ones.
        self._seeds = [self.np_random.bytes(_SEED_BYTES) for _ in range(self._max_evaluations)]
        profile = self._evaluator.start_episode(self.np_random)
        if self._preset:
            need_paid_role(self._preset, profile, self._evaluator.conditions.absent)
        self._bench.begin()
        self._evaluated = set()
        self._counters = Counters(counts_array(profile)[0])
        self._prompt = self._make_prompt(profile)
        self._begin(self._max_steps)
        nothing = ToolResult(outcome=Outcome.NOTHING_DONE)
        return self._observation(nothing, ""), self._info(nothing)

    def _make_prompt(self, profile: Counts) -> str:
        conditions = self._evaluator.conditions
        return prompt_text(
            self._evaluator.task,
            self._evaluator.base,
            toolchain=conditions.toolchain,
            profile=profile,
            events=conditions.events,
            preset=self._preset,
            max_steps=self._max_steps,
            max_evaluations=self._max_evaluations,
        )

    def step(self, action: Any) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Use one tool.

        Args:
            action: Fields of an action, all or some; the class describes them.

        Raises:
            InvalidAction: The action is no mapping from names of fields to values.
            ResetNeeded: The episode has ended, or never began.
        """
        if not isinstance(action, Mapping):
            raise InvalidAction(f"an action is a dict of fields, e.g. `action_type`; got {action!r:.200}")
        self._need_turn()
        given = cast("Mapping[str, Any]", action)
        best_before = self._best_score()
        try:
            result, submits = self._act(given)
            terminated = submits or self._turns_left == 1
            if terminated and not submits and result.evaluation is None:
                result = _joined(result, self._evaluate())
        except (HarnessError, MachineError, ProblemError) as error:  # `reset` found no fault with either
            return self._fault(error)
        self._turns_left = 0 if terminated else self._turns_left - 1
        observation = self._observation(result, self._feedback(given, result))
        reward = self._pay(best_before, last=terminated)
        return observation, reward, terminated, False, self._info(result)

    def _act(self, given: Mapping[str, Any]) -> tuple[ToolResult, bool]:
        """What a tool answers, and whether the action submits."""
        try:
            action = read_action(given)
            return self._tool(action), action.action_type == "submit"
        except Refused as refusal:
            return ToolResult(outcome=Outcome.REFUSED, text=str(refusal), exit_code=-1), False
        except Stopped as stopped:
            return stopped.result, False

    def _tool(self, action: RepoAction) -> ToolResult:
        if not action.action_type:
            return ToolResult(outcome=Outcome.NOTHING_DONE, text=_NOTHING)
        if action.action_type == "submit":
            return self._evaluate()
        if action.action_type != "benchmarks":
            return _TOOLS[action.action_type](self._bench, action)
        if action.bench_suite.strip() == _TARGET:
            return self._evaluate()
        return benchmarks_tool(self._bench, action, np.random.default_rng())

    def _evaluate(self) -> ToolResult:
        """Evaluate the workspace, if an evaluation is left or its files were evaluated before."""
        submission = self._submission()
        is_known = submission.key in self._evaluated
        if not is_known and not self._evaluations_left:
            text = "No evaluation is left, so these files are not evaluated. Your best evaluation counts."
            return ToolResult(outcome=Outcome.REFUSED, text=text, exit_code=-1)
        number = len(self._evaluated) - is_known
        rng = np.random.default_rng(int.from_bytes(self._seeds[number], "little"))
        evaluation = self._evaluator.evaluate(submission, rng)
        self._evaluated.add(submission.key)
        self._counters = replace(self._counters, last=evaluation)
        self._scored(evaluation, self._reward(evaluation))
        accepted = evaluation.status is Status.ACCEPTED
        return ToolResult(
            outcome=Outcome.OK if accepted else Outcome.FAILED,
            text=evaluation_text(evaluation),
            exit_code=0 if accepted else 1,
            fields={"evaluation": {"status": str(evaluation.status), **evaluation.facts}},
            evaluation=evaluation,
        )

    # ---- what the agent gets -------------------------------------------------------------------------------

    @property
    def _evaluations_left(self) -> int:
        return self._max_evaluations - len(self._evaluated)

    def _best_score(self) -> float:
        """Best score so far; 0 before the first evaluation."""
        return max((turn.score for turn in self._turns), default=0.0)

    def _pay(self, best_before: float, *, last: bool) -> float:
        if self._paid == "delta":
            return float(self._best_score() - best_before)
        return float(self._best_score()) if last else 0.0

    def _feedback(self, action: Mapping[str, Any], result: ToolResult) -> str:
        accepted = [turn for turn in self._turns if turn.evaluation.status is Status.ACCEPTED]
        best = max(accepted, key=lambda turn: turn.score, default=None)
        standing = f"evaluation {best.number}, with a score of {best.score:.3f}" if best else "none accepted"
        left = f"Steps left: {self._turns_left}. Evaluations left: {self._evaluations_left}."
        return "\n".join(
            (
                f"{_tool_name(action)}: {result.outcome}",
                result.text,
                f"Best evaluation so far: {standing}.",
                left if self._turns_left else "The episode has ended.",
            )
        )

    def _observation(self, result: ToolResult, feedback: str) -> Observation:
        return observed(
            result,
            self._counters,
            prompt=self._prompt,
            feedback=feedback,
            fields=self._result(result),
            steps_left=self._turns_left,
            evaluations_left=self._evaluations_left,
        )

    def _result(self, result: ToolResult) -> dict[str, Any]:
        """The whole answer by the names of fields, as JSON has it."""
        changes = self._bench.changes()
        return {
            "outcome": str(result.outcome),
            "exit_code": result.exit_code,
            "repo_worktree_path": "/repo",
            "repo_revision": self._bench.commit,
            "worktree_id": self._bench.tree.digest,
            "repo_git_status": {
                "changed": [path for path, reason in changes.items() if not reason],
                "ignored": {path: reason for path, reason in changes.items() if reason},
            },
            "steps_left": self._turns_left,
            "evaluations_left": self._evaluations_left,
            **result.fields,
        }

    def _info(self, result: ToolResult) -> dict[str, Any]:
        evaluation = result.evaluation
        shown = evaluation or Evaluation(status=Status.NO_CODE, conditions=self._evaluator.conditions)
        best = self._best_score() if self._turns else math.nan
        score = self._turns[-1].score if evaluation else math.nan
        info = evaluation_info(shown, score=score, best_score=best)
        if evaluation is None:
            info["evaluation"] = ""
        return info | self._repo_info(result)

    def _repo_info(self, result: ToolResult) -> dict[str, Any]:
        """What ``info`` holds beside the figures of an evaluation."""
        files = dict(self._submission().files) if result.evaluation else dict[str, bytes]()
        return {"outcome": str(result.outcome), "result": self._result(result), "submission": files}

    def _submission(self) -> Submission:
        return submission_of(self._bench.tree, self._evaluator.task)

    def _fault(self, error: PerfgymError) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        nothing = ToolResult(outcome=Outcome.NOTHING_DONE, exit_code=-1)
        self._turns_left = 0
        best = self._best_score() if self._turns else math.nan
        return self._fault_step(
            self._observation(nothing, FAULT_FEEDBACK),
            error,
            self._evaluator.conditions,
            best_score=best,
            **self._repo_info(nothing),
        )


def _tool_name(action: Mapping[str, Any]) -> str:
    try:
        return read_action(action).action_type or "no action"
    except Refused:
        return "action"


def _joined(first: ToolResult, then: ToolResult) -> ToolResult:
    """The answer of a step that used a tool, and then ended the episode with an evaluation."""
    return replace(
        first,
        text=f"{first.text}\n{then.text}",
        fields={**first.fields, **then.fields},
        evaluation=then.evaluation,
    )
