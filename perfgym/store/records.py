"""The records that the store keeps: runs, their episodes, and the turns of the episodes."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from perfgym.records import Evaluation, Fault, Submission

__all__ = ["Episode", "Run", "Tally", "Turn", "best_turn", "planned", "timestamp"]


def timestamp() -> str:
    """Date and time in UTC, ISO 8601. Do not compute durations from it, because this clock can jump."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One invocation that plays episodes.

    Attributes:
        run_id: Name of the run, e.g. ``"20261121-214301-k3f9"``.
        kind: The kind of invocation, e.g. ``"rollout"``.
        env_id: Environment ID or pattern that was requested, or how many there were.
        agent: Name of the agent.
        arguments: Arguments of the invocation, as JSON has them.
        host: Fingerprint of the machine that it began on.
        versions: Package to version.
        started: When it began, ISO 8601 in UTC.
        ended: When it ended; empty while it is open.
        outcome: ``"running"``, ``"complete"``, ``"interrupted"`` or the reason why it stopped. A run is
            interrupted too if its process was killed, or closed the store without ending it.
    """

    run_id: str
    kind: str
    env_id: str
    agent: str
    arguments: Mapping[str, Any]
    host: str
    versions: Mapping[str, str]
    started: str
    ended: str
    outcome: str

    @property
    def system(self) -> str:
        """The system message that every conversation of the run began with; empty if there was none."""
        message = self.arguments.get("system", "")
        return message if isinstance(message, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One episode of a run.

    Attributes:
        episode_id: Number in the store.
        run_id: The run that it belongs to.
        number: Number in the run.
        attempt: Number of the attempt, from 1; earlier attempts were interrupted or ended in a fault.
        seed: Seed that the environment was reset with.
        env_id: Environment ID.
        started: When it began, ISO 8601 in UTC.
        ended: When it ended; empty while it is open.
        reward: Sum of the rewards; None while it is open.
        terminated: Whether the environment terminated it on the last turn.
        truncated: Whether it was truncated.
        fault: The failure that no submission caused; the reward then has no meaning. None if there was none.
        prompt: Text that the agent saw before its first turn.
        usage: Tokens, cost and seconds spent on replies that led to no turn.
    """

    episode_id: int
    run_id: str
    number: int
    attempt: int
    seed: int
    env_id: str
    started: str
    ended: str
    reward: float | None
    terminated: bool
    truncated: bool
    fault: Fault | None
    prompt: str
    usage: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of an episode.

    Attributes:
        episode_id: The episode that it belongs to.
        number: Number in the episode, from 1.
        reply: The agent's reply; any text, lone surrogates included.
        action: The action without its submission, as JSON has it.
        submission: The submission; None if the turn has none.
        feedback: The environment's answer.
        reward: The reward of the turn.
        score: Score of its submission alone; NaN if unknown.
        evaluation: The evaluation; None if perfgym failed, or the turn evaluated nothing.
        fault: The failure of perfgym in this turn; None if there was none.
        usage: Tokens, cost and seconds that the reply took.
        started: When the agent was asked, ISO 8601 in UTC.
        ended: When the environment had answered.
    """

    episode_id: int
    number: int
    reply: str
    action: Any
    submission: Submission | None
    feedback: str
    reward: float
    score: float
    evaluation: Evaluation | None
    fault: Fault | None
    usage: Mapping[str, float]
    started: str
    ended: str

    @property
    def accepted(self) -> bool:
        """Whether its program passed every test, and no measured count of it is suspicious."""
        return self.fault is None and self.evaluation is not None and self.evaluation.accepted

    @property
    def source(self) -> str:
        """Text of the submission; empty if there is none."""
        return self.submission.text if self.submission else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The progress of a run, counting the last attempt at each episode.

    Rewards are those of episodes that ended without a fault; None if there are none.
    """

    episodes: int = 0
    finished: int = 0
    mean_reward: float | None = None
    best_reward: float | None = None


def planned(run: Run, begun: int) -> int:
    """Number of episodes that a run was asked to play; ``begun`` if its arguments do not say."""
    arguments = run.arguments
    episodes, best_of, env_ids = (arguments.get(name) for name in ("episodes", "best_of", "env_ids"))
    if isinstance(episodes, int) and isinstance(best_of, int) and isinstance(env_ids, list):
        return episodes * best_of * len(cast("list[Any]", env_ids))
    return begun


def best_turn(turns: Iterable[Turn]) -> Turn | None:
    """The accepted turn with the highest score, the first of equals; None if none was accepted."""
    scored = (turn for turn in turns if turn.accepted and not math.isnan(turn.score))
    return max(scored, key=lambda turn: turn.score, default=None)
