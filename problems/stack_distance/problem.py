"""Size and kind -> pages in order of use, as bytes."""

import math
from bisect import bisect_right
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Indices = NDArray[np.int64]

_MEASURED = ("popular", "sets", "passes")
_KINDS = (*_MEASURED, "uniform", "cycle", "fresh", "many", "one", "twice", "there-and-back")
# All measured kinds use equally many pages, and have 0.4 times as many between two uses of one in the mean.
_SKEW = 0.11  # of popular pages; the larger, the more alike they are
_SET, _SET_USES = 0.79, 8  # of the pages; uses of each page before the set changes by a quarter of the pages
_REPEATS, _BACK = 0.46, 8  # of the uses; how far back a repeated page may lie
_FAR = 100  # One of so many uses of "many" pages is of any page; the others are of the last few.
_HALF, _QUARTER = 1 << 31, 1 << 30  # of all identifiers


def _uses(rng: np.random.Generator, n: int, pages: int, kind: str) -> Indices:
    """Pages as small numbers."""
    match kind:
        case "popular":
            shares = np.cumsum(1 / (np.arange(pages) + 1 + _SKEW * pages))
            return np.searchsorted(shares, rng.random(n) * shares[-1])
        case "sets":
            first = np.arange(n) // (_SET_USES * pages) * (pages // 4)
            return (first + rng.integers(max(1, round(_SET * pages)), size=n)) % pages
        case "passes":
            repeated = rng.random(n) < _REPEATS
            passes = rng.permuted(np.tile(np.arange(pages), (-(-n // pages), 1)), axis=1).ravel()
            places = np.cumsum(~repeated) - 1 - repeated * rng.integers(_BACK, size=n)
            return passes[np.maximum(places, 0)]
        case "uniform":
            return rng.integers(pages, size=n)
        case "cycle" | "one":
            return np.arange(n) % (pages if kind == "cycle" else 1)
        case "fresh":
            return np.arange(n)
        case "many":
            return _many(rng, n, pages)
        case "twice":
            return np.arange(n) // 2 % pages
        case "there-and-back":
            return np.abs(np.arange(n) % (2 * pages) - pages)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _many(rng: np.random.Generator, n: int, pages: int) -> Indices:
    """As many pages as make a list take about as many steps as in a measured kind, but for new pages."""
    known = min(n, max(1, math.isqrt(n * pages // 2)))
    back = np.where(
        rng.random(n) < 1 / _FAR, rng.integers(known, size=n), rng.integers(min(_BACK, known), size=n)
    )
    return np.where(np.arange(n) < known, np.arange(n), known - 1 - back)


def _identifiers(rng: np.random.Generator, count: int, room: int) -> NDArray[np.int64]:
    """So many different numbers: any, next to each other, or a power of two apart.

    They are below ``room``, a power of two.
    """
    law = int(rng.integers(3))
    order = rng.permutation(count)
    if law == 0:
        multiplier = int(rng.integers(1 << 30)) * 2 + 1  # odd, so that no two products are equal
        mixed = order * multiplier % room
        mixed ^= mixed >> 15
        return mixed * 0x2C1B3C6D % room
    apart = 1 << int(rng.integers(1, room.bit_length() - count.bit_length())) if law == 1 else 1
    return order * apart + int(rng.integers(2)) * (room - count * apart)


def _twins(rng: np.random.Generator, count: int) -> NDArray[np.int64]:
    """So many different numbers, of which two and two differ in nothing but the highest bit."""
    numbers = _identifiers(rng, -(-count // 2), _HALF)
    return rng.permutation(np.concatenate([numbers, numbers + _HALF]))[:count]


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The number n as int32, then the pages as uint32, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n`` uses and the number of different ``pages``.
        kind: ``popular`` (some pages are used more often), ``sets`` (a set of pages that changes now and
            then), ``passes`` (all pages in one random order after another, and some again), ``uniform`` (any
            page at any time), ``cycle`` (always the same order), ``fresh`` (no page twice), ``one`` (a single
            page), ``twice`` (each page two times in a row), ``there-and-back`` (up and down) or ``many`` (far
            more pages than ``pages``, mostly the last few of them).

    Raises:
        ValueError: There is no such kind.
    """
    uses = _uses(rng, size["n"], size["pages"], kind)
    count = int(uses.max()) + 1
    # Python compares small numbers faster, and others by 30 bits at a time, the highest first. So in measured
    # inputs all are large, and the highest bits are the same.
    if kind in _MEASURED:
        numbers = _identifiers(rng, count, _QUARTER) + _HALF + _QUARTER * int(rng.integers(2))
    else:
        numbers = _twins(rng, count)
    return np.array([size["n"]], "<i4").tobytes() + numbers[uses].astype("<u4").tobytes()


def answer(stdin: bytes) -> bytes:
    """The output for an input: the places of last uses are kept in a sorted list."""
    pages = np.frombuffer(stdin, "<u4", offset=4).tolist()
    last: dict[int, int] = {}
    places: list[int] = []
    distances = []
    for now, page in enumerate(pages):
        if page in last:
            behind = bisect_right(places, last[page])
            distances.append(len(places) - behind)
            del places[behind - 1]
        else:
            distances.append(-1)
        places.append(now)
        last[page] = now
    return np.array(distances, "<i4").tobytes()
