"""The bytes of a corpus -> its documents -> the three texts of an episode: train, search and final."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

__all__ = ["Shares", "Splits", "documents"]

_JOINT = b"\n"
_LEFT_OUT = 50  # one of so many documents is left out of a training run


def documents(corpus: bytes, separator: str) -> tuple[bytes, ...]:
    """Split a corpus into its documents, each once: a document that is repeated could lie in two splits.

    Args:
        corpus: The text.
        separator: Regular expression of what lies between two documents.
    """
    return tuple(dict.fromkeys(re.split(separator.encode(), corpus)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The shares of the corpus, in bytes, that are hidden; the rest is for training.

    Attributes:
        search: Share by which experiments are kept or discarded.
        final: Share that is used once, at the end.

    Raises:
        ValueError: A share is not above 0, or nothing is left for training.
    """

    search: float
    final: float

    def __post_init__(self) -> None:
        if not (self.search > 0 and self.final > 0 and self.search + self.final < 1):
            raise ValueError(
                f"the shares search and final must be above 0 and leave some text for training, got "
                f"{self.search:g} and {self.final:g}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Splits:
    """The texts of one episode.

    Attributes:
        train: The documents for training.
        search: The hidden text by which experiments are kept or discarded.
        final: The hidden text that is used once, at the end.
    """

    train: tuple[bytes, ...] = field(repr=False)
    search: bytes = field(repr=False)
    final: bytes = field(repr=False)

    @classmethod
    def draw(cls, documents: Sequence[bytes], shares: Shares, rng: np.random.Generator) -> "Splits":
        """Draw which document goes where.

        Raises:
            ValueError: There are too few documents: a split would be empty.
        """
        drawn = [documents[place] for place in _order(len(documents), rng)]
        whole = sum(map(len, drawn))
        search = _take(drawn, shares.search * whole)
        final = _take(drawn, shares.final * whole)
        if not drawn:
            raise ValueError(f"{len(documents)} documents are too few to be split in three")
        return cls(train=tuple(drawn), search=_JOINT.join(search), final=_JOINT.join(final))

    def training_text(self, rng: np.random.Generator) -> bytes:
        """The text for one training run: nearly all documents, in an order of its own.

        So a program that fixes its seed, or was tried with many, has the same spread as every other one. One
        of 50 documents is left out, others each time, because a program could undo the order by sorting.
        """
        order = _order(len(self.train), rng)
        return _JOINT.join(self.train[place] for place in order[len(order) // _LEFT_OUT :])


def _order(count: int, rng: np.random.Generator) -> list[int]:
    return rng.permutation(count).tolist()


def _take(documents: list[bytes], size: float) -> list[bytes]:
    """Take documents from the end of a list until they have ``size`` bytes together."""
    taken: list[bytes] = []
    while documents and sum(map(len, taken)) < size:
        taken.append(documents.pop())
    return taken
