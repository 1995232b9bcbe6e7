"""The spaces of ``PerfOptimize``, which are the same for all problems and languages."""

import numpy as np
from gymnasium import spaces

from perfgym.envs.spaces import SourceText
from perfgym.records import ROLES, Status
from perfgym.settings import Settings

__all__ = ["STATUSES", "TEXT_LENGTH", "action_space", "observation_space"]

STATUSES = tuple(Status)
TEXT_LENGTH = 1 << 20
"""Most characters of a prompt, and of a feedback."""

_MOST_COUNTED = 1e18  # far above any count; Gymnasium would treat an infinite bound as no bound


def action_space(settings: Settings) -> spaces.Dict:
    """The space of actions: a program, and whether it ends the episode."""
    return spaces.Dict({"code": SourceText(settings.max_source_bytes), "submit": spaces.Discrete(2)})


def observation_space(settings: Settings) -> spaces.Dict:
    """The space of observations."""

    def counts() -> spaces.Box:
        return spaces.Box(0.0, _MOST_COUNTED, (len(ROLES),), np.float64)

    return spaces.Dict(
        {
            "prompt": SourceText(TEXT_LENGTH),
            "feedback": SourceText(TEXT_LENGTH),
            "status": spaces.Discrete(len(STATUSES)),
            "tests_passed": spaces.Box(0.0, 1.0, (1,), np.float64),
            "counters": counts(),
            "reference": counts(),
            "counters_mask": spaces.MultiBinary(len(ROLES)),
            "turns_left": spaces.Discrete(settings.max_turns + 1),
        }
    )
