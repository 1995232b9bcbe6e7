"""Size and kind -> values to be sorted, as bytes."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["generate"]

Values = NDArray[np.float32]

_SPECIALS = np.array([0.0, -0.0, np.inf, -np.inf, 1e-45, -1e-45, 3.4e38, -3.4e38], np.float32)


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


def _normal(rng: np.random.Generator, n: int) -> Values:
    """Values about any middle, of any width."""
    return rng.normal(rng.normal(), np.exp2(rng.uniform(-8, 8)), n).astype(np.float32)


def _ranks(rng: np.random.Generator, n: int) -> Values:
    """Whole numbers, each once."""
    return rng.permutation(n).astype(np.float32) - np.float32(n // 2)


_VALUES: Mapping[str, Callable[[np.random.Generator, int], Values]] = {
    "random": lambda rng, n: _sprinkle(rng, _spread(rng, n), n // 100),
    "uniform": lambda rng, n: rng.random(n, dtype=np.float32),
    "normal": _normal,
    "ranks": _ranks,
    "any-bits": lambda rng, n: rng.integers(1 << 32, size=n, dtype=np.uint32).view(np.float32),
    "specials": lambda rng, n: _sprinkle(rng, _spread(rng, n), n // 2),
    "all-nan": _nans,
    "zeros": lambda rng, n: rng.choice(np.array([0.0, -0.0], np.float32), n),
    "sorted": lambda rng, n: np.sort(_spread(rng, n)),
    "reversed": lambda rng, n: np.sort(_spread(rng, n))[::-1].copy(),
    "duplicates": lambda rng, n: rng.choice(_spread(rng, 7), n),
    "constant": lambda rng, n: np.full(n, _spread(rng, 1)[0], np.float32),
}


def generate(rng: np.random.Generator, size: Mapping[str, int], kind: str) -> bytes:
    """N as int32, then N float32 values, little-endian.

    Args:
        rng: All randomness comes from it.
        size: ``n``, the number of values.
        kind: Determines the values; a key of :data:`_VALUES`.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _VALUES:
        raise ValueError(f"unknown kind {kind!r}; there are: {', '.join(_VALUES)}")
    n = size["n"]
    return np.int32(n).tobytes() + _VALUES[kind](rng, n).astype("<f4", copy=False).tobytes()
