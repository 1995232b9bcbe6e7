"""What an agent is given while an episode is played."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from gymnasium import spaces

from perfgym.envs.family import Task
from perfgym.rollout import Slot
from perfgym.rollout.agents import AgentInput, AgentOutput
from perfgym.rollout.episode import EpisodePlayer
from perfgym.store import Store, open_store

_ID = "Toy-v0"


class _Toy(Task):
    """Observations are texts."""

    is_text = True

    def __init__(self, *, has_context: bool) -> None:
        self._has_context = has_context

    def opening(self, observation: Any) -> str:
        return f"prompt {observation}"

    def feedback(self, observation: Any, reply: str = "") -> str:
        return f"feedback {observation}"

    def context(self, observation: Any, reply: str = "") -> str:
        return f"all of {observation} after {reply}" if self._has_context else ""

    def record(self, action: Any) -> Any:
        return action


class _Environment:
    """An episode of three turns, whose observations count them."""

    turns = 0

    async def reset(self, *, seed: int) -> tuple[Any, dict[str, Any]]:
        del seed
        return 0, {}

    async def step(self, action: Any) -> tuple[Any, float, bool, bool, dict[str, Any]]:
        del action
        self.turns += 1
        return self.turns, 0.0, self.turns == 3, False, {"fault": 0.0, "score": 0.0}

    @contextlib.asynccontextmanager
    async def episode(self, env_id: str) -> AsyncGenerator["_Environment"]:
        del env_id
        yield self


class _Listener:
    """Notes what it is given."""

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    async def act(self, seen: AgentInput) -> AgentOutput:
        self.given.append([message["content"] for message in seen.conversation])
        return AgentOutput(action=seen.turn, reply=f"reply {seen.turn}")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(str(tmp_path / "store.db"))
    assert opened is not None
    return opened


def _played(store: Store, *, has_context: bool) -> list[list[str]]:
    agent, environments = _Listener(), _Environment()
    player = EpisodePlayer(
        tasks={_ID: _Toy(has_context=has_context)},
        make_agent=lambda _: agent,
        store=store,
        run_id=store.begin_run(kind="rollout", env_id=_ID, agent="toy", arguments={}),
        environments=environments,  # pyright: ignore[reportArgumentType]
        action_spaces={_ID: spaces.Discrete(9)},
    )
    asyncio.run(player.play(Slot(number=1, env_id=_ID, seed=0, plan_seed=0)))
    return agent.given


def test_a_conversation_grows(store: Store) -> None:
    assert _played(store, has_context=False) == [
        ["prompt 0"],
        ["prompt 0", "reply 1", "feedback 1"],
        ["prompt 0", "reply 1", "feedback 1", "reply 2", "feedback 2"],
    ]


def test_a_context_takes_the_place_of_a_conversation(store: Store) -> None:
    """It is rebuilt from the last observation, so it does not grow."""
    given = _played(store, has_context=True)
    assert given == [["prompt 0"], ["all of 1 after reply 1"], ["all of 2 after reply 2"]]
    (episode,) = store.episodes(store.run("latest").run_id)
    assert [turn.feedback for turn in store.turns(episode.episode_id)] == [f"feedback {n}" for n in (1, 2, 3)]
