"""How agents and the store read an episode of ``PerfTune``: actions are settings of knobs."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from perfgym.bank import Tuning
from perfgym.envs.family import Task
from perfgym.languages import LANGUAGES
from perfgym.records import Submission

__all__ = ["TuneTask"]


class TuneTask(Task):
    """The knobs of one problem in one language.

    Args:
        tuning: The knobs, and the template that they set.
        language: Name of the language.
    """

    def __init__(self, tuning: Tuning, language: str) -> None:
        self._tuning = tuning
        self._source_name = LANGUAGES[language].source_name

    def submission(self, action: Any, info: Mapping[str, Any]) -> Submission | None:
        """The program at the settings, and its compiler flags."""
        del info
        source, flags = self._tuning.program([int(index) for index in action])
        return Submission(files={self._source_name: source.encode()}, flags=flags)

    def record(self, action: Any) -> dict[str, Any]:
        """The setting of each knob, by name."""
        return {
            "knobs": {
                knob.name: knob.settings[int(index)]
                for knob, index in zip(self._tuning.knobs, action, strict=True)
            }
        }

    def first_action(self) -> NDArray[np.int64]:
        """The default of each knob."""
        return np.array(self._tuning.defaults, dtype=np.int64)
