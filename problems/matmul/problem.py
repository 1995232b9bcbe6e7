"""Size and kind -> two square matrices, as bytes."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Matrix = NDArray[np.float32]

_KINDS = ("graded", "identity", "integers", "large", "negative", "random", "sparse", "zeros")


def _uniform(rng: np.random.Generator, n: int, low: float, high: float) -> Matrix:
    """An n x n matrix of values in [low, high)."""
    return rng.random((n, n), dtype=np.float32) * np.float32(high - low) + np.float32(low)


def _scales(rng: np.random.Generator, n: int) -> NDArray[np.float32]:
    """Return n powers of two from 2**-10 to 2**10."""
    return np.exp2(rng.integers(-10, 11, n)).astype(np.float32)


def _pair(rng: np.random.Generator, n: int, kind: str) -> tuple[Matrix, Matrix]:
    """The two factors.

    Correct programs may sum in any order. So terms may cancel only if they are small ("random"), or if sums
    are exact in every order ("integers", whose sums stay below 2**24).
    """
    match kind:
        case "random":
            return _uniform(rng, n, -0.5, 0.5), _uniform(rng, n, -0.5, 0.5)
        case "negative":
            return _uniform(rng, n, -1, 0), _uniform(rng, n, -1, 0)
        case "large":
            return _uniform(rng, n, 1e3, 1e6), _uniform(rng, n, 1e3, 1e6)
        case "integers":
            most = min(500, math.isqrt((1 << 24) // n))
            a, b = rng.integers(-most, most + 1, (2, n, n)).astype(np.float32)
            return a, b
        case "graded":
            a, b = _uniform(rng, n, 0.5, 1), _uniform(rng, n, 0.5, 1)
            return a * _scales(rng, n)[:, None], b * _scales(rng, n)
        case "sparse":
            a, b = (_uniform(rng, n, -1, 1) * (rng.random((n, n)) < 2 / n) for _ in range(2))
            return a, b
        case "identity":
            return _uniform(rng, n, -1, 1), np.eye(n, dtype=np.float32)
        case "zeros":
            return _uniform(rng, n, -1, 1), np.zeros((n, n), dtype=np.float32)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N as int32, then two N x N float32 matrices, row-major, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, rows and columns of both matrices.
        kind: ``random`` (values in [-0.5, 0.5)), ``negative``, ``large`` (1e3 to 1e6), ``integers`` (of both
            signs, so small that every sum is exact), ``graded`` (positive; each row of A and each column of B
            has a magnitude of its own, 2**-10 to 2**10), ``sparse`` (two numbers a row), ``identity`` or
            ``zeros``.

    Raises:
        ValueError: There is no such kind.
    """
    n = size["n"]
    a, b = _pair(rng, n, kind)
    return np.array(n, "<i4").tobytes() + a.astype("<f4").tobytes() + b.astype("<f4").tobytes()
