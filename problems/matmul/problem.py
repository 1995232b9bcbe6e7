"""Size and kind -> two square matrices, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Matrix = NDArray[np.float32]

_KINDS = ("identity", "integers", "large", "negative", "random", "zeros")


def _uniform(rng: np.random.Generator, n: int, low: float, high: float) -> Matrix:
    """An n x n matrix of values in [low, high)."""
    return rng.random((n, n), dtype=np.float32) * np.float32(high - low) + np.float32(low)


def _pair(rng: np.random.Generator, n: int, kind: str) -> tuple[Matrix, Matrix]:
    """The two factors.

    Correct programs may sum in any order. So terms may cancel only if they are small ("random"), or if sums
    are exact in every order ("integers", up to N = 67).
    """
    match kind:
        case "random":
            return _uniform(rng, n, -0.5, 0.5), _uniform(rng, n, -0.5, 0.5)
        case "negative":
            return _uniform(rng, n, -1, 0), _uniform(rng, n, -1, 0)
        case "large":
            return _uniform(rng, n, 1e3, 1e6), _uniform(rng, n, 1e3, 1e6)
        case "integers":
            a, b = rng.integers(-500, 501, (2, n, n)).astype(np.float32)
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
        kind: ``random`` (values in [-0.5, 0.5)), ``negative``, ``large`` (1e3 to 1e6),
            ``integers`` (in [-500, 500], so that every sum is exact), ``identity`` or ``zeros``.

    Raises:
        ValueError: There is no such kind.
    """
    n = size["n"]
    a, b = _pair(rng, n, kind)
    return np.array(n, "<i4").tobytes() + a.astype("<f4").tobytes() + b.astype("<f4").tobytes()
