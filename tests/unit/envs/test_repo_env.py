"""An episode of ``PerfRepo`` with an evaluator that knows the speed of each tree, and no process at all."""

import contextlib
import json
import math
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from gymnasium.error import InvalidAction, ResetNeeded
from gymnasium.vector import SyncVectorEnv

from perfgym.envs.repo import env as module
from perfgym.envs.repo.env import PerfRepoEnv
from perfgym.errors import HarnessError, SettingsError
from perfgym.integrations.episode import TextEpisode
from perfgym.integrations.trl import PerfRepo
from perfgym.measure import FakeBackend
from perfgym.records import (
    Conditions,
    Counts,
    Evaluation,
    Event,
    Interval,
    Measurement,
    Pair,
    Role,
    Status,
    Submission,
    Unit,
)
from perfgym.repo.workspace.refused import Refused
from perfgym.sandbox import FakeSandbox
from perfgym.sandbox.request import Limits, ProcessOutcome, ProcessRequest, ProcessResult

FILE = "csv/csv.go"
BROKEN, WRONG, FAST, FASTER, LOST = b"broken", b"wrong", b"fast", b"faster", b"lost"
SUBMIT = {"action_type": "submit"}
EVALUATE = {"action_type": "benchmarks", "bench_suite": "target"}
TIME = Event(name="cpu_time_ns", unit=Unit.NANOSECONDS)


class KnownSpeeds:
    """Takes the text of one file for the speed of the whole tree."""

    def __init__(self, task: Any, base: Any, *_: Any, **__: Any) -> None:
        self.task, self.base = task, base
        self.conditions = Conditions(events={Role.TIME: TIME})
        self.evaluated = 0

    def start_episode(self, rng: np.random.Generator) -> Counts:
        return {Role.TIME: 80e6}

    def evaluate(self, submission: Submission, rng: np.random.Generator) -> Evaluation:
        self.evaluated += 1
        content = submission.files[FILE]
        if content == LOST:
            raise HarnessError("the sandbox is gone")
        if content in (BROKEN, WRONG):
            return Evaluation(
                status=Status.COMPILE_ERROR if content == BROKEN else Status.WRONG_OUTPUT,
                conditions=self.conditions,
            )
        ratio = {FAST: 2.0, FASTER: 4.0}.get(content, 1.0)
        return Evaluation(
            status=Status.ACCEPTED, conditions=self.conditions, measurement=_measured(math.log(ratio))
        )


def _measured(ratio: float) -> Measurement:
    interval = Interval(estimate=ratio, low=ratio, high=ratio, confidence=0.99)
    counts = {Role.TIME: 80e6}
    candidate = {Role.TIME: 80e6 / math.exp(ratio)}
    return Measurement(
        backend="known",
        events={Role.TIME: TIME},
        pairs=(Pair(reference=counts, candidate=candidate),),
        intervals={Role.TIME: interval},
    )


@pytest.fixture(autouse=True)
def no_toolchains(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is looked for on this machine, and the repository is kept in a folder of the test's."""
    for name in ("go_toolchain", "git_toolchain"):
        monkeypatch.setattr(module, name, lambda: None)
    monkeypatch.setattr(module, "RepoEvaluator", KnownSpeeds)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def make(**kwargs: Any) -> PerfRepoEnv:
    """An environment that has begun."""
    env = PerfRepoEnv("strings", backend=FakeBackend(), sandbox=FakeSandbox({}), **kwargs)
    env.reset(seed=1)
    return env


@pytest.fixture
def env() -> Iterator[PerfRepoEnv]:
    """One with the task's budget."""
    made = make()
    yield made
    made.close()


def write(content: bytes) -> dict[str, Any]:
    """The action that makes the tree as fast as this text says."""
    return {"action_type": "patch", "patch_file": FILE, "patch_content": content.decode()}


def test_the_first_observation_tells_the_task_and_no_secret(env: PerfRepoEnv) -> None:
    observation, info = env.reset(seed=2)
    assert env.observation_space.contains(observation)
    prompt = observation["prompt"]
    for part in (FILE, "csv/**/*.go", "BenchmarkJustify", "example.org/textkit", "25 steps", "5 evaluations"):
        assert part in prompt
    task = env.task._task
    assert not [name for name in task.workloads if f"workloads/{name}" in prompt]
    assert not [line for line in task.bottlenecks if line in prompt]
    assert info["evaluation"] == ""


def test_doing_nothing_is_paid_nothing(env: PerfRepoEnv) -> None:
    observation, reward, terminated, truncated, info = env.step(SUBMIT)
    assert (reward, terminated, truncated, info["fault"]) == (0.0, True, False, 0.0)
    assert env.observation_space.contains(observation)
    assert observation["steps_left"] == 0


@pytest.mark.parametrize(("content", "paid"), [(BROKEN, -1.0), (WRONG, -0.5), (FAST, 1.0), (FASTER, 2.0)])
def test_the_workspace_is_paid_when_it_is_submitted(env: PerfRepoEnv, content: bytes, paid: float) -> None:
    _, reward, terminated, _, _ = env.step(write(content))
    assert (reward, terminated) == (0.0, False)
    _, reward, terminated, _, info = env.step(SUBMIT)
    assert (reward, terminated, info["score"]) == (pytest.approx(paid), True, pytest.approx(paid))


def test_the_best_evaluation_is_paid_and_the_last_need_not_be(env: PerfRepoEnv) -> None:
    env.step(write(FASTER))
    assert env.step(EVALUATE)[1] == 0.0
    env.step(write(WRONG))
    assert env.step(SUBMIT)[1] == pytest.approx(2.0)


def test_paid_by_gains_the_rewards_add_up_to_the_best() -> None:
    env = make(paid="delta")
    rewards = [
        env.step(action)[1]
        for action in (write(WRONG), EVALUATE, write(FAST), EVALUATE, write(FASTER), SUBMIT)
    ]
    assert rewards == [0.0, -0.5, 0.0, pytest.approx(1.5), 0.0, pytest.approx(1.0)]


def test_equal_files_keep_their_result_and_take_no_evaluation() -> None:
    env = make(max_evaluations=1)
    env.step(write(FAST))
    for _ in range(2):
        observation, *_ = env.step(EVALUATE)
        assert (observation["evaluations_left"], observation["outcome"]) == (0, 0)
    env.step(write(FASTER))
    observation, *_ = env.step(EVALUATE)
    assert "No evaluation is left" in observation["feedback"]
    assert env.step(SUBMIT)[1] == pytest.approx(1.0)


def test_after_the_last_step_the_workspace_is_evaluated_as_it_stands() -> None:
    env = make(max_steps=2)
    env.step({"action_type": "files"})
    observation, reward, terminated, _, info = env.step(write(FAST))
    assert (reward, terminated) == (pytest.approx(1.0), True)
    assert "Changed: csv/csv.go" in observation["feedback"]
    assert "Status: ACCEPTED" in observation["feedback"]
    assert info["submission"][FILE] == FAST
    with pytest.raises(ResetNeeded):
        env.step(SUBMIT)


def test_an_evaluation_is_recorded_with_the_files_that_may_change(env: PerfRepoEnv) -> None:
    env.step({"action_type": "patch", "patch_file": "mine_test.go", "patch_content": "package textkit\n"})
    *_, info = env.step(write(FAST))
    assert env.task.submission(None, info) is None
    *_, info = env.step(EVALUATE)
    submission = env.task.submission(None, info)
    assert submission is not None
    assert submission.files[FILE] == FAST
    assert not [path for path in submission.files if path.endswith(("_test.go", "go.mod"))]
    assert Evaluation.from_json(info["evaluation"]).accepted


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ({}, "names no tool"),
        ({"action_type": "nothing"}, "cannot be"),
        ({"action_type": "patch"}, "changes nothing"),
        ({"action_type": "patch", "patch_file": FILE}, "would leave csv/csv.go empty"),
        ({"action_type": "patch", "patch_file": FILE, "patch_old": "no such text"}, "does not occur"),
        ({"action_type": "patch", "patch_file": "../x", "patch_content": "x"}, "Not written"),
        ({"action_type": "patch", "patch_file": FILE, "patch_diff": "x"}, "both a diff and a file"),
        ({"action_type": "files", "files_op": "read", "files_path": "nowhere.go"}, "no file"),
        ({"action_type": "files", "files_op": "read", "files_path": "artifact:x"}, "No artifact"),
        ({"action_type": "files", "files_path": "nowhere"}, "no folder"),
        ({"action_type": "files", "files_op": "search"}, "files_pattern"),
        ({"action_type": "build_flags", "build_flags": ["-gcflags=-B"]}, "This task allows: -gcflags=-l"),
        ({"action_type": "build_flags"}, "No build flags are set"),
        ({"action_type": "git", "git_op": "clone"}, "git_repo_name"),
        ({"action_type": "git", "git_op": "status", "git_args": ["--output=x"]}, "not available"),
        ({"action_type": "benchmarks", "bench_time": "soon"}, "bench_time"),
        ({"action_type": "benchmarks", "bench_suite": "./nowhere"}, "No package"),
        ({"action_type": "tests", "test_suite": "./nowhere"}, "No package"),
        ({"action_type": "escape_analysis", "escape_target": "nowhere"}, "No package"),
        ({"action_type": "escape_analysis", "escape_flags": ["-B"]}, "escape_flags"),
        ({"action_type": "perf", "perf_args": ["-e", "cycles"]}, "perf_args"),
        ({"action_type": "perf", "perf_mode": "c2c", "perf_bench": "./nowhere"}, "No package"),
    ],
)
def test_what_makes_no_sense_costs_a_step_and_says_why(
    env: PerfRepoEnv, action: dict[str, Any], words: str
) -> None:
    before = env._bench.tree
    observation, reward, terminated, truncated, info = env.step(action)
    assert env.observation_space.contains(observation)
    assert (reward, terminated, truncated, info["fault"]) == (0.0, False, False, 0.0)
    assert info["outcome"] in ("REFUSED", "NOTHING_DONE")
    assert words in observation["feedback"]
    assert observation["steps_left"] == 24
    assert env._bench.tree == before


def test_tools_that_have_used_up_their_cpu_time_are_refused(
    env: PerfRepoEnv, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = ProcessRequest(argv=("test",), limits=Limits())
    env._bench.run(request, 0)
    monkeypatch.setattr("perfgym.envs.repo.workbench.MOST_CPU_S", 0)
    with pytest.raises(Refused, match="CPU time"):
        env._bench.run(request, 0)


def test_an_action_that_is_no_mapping_is_the_callers_mistake(env: PerfRepoEnv) -> None:
    for action in (None, "text", 3, [("action_type", "tests")]):
        with pytest.raises(InvalidAction, match="dict"):
            env.step(action)  # pyright: ignore[reportArgumentType]


def test_files_are_read_by_lines_and_a_change_that_is_ignored_is_named(env: PerfRepoEnv) -> None:
    observation, *_ = env.step(
        {"action_type": "files", "files_op": "read", "files_path": "/repo/go.mod", "files_lines": 1}
    )
    assert observation["stdout"] == "    1\tmodule example.org/textkit"
    assert "files_first_line 2" in observation["feedback"]
    observation, _, _, _, info = env.step(
        {"action_type": "patch", "patch_file": "go.mod", "patch_content": "module x\n"}
    )
    assert "Evaluations ignore go.mod" in observation["feedback"]
    assert info["result"]["repo_git_status"]["ignored"].keys() == {"go.mod"}
    assert json.loads(observation["result"]) == info["result"]


def test_a_fault_of_ours_truncates_and_pays_nothing(env: PerfRepoEnv) -> None:
    env.step(write(LOST))
    observation, reward, terminated, truncated, info = env.step(SUBMIT)
    assert env.observation_space.contains(observation)
    assert (reward, terminated, truncated, info["fault"]) == (0.0, False, True, 1.0)
    assert info["fault_kind"] == "the sandbox is gone"
    with pytest.raises(ResetNeeded):
        env.step(SUBMIT)


def test_a_submission_says_what_became_of_it(env: PerfRepoEnv) -> None:
    env.step(write(BROKEN))
    observation, *_, info = env.step(SUBMIT)
    assert info["outcome"] == "FAILED"
    assert observation["feedback"].startswith("submit: FAILED\nStatus: COMPILE_ERROR")


def test_a_submission_without_an_evaluation_left_is_told_once() -> None:
    env = make(max_evaluations=1)
    env.step(write(FAST))
    env.step(EVALUATE)
    env.step(write(FASTER))
    observation, reward, terminated, *_ = env.step(SUBMIT)
    assert (reward, terminated) == (pytest.approx(1.0), True)
    assert observation["feedback"].count("No evaluation is left") == 1


def test_tests_that_a_script_deletes_are_not_part_of_what_is_evaluated(env: PerfRepoEnv) -> None:
    before = env._submission()
    *deletions, _, submit = env.task.scripted()["test-deleter"]
    assert [env.step(action)[4]["outcome"] for action in deletions] == ["OK"] * 8
    assert len(env._bench.changes()) == 8
    assert env._submission() == before
    assert env.step(submit)[1] == 0.0


def test_a_reply_is_told_what_of_it_was_not_taken(env: PerfRepoEnv) -> None:
    reply = '{"action_type": "files"}\n{"action_type": "files", "files_path": "csv"}'
    observation, *_ = env.step(env.task.action(reply))
    assert "held 2 actions" in env.task.feedback(observation, reply)
    reply = "```json\n{'action_type': 'tests'}\n```"
    observation, *_ = env.step(env.task.action(reply))
    told = env.task.feedback(observation, reply)
    assert "cannot be read" in told
    assert "Write one as a JSON object" in told


class NothingWorks:
    """A sandbox in which every process fails."""

    name, memory_tier, missing = "nothing", "none", ()

    def run(self, request: ProcessRequest) -> ProcessResult:
        return ProcessResult(outcome=ProcessOutcome.EXITED, exit_code=1, stderr=b"it does not work\n")

    def close(self) -> None:
        pass


@pytest.fixture
def no_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No core is waited for, and Go's standard library is not compiled: nothing runs."""
    monkeypatch.setattr("perfgym.languages.go_module.prepare_cache", lambda: tmp_path)
    leased = contextlib.nullcontext(SimpleNamespace(cpu=0))
    monkeypatch.setattr("perfgym.envs.repo.workbench.lease_core", lambda *_: leased)


def where_nothing_works() -> PerfRepoEnv:
    """An environment whose every process fails."""
    return PerfRepoEnv("strings", backend=FakeBackend(), sandbox=NothingWorks())


@pytest.mark.usefixtures("no_machine")
def test_random_actions_are_legal_even_where_no_tool_works() -> None:
    env = where_nothing_works()
    env.action_space.seed(11)
    terminated = True
    for number in range(200):
        if terminated:
            env.reset(seed=number)
        observation, reward, terminated, truncated, info = env.step(env.action_space.sample())
        assert env.observation_space.contains(observation)
        assert (math.isfinite(reward), truncated, info["fault"]) == (True, False, 0.0), info


@pytest.mark.usefixtures("no_machine")
def test_environments_are_stepped_as_a_vector() -> None:
    """Gymnasium's own vector environment batches actions and observations."""
    vector = SyncVectorEnv(
        [lambda: PerfRepoEnv("strings", backend=FakeBackend(), sandbox=NothingWorks())] * 2
    )
    vector.reset(seed=1)
    vector.action_space.seed(3)
    for _ in range(3):
        observations, rewards, *_ = vector.step(vector.action_space.sample())
        assert vector.observation_space.contains(observations)
        assert rewards.shape == (2,)
    vector.close()


def test_a_new_episode_begins_with_the_tasks_own_files(env: PerfRepoEnv) -> None:
    env.step(write(FAST))
    env.reset(seed=1)
    assert env._bench.tree == env._bench.base
    assert env.step(SUBMIT)[1] == 0.0


def test_an_adapters_episode_is_worth_its_best_evaluation_wherever_it_is_cut_off() -> None:
    episode = TextEpisode("PerfRepo-strings-go-v0", backend=FakeBackend(), sandbox=FakeSandbox({}))
    with contextlib.closing(episode):
        assert "fenced block" in episode.reset(seed=1)
        assert episode.score == -1.0
        for action, score in (
            ({"action_type": "files"}, -1.0),
            (write(FAST), -1.0),
            (EVALUATE, 1.0),
            (write(FASTER), 1.0),
        ):
            reply = episode.act(action)
            assert (reply.reward, reply.done, episode.score) == (0.0, False, score)
        last = episode.step('Done.\n```json\n{"action_type": "submit"}\n```')
        assert (last.reward, last.done, episode.score) == (2.0, True, 2.0)


def test_a_trainer_that_calls_tools_plays_a_repository() -> None:
    player = PerfRepo(backend=FakeBackend(), sandbox=FakeSandbox({}))
    with pytest.raises(SettingsError, match="PerfRepo"):
        player.reset("PerfOptimize-sort-c-v0")
    assert "fenced block" not in player.reset("PerfRepo-strings-go-v0", seed=1, more="ignored")
    assert player.get_reward() == -1.0
    assert "patch: OK" in player.act(json.dumps(write(FAST)))
    assert "REFUSED" in player.act('{"action_type": "tests", "test_suit": "x"}')
    assert "The episode has ended" in player.submit()
    assert player.get_reward() == 1.0
    assert player.act("{}") == "The task has ended."
