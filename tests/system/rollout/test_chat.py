"""A model's server, however bad, gives a reply or a cause."""

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import gymnasium as gym
import numpy as np
import pytest

from perfgym.errors import SettingsError
from perfgym.rollout.agents import AgentFailedError, ChatOptions, Move, View, chat_agents, load_task
from tests.doubles.model_server import TRICKS, Body, FakeServer

pytest.importorskip("openai", reason="the client is not installed: pip install 'perfgym[llm]'")

TASK = load_task("PerfOptimize-matmul-c-v0")
PROMPT = {"role": "user", "content": "make it fast"}


def view(seed: int = 0, *conversation: dict[str, str]) -> View:
    """What an agent sees in a turn."""
    return View(
        env_id=TASK.env_id,
        observation={},
        info={},
        conversation=(PROMPT, *conversation),
        action_space=gym.spaces.Discrete(1),
        turn=1,
        rng=np.random.default_rng(seed),
    )


def ask(base_url: str, seen: View | None = None, **options: Any) -> Move:
    """One move of an agent that asks this server."""

    async def act() -> Move:
        chosen = {"timeout_s": 5.0, "max_retries": 2, **options}
        agents = chat_agents(ChatOptions(model="fake", base_url=base_url, **chosen), TASK)
        async with agents as make_agent:
            return await make_agent().act(seen or view())

    return asyncio.run(act())


def first(trick: str, times: int = 1) -> Callable[[Body, int], str]:
    """Plays a trick on the first requests of all."""
    left = [trick] * times
    return lambda body, attempt: left.pop() if left else ""


@pytest.mark.parametrize("stream", [True, False])
def test_a_reply_becomes_an_action(stream: bool) -> None:
    """And what it took is known; a price makes it a cost."""
    with FakeServer(lambda body: "Faster:\n<code>\nint x;\n</code>\n<submit/>") as server:
        move = ask(server.url, stream=stream, temperature=0.5, price_in=2.0, price_out=10.0)
    assert move.action == {"code": "int x;", "submit": 1}
    assert move.usage["seconds"] > 0
    assert {name: move.usage[name] for name in move.usage if name != "seconds"} == {
        "retries": 0,
        "prompt_tokens": 100,
        "completion_tokens": 20,
        "cost": pytest.approx(0.0004),
    }
    (body,) = server.bodies
    assert (body["model"], body["temperature"], body["messages"]) == ("fake", 0.5, [PROMPT])


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("trick", TRICKS)
def test_what_is_no_reply_is_asked_for_again(trick: str, stream: bool) -> None:
    """Whatever came in its place; the retry is counted."""
    with FakeServer(trick=first(trick)) as server:
        move = ask(server.url, stream=stream)
    assert move.reply == f"reply to {server.bodies[-1]['seed']}"
    assert (len(server.bodies), move.usage["retries"]) == (2, 1)


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize("trick", TRICKS)
def test_a_server_that_never_answers_is_a_failure_with_a_cause(trick: str, stream: bool) -> None:
    """After so many tries."""
    with FakeServer(trick=lambda body, attempt: trick) as server, pytest.raises(AgentFailedError) as failure:
        ask(server.url, stream=stream, max_retries=1)
    assert len(server.bodies) == 2
    assert str(failure.value)


@pytest.mark.parametrize("stream", [True, False])
def test_a_server_that_stalls_is_asked_again(stream: bool) -> None:
    """Once the time for a piece of the reply is over."""
    with FakeServer(trick=first("stall")) as server:
        move = ask(server.url, stream=stream, timeout_s=0.3)
    assert move.usage["retries"] == 1


def test_no_server_at_all_is_a_failure() -> None:
    """Whose cause says so."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(AgentFailedError, match="Connection error"):
            ask(f"http://127.0.0.1:{bound.getsockname()[1]}/v1", max_retries=0)


def test_a_useless_reply_is_asked_for_with_another_seed() -> None:
    """As the same one might be given the same reply; but equal turns ask with equal seeds."""
    seeds = []
    for _ in range(2):
        with FakeServer(trick=first("empty", 2)) as server:
            ask(server.url, view(seed=7))
        seeds.append([body["seed"] for body in server.bodies])
    assert seeds[0] == seeds[1]
    assert len(set(seeds[0])) == 3


def test_the_key_is_sent_and_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where the server repeats it."""
    monkeypatch.setenv("MY_KEY", "sk-very-secret")
    with FakeServer(trick=lambda body, attempt: "401") as server, pytest.raises(AgentFailedError) as failure:
        ask(server.url, api_key_var="MY_KEY")
    assert server.keys == ["Bearer sk-very-secret"]
    assert "secret" not in str(failure.value)
    assert "as bad as Bearer [key]" in str(failure.value)


def test_a_local_server_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """But a variable that is named must be there."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with FakeServer() as server:
        assert ask(server.url).reply
        with pytest.raises(SettingsError, match="MY_KEY"):
            ask(server.url, api_key_var="MY_KEY")


@pytest.mark.parametrize("stream", [True, False])
def test_tokens_that_are_not_told_are_not_known(stream: bool) -> None:
    """They are no zeros, and cost nothing that could be told."""
    with FakeServer(trick=first("no usage")) as server:
        usage = ask(server.url, stream=stream, price_in=1.0, price_out=1.0).usage
    assert usage.keys() == {"retries", "seconds"}


def test_what_utf8_has_no_place_for_is_sent_all_the_same() -> None:
    """A model said it in an earlier turn."""
    odd = {"role": "assistant", "content": "a \ud800 surrogate"}
    with FakeServer() as server:
        ask(server.url, view(0, odd))
    assert server.bodies[0]["messages"][1]["content"] == "a ? surrogate"


@pytest.mark.parametrize("stream", [True, False])
def test_a_reply_may_hold_what_utf8_has_no_place_for(stream: bool) -> None:
    """As a model's pieces may end in the middle of a character."""
    with FakeServer(lambda body: "half a \ud83d face") as server:
        move = ask(server.url, stream=stream, max_retries=0)
    assert move.reply == "half a \ud83d face"


def test_more_fields_go_into_the_request() -> None:
    """As they are."""
    with FakeServer() as server:
        ask(server.url, request={"max_tokens": 7})
    assert server.bodies[0]["max_tokens"] == 7


@pytest.mark.parametrize(
    "base_url", ["localhost:8000", "ftp://x/v1", "http://me:key@host/v1", "http://host/v1?key=1"]
)
def test_an_address_that_cannot_be_or_holds_a_key_is_refused(base_url: str) -> None:
    """It would be kept with the run."""
    with pytest.raises(SettingsError, match="base_url"):
        ChatOptions(model="fake", base_url=base_url)
