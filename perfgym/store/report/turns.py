"""A turn as the store has it, and the one before -> what a report shows of it. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from perfgym.records import Role
from perfgym.store import Turn
from perfgym.store.report.excerpt import Excerpt, difference, excerpt
from perfgym.store.report.labels import ROLE_LABELS
from perfgym.store.report.summary import FAULT, changes, number, status_of

__all__ = ["Counter", "TurnView", "turn_view"]

_CYCLES = "cycles"
_MS = 1e-6  # of a nanosecond


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """What an event counted: medians over all pairs.

    Attributes:
        label: What is counted, with its unit.
        event: Name of the event.
        reference: Count of the reference.
        candidate: Count of the submission.
        change: Median of candidate / reference.
    """

    label: str
    event: str
    reference: float
    candidate: float
    change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """What is shown of a turn. Numbers that are not known, or mean nothing, are NaN.

    Attributes:
        turn: The turn.
        status: Its status, or ``FAULT``.
        numbers: The numbers of its ``info`` by name.
        counters: What was counted.
        program: The change from the turn before, or the whole program where there is none.
        same: Whether the program is that of the turn before.
        reply: What the agent said, where there is no program in it.
        feedback: What the environment answered.
    """

    turn: Turn
    status: str
    numbers: Mapping[str, float]
    counters: tuple[Counter, ...]
    program: Excerpt
    same: bool
    reply: Excerpt
    feedback: Excerpt

    @property
    def is_fault(self) -> bool:
        """Whether perfgym failed, so that neither status nor reward means anything."""
        return self.status == FAULT

    @property
    def tested(self) -> bool:
        """Whether it came to the tests."""
        return not math.isnan(self.numbers["tests_total"])

    @property
    def measured(self) -> bool:
        """Whether a speed-up was measured."""
        return not math.isnan(self.numbers["speedup"])


_NUMBERS = ("speedup", "speedup_low", "speedup_high", "tests_passed", "tests_total")


def turn_view(turn: Turn, before: Turn | None) -> TurnView:
    """What is shown of a turn.

    Args:
        turn: The turn.
        before: The one before it; None for the first.
    """
    previous = before.source if before else ""
    return TurnView(
        turn=turn,
        status=status_of(turn),
        numbers={name: number(turn.info, name) for name in _NUMBERS},
        counters=_counters(turn),
        program=difference(previous, turn.source) if previous else excerpt(turn.source),
        same=bool(turn.source) and turn.source == previous,
        reply=excerpt("" if turn.source else turn.reply),
        feedback=excerpt(turn.feedback),
    )


def _counters(turn: Turn) -> tuple[Counter, ...]:
    found = changes(turn.info)
    return tuple(_counter(turn, role, ratio) for role, ratio in found.items())


def _counter(turn: Turn, role: str, ratio: float) -> Counter:
    event = str(turn.info.get("events", {}).get(role, ""))
    in_ms = role == Role.TIME and _CYCLES not in event
    scale = _MS if in_ms else 1.0
    reference, candidate = (
        scale * median(turn.info[f"{side}_samples"][role]) for side in ("reference", "candidate")
    )
    return Counter(
        label=ROLE_LABELS[role] + (" (ms)" if in_ms else ""),
        event=event,
        reference=reference,
        candidate=candidate,
        change=ratio,
    )
