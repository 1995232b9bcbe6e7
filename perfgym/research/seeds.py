"""The seed of a session -> the hidden texts and the hidden seeds of its runs."""

import numpy as np

from perfgym.machine.input_key import input_key
from perfgym.research.records import Part, RunSeed

__all__ = ["SEED_BYTES", "HiddenSeeds"]

SEED_BYTES = 16
"""Random bytes from which everything is drawn that a session draws."""

_MOST = 1 << 31  # a launcher hands seeds to scripts, which may take no larger ones


class HiddenSeeds:
    """Draws what an agent must not foresee, from the session's seed and the user's secret key.

    Args:
        seed: The session's seed, :data:`SEED_BYTES` bytes. It is no secret: the key is.
    """

    def __init__(self, seed: bytes) -> None:
        self.seed = seed

    def splits(self) -> np.random.Generator:
        """The generator that draws which document is hidden."""
        return input_key().rng(self.seed, "research: splits")

    def of_run(self, part: Part, number: int) -> RunSeed:
        """The seed of a number, the same for every program of the session."""
        rng = input_key().rng(self.seed, f"research: {part} run {number}")
        return RunSeed(part=part, number=number, value=int(rng.integers(_MOST)))
