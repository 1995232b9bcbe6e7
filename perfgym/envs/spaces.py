"""The space of source texts and prompts."""

import string
from typing import Any

import numpy as np
from gymnasium.spaces import Text
from numpy.typing import NDArray

__all__ = ["SourceText"]

_SAMPLE_LENGTH = 512


class SourceText(Text):
    """Any string up to a length: all of Unicode, the empty string included.

    ``gymnasium.spaces.Text`` lists the characters that it allows and checks every character of a string;
    this space checks type and length only. Samples are short and printable.

    Args:
        max_length: Longest text in characters.
        seed: Seed for sampling.
    """

    def __init__(self, max_length: int, seed: int | np.random.Generator | None = None) -> None:
        super().__init__(max_length, min_length=0, charset=string.printable, seed=seed)

    def contains(self, x: Any) -> bool:
        """Whether ``x`` is a string that is not too long."""
        return isinstance(x, str) and len(x) <= self.max_length

    def sample(
        self,
        mask: tuple[int | None, NDArray[np.int8] | None] | None = None,
        probability: tuple[int | None, NDArray[np.float64] | None] | None = None,
    ) -> str:
        """Sample a printable text of at most 512 characters, unless a mask asks for another length."""
        if mask is None and probability is None:
            length = int(self.np_random.integers(min(_SAMPLE_LENGTH, self.max_length) + 1))
            mask = (length, None)
        return super().sample(mask, probability)

    def __repr__(self) -> str:
        """A short text, without the alphabet."""
        return f"SourceText({self.max_length})"
