"""How commands show what was played: rewards, speed-ups and tests."""

import math
from typing import Any

from perfgym.records import Interval
from perfgym.store import Turn

__all__ = ["reward_text", "speedup_facts", "speedup_text", "status_text", "tests_text", "turn_facts"]


def reward_text(value: float | None) -> str:
    """Return a reward or a score with three decimals; empty if there is none."""
    return "" if value is None or math.isnan(value) else f"{value:+.3f}"


def speedup_facts(interval: Interval | None) -> dict[str, float | None]:
    """Return the speed-up that a log ratio of time stands for, and its bounds; None if none was measured."""
    names = {"speedup": "estimate", "speedup_low": "low", "speedup_high": "high"}
    return {
        name: None if interval is None else math.exp(getattr(interval, attribute))
        for name, attribute in names.items()
    }


def speedup_text(interval: Interval | None) -> str:
    """Return the speed-up that a log ratio of time stands for, with its interval; empty without one."""
    if interval is None:
        return ""
    estimate, low, high = (math.exp(log) for log in (interval.estimate, interval.low, interval.high))
    return f"{estimate:.2f} ({low:.2f} to {high:.2f})"


def status_text(turn: Turn) -> str:
    """Return the status of a turn's submission; empty if the turn evaluated nothing."""
    return str(turn.evaluation.status) if turn.evaluation else ""


def turn_facts(turn: Turn) -> dict[str, Any]:
    """Return number, status, score and speed-up of a turn, for JSON."""
    evaluation = turn.evaluation
    return {
        "number": turn.number,
        "status": status_text(turn),
        "score": turn.score,
        **speedup_facts(evaluation.time if evaluation else None),
    }


def tests_text(turn: Turn) -> str:
    """Return how many tests the program of a turn passed; empty if none was run."""
    verdict = turn.evaluation.verdict if turn.evaluation else None
    return f"{verdict.passed}/{verdict.total}" if verdict else ""
