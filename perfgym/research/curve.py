"""The log of a training script -> its curve: what it printed about its progress at each step. Pure."""

import math
import re
from collections import Counter
from dataclasses import dataclass

__all__ = ["Curve", "curve_of"]

_STEP = re.compile(r"\b(?:step|iter|iteration)\b[\s:=#]{0,4}(\d{1,12})", re.IGNORECASE)
_VALUE = re.compile(r"\b((?:train_)?(?:loss|bpb))\b[\s:=]{0,4}(\d{1,9}(?:\.\d{0,12})?(?:e[+-]?\d{1,3})?)",
                    re.IGNORECASE)  # fmt: skip
_MOST_POINTS = 200
_LONGEST_LINE = 1000  # characters


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve.

    Attributes:
        name: Name of the figure, as the log has it, e.g. ``"train_loss"``; empty without points.
        points: Pairs of step and value, in the order of the log; at most 200, evenly chosen.
    """

    name: str
    points: tuple[tuple[int, float], ...]


def curve_of(log: str) -> Curve:
    """Read the curve of a log, whose lines are ``step:100/7000 train_loss:2.31`` or ``step 100 | loss: 2.3``.

    Of several figures it takes the one that most lines have. In a line that was written over, what follows
    the last carriage return counts.
    """
    read = [found for line in log.splitlines() if (found := _read(line[-_LONGEST_LINE:]))]
    if not read:
        return Curve("", ())
    [(name, _)] = Counter(name for name, _, _ in read).most_common(1)
    points = [(step, value) for one, step, value in read if one == name]
    stride = math.ceil(len(points) / _MOST_POINTS)
    return Curve(name, tuple(points[::-1][::stride][::-1]))


def _read(line: str) -> tuple[str, int, float] | None:
    """Name of the figure, step and value of a line."""
    step, value = _STEP.search(line), _VALUE.search(line)
    if step is None or value is None:
        return None
    return value[1].lower(), int(step[1]), float(value[2])
