"""What an agent sees after a step: the space, and a session in it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from perfgym.envs.spaces import SourceText
from perfgym.records import Interval
from perfgym.research.experiment import Laboratory
from perfgym.research.records import Decision, Experiment, Run
from perfgym.research.signals import discards_in, since_improvement
from perfgym.research.status import ResearchStatus

__all__ = ["DECISIONS", "FIGURES", "SIGNALS", "STATUSES", "Observation", "observation_space", "observed"]

STATUSES = tuple(ResearchStatus)
"""What ``status`` counts."""

DECISIONS = tuple(Decision)
"""What ``decision`` counts."""

SIGNALS = ("dead_end", "plateau", "regression")
"""The entries of ``signals``."""

FIGURES = ("val_bpb", "best_val_bpb", "baseline_val_bpb")
"""Figures with bounds, and the entries of ``mask``."""

_TEXT_LENGTH = 1 << 20
_MOST_BPB = 16.0
_MOST = 1e18  # Gymnasium would treat an infinite bound as no bound
_LOG_LINES = 50
_CURVE_POINTS = 20

Observation = dict[str, Any]


def observation_space(max_experiments: int) -> spaces.Dict:
    """The space of observations.

    Args:
        max_experiments: Experiments of an episode.
    """

    def amount() -> spaces.Box:
        return spaces.Box(0.0, _MOST, (1,), np.float64)

    texts = ("prompt", "program", "feedback", "results", "notes", "log")
    counts = ("discards_in_direction", "since_improvement", "experiments_left")
    return spaces.Dict(
        {
            **{name: SourceText(_TEXT_LENGTH) for name in texts},
            "status": spaces.Discrete(len(STATUSES)),
            "decision": spaces.Discrete(len(DECISIONS)),
            **{name: spaces.Box(0.0, _MOST_BPB, (3,), np.float64) for name in FIGURES},
            "mask": spaces.MultiBinary(len(FIGURES)),
            **{name: amount() for name in ("artifact_bytes", "artifact_limit", "cpu_s", "cpu_limit_s")},
            "signals": spaces.MultiBinary(len(SIGNALS)),
            **{name: spaces.Discrete(max_experiments + 1) for name in counts},
        }
    )


def observed(
    lab: Laboratory, last: Experiment | None, *, prompt: str, feedback: str, experiments_left: int
) -> Observation:
    """A session as an observation.

    Args:
        lab: The session.
        last: The experiment of the last step; None if the step was none.
        prompt: The prompt of the episode.
        feedback: What became of the last step.
        experiments_left: Experiments left.
    """
    history, signals = lab.experiments, lab.signals
    shown = history[-1] if last is None else last
    figures = (lab.level(shown), lab.level(lab.best), lab.level(history[0]))
    runs = shown.runs
    return {
        "prompt": prompt,
        "program": lab.program[:_TEXT_LENGTH],
        "feedback": feedback[:_TEXT_LENGTH],
        "results": lab.results[:_TEXT_LENGTH],
        "notes": lab.notes_text[:_TEXT_LENGTH],
        "log": shown_log(runs)[:_TEXT_LENGTH],
        "status": np.int64(STATUSES.index(shown.status)),
        "decision": np.int64(DECISIONS.index(shown.decision)),
        **{name: _bounds(figure) for name, figure in zip(FIGURES, figures, strict=True)},
        "mask": np.array([figure is not None for figure in figures], dtype=np.int8),
        "artifact_bytes": np.array([float(shown.total_bytes)]),
        "artifact_limit": np.array([float(lab.runs.artifact_limit)]),
        "cpu_s": np.array([max((run.cpu_s for run in runs), default=0.0)]),
        "cpu_limit_s": np.array([lab.runs.cpu_limit_s or 0.0]),
        "signals": np.array([getattr(signals, name) for name in SIGNALS], dtype=np.int8),
        "discards_in_direction": np.int64(discards_in(shown.reasoning.direction, history)),
        "since_improvement": np.int64(since_improvement(history)),
        "experiments_left": np.int64(experiments_left),
    }


def shown_log(runs: Sequence[Run]) -> str:
    """The end of the last run's log, behind a few lines that are spread over what comes before."""
    lines = runs[-1].log.splitlines() if runs else []
    early, end = lines[:-_LOG_LINES], lines[-_LOG_LINES:]
    step = max(1, -(-len(early) // _CURVE_POINTS))
    return "\n".join((*early[::step], *end))


def _bounds(figure: Interval | None) -> NDArray[np.float64]:
    if figure is None:
        return np.zeros(3)
    return np.clip([figure.estimate, figure.low, figure.high], 0.0, _MOST_BPB)
