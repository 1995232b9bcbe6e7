"""verifiers evaluates and serves the tasks of perfgym, against a model that plays for real."""

import asyncio
import json
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import perf_optimize
import pytest
import verifiers.v1 as vf
from verifiers.v1.serve import EnvClient, env_config_data, serve_env

from perfgym.errors import HarnessError
from perfgym.evaluation.evaluate import Evaluator
from perfgym.repo.tasks.load import load_task
from tests.doubles.model_server import FakeServer
from tests.doubles.playing_model import play_chat

KEY = "KEY_OF_THE_FAKE_MODEL"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure CPU time alone, and have a key for the model's server."""
    monkeypatch.setenv("PERFGYM_BACKEND", "cpu_time")
    monkeypatch.setenv(KEY, "secret")


@pytest.fixture
def model() -> Generator[FakeServer]:
    """A server of a model that plays: its first program does not build, its second is the expert's."""
    with FakeServer(play_chat) as server:
        yield server


def client_of(model: FakeServer) -> vf.EvalClientConfig:
    return vf.EvalClientConfig(base_url=model.url, api_key_var=KEY)


async def play(env: Any, model: FakeServer, task: Any = None) -> Any:
    """Play one episode of the first task, or of the task, in this process."""
    context = vf.ModelContext(model="fake", client=client_of(model), sampling=vf.SamplingConfig())
    async with env.serving():
        (slot,) = env.slots(task or next(iter(env.taskset)))
        return await env.run_slot(slot, context)


def test_the_command_evaluates_every_episode(model: FakeServer, tmp_path: Path) -> None:
    """All episodes are good, and are paid for the second turn."""
    command = [Path(sys.executable).with_name("vf-eval"), "perf-optimize", "-m", "fake", "-n", "2", "-r", "2"]
    command += ["-c", "4", "--env.taskset.problems", '["sort","matmul"]', "--client.base-url", model.url]
    command += ["--client.api-key-var", KEY, "--no-push", "--rich", "None"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = tmp_path.glob("outputs/**/traces.jsonl")
    episodes = [json.loads(line) for line in file.read_text().splitlines()]
    assert [episode["ok"] for episode in episodes] == [True] * 4
    traces = [trace for episode in episodes for trace in episode["traces"]]
    assert sorted(trace["task"]["data"]["env_id"] for trace in traces) == [
        "PerfOptimize-matmul-c-v0",
        "PerfOptimize-matmul-c-v0",
        "PerfOptimize-sort-c-v0",
        "PerfOptimize-sort-c-v0",
    ]
    for trace in traces:
        assert trace["rewards"]["perfgym"]["score"] > 0.5
        assert trace["metrics"]["accepted"] == 1.0
        assert trace["info"]["status"] == "ACCEPTED"


def test_an_environment_is_loaded_as_by_the_name_of_its_package(model: FakeServer) -> None:
    env = perf_optimize.load_environment(language="c", max_turns=2, problems=["sort"])
    assert isinstance(env, vf.Env)
    episode = asyncio.run(play(env, model))
    assert episode.ok
    (trace,) = episode.traces
    assert len(trace.branches) == 1
    assert trace.reward > 0.5
    assert [message.role for message in trace.branches[0].messages] == ["user", "assistant"] * 2


def test_an_episode_that_is_cut_off_is_paid_for_what_it_has(model: FakeServer) -> None:
    """A limit of verifiers ends it after the first turn, whose program did not compile."""
    env = perf_optimize.load_environment(problems=["sort"], agent={"max_turns": 1})
    episode = asyncio.run(play(env, model))
    (trace,) = episode.traces
    assert (episode.ok, trace.reward) == (True, -1.0)


def fail_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next evaluation fail as it does when the sandbox is lost."""
    evaluate, failures = Evaluator.evaluate, ["the sandbox was lost"]

    def evaluate_or_fail(*args: Any) -> Any:
        if failures:
            raise HarnessError(failures.pop())
        return evaluate(*args)

    monkeypatch.setattr(Evaluator, "evaluate", evaluate_or_fail)


def test_a_fault_fails_the_episode_and_is_no_reward(
    model: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_once(monkeypatch)
    episode = asyncio.run(play(perf_optimize.load_environment(problems=["sort"]), model))
    assert not episode.ok
    assert [error.type for error in episode.errors] == ["EnvError"]
    assert "Fault: the sandbox was lost" in episode.errors[0].message
    assert all(not trace.rewards for trace in episode.traces)


def test_a_model_that_does_not_answer_is_no_reward(model: FakeServer) -> None:
    model.trick = lambda body, attempt: "500"
    episode = asyncio.run(play(perf_optimize.load_environment(problems=["sort"]), model))
    assert not episode.ok
    assert all(not trace.rewards for trace in episode.traces)


def test_a_faulted_episode_is_played_again(model: FakeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error stays on record."""
    fail_once(monkeypatch)
    env = perf_optimize.load_environment(problems=["sort"], retries={"max_retries": 1})
    episode = asyncio.run(play(env, model))
    assert episode.ok
    assert episode.traces[0].reward > 0.5
    assert "Fault" in episode.errors[0].message


def test_a_task_names_no_environment_but_perfgyms(model: FakeServer) -> None:
    """Tasks reach a worker over the network; ``gymnasium.make`` would import the module."""
    env = perf_optimize.load_environment(problems=["sort"])
    task = next(iter(env.taskset)).with_data(env_id="this:PerfOptimize-sort-c-v0")
    episode = asyncio.run(play(env, model, task))
    assert not episode.ok
    assert "no environment is called 'this:PerfOptimize-sort-c-v0'" in episode.errors[0].message


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"problems": ["sortt"]}, "did you mean sort"),
        ({"reward": "nothing"}, "no reward is called 'nothing'"),
        ({"feedback": "loud"}, "must be one of full, unlabeled, hidden"),
        ({"backend": "fake"}, "backend must be one of"),
        ({"langauge": "c"}, "Extra inputs are not permitted"),
        ({"sandbox": "unsafe-none"}, "Extra inputs are not permitted"),
        ({"taskset": {"family": "PerfTuna"}}, "did you mean PerfTune"),
        ({"taskset": {"seed": 3}}, "Extra inputs are not permitted"),
        ({"max_turns": 0}, "greater than or equal to 1"),
    ],
)
def test_a_wrong_argument_is_an_error_before_any_episode(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        perf_optimize.load_environment(**arguments)


def test_tasks_have_seeds_of_their_own() -> None:
    """Those to evaluate with begin where those to train on end."""
    taskset = {"seeds": 2, "first_seed": 5}
    env = perf_optimize.load_environment(problems=["sort", "matmul"], taskset=taskset)
    assert [task.data.name for task in env.taskset] == [
        "PerfOptimize-sort-c-v0#5",
        "PerfOptimize-matmul-c-v0#5",
        "PerfOptimize-sort-c-v0#6",
        "PerfOptimize-matmul-c-v0#6",
    ]


def test_tasks_are_of_the_family_that_is_asked_for() -> None:
    env = perf_optimize.load_environment(problems=["sort"], taskset={"family": "PerfTune"})
    assert [task.data.env_id for task in env.taskset] == ["PerfTune-sort-c-v0"]


def test_a_server_with_two_workers_plays_six_episodes(model: FakeServer) -> None:
    """It is how prime-rl plays, and how a host that only measures is used."""
    env = perf_optimize.load_environment(problems=["sort", "matmul", "stencil"], max_turns=2)
    spawn = multiprocessing.get_context("spawn")
    addresses = spawn.Queue()
    served = {"config_data": env_config_data(env.config), "max_workers": 2, "elastic": False}
    server = spawn.Process(
        target=serve_env, kwargs={"address": "tcp://127.0.0.1:0", "address_queue": addresses, **served}
    )
    server.start()
    try:
        episodes = asyncio.run(play_served(addresses.get(timeout=120), model, [*env.taskset] * 2))
    finally:
        server.terminate()
        server.join(60)
    assert [episode.ok for episode in episodes] == [True] * 6
    assert all(len(episode.traces[0].branches) == 1 for episode in episodes)
    assert all(episode.traces[0].reward > 0.5 for episode in episodes)


async def play_served(address: str, model: FakeServer, tasks: list[Any]) -> list[Any]:
    client = EnvClient(address)
    try:
        await client.wait_for_server_startup()
        return await asyncio.gather(
            *(
                client.run(client_of(model), "fake", vf.SamplingConfig(), task.data.model_dump(mode="json"))
                for task in tasks
            )
        )
    finally:
        await client.close()


def test_importing_perfgym_imports_no_verifiers() -> None:
    code = "import sys, perfgym, perfgym.integrations, perfgym.integrations.episode; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert "verifiers" not in {module.partition(".")[0] for module in done.stdout.split()}


def play_repository(body: dict[str, Any]) -> str:
    """A model that submits the expert's patch, in the second of its replies."""
    patch = {"action_type": "patch", "patch_diff": load_task("strings").expert}
    is_first = all(message["role"] != "assistant" for message in body["messages"])
    return f"```json\n{json.dumps(patch if is_first else {'action_type': 'submit'})}\n```"


def test_a_repository_is_played_as_any_other_task(model: FakeServer) -> None:
    model.reply = play_repository
    chosen = {"family": "PerfRepo"}
    env = perf_optimize.load_environment("go", problems=["strings"], taskset=chosen, max_steps=3)
    episode = asyncio.run(play(env, model))
    assert episode.ok
    (trace,) = episode.traces
    assert trace.reward > 0.5
    assert trace.info["status"] == "ACCEPTED"
