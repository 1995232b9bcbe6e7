"""Size and kind -> a string of bases, as bytes; and the numbers of pairs, by another method."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["answer", "generate"]

Bases = NDArray[np.uint8]

_BASES = np.frombuffer(b"ACGU", np.uint8)
_SHARES = {
    "random": (0.25, 0.25, 0.25, 0.25),
    "rich": (0.15, 0.35, 0.35, 0.15),
    "poor": (0.5, 0.05, 0.05, 0.4),
}
_KINDS = (*_SHARES, "alternating", "blocks", "halves", "hairpins", "lonely", "repeats", "unlike")
_STEM, _LOOP = 12, 5  # bases of a hairpin
_PARTNERS = np.array([3, 2, 1, 0])
_PAIRS = frozenset(("AU", "UA", "CG", "GC", "GU", "UG"))
_BETWEEN = 3


def _hairpins(rng: np.random.Generator, n: int) -> NDArray[np.int64]:
    """Stems with a loop between their halves."""
    count = n // (2 * _STEM + _LOOP) + 1
    stems, loops = rng.integers(0, 4, (count, _STEM)), rng.integers(0, 4, (count, _LOOP))
    return np.concatenate([stems, loops, _PARTNERS[stems[:, ::-1]]], axis=1).ravel()[:n]


def _numbers(rng: np.random.Generator, n: int, kind: str) -> NDArray[np.int64]:
    """0 to 3 for A, C, G and U."""
    match kind:
        case "random" | "rich" | "poor":
            return rng.choice(4, n, p=_SHARES[kind])
        case "hairpins":
            return _hairpins(rng, n)
        case "repeats":  # a piece again and again, with changes
            numbers = np.resize(rng.integers(0, 4, rng.integers(20, 60)), n)
            return np.where(rng.random(n) < 0.1, rng.integers(0, 4, n), numbers)
        case "blocks":  # runs of one base
            return np.repeat(rng.integers(0, 4, n), rng.integers(1, 12, n))[:n]
        case "alternating":
            return np.resize([2, 1], n)
        case "halves":
            return np.where(np.arange(n) < n // 2, 2, 1)
        case "lonely":  # no base can pair
            return rng.choice([0, 1], n)
        case "unlike":  # A, and then C, and G at the end
            numbers = np.sort(rng.choice([0, 1], n))
            numbers[n - n // 8 :] = 2
            return numbers
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """The number of bases as int32, then the bases, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of bases.
        kind: ``random``, ``rich`` (more C and G), ``poor`` (mostly A and U), ``hairpins`` (pieces that fit
            each other), ``repeats`` (of one piece, with changes), ``blocks`` (runs of one base),
            ``alternating`` (G and C), ``halves`` (G, then C), ``unlike`` (a few bases at the end can pair) or
            ``lonely`` (none can).

    Raises:
        ValueError: There is no such kind.
    """
    numbers = _numbers(rng, size["n"], kind)
    return np.array([size["n"]], "<i4").tobytes() + _BASES[numbers].tobytes()


def answer(stdin: bytes) -> bytes:
    """What a right program writes: base j is alone, or in a pair that parts what stands before it."""
    bases = stdin[4:].decode()
    n = len(bases)
    table = np.zeros((n + 1, n + 1), np.int64)  # of bases i to j - 1
    for j in range(n):
        partners = [i for i in range(j - _BETWEEN) if bases[i] + bases[j] in _PAIRS]
        table[:, j + 1] = table[:, j]
        for i in reversed(range(j)):
            some = [k for k in partners if k >= i]
            if some:
                table[i, j + 1] = max(
                    table[i, j], int((table[i, some] + table[np.add(some, 1), j]).max()) + 1
                )
    return table[0, 1:].astype("<i4").tobytes()
