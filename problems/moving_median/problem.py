"""Size and kind -> values and the width of a window, as bytes.

In measured inputs, the place of a new value in the sorted window does not depend on the old ones, whatever
the values are; so all kinds cost the same, although the median hardly moves in one and jumps in another.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Numbers = NDArray[np.float64]

_MEASURED = ("noise", "levels", "peaks")
_KINDS = (*_MEASURED, "constant", "saw", "rising", "falling", "walk", "few", "extremes", "steps")
_LARGEST = 65535


def _drift(rng: np.random.Generator, n: int, height: float) -> Numbers:
    """A wave with a random phase, many windows long."""
    return height * np.sin(2 * np.pi * (np.arange(n) / 100_000 + rng.random()))


def _other_values(rng: np.random.Generator, n: int, w: int, kind: str) -> Numbers:
    """Numbers of a kind that is not measured."""
    match kind:
        case "constant":
            return np.full(n, float(rng.integers(_LARGEST + 1)))
        case "saw":
            return (np.arange(n) * int(rng.integers(1, 1000))) % int(rng.integers(1, _LARGEST)) + 0.0
        case "rising":
            return np.sort(rng.random(n)) * _LARGEST
        case "falling":
            return np.sort(rng.random(n))[::-1] * _LARGEST
        case "walk":
            return 30000 + np.cumsum(rng.normal(0, 60, n))
        case "few":
            return rng.integers(int(rng.integers(_LARGEST - 3)), _LARGEST, 4)[rng.integers(4, size=n)] + 0.0
        case "extremes":
            return rng.integers(2, size=n) * float(_LARGEST)
        case "steps":
            return rng.random(-(-n // w)).repeat(w)[:n] * _LARGEST + rng.normal(0, 10, n)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _values(rng: np.random.Generator, n: int, w: int, kind: str) -> Numbers:
    """Numbers that are rounded to uint16 later."""
    match kind:
        case "noise":
            return rng.random(n) * (_LARGEST + 1) - 0.5
        case "levels":
            level = rng.integers(1000, 64000, 2)[rng.integers(2, size=n)]
            return level + rng.normal(0, 300, n)
        case "peaks":
            return 5000 + _drift(rng, n, 2000) + rng.exponential(6000, n)
        case _:
            return _other_values(rng, n, w, kind)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The numbers n and w as int32, then the values as uint16, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n`` values, and ``half`` of the width of a window, which is ``2 * half + 1``, or as much as
            there is.
        kind: ``noise`` (all values alike), ``levels`` (two far from each other, about equally frequent),
            ``peaks`` (few values far above the others), ``constant``, ``saw``, ``rising``, ``falling``,
            ``walk``, ``few`` (four values), ``extremes`` (the smallest and the largest) or ``steps`` (one a
            window).

    Raises:
        ValueError: There is no such kind.
    """
    n = size["n"]
    w = min(2 * size["half"] + 1, n - (n + 1) % 2)
    values = np.clip(np.rint(_values(rng, n, w, kind)), 0, _LARGEST)
    return np.array([n, w], "<i4").tobytes() + values.astype("<u2").tobytes()


def answer(stdin: bytes) -> bytes:
    """The output for an input: each window is partitioned on its own."""
    w = int(np.frombuffer(stdin, "<i4", 2)[1])
    windows = np.lib.stride_tricks.sliding_window_view(np.frombuffer(stdin, "<u2", offset=8), w)
    return b"".join(np.partition(window, w // 2)[w // 2].tobytes() for window in windows)
