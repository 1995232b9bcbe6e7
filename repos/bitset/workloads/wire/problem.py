"""Size and kind -> sets to save, as bytes."""

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


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """Sets, with a place to insert and a place to delete.

    Args:
        rng: All randomness comes from it.
        size: ``bits``, those of the longest set, and ``n``, the number of sets.
        kind: Determines which bits are set; a key of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")
    pieces: list[bytes] = []
    for length in rng.permutation(np.linspace(size["bits"] / 4, size["bits"], size["n"]).astype(int)):
        # With another place, the set needs no word more.
        bits = int(length) // 64 * 64 + int(rng.integers(1, 61))
        places = rng.integers(bits, size=2)
        pieces += [np.array([bits, *places], "<u4").tobytes(), _set(rng, bits, kind)]
    return b"".join(pieces)
