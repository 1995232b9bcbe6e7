"""Size and kind -> values to be sorted, as bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Values = NDArray[np.float32]

_SPECIALS = np.array([0.0, -0.0, np.inf, -np.inf, 1e-45, -1e-45, 3.4e38, -3.4e38], np.float32)
_KINDS = (
    "random", "specials", "all-nan", "zeros", "sorted", "reversed", "duplicates", "constant", "any-bits",
)  # fmt: skip


def _spread(rng: np.random.Generator, n: int) -> Values:
    """Values of both signs over ten orders of magnitude."""
    magnitude = np.exp2(rng.random(n, dtype=np.float32) * np.float32(33))
    return magnitude * rng.choice(np.array([-1, 1], np.float32), n)


def _nans(rng: np.random.Generator, n: int) -> Values:
    """NaNs of both signs and many payloads."""
    payloads = rng.integers(1, 1 << 23, n, dtype=np.uint32)
    signs = rng.integers(2, size=n, dtype=np.uint32) << np.uint32(31)
    return (signs | np.uint32(0x7F800000) | payloads).view(np.float32)


def _sprinkle(rng: np.random.Generator, values: Values, count: int) -> Values:
    """Replaces ``count`` values, at random places, by NaNs and other special values."""
    places = rng.choice(values.size, count, replace=False)
    # Copied as bits: moving a signalling NaN as a number may quieten it.
    replacement = rng.choice(_SPECIALS, count).view(np.uint32)
    nans = rng.random(count) < 0.5
    replacement[nans] = _nans(rng, int(nans.sum())).view(np.uint32)
    bits = values.view(np.uint32).copy()
    bits[places] = replacement
    return bits.view(np.float32)


def _values(rng: np.random.Generator, n: int, kind: str) -> Values:
    match kind:
        case "random":
            return _sprinkle(rng, _spread(rng, n), n // 100)
        case "specials":
            return _sprinkle(rng, _spread(rng, n), n // 2)
        case "all-nan":
            return _nans(rng, n)
        case "zeros":
            return rng.choice(np.array([0.0, -0.0], np.float32), n)
        case "sorted":
            return np.sort(_spread(rng, n))
        case "reversed":
            return np.sort(_spread(rng, n))[::-1].copy()
        case "duplicates":
            return rng.choice(_spread(rng, 7), n)
        case "constant":
            return np.full(n, _spread(rng, 1)[0], np.float32)
        case "any-bits":
            return rng.integers(1 << 32, size=n, dtype=np.uint32).view(np.float32)
        case _:
            raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_KINDS)}")


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N as int32, then N float32 values, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of values.
        kind: Determines the values; one of :data:`_KINDS`.

    Raises:
        ValueError: There is no such kind.
    """
    n = size["n"]
    return np.int32(n).tobytes() + _values(rng, n, kind).astype("<f4", copy=False).tobytes()
