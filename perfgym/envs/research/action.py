"""What an agent gave as an action -> :class:`ResearchAction`, which has a value for every field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gymnasium import spaces

from perfgym.envs.fields import Choice, Field, Number, Text, Whole, text_of
from perfgym.errors import suggestion
from perfgym.repo.patching import Refused
from perfgym.research.records import Reasoning

__all__ = ["OPERATIONS", "ResearchAction", "action_fields", "action_space", "read_action", "shortest"]

OPERATIONS = ("experiment", "backtrack", "finish")
"""What an action may do."""

_LONG = Text(1 << 12, is_cut=True)
_MOST_TARGETS = 1 << 31
_NO_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchAction:
    """One action.

    Attributes:
        operation: ``experiment``, ``backtrack`` (to ``target``) or ``finish``.
        change: A whole program, or SEARCH/REPLACE blocks.
        direction: Short name of the idea's kind, e.g. ``learning-rate``.
        description: The change in one line.
        hypothesis: Why the change may help.
        evidence: What speaks for it.
        risk: What may go wrong.
        expected: Predicted change of the bits per byte; below 0 is better. None without a prediction.
        why: Explanation of the previous experiment's result.
        lesson: What the previous experiment taught.
        notes: The sections *Dead Ends*, *What Works* and *Ideas Queue* of ``notes.md``; empty keeps them.
        target: Number of the experiment to go back to; 0 is the baseline.
    """

    operation: str
    change: str = field(repr=False)
    direction: str
    description: str
    hypothesis: str
    evidence: str
    risk: str
    expected: float | None
    why: str
    lesson: str
    notes: str = field(repr=False)
    target: int

    @property
    def reasoning(self) -> Reasoning:
        """What the agent wrote before the experiment."""
        return Reasoning(
            direction=_NO_SLUG.sub("-", self.direction.lower()).strip("-"),
            description=self.description,
            hypothesis=self.hypothesis,
            evidence=self.evidence,
            risk=self.risk,
            expected=self.expected,
        )


def action_fields(max_experiments: int) -> Mapping[str, Field]:
    """Name of each field -> its kind.

    Args:
        max_experiments: Experiments of an episode.
    """
    return {
        "operation": Choice(OPERATIONS),
        "change": Text(),
        "direction": Text(64, is_cut=True),
        "description": Text(200, is_cut=True),
        "hypothesis": _LONG,
        "evidence": _LONG,
        "risk": _LONG,
        "expected": Number(-1.0, 1.0),
        "why": _LONG,
        "lesson": _LONG,
        "notes": Text(1 << 16, is_cut=True),
        "target": Whole(0, max_experiments, 0),
    }


def action_space(max_experiments: int) -> spaces.Dict:
    """A flat space with every field."""
    return spaces.Dict({name: kind.space() for name, kind in action_fields(max_experiments).items()})


def read_action(given: Mapping[str, Any], max_experiments: int = _MOST_TARGETS) -> ResearchAction:
    """Read an action, whole or in part; a field that is not given has its default.

    Args:
        given: Name of each field -> a value of its space, or what a person would write for it.
        max_experiments: Experiments of an episode.

    Raises:
        Refused: A field is unknown, or cannot have its value. The text says what to write instead.
    """
    kinds = action_fields(max_experiments)
    for name in given:
        if name not in kinds:
            shown = text_of(name)[:80]
            raise Refused(f"an action has no field {shown!r}; {suggestion(shown, kinds)}")
    return ResearchAction(
        **{
            name: kind.read(name, given[name]) if name in given else kind.default
            for name, kind in kinds.items()
        }
    )


def shortest(given: Mapping[str, Any]) -> dict[str, Any]:
    """An action as JSON has it: by names, without fields at their defaults."""
    try:
        action = read_action(given)
    except Refused:
        return {text_of(name): text_of(value) for name, value in given.items()}
    kinds = action_fields(_MOST_TARGETS)
    kept = {name: getattr(action, name) for name in kinds}
    return {
        name: value for name, value in kept.items() if name == "operation" or value != kinds[name].default
    }
