"""How commands show what was played: rewards, speed-ups and tests."""

import math
from collections.abc import Mapping
from typing import Any

from perfgym.store import Turn

__all__ = ["reward_text", "speedup_facts", "speedup_text", "tests_text"]

_SPEEDUP_FACTS = ("status", "speedup", "speedup_low", "speedup_high")


def reward_text(value: float | None) -> str:
    """Return a reward or a score with three decimals; empty if there is none."""
    return "" if value is None or math.isnan(value) else f"{value:+.3f}"


def speedup_text(facts: Mapping[str, Any]) -> str:
    """Return a speed-up with its 99 % interval; empty if none was measured."""
    estimate, low, high = (facts.get(name, math.nan) for name in ("speedup", "speedup_low", "speedup_high"))
    return "" if math.isnan(estimate) else f"{estimate:.2f} ({low:.2f} to {high:.2f})"


def speedup_facts(turn: Turn) -> dict[str, Any]:
    """Return the status of a turn, its score and its speed-up, for JSON."""
    return {
        "number": turn.number,
        "score": turn.score,
        **{name: turn.info.get(name) for name in _SPEEDUP_FACTS},
    }


def tests_text(turn: Turn) -> str:
    """Return how many tests the program of a turn passed; empty if none was run."""
    passed, total = (turn.info.get(name, math.nan) for name in ("tests_passed", "tests_total"))
    return "" if math.isnan(passed) else f"{passed:.0f}/{total:.0f}"
