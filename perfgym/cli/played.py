"""How commands show what was played: rewards, speed-ups and tests."""

import math
from collections.abc import Mapping
from typing import Any

from perfgym.cli.listing import Column, print_listing
from perfgym.records import Event, Interval, Unit
from perfgym.store import Statistics, Turn

__all__ = [
    "formatted",
    "gain_text",
    "pass_at_text",
    "print_environments",
    "reward_text",
    "speedup_facts",
    "speedup_text",
    "status_text",
    "tests_text",
    "tokens_text",
    "turn_facts",
    "usage_text",
]

_ENVIRONMENT_COLUMNS = (
    Column(name="environment"),
    Column(name="episodes", is_right=True),
    Column(name="mean reward", is_right=True),
    Column(name="accepted", is_right=True),
    Column(name="best speed-up", is_right=True),
    Column(name="pass@k"),
)


def formatted(form: str, value: float | None) -> str:
    """Return a number in a form such as ``"{:.3f}"``; empty if there is none."""
    return "" if value is None else form.format(value)


def pass_at_text(pass_at: Mapping[int, float]) -> str:
    """Return each pass@k, e.g. ``"pass@1 0.250, pass@4 0.750"``; empty if there is none."""
    return ", ".join(f"pass@{k} {value:.3f}" for k, value in pass_at.items())


def tokens_text(usage: Mapping[str, float]) -> str:
    """Return the number of tokens of prompts and replies; empty if it is unknown."""
    tokens = [usage[name] for name in ("prompt_tokens", "completion_tokens") if name in usage]
    return f"{sum(tokens):,.0f}" if tokens else ""


def usage_text(usage: Mapping[str, float]) -> str:
    """Return what replies used, e.g. ``"1,200 tokens of prompts, 400 of replies, cost 0.0100"``."""
    parts = [
        formatted("{:,.0f} tokens of prompts", usage.get("prompt_tokens")),
        formatted("{:,.0f} tokens of replies", usage.get("completion_tokens")),
        formatted("cost {:.4f}", usage.get("cost")),
        formatted("{:,.1f} s until replies were there", usage.get("seconds")),
        formatted("{:.0f} requests repeated", usage.get("retries") or None),
    ]
    return ", ".join(filter(None, parts))


def print_environments(environments: Mapping[str, Statistics]) -> None:
    """Print the statistics of each environment, one a line."""
    print_listing(
        _ENVIRONMENT_COLUMNS,
        [
            [
                env_id,
                str(one.episodes),
                formatted("{:+.3f}", one.mean_reward),
                formatted("{:.0%}", one.accepted),
                formatted("{:.2f}", one.best_speedup),
                pass_at_text(one.pass_at),
            ]
            for env_id, one in environments.items()
        ],
    )


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


def gain_text(gain: tuple[Interval, Event] | None) -> str:
    """Return what a log ratio of a program's cost stands for, with its interval; empty without one.

    It is a speed-up, or the share of the bits that are saved where bits are what a program costs.
    """
    if gain is None or gain[1].unit is not Unit.BITS:
        return speedup_text(gain and gain[0])
    estimate, low, high = (-100 * math.expm1(-log) for log in (gain[0].estimate, gain[0].low, gain[0].high))
    return f"{estimate:.2f} % of bits saved ({low:.2f} to {high:.2f})"


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
