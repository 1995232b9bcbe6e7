"""``gains.toml``: how many times as fast as the reference a problem's other programs were when measured."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from perfgym.bank.toml import Table, read_toml
from perfgym.errors import ProblemError

__all__ = ["DIFFICULTIES", "GAINS_FILE", "Gain", "load_gains"]

GAINS_FILE = "gains.toml"

DIFFICULTIES = ("easy", "medium", "hard")
"""Words for how far the most obvious improvement is from the expert's program, see :class:`Gain`."""

_EASY, _MEDIUM = 1 / 2, 1 / 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """How many times as fast as the reference programs in one language are.

    Attributes:
        expert: CPU time of the reference, divided by that of the expert's program.
        first_step: The same for the first step; None where there is no first step in the language.
    """

    expert: float
    first_step: float | None = None

    @property
    def first_share(self) -> float:
        """Share of the expert's gain that the first step reaches, of logarithms; from 0 to 1.

        It is 0 where there is no first step, and 1 where the expert's program is not faster than that.
        """
        if self.first_step is None or self.first_step <= 1.0:
            return 0.0
        if self.expert <= self.first_step:
            return 1.0
        return math.log(self.first_step) / math.log(self.expert)

    @property
    def difficulty(self) -> str:
        """One of `DIFFICULTIES`.

        ``"easy"`` if the first step reaches at least half of the expert's gain, ``"medium"`` if it reaches at
        least a fifth, else ``"hard"``.
        """
        easy, medium, hard = DIFFICULTIES
        return easy if self.first_share >= _EASY else medium if self.first_share >= _MEDIUM else hard


def load_gains(folder: Path) -> Mapping[str, Gain]:
    """Read the gains of a problem.

    Args:
        folder: The problem's folder.

    Returns:
        Language to gain; empty if nothing was measured yet.

    Raises:
        ProblemError: ``gains.toml`` is malformed.
    """
    path = folder / GAINS_FILE
    if not path.is_file():
        return {}
    table = read_toml(path)
    table.take("measured", str)
    table.take("host", str)
    return {
        language: _gain(content, f"{path}: {language}") for language, content in table.take_rest().items()
    }


def _gain(content: object, where: str) -> Gain:
    table = Table(content, where)
    expert = _times(table.take("expert", float), f"{where}: expert")
    first_step = (
        _times(table.take("first_step", float), f"{where}: first_step") if table.has("first_step") else None
    )
    table.done()
    return Gain(expert=expert, first_step=first_step)


def _times(times: float, where: str) -> float:
    if not (math.isfinite(times) and times > 0.0):
        raise ProblemError(f"{where} must be a number above 0, got {times}")
    return times
