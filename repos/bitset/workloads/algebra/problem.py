"""Size and kind -> sets and operations on them, as bytes."""

from collections.abc import Mapping

import numpy as np

__all__ = ["generate"]

# The share of bits that are set, and how long runs of set bits are.
_KINDS = {
    "even": (0.5, 1),
    "sparse": (0.02, 1),
    "dense": (0.97, 1),
    "runs": (0.5, 300),
    "rare-runs": (0.05, 500),
    "full": (1.0, 1),
    "empty": (0.0, 1),
}


def _set(rng: np.random.Generator, length: int, kind: str) -> bytes:
    """Draw the words of a set; bits behind its length are clear."""
    share, run = _KINDS[kind]
    draws = np.frombuffer(rng.bytes(length // run + 1), np.uint8) < share * 256
    bits = np.zeros((length + 63) // 64 * 64, np.uint8)
    bits[:length] = draws[:length] if run == 1 else np.repeat(draws, run)[:length]
    return np.packbits(bits, bitorder="little").tobytes()


def _operations(rng: np.random.Generator, n: int, sets: int) -> bytes:
    # Mostly sizes, as others make the sets more alike.
    kinds = np.array([0, 1, 2, 3] * 4 + [4, 5, 6, 7, 7, 8, 9, 10, 11, 11, 12, 12, 13, 14, 15], np.uint16)
    operations = rng.integers(sets, size=(n, 4)).astype(np.uint16)
    operations[:, 0] = rng.choice(kinds, n)
    # After a union, often ask whether it holds a part of itself.
    after = np.flatnonzero((operations[:-1, 0] == 4) & (rng.random(max(n - 1, 0)) < 0.25))
    operations[after + 1, 0] = rng.integers(13, 15, len(after))
    operations[after + 1, 1] = operations[after, 3]
    operations[after + 1, 2] = operations[after, 1]
    return operations.astype("<u2").tobytes()


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Sets, and operations on them.

    Args:
        rng: All randomness comes from it.
        size: ``sets``, their number, ``bits``, those of the longest, and ``n``, the number of operations.
        kind: Determines which bits are set; a key of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    pieces = [np.uint32(size["sets"]).tobytes()]
    # Spread evenly, so that the cost of inputs of one size is alike.
    for length in rng.permutation(np.linspace(size["bits"] / 2, size["bits"], size["sets"]).astype(int)):
        pieces += [np.uint32(length).tobytes(), _set(rng, int(length), kind)]
    return b"".join(pieces) + _operations(rng, size["n"], size["sets"])
