"""A chat agent gets a reply from the server of a model, or reports why there is none."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

from perfgym.envs.family import Task
from perfgym.envs.registration import family_of, find_id
from perfgym.errors import SettingsError
from perfgym.rollout.agents import AgentFailedError, AgentInput, AgentOutput, ChatOptions, chat_agents
from tests.doubles.model_server import TRICKS, Body, FakeServer

pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")

OPTIMIZE, TUNE = "PerfOptimize-matmul-c-v0", "PerfTune-matmul-c-v0"
PROMPT = {"role": "user", "content": "make it fast"}


def task_of(env_id: str) -> Task:
    """The task of an environment ID."""
    found = find_id(env_id)
    return family_of(found).task(found)


def agent_input(seed: int = 0, *conversation: dict[str, str]) -> AgentInput:
    """The input of an agent in its first turn."""
    return AgentInput(
        env_id=OPTIMIZE,
        observation={},
        info={},
        conversation=(PROMPT, *conversation),
        action_space=gym.spaces.Discrete(1),
        turn=1,
        rng=np.random.default_rng(seed),
    )


def ask(base_url: str, seen: AgentInput | None = None, **options: Any) -> AgentOutput:
    """Take one action with an agent that uses the server at an address."""

    async def act() -> AgentOutput:
        chosen = {"timeout_s": 5.0, "max_retries": 2, **options}
        agents = chat_agents(
            ChatOptions(model="fake", base_url=base_url, **chosen), {OPTIMIZE: task_of(OPTIMIZE)}
        )
        async with agents as make_agent:
            return await make_agent(OPTIMIZE).act(seen or agent_input())

    return asyncio.run(act())


def first(trick: str, times: int = 1) -> Callable[[Body, int], str]:
    """Return a trick that is played on the first requests only."""
    left = [trick] * times
    return lambda body, attempt: left.pop() if left else ""


@pytest.mark.parametrize("stream", [True, False])
def test_a_reply_becomes_an_action(stream: bool) -> None:
    """Its usage is known, and with prices its cost."""
    with FakeServer(lambda body: "Faster:\n<code>\nint x;\n</code>\n<submit/>") as server:
        output = ask(server.url, stream=stream, temperature=0.5, price_in=2.0, price_out=10.0)
    assert output.action == {"code": "int x;", "submit": 1}
    assert output.usage["seconds"] > 0
    assert {name: output.usage[name] for name in output.usage if name != "seconds"} == {
        "retries": 0,
        "prompt_tokens": 100,
        "completion_tokens": 20,
        "cost": pytest.approx(0.0004),
    }
    (body,) = server.bodies
    assert (body["model"], body["temperature"], body["messages"]) == ("fake", 0.5, [PROMPT])


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("trick", TRICKS)
def test_a_broken_reply_is_requested_again(trick: str, stream: bool) -> None:
    """The retry is counted."""
    with FakeServer(trick=first(trick)) as server:
        output = ask(server.url, stream=stream)
    assert output.reply == f"reply to {server.bodies[-1]['seed']}"
    assert (len(server.bodies), output.usage["retries"]) == (2, 1)


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("trick", TRICKS)
def test_a_server_that_never_answers_well_is_a_failure_with_a_cause(trick: str, stream: bool) -> None:
    """The request is made once more than ``max_retries``."""
    with FakeServer(trick=lambda body, attempt: trick) as server, pytest.raises(AgentFailedError) as failure:
        ask(server.url, stream=stream, max_retries=1)
    assert len(server.bodies) == 2
    assert str(failure.value)


@pytest.mark.parametrize("stream", [True, False])
def test_a_request_that_stalls_is_repeated(stream: bool) -> None:
    """It is repeated when the time for the next chunk of the reply is over."""
    with FakeServer(trick=first("stall")) as server:
        output = ask(server.url, stream=stream, timeout_s=0.3)
    assert output.usage["retries"] == 1


def test_a_missing_server_is_a_failure_with_its_cause() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(AgentFailedError, match="Connection error"):
            ask(f"http://127.0.0.1:{bound.getsockname()[1]}/v1", max_retries=0)


def test_a_useless_reply_is_requested_again_with_another_seed() -> None:
    """An equal seed might give the same reply again. Equal turns use equal seeds."""
    seeds = []
    for _ in range(2):
        with FakeServer(trick=first("empty", 2)) as server:
            ask(server.url, agent_input(seed=7))
        seeds.append([body["seed"] for body in server.bodies])
    assert seeds[0] == seeds[1]
    assert len(set(seeds[0])) == 3


def test_the_key_is_sent_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cause of a failure does not show it, even if the server repeats it."""
    monkeypatch.setenv("MY_KEY", "sk-very-secret")
    with FakeServer(trick=lambda body, attempt: "401") as server, pytest.raises(AgentFailedError) as failure:
        ask(server.url, api_key_var="MY_KEY")
    assert server.keys == ["Bearer sk-very-secret"]
    assert "secret" not in str(failure.value)
    assert "as bad as Bearer [key]" in str(failure.value)


def test_a_local_server_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that the user names must be set."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with FakeServer() as server:
        assert ask(server.url).reply
        with pytest.raises(SettingsError, match="MY_KEY"):
            ask(server.url, api_key_var="MY_KEY")


@pytest.mark.parametrize("stream", [True, False])
def test_tokens_that_the_server_does_not_report_are_unknown(stream: bool) -> None:
    """They are missing in the usage, not zero, and so is the cost."""
    with FakeServer(trick=first("no usage")) as server:
        usage = ask(server.url, stream=stream, price_in=1.0, price_out=1.0).usage
    assert usage.keys() == {"retries", "seconds"}


def test_a_server_that_tells_the_tokens_so_far_with_each_chunk_is_believed_once() -> None:
    """The last number of each reply counts, also of one that breaks off: the server has made these tokens."""
    with FakeServer(trick=first("running usage")) as server:
        usage = ask(server.url, price_in=2.0, price_out=10.0).usage
    assert (usage["prompt_tokens"], usage["completion_tokens"]) == (100, 20)
    assert usage["cost"] == pytest.approx(0.0004)
    tricks = iter(["running drop", "running usage"])
    with FakeServer(trick=lambda body, attempt: next(tricks)) as server:
        usage = ask(server.url).usage
    assert (usage["retries"], usage["prompt_tokens"], usage["completion_tokens"]) == (1, 200, 1 + 20)


def test_a_lone_surrogate_is_sent_as_a_question_mark() -> None:
    """UTF-8 cannot encode it, and a model may have written it in an earlier turn."""
    odd = {"role": "assistant", "content": "a \ud800 surrogate"}
    with FakeServer() as server:
        ask(server.url, agent_input(0, odd))
    assert server.bodies[0]["messages"][1]["content"] == "a ? surrogate"


@pytest.mark.parametrize("stream", [True, False])
def test_a_reply_may_hold_a_lone_surrogate(stream: bool) -> None:
    """The tokens of a model may end in the middle of a character."""
    with FakeServer(lambda body: "half a \ud83d face") as server:
        output = ask(server.url, stream=stream, max_retries=0)
    assert output.reply == "half a \ud83d face"


def test_a_system_message_comes_before_the_conversation() -> None:
    with FakeServer() as server:
        ask(server.url, agent_input(0, {"role": "assistant", "content": "Hm."}), system="Be brief. \ud800")
    assert server.bodies[0]["messages"] == [
        {"role": "system", "content": "Be brief. ?"},
        PROMPT,
        {"role": "assistant", "content": "Hm."},
    ]


def test_further_fields_are_part_of_the_request() -> None:
    """None leaves a field out."""
    with FakeServer() as server:
        ask(server.url, request={"max_tokens": 7, "stream_options": None})
    assert server.bodies[0]["max_tokens"] == 7
    assert "stream_options" not in server.bodies[0]


@pytest.mark.parametrize(
    "base_url", ["localhost:8000", "ftp://x/v1", "http://me:key@host/v1", "http://host/v1?key=1"]
)
def test_an_address_that_is_malformed_or_holds_a_key_is_refused(base_url: str) -> None:
    """The address is kept with the run, so it must hold no key."""
    with pytest.raises(SettingsError, match="base_url"):
        ChatOptions(model="fake", base_url=base_url)


def test_a_task_whose_actions_are_not_text_is_refused() -> None:
    """A family of a third party may have no texts."""
    with pytest.raises(SettingsError, match=r"an action of Robots-v0 is not text.*--agent random"):
        chat_agents(ChatOptions(model="fake"), {"Robots-v0": Task()})
