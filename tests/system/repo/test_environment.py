"""``PerfRepo`` in the real sandbox, with the real Go and git."""

import contextlib
import json
from collections.abc import Generator
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest
from platformdirs import user_cache_path

import perfgym
from perfgym.envs.registration import family_of, find_id
from perfgym.envs.repo.env import PerfRepoEnv
from perfgym.errors import MachineError
from perfgym.languages.go_module import go_toolchain
from perfgym.records import Evaluation
from perfgym.repo.tasks.load import task_folders
from perfgym.repo.workspace.git import git_toolchain
from perfgym.sandbox import Sandbox

ID = "PerfRepo-strings-go-v0"
SUBMIT = {"action_type": "submit"}
EVALUATE = {"action_type": "benchmarks", "bench_suite": "target"}
SOURCE = "csv/csv.go"


@pytest.fixture(scope="module", autouse=True)
def _toolchains() -> None:
    try:
        go_toolchain()
        git_toolchain()
    except MachineError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def shared() -> Generator[PerfRepoEnv]:
    """One environment for all tests of this module."""
    with contextlib.closing(gym.make(ID, backend="fake", max_steps=60)) as env:
        yield env.unwrapped  # pyright: ignore[reportReturnType]


@pytest.fixture
def env(shared: PerfRepoEnv) -> PerfRepoEnv:
    """The environment, at the beginning of an episode."""
    shared.reset(seed=1)
    return shared


def told(env: PerfRepoEnv, **action: Any) -> tuple[str, dict[str, Any]]:
    """Outcome and result of a step that must not fail; the feedback is in the result."""
    observation, _, _, truncated, info = env.step(action)
    assert env.observation_space.contains(observation)
    assert (truncated, info["fault"]) == (False, 0.0)
    return info["outcome"], {**info["result"], "feedback": observation["feedback"]}


@pytest.mark.full
def test_random_actions_change_no_file_outside_of_the_cache(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The home, the working folder and the checkout are as they were after 200 actions."""
    home, work = tmp_path / "home", tmp_path / "work"
    for folder in (home, work):
        folder.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(user_cache_path()))
    monkeypatch.chdir(work)
    watched = [home, work, Path(perfgym.__file__).parent, task_folders()["strings"]]
    before = [_states(folder) for folder in watched]
    with contextlib.closing(gym.make(ID, backend="fake", sandbox=sandbox)) as env:
        env.action_space.seed(7)
        terminated = True
        for number in range(200):
            if terminated:
                env.reset(seed=number)
            _, _, terminated, truncated, info = env.step(env.action_space.sample())
            assert (truncated, info["fault"]) == (False, 0.0), info
    assert [_states(folder) for folder in watched] == before


def _states(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size and time of the last change of each file, without what Python compiles."""
    return {
        path: (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_tests_run_by_name_and_failures_are_told(env: PerfRepoEnv) -> None:
    outcome, result = told(env, action_type="tests")
    assert (outcome, result["test_passed"], result["test_failures"]) == ("OK", True, [])
    mine = 'package textkit\n\nimport "testing"\n\nfunc TestMine(t *testing.T) { t.Error("not yet") }\n'
    told(env, action_type="patch", patch_file="mine_test.go", patch_content=mine)
    outcome, result = told(env, action_type="tests", test_suite=". ^TestMine$")
    assert (outcome, result["test_passed"]) == ("FAILED", False)
    assert [failure["name"] for failure in result["test_failures"]] == ["TestMine"]
    assert "not yet" in result["feedback"]


def test_a_build_that_fails_is_told_with_the_compilers_words(env: PerfRepoEnv) -> None:
    told(env, action_type="patch", patch_file=SOURCE, patch_content="package csv\n\nfunc {\n")
    for action in ({"action_type": "tests"}, {"action_type": "escape_analysis"}, {"action_type": "perf"}):
        outcome, result = told(env, **action)
        assert outcome == "FAILED"
        assert "csv.go:3" in result["feedback"]
    outcome, result = told(env, **EVALUATE)
    assert (outcome, result["evaluation"]["status"]) == ("FAILED", "COMPILE_ERROR")


def test_git_undoes_what_a_diff_did(env: PerfRepoEnv) -> None:
    outcome, _ = told(env, action_type="patch", patch_diff=env._evaluator.task.expert)
    assert outcome == "OK"
    outcome, result = told(env, action_type="git", git_op="status", git_args=["--short"])
    assert " M csv/reader.go" in result["feedback"]
    told(env, action_type="git", git_op="restore", git_args=["."])
    told(env, action_type="git", git_op="clean", git_args=["-fd"])
    outcome, result = told(env, action_type="git", git_op="status", git_args=["--short"])
    assert (outcome, result["repo_git_status"]["changed"]) == ("OK", [])


def test_blank_lines_behind_a_diff_are_no_part_of_it(env: PerfRepoEnv) -> None:
    reply = f"```diff\n{env._evaluator.task.expert}\n\n```"
    outcome, result = told(env, **env.task.action(reply))
    assert (outcome, "csv/reader.go" in result["repo_git_status"]["changed"]) == ("OK", True)


def test_a_diff_that_does_not_fit_is_explained(env: PerfRepoEnv) -> None:
    diff = f"--- a/{SOURCE}\n+++ b/{SOURCE}\n@@ -1,1 +1,1 @@\n-package cvs\n+package csv\n"
    outcome, result = told(env, action_type="patch", patch_diff=diff)
    assert outcome == "REFUSED"
    assert "package cvs" in result["feedback"]
    assert result["repo_git_status"]["changed"] == []


def test_files_are_searched(env: PerfRepoEnv) -> None:
    outcome, result = told(env, action_type="files", files_op="search", files_pattern="^func Parse")
    assert outcome == "OK"
    assert "csv/reader.go:" in result["feedback"]
    outcome, _ = told(env, action_type="files", files_op="search", files_pattern="nothing like this")
    assert outcome == "NOTHING_DONE"


def test_benchmarks_show_what_the_expert_gained(env: PerfRepoEnv) -> None:
    told(env, action_type="patch", patch_diff=env._evaluator.task.expert)
    observation, *_, info = env.step(
        {"action_type": "benchmarks", "bench_suite": "./csv", "bench_count": 4, "bench_file_name": "csv"}
    )
    assert info["outcome"] == "OK"
    tables = {table["unit"]: table for table in info["result"]["benchstat_summary"]}
    assert {row["name"] for row in tables["sec/op"]["rows"]} >= {"csv.Parse", "csv.Format"}
    assert {row["name"] for row in tables["kernel-sec/op"]["rows"] if row["ratio"] < 1.0}
    assert {one["p_holm"] for one in tables["kernel-sec/op"]["rows"]} != {None}
    assert all(one["base_kernel_ns_op"] > 0 for one in info["result"]["bench_summary"])
    assert observation["bench_mask"][:, 1:].sum() == 4
    assert observation["bench"][observation["bench_mask"] == 1].max() > 0.0
    _, result = told(env, action_type="files", files_op="read", files_path="artifact:csv")
    assert "vs base" in result["feedback"]


@pytest.mark.full
def test_a_profile_names_lines_and_ranks_what_the_compiler_remarks(env: PerfRepoEnv) -> None:
    for mode, source in (("mem", "memory profiler"), ("stat", "CPU profiler")):
        outcome, result = told(env, action_type="perf", perf_mode=mode, perf_bench="./csv")
        assert outcome == "OK"
        summary = result["perf_summary"]
        assert source in summary["source"]
        assert any(line["file"].startswith("csv/") for line in summary["lines_with_calls"])
    outcome, result = told(env, action_type="escape_analysis", escape_target="./csv")
    assert outcome == "OK"
    assert result["escape_count_total"] > 0
    assert result["escape_summary"][0]["share_of_cpu_profile"] > 0.0


@pytest.mark.full
def test_changed_tests_and_benchmarks_change_nothing(env: PerfRepoEnv) -> None:
    *_, info = env.step(EVALUATE)
    before = Evaluation.from_json(info["evaluation"])
    for action in (
        {"patch_file": "csv/csv_test.go", "patch_content": "package csv\n"},
        {"patch_file": "go.mod", "patch_content": "module example.org/other\n\ngo 1.24\n"},
        {"patch_file": "internal/perfgym_letters/main.go", "patch_content": "package main\n"},
    ):
        told(env, action_type="patch", **action)
    observation, *_, info = env.step(EVALUATE)
    after = Evaluation.from_json(info["evaluation"])
    assert after.verdict == before.verdict
    assert observation["evaluations_left"] == 4
    assert info["submission"].keys() <= env._bench.base.files.keys()


def test_a_fork_keeps_its_files_and_too_many_are_refused(env: PerfRepoEnv) -> None:
    git = {"action_type": "git", "git_op": "status"}
    told(env, **git, git_workspace="fork")
    told(env, action_type="patch", patch_file="note.go", patch_content="package textkit\n")
    _, result = told(env, **git, git_workspace="main")
    assert result["git_workspaces"] == ["main", "fork"]
    assert result["repo_git_status"]["changed"] == []
    names = {"b": "OK", "c": "OK", "d": "REFUSED", "../x": "REFUSED", "fork": "OK"}
    assert {name: told(env, **git, git_workspace=name)[0] for name in names} == names
    outcome, result = told(env, **git, git_args=["--output=x"], git_workspace="main")
    assert (outcome, result["git_workspace"]) == ("REFUSED", "fork")
    assert result["repo_git_status"]["changed"] == ["note.go"]


@pytest.mark.full
def test_the_experts_patch_is_paid_and_doing_nothing_is_not() -> None:
    scripted = family_of(find_id(ID)).task(find_id(ID)).scripted()
    paid: dict[str, float] = {}
    with contextlib.closing(gym.make(ID, backend="cpu_time")) as env:
        for name in ("reference", "expert", "broken"):
            env.reset(seed=2)
            for action in scripted[name]:
                _, paid[name], *_ = env.step(action)
    assert paid["reference"] == 0.0
    assert paid["expert"] > 1.0
    assert paid["broken"] == -1.0


def test_benchmarks_that_a_script_emptied_are_not_part_of_what_is_evaluated(env: PerfRepoEnv) -> None:
    before = env._submission()
    patch, *_ = env.task.scripted()["benchmark-editor"]
    assert told(env, **patch)[0] == "OK"
    assert len(env._bench.changes()) == 7
    assert env._submission() == before


@pytest.mark.full
@pytest.mark.parametrize("name", ["benchmark-editor", "test-deleter"])
def test_scripts_that_cheat_are_paid_nothing(name: str) -> None:
    with contextlib.closing(gym.make(ID, backend="cpu_time")) as env:
        env.reset(seed=3)
        rewards = [
            env.step(action)[1] for action in family_of(find_id(ID)).task(find_id(ID)).scripted()[name]
        ]
    assert sum(map(float, rewards)) < 0.1


def test_a_reply_in_text_is_an_action(env: PerfRepoEnv) -> None:
    observation, *_ = env.step(env.task.action('```json\n{"action_type": "files"}\n```'))
    assert "csv/csv.go" in observation["stdout"]
    assert json.loads(observation["result"])["outcome"] == "OK"
