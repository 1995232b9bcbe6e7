"""A stored turn and the one before it -> the view of it that a report shows. Pure."""

import math
from dataclasses import dataclass
from statistics import median

from perfgym.records import Interval, Measurement, Role, Unit, Verdict
from perfgym.store import Turn
from perfgym.store.report.excerpt import Excerpt, difference, excerpt
from perfgym.store.report.labels import ROLE_LABELS
from perfgym.store.report.summary import FAULT, changes, status_of

__all__ = ["Counter", "TurnView", "turn_view"]

_MS = 1e-6  # of a nanosecond


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Counts of one event: medians over all pairs.

    Attributes:
        label: Name of the role, with the unit.
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
    """The view of one turn.

    Attributes:
        turn: The turn.
        status: Its status, or ``FAULT``.
        counters: Counts of each event.
        program: The change from the turn before, or the whole program if there is none.
        same: Whether the program is that of the turn before.
        reply: The agent's reply, if there is no program in it.
        feedback: The environment's answer.
    """

    turn: Turn
    status: str
    counters: tuple[Counter, ...]
    program: Excerpt
    same: bool
    reply: Excerpt
    feedback: Excerpt

    @property
    def is_fault(self) -> bool:
        """Whether perfgym failed, so that neither status nor reward has a meaning."""
        return self.status == FAULT

    @property
    def verdict(self) -> Verdict | None:
        """The hidden tests; None if they were not run."""
        return self.turn.evaluation.verdict if self.turn.evaluation else None

    @property
    def speedup(self) -> tuple[float, float, float] | None:
        """Speed-up with the bounds of its interval; None if none was measured."""
        time: Interval | None = self.turn.evaluation.time if self.turn.evaluation else None
        return (math.exp(time.estimate), math.exp(time.low), math.exp(time.high)) if time else None


def turn_view(turn: Turn, before: Turn | None) -> TurnView:
    """The view of a turn.

    Args:
        turn: The turn.
        before: The one before it; None for the first.
    """
    previous = before.source if before else ""
    return TurnView(
        turn=turn,
        status=status_of(turn),
        counters=_counters(turn),
        program=difference(previous, turn.source) if previous else excerpt(turn.source),
        same=bool(turn.source) and turn.source == previous,
        reply=excerpt("" if turn.source else turn.reply),
        feedback=excerpt(turn.feedback),
    )


def _counters(turn: Turn) -> tuple[Counter, ...]:
    measurement = turn.evaluation.measurement if turn.evaluation else None
    if measurement is None:
        return ()
    return tuple(_counter(measurement, role, ratio) for role, ratio in changes(turn).items())


def _counter(measurement: Measurement, role: Role, ratio: float) -> Counter:
    event = measurement.events[role]
    in_ms = event.unit is Unit.NANOSECONDS
    scale = _MS if in_ms else 1.0
    pairs = [pair for pair in measurement.pairs if role in pair.reference]
    return Counter(
        label=ROLE_LABELS[role] + (" (ms)" if in_ms else ""),
        event=str(event),
        reference=scale * median(pair.reference[role] for pair in pairs),
        candidate=scale * median(pair.candidate[role] for pair in pairs),
        change=ratio,
    )
