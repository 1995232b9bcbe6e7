"""The environment in which an agent makes a repository fast, with a person's tools."""

import hashlib
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

import msgspec
import numpy as np
from gymnasium.error import InvalidAction, ResetNeeded
from gymnasium.utils import EzPickle

from perfgym.envs.base import FAULT_FEEDBACK, PerfEnv
from perfgym.envs.repo.action import RepoAction, action_space, read_action
from perfgym.envs.repo.observation import Counters, Observation, observation_space, observed
from perfgym.envs.repo.prompt import evaluation_text, prompt_text
from perfgym.envs.repo.result import Outcome, Stopped, ToolResult
from perfgym.envs.repo.snapshot import SEED_BYTES, Kept, bench_record, bench_state, opened, sealed
from perfgym.envs.repo.state import RepoState, StepRecord, metrics, short_action
from perfgym.envs.repo.task import RepoEpisodes
from perfgym.envs.repo.tools.benchmarks import benchmarks_tool
from perfgym.envs.repo.tools.escape import escape_tool
from perfgym.envs.repo.tools.files import files_tool
from perfgym.envs.repo.tools.flags import flags_tool
from perfgym.envs.repo.tools.git import git_tool
from perfgym.envs.repo.tools.patch import patch_tool
from perfgym.envs.repo.tools.perf import perf_tool
from perfgym.envs.repo.tools.tests import tests_tool
from perfgym.envs.repo.workbench import MOST_CPU_S, Workbench
from perfgym.errors import HarnessError, MachineError, PerfgymError, ProblemError
from perfgym.evaluation.feedback import counts_array
from perfgym.evaluation.info import evaluation_info
from perfgym.evaluation.open_evaluator import open_backend, open_sandbox
from perfgym.evaluation.reward import (
    REPO_REWARDS,
    Reward,
    chosen_reward,
    compares_expert,
    need_paid_role,
    reward_name,
)
from perfgym.languages.go_module import go_toolchain
from perfgym.measure import Backend
from perfgym.printable import clean_text
from perfgym.records import Counts, Evaluation, Status, Submission
from perfgym.repo.evaluation.evaluate import RepoEvaluator
from perfgym.repo.evaluation.measured_tree import submission_of
from perfgym.repo.hosting.clones import open_clones
from perfgym.repo.hosting.sources import RepositorySource
from perfgym.repo.tasks.debian import base_tree
from perfgym.repo.tasks.load import load_task
from perfgym.repo.workspace.git import git_toolchain
from perfgym.repo.workspace.refused import Refused
from perfgym.repo.workspace.tree import Tree
from perfgym.sandbox import Sandbox
from perfgym.settings import need_integer
from perfgym.store import user_size_fits

__all__ = ["PerfRepoEnv"]

_TARGET = "target"
_REPO = "/repo"  # where jails see the workspace
_MOST_STEPS, _MOST_EVALUATIONS = 1000, 100
_MOST_TOLD = 20_000  # characters of what one step tells an agent
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
    | 0, `git`             | `git_op`, `git_args`, `git_workspace`; `git_repo_name`, `git_target_dir`      |
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
    | `bench`            | Box(-10, 10, (32,3)) | log2 of base to workspace: CPU time, bytes, allocations   |
    | `bench_mask`       | MultiBinary((32,3)) | which entries of `bench` were measured                     |
    | `escapes`          | Box((6,), int64)    | diagnostics by code, less those of the base                |
    | `steps_left`       | Discrete            | steps left                                                 |
    | `evaluations_left` | Discrete            | evaluations left                                           |
    | `result`           | SourceText          | all of it as JSON; ``info["result"]`` has it read          |

    ## Rewards
    Paid on the last step, from the best evaluation (``paid="final"``), or with each evaluation as the best
    grows, to the same sum (``paid="delta"``). Other steps pay 0. -1.0 if nothing was built, -0.5 if something
    was built and nothing passed, else by ``reward``: the log2 of the speed-up, as a geometric mean over the
    hidden programs, at its lower 99 % confidence bound. Files of which the same programs are built as of the
    task's own are paid exactly 0. Beside the presets of ``PerfOptimize`` there are two more.
    ``expert_ratio`` is the logarithm of the certain speed-up divided by that of the expert's, at most 1.5;
    the first ``reset`` then measures the expert on this machine. ``goperf`` is the weighted share of CPU
    time, allocated bytes and allocations that was saved; ``goperf:easy`` has the weights 0.2, 0.2 and 0.6,
    ``goperf:medium``, as without a tier, 0.5, 0.1 and 0.4, and ``goperf:hard`` 0.8, 0.1 and 0.1. Programs
    tell themselves what they allocate, so each of the last two counts for no more than time.

    ## Starting State
    The workspace holds the task's own files, in a git repository of one commit. Hidden inputs are drawn from
    ``reset(seed=)`` together with the user's secret key, as for ``PerfOptimize``. Inputs of measured runs
    grow with the machine's speed, so that the task's own files take 40 to 150 ms. The first ``reset`` on a
    machine compiles Go's standard library, which takes a minute. With
    ``options={"resume": snapshot}``, the episode goes on whose :meth:`snapshot` it is.

    ## Episode End
    *Terminated* by ``submit``, or on the last step; the workspace is then evaluated as it stands, if an
    evaluation is left. *Truncated* only when perfgym itself failed: then ``info["fault"]`` is 1.0, and the
    reward is 0.0 and has no meaning.

    ## Arguments
    Those that are settings may also be set as a variable, e.g. ``PERFGYM_BACKEND``; the argument wins.

    * ``task``: set by the ID.
    * ``max_steps=None``, ``max_evaluations=None``: steps and evaluations of an episode, by default
      the task's.
    * ``reward="log_speedup"``: or ``"improvement"``, ``"weighted"``, ``"expert_ratio"``, ``"goperf"``, a
      preset with weights or a tier, or a callable.
    * ``paid="final"``: or ``"delta"``.
    * ``backend="auto"``, ``sandbox="auto"``, ``cores=None``, ``precision=0.02``,
      ``precision_timeout_s=6``, ``measure_timeout_s=60``: as for ``PerfOptimize``.
    * ``host=None``: address of a `perfgym host` or a Gitea, from which the agent may clone, or a
      :class:`~perfgym.repo.hosting.sources.RepositorySource`; by default the repositories of all tasks.
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

    resumable = True

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
        host: str | RepositorySource | None = None,
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
            "host": host,
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
        self._reward = chosen_reward(reward, settings, REPO_REWARDS)
        self._preset = "" if callable(reward) else settings.reward
        self.reward_name = self._preset or reward_name(reward)
        base = base_tree(loaded)
        go_toolchain()  # if one is missing, this raises before anything is opened
        git_toolchain()
        counting = open_backend(backend, settings)
        jail = open_sandbox(sandbox, settings, self._at_close)
        self._evaluator = RepoEvaluator(
            loaded,
            base,
            jail,
            counting,
            settings,
            user_size_fits(),
            compares_expert=compares_expert(self._preset),
        )
        clones = open_clones(host, settings.host, jail, self._at_close)
        self._bench = Workbench(loaded, base, jail, settings, clones)
        self.task = RepoEpisodes(loaded)
        self._title = f"{loaded.title}, a repository in Go"
        self._seed = b""
        self._seeds: list[bytes] = []
        self._prompt = ""
        self._baseline: Counts = {}
        self._counters = Counters(np.zeros(0))
        self._evaluated: dict[str, Evaluation] = {}
        self._scored_digests: list[str] = []
        self._history: list[StepRecord] = []
        self.action_space = action_space()
        self.observation_space = observation_space(self._max_steps, self._max_evaluations)

    # ---- the episode ---------------------------------------------------------------------------------------

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Start an episode with the task's own files and fresh hidden inputs, or go on with another one.

        Args:
            seed: Determines hidden inputs, together with the user's secret key.
            options: ``resume`` is what :meth:`snapshot` returned, here or on another machine. The episode
                goes on from there: its hidden inputs, workspaces, budget and scores are the same, whatever
                ``seed`` is. Scores count only under the key that they were measured with, and only if they
                were measured as this environment measures; ``info["resumed"]`` says what became of them.
                Gymnasium asks that unknown options are ignored.

        Raises:
            SettingsError: The backend cannot measure this task, or counts nothing that is paid; or the
                snapshot is none, or is of another task or budget.
            ProblemError: The task's own files do not build or run.
        """
        super().reset(seed=seed, options=options)
        self._begin(0)
        kept, is_sealed = self._opened(options)
        self._seed = kept.seed if kept else self.np_random.bytes(SEED_BYTES)
        rng = np.random.default_rng(int.from_bytes(self._seed, "little"))
        # One seed for each evaluation: what one draws must not change the inputs of later ones.
        self._seeds = [rng.bytes(SEED_BYTES) for _ in range(self._max_evaluations)]
        profile = self._evaluator.start_episode(rng)
        if self._preset:
            need_paid_role(self._preset, profile, self._evaluator.conditions.absent)
        base = self._evaluator.base
        self._bench.begin(bench_state(kept.bench, base, is_sealed=is_sealed) if kept else None)
        self._begin(kept.steps_left if kept else self._max_steps)
        self._evaluated, self._scored_digests, self._history = {}, [], []
        self._baseline = profile
        self._counters = Counters(counts_array(profile)[0])
        told = self._take_over(kept, is_sealed=is_sealed) if kept else ""
        self._prompt = self._make_prompt(self._baseline)
        nothing = ToolResult(outcome=Outcome.NOTHING_DONE)
        info = self._info(nothing)
        if not kept:
            return self._observation(nothing, ""), info
        return self._observation(nothing, f"{told}\n{self._standing()}"), info | {"resumed": told}

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

    # ---- snapshots -----------------------------------------------------------------------------------------

    def snapshot(self) -> dict[str, Any]:
        """The episode as it stands, as JSON of some kilobytes, for ``reset(options={"resume": ...})``.

        Two environments that resume one snapshot are two forks of the episode.

        Raises:
            ResetNeeded: The episode has ended, or never began.
            SettingsError: The workspaces hold so much that the snapshot would be too large.
        """
        if not self._turns_left:
            raise ResetNeeded("the episode is over or has not begun, so there is nothing to resume")
        kept = Kept(
            seed=self._seed,
            steps_left=self._turns_left,
            bench=bench_record(self._bench.state, self._evaluator.base),
            history=tuple(self._history),
            baseline=dict(self._baseline),
            evaluations={digest: one.to_json() for digest, one in self._evaluated.items()},
            scored=tuple(self._scored_digests),
            measured_by=self._measured_by(),
        )
        return sealed(kept, **self._header())

    def _header(self) -> dict[str, Any]:
        return {
            "task": self._evaluator.task.name,
            "task_sha256": self._evaluator.task.digest,
            "repo_revision": self._bench.commit,
            "max_steps": self._max_steps,
            "max_evaluations": self._max_evaluations,
        }

    def _measured_by(self) -> str:
        conditions = self._evaluator.conditions
        return f"{conditions.toolchain}, {conditions.backend}, {conditions.sandbox}"

    def _opened(self, options: Mapping[str, Any] | None) -> tuple[Kept | None, bool]:
        """The snapshot among the options, and whether its seal fits."""
        given = (options or {}).get("resume")
        return (None, False) if given is None else opened(given, **self._header())

    def _take_over(self, kept: Kept, *, is_sealed: bool) -> str:
        """Take over history and scores; return a sentence that says what became of them."""
        evaluations: Mapping[str, Evaluation] = {}
        why = self._why_not_counted(kept, is_sealed=is_sealed)
        if not why:
            try:
                evaluations = {name: Evaluation.from_json(text) for name, text in kept.evaluations.items()}
            except ValueError:
                why = "another version of perfgym wrote them"
        if why:
            self._history = [msgspec.structs.replace(step, reward=0.0) for step in kept.history]
            lost = len(kept.evaluations)
            return f"The episode was resumed. Its {lost} evaluations do not count: {clean_text(why)}."
        self._history = list(kept.history)
        self._baseline = dict(kept.baseline)
        self._counters = Counters(counts_array(self._baseline)[0])
        for digest in kept.scored:
            self._note(digest, evaluations[digest])
        return "The episode was resumed."

    def _why_not_counted(self, kept: Kept, *, is_sealed: bool) -> str:
        here = self._measured_by()
        if not is_sealed:
            return "its seal does not fit the key of this user, so they may not have been measured"
        if kept.measured_by != here:
            return f"they were measured by {kept.measured_by}, and this environment measures by {here}"
        return ""

    @property
    def tree(self) -> Tree:
        """The files of the workspace. A caller may set them, which takes no step."""
        return self._bench.tree

    @tree.setter
    def tree(self, tree: Tree) -> None:
        self._bench.tree = tree

    @property
    def state(self) -> RepoState:
        """The episode as it stands. Reading it costs no step."""
        turns, last = self._turns, self._counters.last
        best = max(turns, key=lambda turn: turn.score, default=None)
        actions = [step.action for step in self._history]
        return RepoState(
            task_id=self._evaluator.task.name,
            repo_name=self._evaluator.task.module,
            repo_revision=self._bench.commit,
            workspace_path=_REPO,
            git_workspace=self._bench.current,
            git_workspaces=tuple(self._bench.workspaces),
            worktree_id=self._bench.tree.digest,
            task_config={
                "max_steps": self._max_steps,
                "max_evaluations": self._max_evaluations,
                "reward": self.reward_name,
                "paid": self._paid,
            },
            task_step_count=len(self._history),
            budget_remaining=self._turns_left,
            evaluations_left=self._evaluations_left,
            cpu_s_left=max(MOST_CPU_S - self._bench.cpu_s, 0.0),
            baseline_metrics={str(role): cost for role, cost in self._baseline.items()},
            current_metrics=metrics(last, turns[-1].score if turns else math.nan),
            prev_best_metrics=metrics(best.evaluation, best.score) if best else {},
            patch_cycles=sum(
                step.outcome == Outcome.OK and step.action.get("action_type") == "patch"
                for step in self._history
            ),
            last_action=actions[-1] if actions else {},
            last_action_type=str(actions[-1].get("action_type", "")) if actions else "",
            action_history=tuple(self._history),
            reward_trace=tuple(step.reward for step in self._history),
            build_flags=self._bench.build_flags,
            perf_artifacts=self._kept_by("perf_output_file"),
            escape_artifacts=self._kept_by("escape_output_file"),
            artifacts=tuple(self._bench.artifacts),
        )

    def _kept_by(self, name: str) -> tuple[str, ...]:
        """The names of artifacts that actions gave in a field."""
        given = [step.action.get(name) for step in self._history]
        return tuple(artifact for artifact in self._bench.artifacts if artifact in given)

    # ---- steps ---------------------------------------------------------------------------------------------

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
        best_before, started = self._best_score(), time.perf_counter()
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
        self._history.append(
            StepRecord(
                action=short_action(given),
                outcome=str(result.outcome),
                worktree_id=self._bench.tree.digest,
                reward=reward,
                seconds=time.perf_counter() - started,
            )
        )
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
        digest = hashlib.sha256(repr(submission.key).encode()).hexdigest()
        known = self._evaluated.get(digest)
        if known is None and not self._evaluations_left:
            text = "No evaluation is left, so these files are not evaluated. Your best evaluation counts."
            return ToolResult(outcome=Outcome.REFUSED, text=text, exit_code=-1)
        if known is None:
            seed = self._seeds[len(self._evaluated)]
            rng = np.random.default_rng(int.from_bytes(seed, "little"))
            evaluation = self._evaluator.evaluate(submission, rng)
        else:
            evaluation = replace(known, queue_ahead=None, stage_s={})
        self._note(digest, evaluation)
        accepted = evaluation.status is Status.ACCEPTED
        return ToolResult(
            outcome=Outcome.OK if accepted else Outcome.FAILED,
            text=evaluation_text(evaluation),
            exit_code=0 if accepted else 1,
            fields={"evaluation": {"status": str(evaluation.status), **evaluation.facts}},
            evaluation=evaluation,
        )

    def _note(self, digest: str, evaluation: Evaluation) -> None:
        """Keep an evaluation under the digest of what was submitted, and count its score."""
        self._evaluated.setdefault(digest, evaluation)
        self._scored_digests.append(digest)
        self._counters = replace(self._counters, last=evaluation)
        self._scored(evaluation, self._reward(evaluation))

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
        text = clean_text(result.text, _MOST_TOLD)
        return "\n".join((f"{_tool_name(action)}: {result.outcome}", text, self._standing()))

    def _standing(self) -> str:
        """The best evaluation, and what is left of the budget."""
        accepted = [turn for turn in self._turns if turn.evaluation.status is Status.ACCEPTED]
        best = max(accepted, key=lambda turn: turn.score, default=None)
        standing = f"evaluation {best.number}, with a score of {best.score:.3f}" if best else "none accepted"
        left = f"Steps left: {self._turns_left}. Evaluations left: {self._evaluations_left}."
        return "\n".join(
            (f"Best evaluation so far: {standing}.", left if self._turns_left else "The episode has ended.")
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
            "stdout": result.stdout,
            "stderr": result.stderr,
            "repo_worktree_path": _REPO,
            "repo_revision": self._bench.commit,
            "worktree_id": self._bench.tree.digest,
            "git_workspace": self._bench.current,
            "git_workspaces": list(self._bench.workspaces),
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
