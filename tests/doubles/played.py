"""Runs in a store: episodes played on the fake sandbox, or made up turn by turn."""

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from perfgym.envs import PerfOptimizeEnv
from perfgym.measure import FakeBackend
from perfgym.records import Role
from perfgym.store import Store, Turn
from tests.doubles.programs import fake_sandbox, right

ID = "PerfOptimize-matmul-c-v0"
NOW = "2026-11-21T21:43:01.000+00:00"
REFERENCE = {Role.TIME: 80e6, Role.L1D_MISSES: 4e6}


def fake_backend(speedups: Mapping[str, float]) -> FakeBackend:
    """Finds each program so many times as fast as the reference."""
    table = {
        source: {role: count / speedup for role, count in REFERENCE.items()}
        for source, speedup in speedups.items()
    }
    return FakeBackend(table, REFERENCE)


def begin_run(store: Store, **more: Any) -> str:
    """A run that has just begun."""
    arguments = {"kind": "rollout", "env_id": ID, "agent": "somebody", "arguments": {"temperature": 0.7}}
    return store.begin_run(**arguments | more)


def turn(episode_id: int, number: int = 1, **more: Any) -> Turn:
    """A turn in which nothing happened but what is given."""
    nothing: dict[str, Any] = {
        "reply": "",
        "action": None,
        "source": "",
        "feedback": "",
        "reward": 0.0,
        "info": {},
        "usage": {},
        "started": NOW,
        "ended": NOW,
    }
    return Turn(episode_id=episode_id, number=number, **nothing | more)


def play(
    store: Store, run_id: str, number: int, sources: Sequence[str], speedups: Mapping[str, float]
) -> int:
    """Plays one episode on fakes and stores it as a rollout does; its ID.

    Args:
        store: Where to.
        run_id: The run.
        number: Of the episode; its seed is 100 more.
        sources: What is submitted, turn by turn.
        speedups: How much faster than the reference each program is that is right.
    """
    sandbox = fake_sandbox(**{source: right() for source in speedups})
    env = PerfOptimizeEnv(
        "matmul", "c", backend=fake_backend(speedups), sandbox=sandbox, max_turns=len(sources)
    )
    with contextlib.closing(env):
        observation, _ = env.reset(seed=100 + number)
        prompt = observation["prompt"]
        episode_id = store.begin_episode(run_id, number, seed=100 + number, env_id=ID, prompt=prompt)
        total, terminated, truncated = 0.0, False, False
        for count, source in enumerate(sources, 1):
            action = {"code": source, "submit": 0}
            observation, reward, terminated, truncated, info = env.step(action)
            total += reward
            store.add_turn(
                turn(
                    episode_id,
                    count,
                    reply=f"<code>{source}</code>",
                    action=action,
                    source=source,
                    feedback=observation["feedback"],
                    reward=reward,
                    info=info,
                    usage={"prompt_tokens": 10},
                )
            )
    store.end_episode(episode_id, reward=total, terminated=terminated, truncated=truncated)
    return episode_id
