"""Runs in a store: episodes played on the fake sandbox, or made up turn by turn."""

import contextlib
import math
from collections.abc import Mapping, Sequence
from typing import Any

from perfgym import PerfOptimizeEnv
from perfgym.envs.record import turn_of_step
from perfgym.measure import FakeBackend
from perfgym.records import Evaluation, Role, Submission
from perfgym.store import Store, Turn
from tests.doubles.programs import fake_sandbox, right

ID = "PerfOptimize-matmul-c-v0"
NOW = "2026-11-21T21:43:01.000+00:00"
REFERENCE = {Role.TIME: 80e6, Role.L1D_MISSES: 4e6}
FAILED_SCORE = -0.5


def fake_backend(speedups: Mapping[str, float]) -> FakeBackend:
    """A backend that finds each program so many times as fast as the reference."""
    table = {
        source: {role: count / speedup for role, count in REFERENCE.items()}
        for source, speedup in speedups.items()
    }
    return FakeBackend(table, REFERENCE)


def begin_run(store: Store, **more: Any) -> str:
    """Begin a run, and return its ID."""
    arguments = {"kind": "rollout", "env_id": ID, "agent": "somebody", "arguments": {"temperature": 0.7}}
    return store.begin_run(**arguments | more)


def begin_episode(store: Store, run_id: str, number: int = 0, **more: Any) -> int:
    """Begin an episode, and return its ID."""
    return store.begin_episode(run_id, number, **{"seed": 7, "env_id": ID, "prompt": "Go."} | more)


def submission(source: str, *flags: str) -> Submission:
    """A submission of one C file."""
    return Submission(files={"solution.c": source.encode(errors="replace")}, flags=flags)


def score_of(evaluation: Evaluation | None) -> float:
    """The improvement of time of an accepted program, -0.5 for another, NaN without an evaluation."""
    if evaluation is None:
        return math.nan
    return -math.expm1(-evaluation.time.estimate) if evaluation.time else FAILED_SCORE


def turn(episode_id: int, number: int = 1, *, source: str = "", **more: Any) -> Turn:
    """A turn with the given fields; all others are empty.

    Args:
        episode_id: The episode.
        number: Number of the turn.
        source: Source text of the submission; empty for no submission.
        more: Other fields of the turn. The score is that of ``evaluation`` unless it is given.
    """
    nothing: dict[str, Any] = {
        "reply": "",
        "action": None,
        "submission": submission(source) if source else None,
        "feedback": "",
        "reward": 0.0,
        "evaluation": None,
        "fault": None,
        "usage": {},
        "started": NOW,
        "ended": NOW,
    }
    if "score" not in more:
        more["score"] = score_of(more.get("evaluation"))
    return Turn(episode_id=episode_id, number=number, **nothing | more)


def play(
    store: Store, run_id: str, number: int, sources: Sequence[str], speedups: Mapping[str, float]
) -> int:
    """Play one episode on fakes, store it as a rollout does, and return its ID.

    Args:
        store: Keeps the episode.
        run_id: The run.
        number: Number of the episode; its seed is 100 more.
        sources: The programs submitted, turn by turn.
        speedups: Speed-up over the reference of each program that is right.
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
                turn_of_step(
                    env.task,
                    episode_id=episode_id,
                    number=count,
                    reply=f"<code>{source}</code>",
                    action=action,
                    feedback=observation["feedback"],
                    reward=reward,
                    info=info,
                    usage={"prompt_tokens": 10},
                    started=NOW,
                )
            )
    store.end_episode(episode_id, reward=total, terminated=terminated, truncated=truncated)
    return episode_id
