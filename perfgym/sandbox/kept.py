"""A cache of objects that a supervisor keeps between runs: inputs in its jail, programs in memory files."""

import math
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["KeptObjects"]

_T = TypeVar("_T")


class KeptObjects(Generic[_T]):
    """Keeps each object that was made from a bytes object, and returns it when the same bytes are used again.

    A program is run many times, and an input by several programs. Bytes objects are compared by identity,
    because comparing the contents of a large input takes longer than starting a run.

    Args:
        most: The most objects kept; beyond it, the least recently used one is dropped.
        most_bytes: The most bytes that the kept objects are made from in total; one object is always kept,
            however large it is.
    """

    def __init__(self, *, most: int, most_bytes: float = math.inf) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._kept: OrderedDict[int, tuple[bytes, _T]] = OrderedDict()

    def of(self, contents: bytes, *, make: Callable[[bytes], _T], drop: Callable[[_T], None]) -> _T:
        """Return the object made from ``contents``; do not close it.

        Args:
            contents: The bytes that the object is made from.
            make: Makes the object from ``contents``.
            drop: Releases an object that is no longer kept.
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
        """Release every object with ``drop``."""
        while self._kept:
            self._drop_oldest(drop)
