"""OpenEnv's server and clients, real ones over a socket: sessions at once, refusals, faults and figures."""

import ast
import asyncio
import contextlib
import json
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import httpx
import pytest
from gymnasium.error import ResetNeeded

import perfgym
from perfgym.sandbox import Sandbox
from perfgym.store import Store
from tests.doubles.jails import SPIN, FailingSandbox, killing_jails_of_spinning_programs
from tests.doubles.serving import serving
from tests.doubles.trainers_page import blocks

openenv = pytest.importorskip("openenv.core", reason="OpenEnv is missing: pip install 'perfgym[openenv]'")

from perfgym.integrations.openenv import PerfAction, PerfOptimizeClient  # noqa: E402 - needs OpenEnv
from perfgym.integrations.openenv.server import PerfOptimizeServer, make_app  # noqa: E402

BROKEN = PerfAction(reply="<code>int main( {</code>")
PROBLEMS = ("sort", "matmul", "stencil", "nbody")
SESSIONS = len(PROBLEMS)


def expert(problem: str) -> PerfAction:
    return PerfAction(reply=f"<code>\n{perfgym.load_problem(problem).experts['c']}\n</code>\n<submit/>")


@pytest.fixture(scope="module")
def url() -> Generator[str]:
    with serving(make_app(max_sessions=SESSIONS, backend="cpu_time")) as url:
        yield url


async def play(url: str, problem: str, seed: int) -> tuple[Any, ...]:
    """Play a program that does not build, then the expert's, and ask for the state in between."""
    async with PerfOptimizeClient(base_url=url) as client:
        first = await client.reset(seed=seed, env_id=f"PerfOptimize-{problem}-c-v0", episode_id=problem)
        await asyncio.sleep(0.5)  # until the others are open, too
        second = await client.step(BROKEN)
        state = await client.state()
        last = await client.step(expert(problem))
        return first, second, state, last


def test_four_sessions_play_at_once_and_each_keeps_its_own_episode(url: str) -> None:
    async def gather() -> Any:
        return await asyncio.gather(*(play(url, problem, seed) for seed, problem in enumerate(PROBLEMS)))

    for problem, (first, second, state, last) in zip(PROBLEMS, asyncio.run(gather()), strict=True):
        assert perfgym.load_problem(problem).references["c"].strip() in first.observation.text
        assert "<code>" in first.observation.text
        assert (first.reward, first.done) == (None, False)
        assert "COMPILE_ERROR" in second.observation.text
        assert (second.reward, second.done) == (0, False)
        assert (state.episode_id, state.env_id) == (problem, f"PerfOptimize-{problem}-c-v0")
        assert (state.step_count, state.score) == (1, -1)
        assert last.done
        assert last.reward == last.metadata["best_score"] > 0.3
        assert last.metadata["status"] == "ACCEPTED"


def test_the_client_without_coroutines_plays_one_episode_after_another(url: str) -> None:
    with PerfOptimizeClient(base_url=url).sync() as client:
        for seed in range(2):
            client.reset(seed=seed, env_id="PerfOptimize-sort-c-v0", max_turns=1)
            result = client.step(PerfAction(reply="no program here"))
            assert (result.reward, result.done) == (-1, True)
            with pytest.raises(RuntimeError, match="reset"):
                client.step(BROKEN)


def test_a_session_beyond_the_capacity_is_refused(url: str) -> None:
    async def crowd() -> None:
        clients = [PerfOptimizeClient(base_url=url) for _ in range(SESSIONS)]
        await asyncio.gather(*(client.connect() for client in clients))
        try:
            async with PerfOptimizeClient(base_url=url) as late:
                with pytest.raises(RuntimeError, match="CAPACITY_REACHED"):
                    await late.reset()
        finally:
            await asyncio.gather(*(client.close() for client in clients))

    asyncio.run(crowd())


@pytest.mark.parametrize("path", ["/reset", "/step", "/mcp", "/harness"])
def test_no_environment_is_made_but_for_sessions_that_are_counted(url: str, path: str) -> None:
    assert httpx.post(f"{url}{path}", json={}).status_code in (404, 405)


def test_a_refused_reset_leaves_nothing_of_the_episode_before(sandbox: Sandbox) -> None:
    session = PerfOptimizeServer(backend="cpu_time", sandbox=sandbox)
    session.reset(seed=1, env_id="PerfOptimize-sort-c-v0")
    session.step(BROKEN)
    with pytest.raises(perfgym.SettingsError):
        session.reset(seed=1, env_id="CartPole-v1")
    assert (session.state.env_id, session.state.step_count, session.state.score) == ("", 0, None)
    session.close()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"sandbox": "unsafe-none"}, "sandbox"),
        ({"cores": "0"}, "cores"),
        ({"backend": "fake"}, "fake"),
        ({"max_turns": "5"}, "max_turns"),
        ({"env_id": "CartPole-v1"}, "CartPole"),
        ({"env_id": "antigravity:CartPole-v1"}, "antigravity"),
        ({"env_id": ["PerfOptimize-sort-c-v0"]}, "environment ID"),
    ],
)
def test_what_a_client_may_not_choose_is_refused_and_the_session_goes_on(
    url: str, asked: dict[str, Any], said: str
) -> None:
    with PerfOptimizeClient(base_url=url).sync() as client:
        with pytest.raises(RuntimeError, match=said):
            client.reset(**asked)
        with pytest.raises(RuntimeError, match="reset"):
            client.step(BROKEN)
        assert client.reset(env_id="PerfOptimize-sort-c-v0").observation.text


def test_a_fault_has_no_reward_ends_the_episode_and_leaves_the_server_working(url: str) -> None:
    with PerfOptimizeClient(base_url=url).sync() as client:
        client.reset(env_id="PerfOptimize-sort-c-v0")
        with killing_jails_of_spinning_programs() as killed:
            result = client.step(PerfAction(reply=f"<code>\n{SPIN}\n</code>"))
        assert len(killed) == 1
        assert (result.reward, result.done, result.metadata["fault"]) == (None, True, 1)
        assert "killed in the middle of a run" in result.metadata["fault_kind"]
        assert client.state().score is None
        client.reset(env_id="PerfOptimize-sort-c-v0")
        assert client.step(expert("sort")).reward > 0.3


def test_a_fault_before_the_first_turn_ends_the_episode_too(sandbox: Sandbox) -> None:
    session = PerfOptimizeServer(backend="cpu_time", sandbox=FailingSandbox(sandbox))
    opening = session.reset(seed=1, env_id="PerfOptimize-sort-c-v0")
    assert (opening.reward, opening.done, opening.metadata["fault"]) == (None, True, 1)
    assert session.state.score is None
    with pytest.raises(ResetNeeded):
        session.step(BROKEN)
    opening = session.reset(seed=1, env_id="PerfOptimize-sort-c-v0")
    assert (opening.done, session.state.score) == (False, -1)
    session.close()


def test_every_message_is_json_without_nan(url: str) -> None:
    """OpenEnv's generic client shows what went over the wire."""
    with openenv.GenericEnvClient(base_url=url).sync() as client:
        client.reset(env_id="PerfOptimize-sort-c-v0", max_turns=1)
        result = client.step({"reply": "no program here"})
        sent = [result.observation, result.metadata, client.state()]
    assert json.loads(json.dumps(sent, allow_nan=False)) == sent
    assert "speedup" not in result.metadata


@pytest.mark.parametrize(
    ("wrong", "error"), [({"max_turn": 3}, TypeError), ({"sandbox": "none"}, perfgym.PerfgymError)]
)
def test_what_is_wrong_with_a_server_is_told_when_it_is_made(wrong: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match=next(iter(wrong))):
        make_app(**wrong)


def test_closing_a_session_twice_is_harmless() -> None:
    server = PerfOptimizeServer()
    server.close()
    server.close()


def test_the_commands_and_programs_of_the_documentation_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They run as they are written, but for the port."""
    _, command = blocks("OpenEnv", "sh")[0].strip().splitlines()
    client, own_server = blocks("OpenEnv", "python")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PERFGYM_STORE", str(tmp_path / "store.sqlite"))
    monkeypatch.setenv("PERFGYM_BACKEND", "cpu_time")
    words = shlex.split(command.replace("8000", port))
    process = subprocess.Popen([str(Path(sys.executable).with_name(words[0])), *words[1:]])
    try:
        wait_for(int(port), process)
        exec(compile(client.replace("8000", port), "docs/trainers.md", "exec"), {"__name__": "client"})
    finally:
        process.terminate()
        process.wait(timeout=30)
    rewards = ast.literal_eval(capsys.readouterr().out.strip().splitlines()[-1])
    assert rewards == [-0.5] * len(perfgym.env_ids("c"))  # the program compiles, and is wrong
    names: dict[str, Any] = {"__name__": "server"}
    exec(compile(own_server, "docs/trainers.md", "exec"), names)
    assert names["app"].title
    with contextlib.closing(Store(tmp_path / "store.sqlite")) as store:
        assert store.run("latest").agent == "my-policy"


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a server listens."""
    for _ in range(600):
        assert process.poll() is None
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    raise AssertionError("the server does not listen")
