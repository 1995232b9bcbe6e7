"""Size and kind -> a polynomial, a text and ranges of it, as bytes; and the checksums, by another method."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Numbers = NDArray[np.int64]

_LONGEST = 4096
_KINDS = ("dense", "empty", "equal", "long", "ones", "random", "rising", "short", "text", "whole", "zeros")


def _lengths(rng: np.random.Generator, count: int, most: int, kind: str) -> Numbers:
    """Lengths up to ``most``; in the kinds that are measured, their sum hardly depends on the seed."""
    even = ((np.arange(count) + rng.random(count)) / max(count, 1) * (most + 1)).astype(np.int64)
    match kind:
        case "random" | "text" | "zeros" | "ones" | "dense" | "rising":
            return rng.permutation(even)
        case "equal":  # some lengths, each many times
            some = np.linspace(0, most, 9).astype(np.int64)
            return some[rng.permutation(count) % 9]
        case "short":
            return rng.integers(0, min(most, 4) + 1, count)
        case "empty":
            return np.zeros(count, np.int64)
        case "long" | "whole":
            return np.full(count, most)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def _text(rng: np.random.Generator, n: int, kind: str) -> bytes:
    if kind in ("zeros", "ones"):
        return bytes(n) if kind == "zeros" else b"\xff" * n
    if kind == "text":
        return rng.bytes(n).translate((b"etaoin shrdlu etaoin cmfwyp " * 10)[:256])
    return rng.bytes(n)


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """A polynomial, N, a text, Q, and Q starts and lengths, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of bytes, ``q``, that of ranges, and ``l``, the length of the longest ones.
        kind: ``random`` (any bytes and lengths), ``text`` (letters), ``equal`` (few lengths, each many
            times), ``rising`` (ranges in the order of their starts), ``dense`` (all in one part of the text),
            ``long`` (the longest ones only), ``short`` (up to 4 bytes), ``empty``, ``whole`` (from the first
            byte on), ``zeros`` or ``ones`` (all bytes 0 or 255).

    Raises:
        ValueError: There is no such kind.
    """
    n, q = size["n"], size["q"]
    lengths = _lengths(rng, q, min(n, size["l"], _LONGEST), kind)
    starts = (rng.random(q) * (n + 1 - lengths)).astype(np.int64)
    if kind == "rising":
        order = np.argsort(starts)
        starts, lengths = starts[order], lengths[order]
    if kind == "dense":
        starts = np.minimum(starts // 8 + n // 3, n - lengths)
    if kind == "whole":
        starts[:] = 0
    polynomial = int(rng.integers(1 << 31, 1 << 32))
    ranges = np.stack([starts, lengths], axis=1).astype("<i4")
    header = np.array([polynomial, n], "<u4").tobytes()
    return header + _text(rng, n, kind) + np.array([q], "<i4").tobytes() + ranges.tobytes()


def answer(stdin: bytes) -> bytes:
    """What a right program writes for this input: bit by bit, in all ranges at once."""
    polynomial, n = (int(number) for number in np.frombuffer(stdin, "<u4", 2))
    text = np.frombuffer(stdin, np.uint8, n, 8)
    (q,) = np.frombuffer(stdin, "<i4", 1, 8 + n)
    starts, lengths = np.frombuffer(stdin, "<i4", 2 * q, 12 + n).reshape(q, 2).T
    sums = np.full(q, 0xFFFFFFFF, np.uint32)
    for i in range(int(lengths.max(initial=0))):
        active = lengths > i
        some = sums[active] ^ text[starts[active] + i]
        for _ in range(8):
            some = some >> np.uint32(1) ^ (some & np.uint32(1)) * np.uint32(polynomial)
        sums[active] = some
    return (~sums).astype("<u4").tobytes()
