"""A stored turn and the one before it -> the view of it that a report shows. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, cast

from perfgym.records import Interval, Measurement, Role, Unit, Verdict
from perfgym.store import Turn, action_text
from perfgym.store.report.excerpt import Excerpt, difference, excerpt, marked
from perfgym.store.report.labels import ROLE_LABELS
from perfgym.store.report.summary import FAULT, count_ratios, turn_status

__all__ = ["EventRow", "TurnView", "turn_view"]

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
        program: The change from what the episode began with, if that is known; else the change from the
            program before, or the whole program if there was none.
        since: What it is the change from, e.g. ``"turn 3"``.
        same: Whether nothing has changed since then.
        action: The action without the program and without long texts, in words; empty if nothing is left.
        texts: Name to text of each field of the action that has more than one line.
        reply: The agent's reply if there is no program in it, else nothing.
        feedback: The environment's answer.
    """

    turn: Turn
    status: str
    events: tuple[EventRow, ...]
    program: Excerpt
    since: str
    same: bool
    action: str
    texts: Mapping[str, Excerpt]
    reply: Excerpt
    feedback: Excerpt

    @property
    def is_fault(self) -> bool:
        """Whether perfgym failed, so that neither status nor reward has a meaning."""
        return self.status == FAULT

    @property
    def is_tool_use(self) -> bool:
        """Whether the turn used a tool and evaluated nothing, as in ``PerfRepo``."""
        return self.turn.evaluation is None and not self.is_fault and not self.turn.source

    @property
    def verdict(self) -> Verdict | None:
        """The hidden tests; None if they were not run."""
        return self.turn.evaluation.verdict if self.turn.evaluation else None

    @property
    def speedup(self) -> tuple[float, float, float] | None:
        """Speed-up with the bounds of its interval; None if none was measured."""
        time: Interval | None = self.turn.evaluation.time if self.turn.evaluation else None
        return (math.exp(time.estimate), math.exp(time.low), math.exp(time.high)) if time else None


def turn_view(turn: Turn, before: Turn | None, changes: str | None = None) -> TurnView:
    """The view of a turn.

    Args:
        turn: The turn.
        before: The last one before it that has a program; None if there is none.
        changes: The program as a diff from what the episode began with; None if that is not known.
    """
    program, since, same = _compared(turn, before, changes)
    action, texts = _action_and_texts(turn.action)
    return TurnView(
        turn=turn,
        status=turn_status(turn),
        events=_event_rows(turn),
        program=program,
        since=since,
        same=same,
        action=action_text(action),
        texts=texts,
        reply=excerpt("" if turn.source else turn.reply),
        feedback=excerpt(turn.feedback),
    )


def _compared(turn: Turn, before: Turn | None, changes: str | None) -> tuple[Excerpt, str, bool]:
    """The change of a program, what it is the change from, and whether it is none."""
    if turn.source and changes is not None:
        return marked(changes), "the files that the episode began with", not changes
    previous = before.source if before else ""
    program = difference(previous, turn.source) if previous else excerpt(turn.source)
    since = f"turn {before.number}" if before else ""
    return program, since, bool(turn.source) and turn.source == previous


def _action_and_texts(action: Any) -> tuple[Any, dict[str, Excerpt]]:
    """An action without its fields that are texts of several lines, and these."""
    if not isinstance(action, Mapping):
        return action, {}
    fields = cast("Mapping[str, Any]", action)
    texts = {name: text for name, text in fields.items() if isinstance(text, str) and "\n" in text}
    rest = {name: value for name, value in fields.items() if name not in texts}
    return rest, {name: _shown(text) for name, text in texts.items()}


def _shown(text: str) -> Excerpt:
    is_diff = text.startswith(("--- ", "diff --git ")) and "\n@@ " in text
    return marked(text) if is_diff else excerpt(text)


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
