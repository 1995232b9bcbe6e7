"""What the store keeps of a run: the run itself, its episodes and their turns."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

__all__ = [
    "Episode",
    "Run",
    "Tally",
    "Turn",
    "agents_fault",
    "best_turn",
    "environments_fault",
    "is_agents_fault",
    "is_environments_fault",
    "planned",
    "timestamp",
]


_AGENT, _ENVIRONMENT = "model: ", "environment: "


def agents_fault(cause: object) -> str:
    """The fault of an episode whose agent, or what that depends on, failed."""
    return f"{_AGENT}{cause}"


def environments_fault(cause: object) -> str:
    """The fault of an episode whose environment failed."""
    return f"{_ENVIRONMENT}{cause}"


def is_agents_fault(fault: str) -> bool:
    """Whether the agent, or what it depends on, failed."""
    return fault.startswith(_AGENT)


def is_environments_fault(fault: str) -> bool:
    """Whether the environment failed, which another attempt may mend."""
    return fault.startswith(_ENVIRONMENT)


def timestamp() -> str:
    """The calendar's time in UTC, to be read by people: clocks that can step measure nothing here."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One invocation that plays episodes.

    Attributes:
        run_id: Name of the run, e.g. ``"20261121-214301-k3f9"``.
        kind: What made it, e.g. ``"rollout"``.
        env_id: Environment ID that it was asked for.
        agent: Who acts.
        arguments: What it was given, as JSON has it.
        host: Fingerprint of the machine it began on.
        versions: Package to version.
        started: When it began, ISO 8601 in UTC.
        ended: When it ended; empty while it is open.
        outcome: ``"running"``, ``"complete"``, ``"interrupted"`` or what stopped it. A run whose process was
            killed stays ``"running"``.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One episode of a run.

    Attributes:
        episode_id: Number in the store.
        run_id: The run it belongs to.
        number: Number in the run.
        attempt: Which attempt at it, from 1; an earlier one was interrupted or ended in a fault.
        seed: What the environment was reset with.
        env_id: Environment ID.
        started: When it began, ISO 8601 in UTC.
        ended: When it ended; empty while it is open.
        reward: Sum of what was paid; None while it is open.
        terminated: As the environment said on the last turn.
        truncated: The same.
        fault: What failed that is not the agent's; its reward then means nothing. Empty where nothing did.
        prompt: What the agent was told before its first turn.
        usage: What was spent on replies that came to no turn.
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
    fault: str
    prompt: str
    usage: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of an episode.

    Attributes:
        episode_id: The episode it belongs to.
        number: Number in the episode, from 1.
        reply: What the agent said; any text, lone surrogates included.
        action: What the environment was given, as JSON has it.
        source: Text of the program; empty where there is none.
        feedback: What the environment answered.
        reward: What it paid.
        info: What it told besides. Numpy scalars, arrays and tuples come back as numbers and lists.
        usage: What the reply took: tokens, cost, seconds.
        started: When the agent was asked, ISO 8601 in UTC.
        ended: When the environment had answered.
    """

    episode_id: int
    number: int
    reply: str
    action: Any
    source: str
    feedback: str
    reward: float
    info: Mapping[str, Any]
    usage: Mapping[str, float]
    started: str
    ended: str

    @property
    def accepted(self) -> bool:
        """Whether its program passed every test, and nothing that was measured of it is suspicious."""
        return self.info.get("status") == "ACCEPTED" and not self.info.get("suspicion")

    @property
    def score(self) -> float:
        """What its program alone is worth to the environment; NaN where it did not say."""
        return float(self.info.get("score", math.nan))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How far a run has come, the last attempt at each episode taken.

    Rewards are of those that ended without a fault; None without any.
    """

    episodes: int = 0
    finished: int = 0
    mean_reward: float | None = None
    best_reward: float | None = None


def planned(run: Run, begun: int) -> int:
    """How many episodes a run is to have, as it was asked for; those that it began where nothing was said."""
    episodes, best_of = (run.arguments.get(name) for name in ("episodes", "best_of"))
    return episodes * best_of if isinstance(episodes, int) and isinstance(best_of, int) else begun


def best_turn(turns: Iterable[Turn]) -> Turn | None:
    """The accepted turn with the highest score, the first of equals; None where none was accepted."""
    scored = (turn for turn in turns if turn.accepted and not math.isnan(turn.score))
    return max(scored, key=lambda turn: turn.score, default=None)
