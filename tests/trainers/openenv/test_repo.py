"""``PerfRepo`` by OpenEnv: clients use the tools over a socket, in sessions at once, and see all answers."""

import asyncio
import json
from collections.abc import Generator
from typing import Any

import pytest
from gymnasium.error import ResetNeeded

import perfgym
from perfgym.envs.repo.action import ACTION_TYPES, FIELDS
from perfgym.repo.tasks.load import load_task
from perfgym.sandbox import Sandbox
from tests.doubles.jails import FailingSandbox
from tests.doubles.serving import serving
from tests.doubles.trainers_page import blocks

openenv = pytest.importorskip("openenv.core", reason="OpenEnv is missing: pip install 'perfgym[openenv]'")

from perfgym.integrations.openenv import (  # noqa: E402 - needs OpenEnv
    GoPerfAction,
    GoPerfClient,
    GoPerfObservation,
    GoPerfState,
    repo_server,
)
from perfgym.integrations.openenv.repo_server import GoPerfServer, make_app  # noqa: E402

STRINGS = "PerfRepo-strings-go-v0"
SESSIONS = 4


@pytest.fixture(scope="module")
def url() -> Generator[str]:
    """A server that measures nothing: its backend takes every program for a fast one."""
    with serving(make_app(max_sessions=SESSIONS, backend="fake")) as url:
        yield url


def test_an_action_has_the_fields_of_the_environment() -> None:
    assert GoPerfAction.model_fields.keys() - {"metadata"} == FIELDS.keys()
    schema = GoPerfAction.model_json_schema()["properties"]
    assert schema["action_type"]["enum"] == [*ACTION_TYPES, None]
    assert GoPerfAction(action_type="benchmarks", bench_time=2, bench_count=3).fields() == {
        "action_type": "benchmarks",
        "bench_time": "2s",
        "bench_count": 3,
    }


def test_a_client_plays_a_whole_episode() -> None:
    """It reads, tests, edits, measures and submits, and is paid for what is certain."""
    task = load_task("strings")
    with (
        serving(make_app(backend="cpu_time")) as url,
        GoPerfClient(base_url=url).sync() as client,
    ):
        first = client.reset(env_id=STRINGS, seed=1, episode_id="mine", max_evaluations=2)
        assert (first.reward, first.done) == (None, False)
        assert task.goal in first.observation.prompt
        assert first.observation.task_goal == task.goal
        assert "fenced block" not in first.observation.prompt  # that is how a reply in text is written

        listed = client.step(GoPerfAction(action_type="files", files_op="list")).observation
        assert {one["path"] for one in listed.files} == task.tree.files.keys()
        tests = client.step(GoPerfAction(action_type="tests", test_suite="./csv")).observation
        assert (tests.outcome, tests.test_passed, tests.test_failures) == ("OK", True, [])

        patched = client.step(GoPerfAction(action_type="patch", patch_diff=task.expert)).observation
        assert patched.repo_git_status["changed"]
        assert patched.worktree_id != listed.worktree_id
        measured = client.step(GoPerfAction(action_type="benchmarks", bench_suite="target"))
        assert (measured.reward, measured.done, measured.observation.status) == (0, False, "ACCEPTED")
        assert measured.observation.delta_baseline == measured.observation.delta_prev_best > 0.5

        state = client.state()
        assert (state.episode_id, state.env_id, state.step_count) == ("mine", STRINGS, 4)
        assert (state.patch_cycles, state.last_action_type) == (1, "benchmarks")
        assert state.current_metrics["speedup"] == pytest.approx(measured.observation.delta_baseline + 1)

        last = client.step(GoPerfAction(action_type="submit"))
        assert last.done
        assert last.reward == last.metadata["best_score"] == state.score > 0.5
        assert client.state().budget_remaining == 0
        with pytest.raises(RuntimeError, match="reset"):
            client.step(GoPerfAction(action_type="tests"))


async def play(url: str, task: str, note: str) -> tuple[Any, ...]:
    async with GoPerfClient(base_url=url) as client:
        first = await client.reset(env_id=f"PerfRepo-{task}-go-v0", seed=1, episode_id=note, max_steps=3)
        await client.step(GoPerfAction(action_type="patch", patch_file="note.txt", patch_content=note))
        read = await client.step(GoPerfAction(action_type="files", files_op="read", files_path="note.txt"))
        return first, read, await client.state()


def test_sessions_at_once_keep_their_own_episodes(url: str) -> None:
    sessions = (("strings", "a"), ("strings", "b"), ("kvcodec", "c"))

    async def gather() -> Any:
        return await asyncio.gather(*(play(url, task, note) for task, note in sessions))

    for (task, note), (first, read, state) in zip(sessions, asyncio.run(gather()), strict=True):
        assert load_task(task).goal in first.observation.prompt
        assert read.observation.stdout.split() == ["1", note]
        assert (state.episode_id, state.task_id, state.step_count) == (note, task, 2)
        assert [one["outcome"] for one in state.action_history] == ["OK", "OK"]


def test_what_makes_no_sense_is_refused_in_words_and_costs_a_step(url: str) -> None:
    with GoPerfClient(base_url=url).sync() as client:
        client.reset(env_id=STRINGS, max_steps=10)
        wrong = (
            GoPerfAction(action_type="init_repo"),
            GoPerfAction(action_type="benchmarks", bench_count=10**9),
            GoPerfAction(action_type="git", git_op="status", git_args=["--output=x"]),
            GoPerfAction(action_type="patch", patch_file="../x", patch_content="x"),
        )
        for number, action in enumerate(wrong, start=1):
            answer = client.step(action)
            assert (answer.reward, answer.done, answer.observation.outcome) == (0, False, "REFUSED")
            assert answer.observation.task_remaining_budget == 10 - number
        assert client.step(GoPerfAction()).observation.outcome == "NOTHING_DONE"


def test_a_client_lists_and_clones_repositories(url: str) -> None:
    with GoPerfClient(base_url=url).sync() as client:
        client.reset(env_id=STRINGS)
        listed = client.step(GoPerfAction(action_type="git", git_op="list_repos")).observation
        assert {"strings", "logpipe"} <= {one["name"] for one in listed.repositories}
        cloned = client.step(GoPerfAction(action_type="git", git_op="clone", git_repo_name="logpipe"))
        assert cloned.observation.result["clone"]["folder"] == "extra/logpipe"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"env_id": "PerfOptimize-sort-c-v0"}, "PerfRepo"),
        ({"env_id": "x:PerfRepo-strings-go-v0"}, "PerfRepo"),
        ({"env_id": ["PerfRepo-strings-go-v0"]}, "PerfRepo"),
        ({"env_id": "PerfRepo-strings-go-v9"}, "PerfRepo"),
        ({"host": "http://127.0.0.1:1"}, "host"),
        ({"sandbox": "unsafe-none"}, "sandbox"),
        ({"backend": "fake"}, "fake"),
        ({"max_steps": "9"}, "max_steps"),
        ({"max_steps": 10**9}, "max_steps"),
    ],
)
def test_what_a_client_may_not_choose_is_refused(url: str, asked: dict[str, Any], said: str) -> None:
    with GoPerfClient(base_url=url).sync() as client:
        with pytest.raises(RuntimeError, match=said):
            client.reset(**asked)
        with pytest.raises(RuntimeError, match="reset"):
            client.step(GoPerfAction(action_type="tests"))
        assert client.state().env_id == ""


def test_a_fault_has_no_reward(sandbox: Sandbox) -> None:
    session = GoPerfServer(backend="cpu_time", sandbox=FailingSandbox(sandbox))
    opening = session.reset(seed=1)
    assert (opening.reward, opening.done, opening.metadata["fault"]) == (None, True, 1)
    assert session.state.score is None
    with pytest.raises(ResetNeeded):
        session.step(GoPerfAction(action_type="tests"))
    session.close()
    session.close()


def test_every_message_is_json_without_nan(url: str) -> None:
    """OpenEnv's generic client shows what went over the wire."""
    with openenv.GenericEnvClient(base_url=url, message_timeout_s=600).sync() as client:
        client.reset(env_id=STRINGS)
        result = client.step({"action_type": "files"})
        sent = [result.observation, result.metadata, client.state()]
    assert json.loads(json.dumps(sent, allow_nan=False)) == sent
    assert GoPerfObservation(**result.observation).files
    assert GoPerfState(**sent[2]).budget_remaining == load_task("strings").max_steps - 1


def test_the_program_of_the_documentation_works(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, command = blocks("OpenEnv", "sh", "repositories.md")[0].strip().splitlines()
    assert f"{repo_server.__name__}:app" in command
    (program,) = blocks("OpenEnv", "python", "repositories.md")
    program = program.replace("http://127.0.0.1:8000", url)
    exec(compile(program, "docs/repositories.md", "exec"), {"__name__": "client"})
    said = capsys.readouterr().out.splitlines()
    assert "True []" in said
    assert said[-1].endswith("[0.0, " + said[-1].split()[0] + "]")


def test_what_is_wrong_with_a_server_is_told_when_it_is_made() -> None:
    with pytest.raises(perfgym.PerfgymError, match="perfgym host"):
        make_app(host="http://127.0.0.1:9")
