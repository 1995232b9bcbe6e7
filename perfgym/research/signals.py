"""The history of a session -> dead ends, plateau and regression. Pure."""

from collections.abc import Sequence

from perfgym.research.records import Decision, Experiment, Signals
from perfgym.research.task import SignalRule

__all__ = ["discards_in", "session_signals", "since_improvement"]

_FAILED = (Decision.DISCARD, Decision.CRASH)
_TRIED = (*_FAILED, Decision.KEEP)


def discards_in(direction: str, history: Sequence[Experiment]) -> int:
    """Number of discards and crashes of a direction since its last keep."""
    count = 0
    for experiment in history:
        if experiment.reasoning.direction == direction:
            count = 0 if experiment.decision is Decision.KEEP else count + (experiment.decision in _FAILED)
    return count


def since_improvement(history: Sequence[Experiment]) -> int:
    """Number of experiments since the last keep, or since the baseline."""
    count = 0
    for experiment in history:
        count = 0 if experiment.decision is Decision.KEEP else count + (experiment.decision in _FAILED)
    return count


def session_signals(history: Sequence[Experiment], rules: SignalRule, *, regression: bool = False) -> Signals:
    """The signals after the last experiment.

    Args:
        history: All experiments, in order.
        rules: When a signal is given.
        regression: Whether the kept program was found to be worse than an earlier one.
    """
    directions = {one.reasoning.direction for one in history if one.reasoning.direction}
    dead = sorted(one for one in directions if discards_in(one, history) >= rules.dead_end)
    return Signals(dead_directions=tuple(dead), plateau=_is_plateau(history, rules), regression=regression)


def _is_plateau(history: Sequence[Experiment], rules: SignalRule) -> bool:
    """Whether the last experiments, enough of them, together gained less than the rules say."""
    last = [one for one in history if one.decision in _TRIED][-rules.plateau_window :]
    gained = sum(one.gain.estimate for one in last if one.decision is Decision.KEEP and one.gain)
    return len(last) == rules.plateau_window and gained < rules.plateau_gain
