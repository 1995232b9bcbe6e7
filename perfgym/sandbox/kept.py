"""What a supervisor keeps between runs: the inputs in its jail, and the programs in memory files."""

import math
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["KeptObjects"]

_T = TypeVar("_T")


class KeptObjects(Generic[_T]):
    """Keeps what was made from some bytes for the next use of the same bytes object.

    A program is run many times, and an input by several programs. The bytes are compared by identity,
    because comparing those of a large input takes longer than a run's start.

    Args:
        most: How many are kept; the ones that were not used for longest are dropped.
        most_bytes: How many bytes they are made from, together; one is kept however large it is.
    """

    def __init__(self, *, most: int, most_bytes: float = math.inf) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._kept: OrderedDict[int, tuple[bytes, _T]] = OrderedDict()

    def of(self, contents: bytes, *, make: Callable[[bytes], _T], drop: Callable[[_T], None]) -> _T:
        """What was made from ``contents``; it stays this object's.

        Args:
            contents: The bytes.
            make: Called with them if nothing is kept for them.
            drop: Called with each object that is kept no longer.
        """
        kept = self._kept.get(id(contents))
        if kept is None:
            self._kept[id(contents)] = kept = (contents, make(contents))
            while len(self._kept) > 1 and self._is_too_much():
                self._drop_oldest(drop)
        self._kept.move_to_end(id(contents))
        return kept[1]

    def _is_too_much(self) -> bool:
        held = sum(len(contents) for contents, _ in self._kept.values())
        return len(self._kept) > self._most or held > self._most_bytes

    def _drop_oldest(self, drop: Callable[[_T], None]) -> None:
        _, (_, made) = self._kept.popitem(last=False)
        drop(made)

    def clear(self, drop: Callable[[_T], None]) -> None:
        """Drop every object."""
        while self._kept:
            self._drop_oldest(drop)
