"""The log of a training script -> its figures, by the patterns that a task declares. Pure.

The figures are the script's own word. The checks find logs that contradict themselves; they cannot find a
script that prints what it likes.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Figures", "LogError", "LogRules", "figures_of", "lines_of"]

_FIGURE = "val_bpb"
_LONGEST_LINE = 4096


class LogError(ValueError):
    """A log has no figure that counts. The text tells the agent what is missing or contradicts itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRules:
    """How a task reads a log.

    Attributes:
        final: Pattern of the line with the final figure; its groups are names of figures, and ``val_bpb`` is
            one of them.
        others: Name to pattern of other lines, with named groups. They may be missing in a log.
        exact: Name of a figure to the value that it must have; a log must have it.
        bytes_per_token: Value and tolerance of ``val_loss / ln 2 / val_bpb``; None for no such check.
    """

    final: re.Pattern[str]
    others: Mapping[str, re.Pattern[str]] = field(default_factory=dict[str, re.Pattern[str]])
    exact: Mapping[str, float] = field(default_factory=dict[str, float])
    bytes_per_token: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one log.

    Attributes:
        values: Name to value; ``val_bpb`` is always there.
    """

    values: Mapping[str, float]

    @property
    def val_bpb(self) -> float:
        """Bits per byte of the validation text."""
        return self.values[_FIGURE]


def figures_of(log: str, rules: LogRules) -> Figures:
    """Read a log.

    Only whole lines count: what follows the last line feed may be torn. In a line that was written over, what
    follows the last carriage return counts.

    Args:
        log: The whole log.
        rules: How the task reads it.

    Raises:
        LogError: There is not exactly one final line, or the figures contradict the rules.
    """
    lines = lines_of(log)[:-1]
    finals = [match for line in lines if (match := rules.final.search(line))]
    if len(finals) != 1:
        raise LogError(
            f"the log has {len(finals)} final lines instead of one; a final line matches "
            f"`{rules.final.pattern}`, and its name must stay"
        )
    values = _numbers(finals[0])
    for pattern in rules.others.values():
        last = next((match for line in reversed(lines) if (match := pattern.search(line))), None)
        values |= _numbers(last) if last else {}
    _check(values, rules)
    return Figures(values)


def lines_of(log: str) -> list[str]:
    """The lines of a log as they were seen last, the last one too, which may be torn; empty for long ones.

    A pattern can take time in proportion to the square of a line's length, and no line that counts is long.
    """
    lines = (line.rpartition("\r")[2] for line in log.replace("\r\n", "\n").split("\n"))
    return [line if len(line) <= _LONGEST_LINE else "" for line in lines]


def _numbers(match: re.Match[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, text in match.groupdict().items():
        try:
            found[name] = float(text)
        except (TypeError, ValueError):
            raise LogError(f"{name} is {text!r} in the log, which is no number") from None
    return found


def _check(values: Mapping[str, float], rules: LogRules) -> None:
    bpb = values.get(_FIGURE, math.nan)
    if not (math.isfinite(bpb) and bpb > 0):
        raise LogError(f"val_bpb is {bpb} in the log; it must be a number above 0")
    for name, wanted in rules.exact.items():
        if name not in values:
            raise LogError(f"the log does not say {name}, which must be {wanted:.15g}; its line must stay")
        if values[name] != wanted:
            raise LogError(f"{name} is {values[name]:.15g} in the log, and it must be {wanted:.15g}")
    if rules.bytes_per_token is not None and "val_loss" in values:
        wanted, within = rules.bytes_per_token
        found = values["val_loss"] / math.log(2.0) / bpb
        if not abs(found - wanted) <= within:
            raise LogError(
                f"val_loss / ln 2 / val_bpb is {found:.4f} bytes per token, and the task's validation text "
                f"has {wanted:g} (within {within:g}): it is the figure of other text, or of another count"
            )
