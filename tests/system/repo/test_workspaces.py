"""Episodes of ``PerfRepo`` as values: snapshots with real git, killed workers, and many episodes at once."""

import asyncio
import contextlib
import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest
from click.testing import CliRunner

from perfgym.cli.main import main
from perfgym.envs.registration import family_of, find_id
from perfgym.envs.repo.env import PerfRepoEnv
from perfgym.errors import MachineError
from perfgym.languages.go_module import go_toolchain
from perfgym.records import Evaluation
from perfgym.repo.tasks.load import load_task
from perfgym.repo.workspace.git import git_toolchain
from perfgym.vector import PoolVectorEnv, make_episodes, make_vec

ID = "PerfRepo-strings-go-v0"
SUBMIT = {"action_type": "submit"}
EVALUATE = {"action_type": "benchmarks", "bench_suite": "target"}
TESTS = {"action_type": "tests"}
Action = Mapping[str, Any]


@pytest.fixture(scope="module", autouse=True)
def _toolchains() -> None:
    try:
        go_toolchain()
        git_toolchain()
    except MachineError as error:
        pytest.skip(str(error))


def git(operation: str, *arguments: str, workspace: str = "") -> Action:
    """An action of the tool git."""
    return {
        "action_type": "git",
        "git_op": operation,
        "git_args": list(arguments),
        "git_workspace": workspace,
    }


def written(path: str, content: str) -> Action:
    """An action that writes a file."""
    return {"action_type": "patch", "patch_file": path, "patch_content": content}


def made() -> PerfRepoEnv:
    """An environment on the fake backend."""
    return gym.make(ID, backend="fake").unwrapped  # pyright: ignore[reportReturnType]


NOTE = written("note.go", "package textkit\n")
COMMITTED = (NOTE, git("add", "-A"), git("commit", "-m", "two words"))


def facts(reward: float, info: Mapping[str, Any]) -> dict[str, Any]:
    """What an episode must give whatever else runs: all but durations and the fake backend's counts."""
    text = info["evaluation"]
    verdict = Evaluation.from_json(text).verdict if text else None
    result = info["result"]
    names = ("worktree_id", "repo_git_status", "test_passed", "test_failures", "steps_left")
    results = [(one.name, one.status, one.detail) for one in verdict.results] if verdict else []
    return {
        "outcome": info["outcome"],
        "status": info["status"],
        "verdict": results,
        "reward": pytest.approx(reward),
        **{name: result.get(name) for name in names},
    }


def played(env: gym.Env[Any, Any], seed: int, actions: Sequence[Action]) -> list[dict[str, Any]]:
    """The facts of each step of an episode."""
    env.reset(seed=seed)
    steps: list[dict[str, Any]] = []
    for action in actions:
        _, reward, _, _, info = env.step(action)
        assert info["fault"] == 0.0, info["fault_kind"]
        steps.append(facts(float(reward), info))
    return steps


@pytest.mark.full
def test_workspaces_go_on_elsewhere_with_their_history() -> None:
    with contextlib.closing(made()) as env, contextlib.closing(made()) as other:
        env.reset(seed=1)
        for action in (*COMMITTED, git("reset", "--hard", "HEAD~1", workspace="second"), EVALUATE):
            assert env.step(action)[-1]["outcome"] == "OK"
        snapshot = json.loads(json.dumps(env.snapshot()))
        observation, info = other.reset(options={"resume": snapshot})
        assert observation["prompt"] == env._prompt
        assert info["best_score"] == env._best_score()
        for action in (
            git("log"),
            git("log", workspace="main"),
            git("status"),
            git("stash", "list"),
            EVALUATE,
        ):
            (here, *_), (there, *_) = env.step(action), other.step(action)
            assert there["stdout"] == here["stdout"]
            assert there["feedback"] == here["feedback"]
        assert "two words" in env.step(git("log"))[0]["stdout"]
        assert other._bench.tree.digest == env._bench.tree.digest
        assert len(json.dumps(snapshot)) < 64_000


@pytest.mark.full
def test_a_person_is_told_what_an_agent_would_be_paid(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert CliRunner().invoke(main, ["repo", "checkout", "strings", str(folder)]).exit_code == 0
    submit = ["repo", "submit", str(folder), "--backend", "fake"]
    subprocess.run(
        ["git", "apply", "--recount", "-"],
        cwd=folder,
        input=load_task("strings").expert.encode(),
        check=True,
    )
    (folder / "go.mod").write_text("module x\n")
    done = CliRunner().invoke(main, submit)
    assert (done.exit_code, "Status: ACCEPTED" in done.output) == (0, True)
    assert "Not evaluated: go.mod belongs" in done.output
    assert "Reward: +2.000" in done.output
    (folder / "csv/reader.go").write_text("package csv\n\nfunc {\n")
    done = CliRunner().invoke(main, [*submit, "--json"])
    told = json.loads(done.stdout)
    assert (done.exit_code, told["status"], told["reward"]) == (1, "COMPILE_ERROR", -1.0)


# ---- workers ------------------------------------------------------------------------------------------


@contextlib.contextmanager
def pool(count: int) -> Iterator[PoolVectorEnv]:
    """Episodes in workers, on the fake backend."""
    with contextlib.closing(make_vec(ID, num_envs=count, backend="fake")) as envs:
        yield envs


@contextlib.contextmanager
def killing(pid: int, after_s: float) -> Iterator[None]:
    """Kill a process after a while."""
    timer = threading.Timer(after_s, os.kill, (pid, signal.SIGKILL))
    timer.start()
    yield
    timer.join()


def in_pool(
    envs: PoolVectorEnv, scripts: Sequence[Sequence[Action]], before: Callable[[int], Any] = lambda _: None
) -> list[list[dict[str, Any]]]:
    """The facts of each episode's steps, where each goes on as soon as it can."""
    envs.reset(seed=1)
    left = {env_id: list(script) for env_id, script in enumerate(scripts)}
    steps: list[list[dict[str, Any]]] = [[] for _ in scripts]
    for env_id, script in left.items():
        before(env_id)
        envs.send([env_id], [script.pop(0)])
    while envs.pool.busy:
        for one in envs.recv(1):
            assert one.info["fault"] == 0.0, one.info["fault_kind"]
            steps[one.env_id].append(facts(one.reward, one.info))
            if left[one.env_id]:
                before(one.env_id)
                envs.send([one.env_id], [left[one.env_id].pop(0)])
    return steps


@pytest.mark.full
def test_an_episode_among_kills_is_as_one_that_is_left_alone() -> None:
    """The worker is killed before some steps and in the middle of others."""
    actions = [*COMMITTED, TESTS, EVALUATE, git("log"), TESTS, SUBMIT]
    with contextlib.closing(made()) as env:
        alone = played(env, 1, actions)
    with pool(1) as envs, contextlib.ExitStack() as kills:
        number = 0

        def kill(env_id: int) -> None:
            nonlocal number
            number += 1
            pid = envs.pool.places[env_id]["pid"]
            if number in (2, 6):
                os.kill(pid, signal.SIGKILL)
            elif number in (4, 5):  # tests and an evaluation, which take longer than that
                kills.enter_context(killing(pid, 0.2))

        assert in_pool(envs, [actions], kill) == [alone]
        assert envs.pool.resumed == envs.pool.replaced == 4


@pytest.mark.full
def test_all_episodes_of_a_killed_worker_go_on() -> None:
    """Two share one worker, as in a rollout; it dies between two steps, and in the middle of one."""

    async def main() -> list[tuple[str, float]]:
        async with (
            make_episodes({ID: {"backend": "fake"}}, 1) as episodes,
            episodes.episode(ID) as one,
            episodes.episode(ID) as other,
        ):

            async def worker() -> int:
                return (await episodes.ask(0, lambda pool: asyncio.sleep(0, pool.pool.places[0])))["pid"]

            await one.reset(seed=1)
            await other.reset(seed=2)
            await one.step(NOTE)
            os.kill(await worker(), signal.SIGKILL)
            *_, seen = await other.step(git("status", "-s"))
            assert (seen["fault"], seen["result"]["repo_git_status"]["changed"]) == (0.0, [])
            *_, seen = await one.step(git("status", "-s"))
            assert (seen["fault"], seen["result"]["repo_git_status"]["changed"]) == (0.0, ["note.go"])
            with killing(await worker(), 0.3):
                *_, tested = await other.step(TESTS)
            *_, ended = await one.step(SUBMIT)
            return [(seen["outcome"], seen["fault"]) for seen in (tested, ended)]

    assert asyncio.run(main()) == [("OK", 0.0), ("OK", 0.0)]


@pytest.mark.full
def test_eight_episodes_at_once_give_what_each_gives_alone() -> None:
    """Trees, tests, verdicts of hidden tests and rewards are equal."""
    scripted = family_of(find_id(ID)).task(find_id(ID)).scripted()
    wrong = {
        "action_type": "patch",
        "patch_file": "casing/casing.go",
        "patch_old": "unicode.ToUpper",
        "patch_new": "unicode.ToLower",
    }
    names = list(scripted)
    patches = [scripted[name][:-1] for name in names][:6]
    scripts = [[*patch, TESTS, git("status", "-s"), SUBMIT] for patch in patches]
    scripts += [[wrong, TESTS, EVALUATE, git("restore", "."), SUBMIT], [*COMMITTED, EVALUATE, TESTS, SUBMIT]]
    scripts += [[NOTE, TESTS, git("stash", "-u"), SUBMIT]] * (8 - len(scripts))
    with contextlib.closing(made()) as env:
        alone = [played(env, 1 + number, script) for number, script in enumerate(scripts)]
    with pool(len(scripts)) as envs:
        assert in_pool(envs, scripts) == alone
    assert len(scripts) == 8
    assert {steps[-1]["status"] for steps in alone} >= {"ACCEPTED", "COMPILE_ERROR"}
