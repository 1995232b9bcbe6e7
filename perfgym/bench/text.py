"""Measures, protocols and differences as short text. Pure."""

from collections.abc import Sequence

from perfgym.bench.compare import Difference
from perfgym.bench.measures import Estimate, Measure
from perfgym.bench.result import BenchResult, Speedup

__all__ = [
    "change_text",
    "counted",
    "estimate_text",
    "interval_text",
    "player_text",
    "protocol_text",
    "speedup_text",
    "value_text",
]

_UNKNOWN = "\N{EN DASH}"


def counted(count: int, singular: str, plural: str = "") -> str:
    """A number with its noun, e.g. ``"1 sample"`` or ``"3 samples"``."""
    return f"{count:,} {singular if count == 1 else plural or f'{singular}s'}"


def value_text(measure: Measure, value: float | None) -> str:
    """A measure's value: ``"83 %"``, ``"3.21"`` or ``"+0.512"``; a dash if there is none."""
    if value is None:
        return _UNKNOWN
    if measure.unit == "share":
        return f"{100 * value:.0f} %"
    return f"{value:.2f}" if measure.unit == "ratio" else f"{value:+.3f}"


def interval_text(measure: Measure, low: float | None, high: float | None) -> str:
    """An interval, e.g. ``"66 % to 95 %"``; empty if there is none."""
    if low is None or high is None:
        return ""
    return f"{value_text(measure, low)} to {value_text(measure, high)}"


def estimate_text(measure: Measure, estimate: Estimate) -> str:
    """A measure with its interval, e.g. ``"83 % (66 % to 95 %)"``."""
    bounds = interval_text(measure, estimate.low, estimate.high)
    return value_text(measure, estimate.value) + (f" ({bounds})" if bounds else "")


def change_text(measure: Measure, difference: Difference) -> str:
    """The change of a measure with its interval: ``"+20 points (+4 to +36)"`` or ``"1.31 times (...)"``."""
    form, unit, factor = {
        "share": ("{:+.0f}", " points", 100),
        "ratio": ("{:.2f}", " times", 1),
        "reward": ("{:+.3f}", "", 1),
    }[measure.unit]
    if difference.change is None:
        return _UNKNOWN
    text = form.format(factor * difference.change) + unit
    if difference.low is None or difference.high is None:
        return text
    return f"{text} ({form.format(factor * difference.low)} to {form.format(factor * difference.high)})"


def speedup_text(speedup: Speedup | None) -> str:
    """A speed-up with its interval, e.g. ``"3.21 (3.15 to 3.27)"``; a dash if there is none."""
    if speedup is None:
        return _UNKNOWN
    return f"{speedup.estimate:.2f} ({speedup.low:.2f} to {speedup.high:.2f})"


def player_text(result: BenchResult) -> str:
    """Name of the agent, and whether it is a model or a script."""
    player = result.player
    return f"{player.name} ({'model' if player.is_model else 'script'})"


def protocol_text(result: BenchResult) -> str:
    """What was played, e.g. ``"test split in c: 12 problems, 3 samples of up to 5 turns"``."""
    protocol = result.protocol
    problems = len({task.problem for task in result.tasks})
    tasks = f", {counted(len(result.tasks), 'task')}" if len(result.tasks) != problems else ""
    return (
        f"{f'{protocol.split} split' if protocol.split else 'chosen problems'} in "
        f"{_listed(protocol.languages)}: {counted(problems, 'problem')}{tasks}, "
        f"{counted(protocol.samples, 'sample')} of up to {counted(protocol.turns, 'turn')}"
    )


def _listed(names: Sequence[str]) -> str:
    return " and ".join([*([", ".join(names[:-1])] if names[1:] else []), *names[-1:]])
