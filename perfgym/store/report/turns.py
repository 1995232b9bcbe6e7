"""A stored turn and the one before it -> the view of it that a report shows. Pure."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, cast

from perfgym.printable import portable
from perfgym.records import Interval, Measurement, Role, Unit, Verdict
from perfgym.store import Turn
from perfgym.store.report.excerpt import Excerpt, difference, excerpt
from perfgym.store.report.labels import ROLE_LABELS
from perfgym.store.report.summary import FAULT, count_ratios, turn_status

__all__ = ["EventRow", "TurnView", "action_text", "turn_view"]

_MS = 1e-6  # of a nanosecond


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
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
        status: Its status, ``FAULT`` or ``NOT_EVALUATED``.
        events: Counts of each event.
        program: The change from the program of the turn before, or the whole program if there was none.
        same: Whether the program is that of the turn before.
        action: The action without the program, in words; empty if nothing is left of it.
        reply: The agent's reply if there is no program in it, else nothing.
        feedback: The environment's answer.
    """

    turn: Turn
    status: str
    events: tuple[EventRow, ...]
    program: Excerpt
    same: bool
    action: str
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
        status=turn_status(turn),
        events=_event_rows(turn),
        program=difference(previous, turn.source) if previous else excerpt(turn.source),
        same=bool(turn.source) and turn.source == previous,
        action=action_text(turn.action),
        reply=excerpt("" if turn.source else turn.reply),
        feedback=excerpt(turn.feedback),
    )


def action_text(action: Any) -> str:
    """An action, as JSON has it, as text: ``"submit = 1"``, ``"knobs: optimise = -O3, TILE = 16"``."""
    if action is None:
        return ""
    if not isinstance(action, Mapping):
        return json.dumps(portable(action), ensure_ascii=False)
    return "; ".join(_field_text(name, value) for name, value in cast("Mapping[str, Any]", action).items())


def _field_text(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        settings = cast("Mapping[str, Any]", value).items()
        return f"{name}: {', '.join(_field_text(key, setting) for key, setting in settings)}"
    return f"{name} = {value if isinstance(value, str) else json.dumps(portable(value), ensure_ascii=False)}"


def _event_rows(turn: Turn) -> tuple[EventRow, ...]:
    measurement = turn.evaluation.measurement if turn.evaluation else None
    if measurement is None:
        return ()
    return tuple(_event_row(measurement, role, ratio) for role, ratio in count_ratios(turn).items())


def _event_row(measurement: Measurement, role: Role, ratio: float) -> EventRow:
    event = measurement.events[role]
    in_ms = event.unit is Unit.NANOSECONDS
    scale = _MS if in_ms else 1.0
    counted = [pair for pair in measurement.pairs if role in pair.reference]
    return EventRow(
        label=ROLE_LABELS[role] + (" (ms)" if in_ms else ""),
        event=str(event),
        reference=scale * median(pair.reference[role] for pair in counted),
        candidate=scale * median(pair.candidate[role] for pair in counted),
        change=ratio,
    )
