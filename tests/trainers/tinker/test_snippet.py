"""The message environment for the Tinker cookbook that the documentation shows."""

import asyncio
from typing import Any

import pytest

import perfgym
from perfgym.errors import HarnessError
from perfgym.integrations.episode import Fault
from tests.doubles.programs import FailingSandbox
from tests.doubles.trainers_page import run_snippet

pytest.importorskip("tinker_cookbook.rl.message_env", reason="Tinker is missing: make test-tinker")

ID = "PerfOptimize-sort-c-v0"


def made(env_id: str = ID, **arguments: Any) -> Any:
    chosen = {"backend": "fake", "max_turns": 3} | arguments
    return run_snippet("Tinker cookbook")["PerfMessageEnv"](env_id, 1, **chosen)


def said(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


def test_two_turns_are_played_and_the_last_one_is_paid() -> None:
    async def play() -> None:
        env = made()
        (prompt,) = await env.initial_observation()
        assert perfgym.load_problem("sort").references["c"].strip() in prompt["content"]
        first = await env.step(said("<code>int main( {</code>"))
        assert (first.reward, first.episode_done, first.metrics["compiled"]) == (0.0, False, 0.0)
        assert [message["role"] for message in first.next_messages] == ["user", "assistant", "user"]
        expert = perfgym.load_problem("sort").experts["c"]
        parts = [{"type": "text", "text": f"<code>{expert}</code>\n<submit/>"}]
        last = await env.step({"role": "assistant", "content": parts})
        assert last.episode_done
        assert last.reward > 0.5

    asyncio.run(play())


def test_a_fault_fails_the_rollout() -> None:
    async def play() -> None:
        sandbox = FailingSandbox(HarnessError)
        env = made("PerfOptimize-matmul-c-v0", sandbox=sandbox)
        await env.initial_observation()
        sandbox.failing = True
        with pytest.raises(Fault, match="No space left"):
            await env.step(said("<code>int main(void) { return 0; }</code>"))

    asyncio.run(play())
